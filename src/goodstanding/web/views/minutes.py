"""Minutes, and who does what by when after a meeting."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from goodstanding.access.permissions import Permission
from goodstanding.actions import minutes
from goodstanding.models import FollowUp, Look, Meeting, Member
from goodstanding.queries import meetings as reading
from goodstanding.queries import resolutions
from goodstanding.queries.organization import the_scheme
from goodstanding.web import looking
from goodstanding.web.door import desk_page, now, own_page, viewer
from goodstanding.web.forms import meetings as forms
from goodstanding.web.presenters import resolutions as shown
from goodstanding.web.presenters import words
from goodstanding.web.views.answers import attempt
from goodstanding.web.views.meetings import found, head


def _people(meeting: Meeting) -> list[tuple[str, str]]:
    return [(one.member.key, one.member.shown_as) for one in reading.people(meeting)]


def _member(meeting: Meeting, key: str) -> Member | None:
    return Member.objects.filter(attendances__meeting=meeting, key=key).first() if key else None


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def page(request: HttpRequest, key: str) -> HttpResponse:
    """The minutes, with votes and follow-ups beside them."""
    meeting = found(request, key)
    last = meeting.minutes.select_related("chair").order_by("-version").first()
    initial = {"text": last.text, "chair": last.chair.key if last.chair else ""} if last else {"text": meeting.agenda}
    form = forms.MinutesForm(request.POST or None, people=_people(meeting), initial=initial)

    def act(data: dict[str, Any]) -> None:
        chair = _member(meeting, data["chair"])
        minutes.write(
            meeting=meeting, text=data["text"], chair=chair, scheme=the_scheme(), by=viewer(request), at=now()
        )

    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("The minutes are kept."))
        return redirect("meeting_minutes", key=key)
    return minutes_page(request, meeting, form=form, status=422 if request.method == "POST" else 200)


def minutes_page(request: HttpRequest, meeting: Meeting, *, status: int = 200, **given: Any) -> HttpResponse:
    """The page as it stands, with what was given in the place of its own."""
    people = reading.people(meeting)
    looking.leave(request, [one.member for one in people], Look.How.LIST, Permission.SEE_ROSTER)
    tally = reading.tally(people, the_scheme().meetings.get(meeting.type))
    kind = the_scheme().meetings.get(meeting.type)
    versions = meeting.minutes.select_related("by__member").order_by("-version")
    last = versions.first()
    initial = {"text": last.text, "chair": last.chair.key if last.chair else ""} if last else {"text": meeting.agenda}
    context = head(request, meeting, _("Minutes")) | {
        "form": forms.MinutesForm(people=_people(meeting), initial=initial),
        "resolution_form": forms.ResolutionForm(prefix="vote"),
        "follow_up_form": forms.FollowUpForm(people=_people(meeting), prefix="task"),
        "resolutions": shown.lines(resolutions.lines(meeting)),
        "follow_ups": reading.follow_ups(meeting),
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
        "when": words.moment(one.at),
        "by": one.by.shown_name,
        "icon": "edit",
    }


@require_POST
@desk_page
def follow_up(request: HttpRequest, key: str) -> HttpResponse:
    """Asks something of somebody."""
    meeting = found(request, key)
    form = forms.FollowUpForm(request.POST, people=_people(meeting), prefix="task")

    def act(data: dict[str, Any]) -> None:
        member = _member(meeting, data["member"])
        assert member is not None, "the form offers only people on the list"
        minutes.give(
            meeting=meeting, member=member, text=data["text"], due_on=data["due_on"], by=viewer(request), at=now()
        )

    if attempt(form, act):
        messages.success(request, _("Asked, and they are told."))
        return redirect("meeting_minutes", key=key)
    return minutes_page(request, meeting, follow_up_form=form, status=422)


@require_POST
@own_page
def done(request: HttpRequest, key: str) -> HttpResponse:
    """A follow-up is done; from the person themself, or from whoever held the meeting."""
    who = viewer(request)
    one = get_object_or_404(FollowUp.objects.select_related("meeting__unit"), key=key)
    minutes.end(follow_up=one, done=request.POST.get("do") != "drop", by=who, at=now())
    messages.success(request, _("Kept."))
    if one.member_id == who.member_id:
        return redirect("my_meetings")
    return redirect("meeting_minutes", key=one.meeting.key)
