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

from goodstanding.access import code_keys
from goodstanding.access.permissions import Permission
from goodstanding.actions.attendance import doubts
from goodstanding.models import Doubt, Meeting, RecordView
from goodstanding.proofs import venue_code
from goodstanding.queries.attendance import doubts as doubt_queries
from goodstanding.queries.check_in import open_meetings as open_meeting_queries
from goodstanding.queries.meetings import meetings
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.attendance.forms.doubts import CountHeads
from goodstanding.web.attendance.presenters import doubts as doubt_presenters
from goodstanding.web.check_in.presenters import check_in as check_in_presenters
from goodstanding.web.meetings.meeting_pages import head
from goodstanding.web.meetings.presenters import meetings as meeting_presenters
from goodstanding.web.people import record_views
from goodstanding.web.shell import qr
from goodstanding.web.shell.auth import desk_page, now, viewer
from goodstanding.web.shell.form_views import attempt
from goodstanding.web.shell.presenters import terms


def _meeting(request: HttpRequest, key: str) -> Meeting:
    found: Meeting = get_object_or_404(meetings.visible(viewer(request)), key=key)
    return found


@require_safe
@desk_page
def screen(request: HttpRequest, key: str) -> HttpResponse:
    """For everyone in the room. It fetches each code when its time comes, and holds no key."""
    meeting = _meeting(request, key)
    context = {
        "title": meeting_presenters.title(meeting),
        "meeting": meeting,
        "when": terms.said_moment(meeting.starts_at),
        "time_zone": get_current_timezone_name(),
        **_now(meeting),
    }
    return render(request, "check_in/venue/screen.html", context)


@require_safe
@desk_page
def screen_now(request: HttpRequest, key: str) -> HttpResponse:
    """The code of this window, and how many are there."""
    return render(request, "check_in/venue/screen_now.html", _now(_meeting(request, key)))


def _now(meeting: Meeting) -> dict[str, Any]:
    at = now()
    tally = open_meeting_queries.there(meeting, the_scheme())
    now_ms = int(at.timestamp() * 1000)
    values: dict[str, Any] = {
        "meeting": meeting,
        "clock": {"now": now_ms},
        "count": check_in_presenters.count(tally),
        "quorum": check_in_presenters.quorum(tally),
        "is_open": meeting.state == Meeting.State.OPEN,
    }
    if not values["is_open"]:
        return values
    code = venue_code.code(meeting.key, at, code_keys.ours())
    window_ms = int(venue_code.WINDOW.total_seconds() * 1000)
    until_ms = (now_ms // window_ms + 1) * window_ms
    margin_ms = int(venue_code.MARGIN.total_seconds() * 1000)
    clock = {"now": now_ms, "until": until_ms, "dead": until_ms + margin_ms}
    return values | {"code": _drawn(code), "clock": clock}


def _drawn(code: str) -> str:
    """The address of a code as a picture."""
    return qr.drawn(settings.ORIGIN + reverse("check_in_with", args=[code]), "venue-code", "venue-ink")


@require_safe
@desk_page
def door(request: HttpRequest, key: str) -> HttpResponse:
    """For the host alone: the short code to read out, the head count, and what to look at."""
    return _door(request, _meeting(request, key), CountHeads())


@require_safe
@desk_page
def door_now(request: HttpRequest, key: str) -> HttpResponse:
    """The short code of this moment, and how many are there."""
    return render(request, "check_in/venue/door_now.html", _door_now(_meeting(request, key)))


def _door_now(meeting: Meeting) -> dict[str, Any]:
    tally = open_meeting_queries.there(meeting, the_scheme())
    values = {
        "meeting": meeting,
        "count": check_in_presenters.count(tally),
        "quorum": check_in_presenters.quorum(tally),
    }
    if meeting.state == Meeting.State.OPEN:
        short = venue_code.short_code(meeting.key, now(), code_keys.ours())
        values["short"] = f"{short[:4]} {short[4:]}"
    return values


def _door(request: HttpRequest, meeting: Meeting, form: django_forms.Form, status: int = 200) -> HttpResponse:
    who = viewer(request)
    open_ones = list(doubt_queries.open_ones(who).filter(meeting=meeting))
    concerned = [member for doubt in open_ones for member in doubt.members.all()]
    record_views.leave(request, concerned, RecordView.How.LIST, Permission.SEE_ROSTER)
    context = {
        "title": _("At the entrance"),
        "lead": f"{meeting_presenters.title(meeting)} · {meeting.unit.name} · {terms.said_moment(meeting.starts_at)}",
        "form": form,
        "heads": doubt_queries.heads(meeting),
        "answers": Doubt.Answer.choices,
        "doubts": [doubt_presenters.entry(doubt, who) for doubt in open_ones],
        "breadcrumbs": head(request, meeting, _("At the entrance"))["breadcrumbs"],
        **_door_now(meeting),
    }
    return render(request, "check_in/venue/door.html", context, status=status)


@require_POST
@desk_page
def heads(request: HttpRequest, key: str) -> HttpResponse:
    """How many the host counted."""
    meeting, form = _meeting(request, key), CountHeads(request.POST)

    def count(data: dict[str, Any]) -> None:
        doubts.count_heads(meeting=meeting, heads=data["heads"], by=viewer(request), at=now())

    if not attempt(form, count):
        return _door(request, meeting, form, 422)
    if doubt_queries.found(meeting):
        messages.warning(request, _("Counted. Please check what does not add up."))
    else:
        messages.success(request, _("Counted. It agrees with the check-ins."))
    return redirect("meeting_door", key=key)
