"""Checking in on a member's own phone: scan, one button, one answer; and without signal, kept and delivered later."""

import json
import secrets
from base64 import urlsafe_b64decode
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goodstanding.access import code_keys
from goodstanding.access.viewer import Viewer
from goodstanding.actions.check_in.refusals import CheckInRefusal, CheckInRefused
from goodstanding.actions.check_in.request import Arrival, CheckInRequest
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import Account, Passkey, Proof
from goodstanding.proofs import venue_code
from goodstanding.queries.check_in import open_meetings as open_meeting_queries
from goodstanding.queries.sign_in.handles import handle_of
from goodstanding.web.check_in import batched, load_shedding
from goodstanding.web.check_in.batcher import BatcherStopped
from goodstanding.web.check_in.presenters import check_in as check_in_presenters
from goodstanding.web.shell import auth, rate_limits
from goodstanding.web.shell.auth import now, own_page, viewer

#: More than any assertion needs.
MOST_BYTES = 16 * 1024
_YEAR = 365 * 24 * 3600


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def page(request: HttpRequest) -> HttpResponse:
    """Where a member scans the code, or types what the host reads out."""
    if request.method == "POST":
        return _typed(request)
    return _page(request)


@require_safe
@own_page
def with_code(request: HttpRequest, code: str) -> HttpResponse:
    """Where the code on the screen leads: one button. The phone sends what its passkey signs."""
    return _page(request, code)


def _page(request: HttpRequest, code: str = "", wrong: str = "", status: int = 200) -> HttpResponse:
    who = viewer(request)
    passkeys = Passkey.objects.filter(authenticator__user=who.account).order_by("pk")
    context = {
        "title": _("Check in"),
        "here": "check_in",
        "code": code,
        "handle": handle_of(who.account).decode(),
        "passkeys": " ".join(passkeys.values_list("credential_id", flat=True)),
        "rp_id": settings.RP_ID,
        "entries": [check_in_presenters.open_entry(attendee) for attendee in open_meeting_queries.open_now(who)[:5]],
        "wrong": wrong,
        "already": _already(who, code),
    }
    answer = render(request, "check_in/check_in.html", context, status=status)
    _name_browser(request, answer)
    return answer


def _already(who: Viewer, code: str) -> dict[str, str] | None:
    """What the page says at once to a member who is checked in to the meeting of this code; none to any other."""
    try:
        key = venue_code.read(code, code_keys.ours()).meeting
    except venue_code.NotShown:
        return None
    own = open_meeting_queries.open_now(who).filter(meeting__key=key).first()
    if own is None or own.counted is None or own.counted.verdict not in Proof.CAME:
        return None
    return check_in_presenters.already(own.counted, own.meeting)


def _typed(request: HttpRequest) -> HttpResponse:
    """The short code of a meeting that is open and concerns the member."""
    who, at = viewer(request), now()
    attempt = rate_limits.typed_code_try(who.account)
    typed = request.POST.get("typed", "")[:40]
    for attendee in open_meeting_queries.open_now(who)[:20]:
        key = attendee.meeting.key
        if venue_code.is_short_code(typed, key, at, code_keys.ours()):
            rate_limits.give_back(attempt)
            return redirect("check_in_with", code=venue_code.code(key, at, code_keys.ours()))
    return _page(request, wrong=_("This is not the host's current code. Ask for the one shown now."), status=422)


@require_safe
@auth.kept_page
def kept_page(request: HttpRequest) -> HttpResponse:
    """The same page for a phone without signal: the service worker keeps it, so it is the same for everyone."""
    language = request.GET.get("language", "")
    with translation.override(language if language in dict(settings.LANGUAGES) else translation.get_language()):
        request.LANGUAGE_CODE = translation.get_language()
        context = {"title": _("Check in"), "here": "check_in", "is_kept": True}
        return render(request, "check_in/check_in_offline.html", context)


@require_safe
@own_page
def ready(request: HttpRequest) -> JsonResponse:
    """For a phone that has signal again: whose visit this is, and a token to send with."""
    return JsonResponse({"handle": handle_of(viewer(request).account).decode(), "token": get_token(request)})


@require_POST
@own_page
def send(request: HttpRequest) -> HttpResponse:
    """One check-in. 200 where it is written, however often it is sent; 422 where it never will be, with a sentence.

    503 with a time to come again where the process is about to end.
    """
    account = cast(Account, request.user)
    try:
        # A member's word about themselves: they act in no office.
        arrival = Arrival(_read(request), Viewer(account, timezone.localdate()), now())
        result = batched.check_in(arrival)
    except CheckInRefused as refusal:
        return JsonResponse({"state": "refused", "why": refusal.why.value, "text": str(refusal)}, status=422)
    except ActionRefused as refusal:
        return JsonResponse({"state": "refused", "why": "refused", "text": str(refusal)}, status=422)
    except BatcherStopped:
        return load_shedding.come_again()
    return JsonResponse(check_in_presenters.answer(result))


def _read(request: HttpRequest) -> CheckInRequest:
    """What was sent. Raises CheckInRefused for what is no check-in."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > MOST_BYTES:
        raise CheckInRefused(CheckInRefusal.SHAPE)
    try:
        body = json.loads(request.body)
        nonce = urlsafe_b64decode(body["nonce"] + "=" * (-len(body["nonce"]) % 4))
        return CheckInRequest(
            code=_text(body["code"]),
            nonce=nonce,
            assertion=body.get("assertion"),
            offline=body.get("kept") is True,
            browser=request.COOKIES.get(settings.BROWSER_COOKIE_NAME, "")[:64],
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise CheckInRefused(CheckInRefusal.SHAPE) from error


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _name_browser(request: HttpRequest, answer: HttpResponse) -> None:
    """A random number for this browser, so that one browser for many members is noticed; it says nothing of people."""
    if request.COOKIES.get(settings.BROWSER_COOKIE_NAME):
        return
    answer.set_cookie(
        settings.BROWSER_COOKIE_NAME,
        secrets.token_urlsafe(16),
        max_age=_YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
