"""The host's roll without signal: taken along, kept encrypted on the phone, and delivered in one request."""

import json
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from goodstanding.access import meeting_hosts
from goodstanding.access.permissions import Permission as Allowed
from goodstanding.actions.check_in import offline_delivery, offline_roll
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import Meeting, Proof, RecordView
from goodstanding.queries.people.organization import the_scheme
from goodstanding.queries.sign_in.handles import handle_of
from goodstanding.web.attendance.presenters import roll as roll_presenters
from goodstanding.web.check_in.presenters import roll_along as roll_along_presenters
from goodstanding.web.meetings.meeting_pages import held
from goodstanding.web.people import record_views
from goodstanding.web.shell import auth, rate_limits
from goodstanding.web.shell.auth import desk_page, now, viewer

#: More than a hundred marks with their reasons need.
MOST_BYTES = 128 * 1024


@require_safe
@auth.kept_page
def kept_page(request: HttpRequest) -> HttpResponse:
    """The page that opens a kept roll. The service worker keeps it, so it is the same for everyone."""
    language = request.GET.get("language", "")
    with translation.override(language if language in dict(settings.LANGUAGES) else translation.get_language()):
        request.LANGUAGE_CODE = translation.get_language()
        context = {"title": _("Offline roll on this phone"), "verdicts": Proof.Verdict.choices, "says": _says()}
        return render(request, "check_in/roll/offline.html", context)


def _says() -> dict[str, str]:
    """What the phone counts by itself, with places for its numbers."""
    return roll_presenters.says() | {
        "many": _("%(count)s marks are waiting to be sent."),
        "saved_code": _("Saved: %(name)s. The server checks the code when it is sent."),
    }


@require_safe
@desk_page
def ready(request: HttpRequest) -> JsonResponse:
    """For a phone that has signal again: whose visit this is, and a token to send with."""
    who = viewer(request)
    if not meeting_hosts.is_host(who, the_scheme()):
        raise Http404
    return JsonResponse({"handle": handle_of(who.account).decode(), "token": get_token(request)})


@require_POST
@desk_page
def along(request: HttpRequest, key: str) -> JsonResponse:
    """The list of one open meeting, for the phone to encrypt; it leaves a line with everyone on it."""
    meeting, who = held(request, key), viewer(request)
    try:
        roll = offline_roll.take(meeting=meeting, scheme=the_scheme(), by=who, at=now())
    except ActionRefused as refusal:
        return JsonResponse({"text": str(refusal)}, status=422)
    record_views.leave(
        request, [attendee.member for attendee in roll.people], RecordView.How.EXPORT, Allowed.SEE_ROSTER
    )
    return JsonResponse(
        roll_along_presenters.offline_roll(roll, the_scheme()) | {"handle": handle_of(who.account).decode()}
    )


@require_POST
@desk_page
def deliver(request: HttpRequest, key: str) -> JsonResponse:
    """Many marks at once, with one result for each. 413 or 422 with a sentence where the whole is not taken."""
    meeting, who, at = held(request, key), viewer(request), now()
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > MOST_BYTES:
        text = _("At most %(most)s kilobytes are accepted at once; send the others afterwards.")
        return JsonResponse({"text": text % {"most": MOST_BYTES // 1024}}, status=413)
    rate_limits.roll_batch_try(who.account)
    try:
        ticket, items = _read(request)
        results = offline_delivery.deliver(
            meeting=meeting, ticket=ticket, items=items, scheme=the_scheme(), by=who, at=at
        )
    except ActionRefused as refusal:
        return JsonResponse({"text": str(refusal)}, status=422)
    # Once it is over, a phone that has delivered everything needs its list no more.
    goes_on = meeting.state == Meeting.State.OPEN and at < meeting.ends_at
    return JsonResponse({"results": [roll_along_presenters.result(mark) for mark in results], "goes_on": goes_on})


def _read(request: HttpRequest) -> tuple[Any, list[Any]]:
    """What was sent. Raises ActionRefused for what is no batch."""
    try:
        body = json.loads(request.body)
        ticket, items = body["word"], body["items"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ActionRefused(_("These are not marks of a roll.")) from error
    if not isinstance(items, list):
        raise ActionRefused(_("These are not marks of a roll."))
    return ticket, items
