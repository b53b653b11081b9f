"""The screen of a venue, and the host's own page beside it."""

from typing import Any

from django import forms as django_forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from goodstanding.access import venue, venue_keys
from goodstanding.access.permissions import Permission
from goodstanding.actions import doubts
from goodstanding.models import Doubt, Look, Meeting
from goodstanding.queries import check_in as reading
from goodstanding.queries import doubts as doubts_reading
from goodstanding.queries import meetings
from goodstanding.queries.organization import the_scheme
from goodstanding.web import codes, looking
from goodstanding.web.door import desk_page, now, viewer
from goodstanding.web.forms.check_in import CountHeads
from goodstanding.web.presenters import check_in as shown
from goodstanding.web.presenters import doubts as doubts_shown
from goodstanding.web.presenters import meetings as meetings_shown
from goodstanding.web.presenters import words
from goodstanding.web.views.answers import attempt


def _meeting(request: HttpRequest, key: str) -> Meeting:
    found: Meeting = get_object_or_404(meetings.visible(viewer(request)), key=key)
    return found


@require_safe
@desk_page
def screen(request: HttpRequest, key: str) -> HttpResponse:
    """For everybody in the room. It fetches each code when its time comes, and holds no key."""
    meeting = _meeting(request, key)
    context = {
        "title": meetings_shown.title(meeting),
        "meeting": meeting,
        "when": words.moment(meeting.starts_at),
        "time_zone": get_current_timezone_name(),
        **_now(meeting),
    }
    return render(request, "venue/screen.html", context)


@require_safe
@desk_page
def screen_now(request: HttpRequest, key: str) -> HttpResponse:
    """The code of this window, and how many are there."""
    return render(request, "venue/screen_now.html", _now(_meeting(request, key)))


def _now(meeting: Meeting) -> dict[str, Any]:
    at = now()
    tally = reading.there(meeting, the_scheme())
    now_ms = int(at.timestamp() * 1000)
    told: dict[str, Any] = {
        "meeting": meeting,
        "now_ms": now_ms,
        "count": shown.count(tally),
        "quorum": shown.quorum(tally),
        "is_open": meeting.state == Meeting.State.OPEN,
    }
    if not told["is_open"]:
        return told
    code = venue.code(meeting.key, at, venue_keys.ours())
    window_ms = int(venue.WINDOW.total_seconds() * 1000)
    until_ms = (now_ms // window_ms + 1) * window_ms
    margin_ms = int(venue.MARGIN.total_seconds() * 1000)
    return told | {"code": _drawn(code), "until_ms": until_ms, "dead_ms": until_ms + margin_ms}


def _drawn(code: str) -> str:
    """The address of a code as a picture."""
    return codes.drawn(settings.ORIGIN + reverse("check_in_with", args=[code]), "venue-code", "venue-ink")


@require_safe
@desk_page
def door(request: HttpRequest, key: str) -> HttpResponse:
    """For the host alone: the short code to read out, the head count, and what to look at."""
    return _door(request, _meeting(request, key), CountHeads())


@require_safe
@desk_page
def door_now(request: HttpRequest, key: str) -> HttpResponse:
    """The short code of this moment, and how many are there."""
    return render(request, "venue/door_now.html", _door_now(_meeting(request, key)))


def _door_now(meeting: Meeting) -> dict[str, Any]:
    tally = reading.there(meeting, the_scheme())
    told = {"meeting": meeting, "count": shown.count(tally), "quorum": shown.quorum(tally)}
    if meeting.state == Meeting.State.OPEN:
        short = venue.short_code(meeting.key, now(), venue_keys.ours())
        told["short"] = f"{short[:4]} {short[4:]}"
    return told


def _door(request: HttpRequest, meeting: Meeting, form: django_forms.Form, status: int = 200) -> HttpResponse:
    who = viewer(request)
    open_ones = list(doubts_reading.open_ones(who).filter(meeting=meeting))
    concerned = [member for one in open_ones for member in one.members.all()]
    looking.leave(request, concerned, Look.How.LIST, Permission.SEE_ROSTER)
    context = {
        "title": _("At the door"),
        "lead": f"{meetings_shown.title(meeting)} · {meeting.unit.name} · {words.moment(meeting.starts_at)}",
        "form": form,
        "heads": doubts_reading.heads(meeting),
        "answers": Doubt.Answer.choices,
        "doubts": [doubts_shown.entry(one, who) for one in open_ones],
        **_door_now(meeting),
    }
    return render(request, "venue/door.html", context, status=status)


@require_POST
@desk_page
def heads(request: HttpRequest, key: str) -> HttpResponse:
    """How many the host counted."""
    meeting, form = _meeting(request, key), CountHeads(request.POST)

    def count(data: dict[str, Any]) -> None:
        doubts.count_heads(meeting=meeting, heads=data["heads"], by=viewer(request), at=now())

    if not attempt(form, count):
        return _door(request, meeting, form, 422)
    if doubts_reading.found(meeting):
        messages.warning(request, _("Counted. Please look at what does not fit."))
    else:
        messages.success(request, _("Counted. It goes with the check-ins."))
    return redirect("meeting_door", key=key)
