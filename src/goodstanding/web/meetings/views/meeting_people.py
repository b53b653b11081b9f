"""Who is on the list of a meeting: guests, who was told in person, and answers to requests for leave."""

import unicodedata

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from goodstanding.access.permissions import Permission as Allowed
from goodstanding.actions.meetings import attendees
from goodstanding.actions.meetings import leave as leave_requests
from goodstanding.actions.meetings import notices as meeting_notices
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import Attendee, Meeting, MeetingLeave, Member, RecordView
from goodstanding.queries.meetings import meetings as meeting_queries
from goodstanding.queries.meetings import who_is_due
from goodstanding.queries.people.namesakes import name_anywhere
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.meetings.meeting_pages import act_on, head, held, member_of
from goodstanding.web.meetings.presenters import meetings as meeting_presenters
from goodstanding.web.people import record_views
from goodstanding.web.shell import rate_limits
from goodstanding.web.shell.auth import desk_page, now, viewer
from goodstanding.web.shell.form_views import saying_refusals

Role = Attendee.Role
_MOST_NUMBER = 40


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def people(request: HttpRequest, key: str) -> HttpResponse:
    """Adds a guest or another person to the list, or takes a person off it."""
    meeting = held(request, key)
    if request.method == "POST":
        with saying_refusals(request):
            _change(request, meeting)
        return redirect("meeting_people", key=key)
    text, kind = request.GET.get("q", ""), the_scheme().meetings.get(meeting.type)
    near = meeting_queries.can_be_added(viewer(request), meeting, text)
    listed_numbers = {member.number for member in near}
    listed = meeting_queries.people(meeting)
    listed_numbers |= {attendee.member.number for attendee in listed}
    record_views.leave(
        request, [*near, *(attendee.member for attendee in listed)], RecordView.How.LIST, Allowed.SEE_ROSTER
    )
    context = head(request, meeting, _("Who is due")) | {
        "people": [meeting_presenters.person(attendee) for attendee in listed],
        "text": text,
        "number": _number(text) if _number(text) not in listed_numbers else "",
        "near": [(member, who_is_due.can_be_due(kind, meeting.unit, member, meeting.on)) for member in near],
        "running": not meeting.has_ended,
    }
    return render(request, "meetings/people.html", context)


def _number(text: str) -> str:
    """What was asked for, where it can be a number in full. Whether a person has it, only adding says."""
    text = unicodedata.normalize("NFKC", text).strip()
    return text if any(letter.isdigit() for letter in text) and len(text) <= _MOST_NUMBER else ""


def _of_number(request: HttpRequest) -> Member:
    """The member of another branch whose number was given. Raises ActionRefused, and TooMany for who counts numbers
    up.
    """
    rate_limits.guest_number_try(viewer(request).account)
    found = meeting_queries.of_number(_number(request.POST.get("number", "")))
    if found is None:
        raise ActionRefused(_("No member has this number. Check the card, and type it in full."))
    return found


def _change(request: HttpRequest, meeting: Meeting) -> None:
    by_number = request.POST.get("do") == "number"
    member = _of_number(request) if by_number else member_of(request, meeting)
    who, at = viewer(request), now()
    if request.POST.get("do") == "off":
        reason = request.POST.get("reason", "")
        attendees.take_off(meeting=meeting, member=member, reason=reason, scheme=the_scheme(), by=who, at=at)
        messages.success(request, _("%(name)s has been removed from the list.") % {"name": name_anywhere(member)})
        return
    role = Role.DUE if request.POST.get("do") == "due" else Role.GUEST
    attendees.add(meeting=meeting, member=member, role=role, scheme=the_scheme(), by=who, at=at)
    messages.success(request, _("%(name)s has been added to the list.") % {"name": name_anywhere(member)})


@require_POST
@desk_page
def told(request: HttpRequest, key: str) -> HttpResponse:
    """A person told them themselves."""

    def act(meeting: Meeting) -> str:
        attendee = get_object_or_404(
            Attendee.objects.select_related("meeting__unit"), meeting=meeting, member__key=_key(request)
        )
        meeting_notices.told_in_person(attendee=attendee, by=viewer(request), at=now())
        return _("Recorded: informed in person.")

    return act_on(request, key, act)


@require_POST
@desk_page
def informed_all(request: HttpRequest, key: str) -> HttpResponse:
    """All who cannot sign in were informed on paper or by telephone: one tap, recorded with who and when."""

    def act(meeting: Meeting) -> str:
        count = meeting_notices.record_all_informed(meeting=meeting, by=viewer(request), at=now())
        words = ngettext("Recorded: %(count)s person informed.", "Recorded: %(count)s people informed.", count)
        return words % {"count": count}

    return act_on(request, key, act)


@require_POST
@desk_page
def answer_leave(request: HttpRequest, key: str) -> HttpResponse:
    """Grants leave, or not and says why. key: of the request."""
    mine = meeting_queries.visible(viewer(request))
    leave = get_object_or_404(
        MeetingLeave.objects.select_related("attendee__meeting"), key=key, attendee__meeting__in=mine
    )

    def act(_meeting: Meeting) -> str:
        granted = request.POST.get("do") == "grant"
        reason = request.POST.get("reason", "")
        leave_requests.answer(
            leave=leave, granted=granted, words=reason, scheme=the_scheme(), by=viewer(request), at=now()
        )
        return _("Leave is granted.") if granted else _("Leave is not granted. The person can read why.")

    return act_on(request, leave.attendee.meeting.key, act)


def _key(request: HttpRequest) -> str:
    return request.POST.get("member", "")
