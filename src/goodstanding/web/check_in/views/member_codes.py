"""A member's own code: shown on their phone, scanned by the host."""

import json
from base64 import urlsafe_b64decode
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from goodstanding.access.permissions import Permission
from goodstanding.actions.check_in import member_codes
from goodstanding.actions.check_in.member_code_refusals import MemberCodeRefusal, MemberCodeRefused
from goodstanding.actions.check_in.member_codes import Scanned
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import Attendee, Meeting, Passkey, RecordView
from goodstanding.proofs import member_code
from goodstanding.proofs.passkey_assertion import text
from goodstanding.queries.meetings import meetings as meeting_queries
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.attendance.presenters import roll
from goodstanding.web.meetings.meeting_pages import held
from goodstanding.web.meetings.presenters import meetings as meeting_presenters
from goodstanding.web.people import record_views
from goodstanding.web.shell import qr, rate_limits
from goodstanding.web.shell.auth import desk_page, now, own_page, viewer

_MOST_BYTES = 16 * 1024


def _own(request: HttpRequest, key: str) -> Attendee:
    attendee: Attendee = get_object_or_404(meeting_queries.own(viewer(request)), meeting__key=key)
    return attendee


@require_safe
@own_page
def page(request: HttpRequest, key: str) -> HttpResponse:
    """One button; then the code, for two minutes."""
    meeting, who = _own(request, key).meeting, viewer(request)
    context = {
        "title": _("My code"),
        "here": "check_in",
        "back_url": reverse("my_meeting", args=[key]),
        "meeting": meeting,
        "meeting_title": meeting_presenters.title(meeting),
        "when": meeting_presenters.when(meeting),
        "is_open": meeting.state == Meeting.State.OPEN,
        "left_says": _("Valid for %(count)s more seconds"),
        "has_passkey": Passkey.objects.filter(authenticator__user=who.account).exists(),
    }
    return render(request, "check_in/code.html", context)


@require_POST
@own_page
def ask(request: HttpRequest, key: str) -> JsonResponse:
    """What the member's passkey is asked to sign."""
    meeting, who = _own(request, key).meeting, viewer(request)
    rate_limits.member_code_try(who.account)
    try:
        asked = member_codes.ask(meeting=meeting, by=who, at=now())
    except MemberCodeRefused as refusal:
        return _refused(refusal)
    mine = Passkey.objects.filter(authenticator__user=who.account).order_by("pk")
    values = {"nonce": text(asked.nonce), "challenge": text(asked.challenge), "rp_id": settings.RP_ID}
    return JsonResponse(values | {"passkeys": list(mine.values_list("credential_id", flat=True))})


@require_POST
@own_page
def show(request: HttpRequest, key: str) -> HttpResponse:
    """The code as a picture, once the passkey has signed; 422 with a sentence where it has not."""
    attendee, who, at = _own(request, key), viewer(request), now()
    rate_limits.member_code_try(who.account)
    try:
        nonce, assertion = _read(request)
        code = member_codes.show(
            meeting=attendee.meeting, nonce=nonce, assertion=assertion, by=who, origin=settings.ORIGIN,
            rp_id=settings.RP_ID, at=at,
        )  # fmt: skip
    except MemberCodeRefused as refusal:
        return _refused(refusal)
    context = {
        "code": code,
        "picture": qr.drawn(code, "code-drawn", "code-ink"),
        "seconds": int(member_code.LIFE.total_seconds()),
        "name": who.account.shown_name,
        "with_passkey": assertion is not None,
    }
    return render(request, "check_in/code_shown.html", context)


def _read(request: HttpRequest) -> tuple[bytes, Any]:
    """The number and the assertion that were sent. Raises MemberCodeRefused for what is neither."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > _MOST_BYTES:
        raise MemberCodeRefused(MemberCodeRefusal.PASSKEY)
    try:
        body = json.loads(request.body)
        assertion = body["assertion"]
        nonce = b"" if assertion is None else urlsafe_b64decode(body["nonce"] + "=" * (-len(body["nonce"]) % 4))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise MemberCodeRefused(MemberCodeRefusal.PASSKEY) from error
    return nonce, assertion


def _refused(refusal: MemberCodeRefused) -> JsonResponse:
    return JsonResponse({"why": refusal.why.value, "text": str(refusal)}, status=422)


@require_POST
@desk_page
def scan(request: HttpRequest, key: str) -> HttpResponse:
    """The host scans a member's code, or types it. Answers with what to say, or goes back to the roll."""
    meeting, text_shown, tone = held(request, key), "", "good"
    people, attendee = list[Attendee](), None
    try:
        code = request.POST.get("code", "").strip()[:200]
        scanned = member_codes.scan(code=code, meeting=meeting, scheme=the_scheme(), by=viewer(request), at=now())
    except ActionRefused as refusal:
        text_shown, tone = str(refusal), "bad"
        people = meeting_queries.people(meeting)
    else:
        people = meeting_queries.people(meeting)
        listed = (attendee for attendee in people if attendee.pk == scanned.proven.attendee.pk)
        attendee = next(listed, scanned.proven.attendee)
        text_shown, tone = _sentence(attendee, scanned)
        record_views.leave(request, [attendee.member], RecordView.How.LIST, Permission.SEE_ROSTER)
    if not request.htmx:  # type: ignore[attr-defined]
        messages.add_message(request, messages.ERROR if tone == "bad" else messages.SUCCESS, text_shown)
        return redirect("meeting_roll", key=key)
    context = {"told": text_shown, "tone": tone, "moved": True} | roll.answer_about(meeting, attendee, people)
    return render(request, "check_in/roll/scan_answer.html", context)


def _sentence(attendee: Attendee, scanned: Scanned) -> tuple[str, str]:
    """What the host reads, and how it looks: whose code it was, so that they can compare with whom they see."""
    about = {"name": attendee.member.name, "number": attendee.member.number, "verdict": ""}
    about["verdict"] = attendee.counted.get_verdict_display() if attendee.counted else ""
    if scanned.proven.conflict is not None:
        return _("%(name)s (%(number)s): another attendance record disagrees; a person must decide.") % about, "warn"
    if not scanned.proven.new:
        return _("%(name)s (%(number)s) was already scanned: %(verdict)s") % about, "info"
    if scanned.with_passkey:
        return _("%(name)s (%(number)s): %(verdict)s") % about, "good"
    sentence = _(
        "%(name)s (%(number)s): %(verdict)s. This code was made without a passkey; check that it is the right person."
    )
    return sentence % about, "warn"
