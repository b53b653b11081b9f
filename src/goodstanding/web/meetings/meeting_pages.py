"""What the pages of meetings share: finding a meeting, the top of its pages, doing something to it, its minutes."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from goodstanding.access.permissions import Permission
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import Meeting, Member, MinutesDraft, RecordView, Unit
from goodstanding.queries.meetings import meetings as meeting_queries
from goodstanding.queries.meetings import resolutions
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.meetings.forms import meetings as meeting_forms
from goodstanding.web.meetings.presenters import follow_ups
from goodstanding.web.meetings.presenters import meetings as meeting_presenters
from goodstanding.web.meetings.presenters import resolutions as resolution_presenters
from goodstanding.web.people import record_views
from goodstanding.web.people.presenters import units as unit_presenters
from goodstanding.web.shell.auth import viewer
from goodstanding.web.shell.presenters import terms


def unit_of(request: HttpRequest, code: str) -> Unit:
    """A unit whose meetings the viewer holds, all of them or some kinds."""
    found: Unit = get_object_or_404(meeting_queries.units(viewer(request), the_scheme()), code=code)
    return found


def found(request: HttpRequest, key: str) -> Meeting:
    """A meeting of a unit whose every meeting the viewer holds."""
    return get_object_or_404(meeting_queries.visible(viewer(request)), key=key)


def held(request: HttpRequest, key: str) -> Meeting:
    """A meeting that the viewer holds, if only because the rules let them hold this kind."""
    return get_object_or_404(meeting_queries.held(viewer(request), the_scheme()), key=key)


def head(request: HttpRequest, meeting: Meeting, label: str = "") -> dict[str, Any]:
    """What the top of every page of a meeting shows."""
    way = unit_presenters.trail_to(viewer(request), meeting.unit, _("Meetings"))
    way[-1]["url"] = reverse("unit_meetings", args=[meeting.unit.code])
    way.append(
        {"label": meeting_presenters.title(meeting), "url": reverse("meeting", args=[meeting.key]) if label else ""}
    )
    if label:
        way.append({"label": label, "url": ""})
    return {
        "title": label or meeting_presenters.title(meeting),
        "lead": f"{meeting_presenters.title(meeting)} · {meeting_presenters.short_when(meeting)}"
        if label
        else meeting.topic or meeting.unit.name,
        "meeting": meeting,
        "state": meeting.get_state_display(),
        "tone": meeting_presenters.TONES[meeting.state],
        "breadcrumbs": way,
    }


def act_on(request: HttpRequest, key: str, act: Callable[[Meeting], str], to: str = "meeting") -> HttpResponse:
    """Does something to a meeting, says what came of it or why not, and goes on."""
    meeting = held(request, key)
    try:
        messages.success(request, act(meeting))
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("meeting", key=key)
    return redirect(to, key=key)


def member_of(request: HttpRequest, meeting: Meeting) -> Member:
    """The member whom a form means: on the list, or a person who could be added to it."""
    key = request.POST.get("member", "")
    on_list = Member.objects.filter(attendances__meeting=meeting, key=key)
    return on_list.first() or get_object_or_404(Member.objects.filter(left_on=None), key=key)


def people_of(meeting: Meeting) -> list[tuple[str, str]]:
    """Everyone on the list of a meeting, as choices of a form."""
    return [(person.member.key, person.member.shown_as) for person in meeting_queries.people(meeting)]


def listed_member(meeting: Meeting, key: str) -> Member | None:
    """The member of that key on the list of a meeting."""
    return Member.objects.filter(attendances__meeting=meeting, key=key).first() if key else None


def minutes_page(request: HttpRequest, meeting: Meeting, *, status: int = 200, **given: Any) -> HttpResponse:
    """The page as it stands, with what was given in the place of its own."""
    people = meeting_queries.people(meeting)
    record_views.leave(request, [person.member for person in people], RecordView.How.LIST, Permission.SEE_ROSTER)
    tally = meeting_queries.tally(people, the_scheme().meetings.get(meeting.type))
    kind = the_scheme().meetings.get(meeting.type)
    versions = meeting.minutes.select_related("by__member").order_by("-version")
    last = versions.first()
    initial = {"text": last.text, "chair": last.chair.key if last.chair else ""} if last else {"text": meeting.agenda}
    drafts = {draft.part: draft for draft in MinutesDraft.objects.filter(meeting=meeting, by=viewer(request).account)}
    typed = {part: drafts[part].fields if part in drafts else {} for part in MinutesDraft.Part.values}
    context = head(request, meeting, _("Minutes")) | {
        "form": meeting_forms.MinutesForm(people=people_of(meeting), initial=initial | typed["minutes"]),
        "resolution_form": meeting_forms.ResolutionForm(prefix="vote", initial=typed["vote"]),
        "follow_up_form": meeting_forms.FollowUpForm(people=people_of(meeting), prefix="task", initial=typed["task"]),
        "saved": {part: saved_text(draft.saved_at) for part, draft in drafts.items()},
        "resolutions": resolution_presenters.lines(resolutions.lines(meeting)),
        "follow_ups": follow_ups.lines(meeting_queries.follow_ups(meeting)),
        "become_assignments": any(rule.from_minutes for rule in the_scheme().assignments.values()),
        "versions": [_version(version) for version in versions],
        "needed": resolutions.needed_votes(kind, tally.voters),
        "voters": tally.voters,
        "voters_there": tally.voters_there,
        "begun": meeting.state in {Meeting.State.OPEN, Meeting.State.CLOSED},
    }
    return render(request, "meetings/minutes.html", context | given, status=status)


def saved_text(at: datetime) -> str:
    """When a draft was kept."""
    moment = timezone.localtime(at)
    told = moment.strftime("%H:%M") if moment.date() == timezone.localdate() else terms.said_moment(at)
    return _("Saved as a draft at %(moment)s. Only you see it until you save it.") % {"moment": told}


def _version(version: Any) -> dict[str, Any]:
    return {
        "title": _("Version %(number)s") % {"number": version.version},
        "when": terms.said_moment(version.at),
        "by": version.by.shown_name,
        "icon": "edit",
    }
