"""A member's own meetings: what they are called to, their leave, how it was recorded, and what they are asked to do."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from goodstanding.actions.attendance import own_word
from goodstanding.actions.meetings import leave as leave_requests
from goodstanding.actions.meetings import notices as meeting_notices
from goodstanding.models import Attendee, Meeting, MeetingLeave, Member
from goodstanding.queries.attendance import catch_up
from goodstanding.queries.meetings import meetings as meeting_queries
from goodstanding.queries.meetings import verdicts
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.meetings.presenters import meeting_asked
from goodstanding.web.meetings.presenters import meetings as meeting_presenters
from goodstanding.web.meetings.presenters import own_word as own_word_presenters
from goodstanding.web.shell.auth import now, own_page, viewer
from goodstanding.web.shell.form_views import saying_refusals
from goodstanding.web.shell.presenters import terms

_PAST = 20


@require_safe
@own_page
def overview(request: HttpRequest) -> HttpResponse:
    """What comes next, what is to be done, what was."""
    who = viewer(request)
    get_object_or_404(Member, pk=who.member_id)
    mine = meeting_queries.own(who)
    past = mine.filter(meeting__state__in=(Meeting.State.CLOSED, Meeting.State.CANCELLED))
    context = {
        "title": _("My meetings"),
        "here": "to_do",
        "back_url": reverse("to_do"),
        "ahead": [
            meeting_presenters.own_entry(attendee) for attendee in mine.filter(meeting__state__in=meeting_queries.AHEAD)
        ],
        "follow_ups": meeting_queries.own_follow_ups(who),
        "past": [
            meeting_presenters.own_entry(attendee) | own_word_presenters.deed(attendee)
            for attendee in verdicts.as_recorded(past.order_by("-meeting__starts_at")[:_PAST], the_scheme())
        ],
    }
    return render(request, "meetings/own_list.html", context)


@require_safe
@own_page
def page(request: HttpRequest, key: str) -> HttpResponse:
    """One meeting that concerns them. A form in it, sent by itself, tells the host that the notice arrived."""
    who = viewer(request)
    attendee = get_object_or_404(meeting_queries.own(who), meeting__key=key)
    verdicts.as_recorded([attendee], the_scheme())
    meeting = attendee.meeting
    leave = attendee.leaves.exclude(state=MeetingLeave.State.WITHDRAWN).order_by("-pk").first()
    begun = now() >= meeting.starts_at
    context = {
        "title": meeting_presenters.title(meeting),
        "here": "to_do",
        "back_url": reverse("my_meetings"),
        "meeting": meeting,
        "one": attendee,
        "unseen": _is_unseen(attendee),
        "rows": meeting_presenters.rows(meeting),
        "tone": meeting_presenters.TONES[meeting.state],
        "role": attendee.get_role_display(),
        "leave": leave,
        "leave_answer": _answer(leave),
        "can_ask": not begun and not meeting.has_ended and (leave is None or leave.state == "refused"),
        "can_withdraw": not begun
        and not meeting.has_ended
        and leave is not None
        and leave.state in {"asked", "granted"},
        "made_up": meeting_asked.done(
            catch_up.made_up_fact(attendee, the_scheme().meetings.get(meeting.type)), meeting
        ),
        "proofs": [meeting_presenters.proof(proof) for proof in meeting_queries.proofs(attendee)],
        "own_word": own_word_presenters.of(attendee, meeting),
        "verdict": meeting_presenters.verdict(attendee),
        "verdict_tone": meeting_presenters.VERDICT_TONES[attendee.verdict],
    }
    return render(request, "meetings/own_page.html", context)


def _is_unseen(attendee: Attendee) -> bool:
    """Whether opening the page is news to the host: a notice not read yet, or none that could reach the member."""
    to_come = attendee.meeting.revision > 0 and now() < attendee.meeting.starts_at
    unknown = to_come and not attendee.receipts.filter(revision=attendee.meeting.revision).exists()
    return unknown or attendee.receipts.filter(seen_at=None).exists()


def _answer(leave: MeetingLeave | None) -> str:
    if leave is None or leave.answered_at is None or leave.answered_by is None:
        return ""
    told = f"{terms.said_moment(leave.answered_at)} · {leave.answered_by.shown_name}"
    return terms.pair(told, leave.answer) if leave.answer else told


@require_POST
@own_page
def seen(request: HttpRequest, key: str) -> HttpResponse:
    """The member has read it: the host sees that the notice arrived."""
    who = viewer(request)
    attendee = get_object_or_404(meeting_queries.own(who), meeting__key=key)
    meeting_notices.seen(meeting=attendee.meeting, by=who, at=now())
    return HttpResponse() if request.htmx else redirect("my_meeting", key=key)  # type: ignore[attr-defined]


@require_POST
@own_page
def leave(request: HttpRequest, key: str) -> HttpResponse:
    """Asks for leave, or takes the request back."""
    who = viewer(request)
    attendee = get_object_or_404(meeting_queries.own(who), meeting__key=key)
    with saying_refusals(request):
        messages.success(request, _leave(request, attendee))
    return redirect("my_meeting", key=key)


@require_POST
@own_page
def was_there(request: HttpRequest, key: str) -> HttpResponse:
    """The member says that they were there; another person decides."""
    who = viewer(request)
    attendee = get_object_or_404(meeting_queries.own(who), meeting__key=key)
    with saying_refusals(request):
        words = request.POST.get("words", "")
        own_word.say(meeting=attendee.meeting, words=words, scheme=the_scheme(), by=who, at=now())
        messages.success(request, _("Sent. Another person decides, and you are notified here."))
    return redirect("my_meeting", key=key)


def _leave(request: HttpRequest, attendee: Attendee) -> Any:
    who, at = viewer(request), now()
    if request.POST.get("do") == "withdraw":
        open_one = attendee.leaves.filter(state__in=("asked", "granted")).first()
        if open_one is not None:
            leave_requests.withdraw(leave=open_one, by=who, at=at)
        return _("Your request is withdrawn. See you there.")
    words_given = request.POST.get("reason", "")
    leave_requests.ask(meeting=attendee.meeting, words=words_given, scheme=the_scheme(), by=who, at=at)
    return _("Your request has been sent to your branch. You will be notified of the answer here.")
