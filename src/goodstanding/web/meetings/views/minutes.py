"""Minutes, and who does what by when after a meeting."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from goodstanding.access.permissions import Permission
from goodstanding.actions.meetings import minutes
from goodstanding.models import FollowUp, Meeting, Member, RecordView
from goodstanding.queries.meetings import meetings as meeting_queries
from goodstanding.queries.meetings import resolutions
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.meetings.forms import meetings as meeting_forms
from goodstanding.web.meetings.presenters import resolutions as resolution_presenters
from goodstanding.web.meetings.views.meetings import found, head
from goodstanding.web.people import record_views
from goodstanding.web.shell.auth import desk_page, now, own_page, viewer
from goodstanding.web.shell.form_views import attempt
from goodstanding.web.shell.presenters import terms


def _people(meeting: Meeting) -> list[tuple[str, str]]:
    return [(one.member.key, one.member.shown_as) for one in meeting_queries.people(meeting)]


def _member(meeting: Meeting, key: str) -> Member | None:
    return Member.objects.filter(attendances__meeting=meeting, key=key).first() if key else None


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def page(request: HttpRequest, key: str) -> HttpResponse:
    """The minutes, with votes and follow-ups beside them."""
    meeting = found(request, key)
    last = meeting.minutes.select_related("chair").order_by("-version").first()
    initial = {"text": last.text, "chair": last.chair.key if last.chair else ""} if last else {"text": meeting.agenda}
    form = meeting_forms.MinutesForm(request.POST or None, people=_people(meeting), initial=initial)

    def act(data: dict[str, Any]) -> None:
        chair = _member(meeting, data["chair"])
        minutes.write(
            meeting=meeting, text=data["text"], chair=chair, scheme=the_scheme(), by=viewer(request), at=now()
        )

    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("The minutes are saved."))
        return redirect("meeting_minutes", key=key)
    return minutes_page(request, meeting, form=form, status=422 if request.method == "POST" else 200)


def minutes_page(request: HttpRequest, meeting: Meeting, *, status: int = 200, **given: Any) -> HttpResponse:
    """The page as it stands, with what was given in the place of its own."""
    people = meeting_queries.people(meeting)
    record_views.leave(request, [one.member for one in people], RecordView.How.LIST, Permission.SEE_ROSTER)
    tally = meeting_queries.tally(people, the_scheme().meetings.get(meeting.type))
    kind = the_scheme().meetings.get(meeting.type)
    versions = meeting.minutes.select_related("by__member").order_by("-version")
    last = versions.first()
    initial = {"text": last.text, "chair": last.chair.key if last.chair else ""} if last else {"text": meeting.agenda}
    context = head(request, meeting, _("Minutes")) | {
        "form": meeting_forms.MinutesForm(people=_people(meeting), initial=initial),
        "resolution_form": meeting_forms.ResolutionForm(prefix="vote"),
        "follow_up_form": meeting_forms.FollowUpForm(people=_people(meeting), prefix="task"),
        "resolutions": resolution_presenters.lines(resolutions.lines(meeting)),
        "follow_ups": meeting_queries.follow_ups(meeting),
        "versions": [_version(one) for one in versions],
        "needed": minutes.needed_votes(kind, tally.voters),
        "voters": tally.voters,
        "voters_there": tally.voters_there,
        "begun": meeting.state in {Meeting.State.OPEN, Meeting.State.CLOSED},
    }
    return render(request, "meetings/minutes.html", context | given, status=status)


def _version(one: Any) -> dict[str, Any]:
    return {
        "title": _("Version %(number)s") % {"number": one.version},
        "when": terms.moment(one.at),
        "by": one.by.shown_name,
        "icon": "edit",
    }


@require_POST
@desk_page
def follow_up(request: HttpRequest, key: str) -> HttpResponse:
    """Asks something of somebody."""
    meeting = found(request, key)
    form = meeting_forms.FollowUpForm(request.POST, people=_people(meeting), prefix="task")

    def act(data: dict[str, Any]) -> None:
        member = _member(meeting, data["member"])
        assert member is not None, "the form offers only people on the list"
        minutes.give(
            meeting=meeting, member=member, text=data["text"], due_on=data["due_on"], by=viewer(request), at=now()
        )

    if attempt(form, act):
        messages.success(request, _("Assigned, and the person is notified."))
        return redirect("meeting_minutes", key=key)
    return minutes_page(request, meeting, follow_up_form=form, status=422)


@require_POST
@own_page
def done(request: HttpRequest, key: str) -> HttpResponse:
    """A follow-up is done; from the person themself, or from whoever held the meeting."""
    who = viewer(request)
    one = get_object_or_404(FollowUp.objects.select_related("meeting__unit"), key=key)
    minutes.end(follow_up=one, done=request.POST.get("do") != "drop", by=who, at=now())
    messages.success(request, _("Recorded."))
    if one.member_id == who.member_id:
        return redirect("my_meetings")
    return redirect("meeting_minutes", key=one.meeting.key)
