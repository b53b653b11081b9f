"""Minutes, and who does what by when after a meeting."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from goodstanding.actions.meetings import drafts, minutes
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import FollowUp, MinutesDraft
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.meetings.forms import meetings as meeting_forms
from goodstanding.web.meetings.meeting_pages import found, listed_member, minutes_page, people_of, saved_text
from goodstanding.web.shell.auth import desk_page, now, own_page, viewer
from goodstanding.web.shell.form_views import attempt, back_to

#: What each form of the page asks for.
_FIELDS = {
    MinutesDraft.Part.MINUTES: ("chair", "text"),
    MinutesDraft.Part.VOTE: ("text", "votes_for", "votes_against", "abstained"),
    MinutesDraft.Part.TASK: ("member", "text", "due_on"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def page(request: HttpRequest, key: str) -> HttpResponse:
    """The minutes, with votes and follow-ups beside them."""
    meeting = found(request, key)
    if request.method != "POST":
        return minutes_page(request, meeting)
    form = meeting_forms.MinutesForm(request.POST, people=people_of(meeting))

    def act(data: dict[str, Any]) -> None:
        chair = listed_member(meeting, data["chair"])
        minutes.write(
            meeting=meeting, text=data["text"], chair=chair, scheme=the_scheme(), by=viewer(request), at=now()
        )
        drafts.forget(meeting=meeting, part=MinutesDraft.Part.MINUTES, by=viewer(request))

    if attempt(form, act):
        messages.success(request, _("The minutes are saved."))
        return redirect("meeting_minutes", key=key)
    return minutes_page(request, meeting, form=form, status=422)


@require_POST
@desk_page
def draft(request: HttpRequest, key: str) -> HttpResponse:
    """Keeps what is being typed into one form of the page, or throws it away; answers with when."""
    meeting, who, at = found(request, key), viewer(request), now()
    sent = request.POST.get("part", "")
    if sent not in MinutesDraft.Part.values:
        raise Http404
    part = MinutesDraft.Part(sent)
    if "forget" in request.POST:
        drafts.forget(meeting=meeting, part=part, by=who)
        return redirect("meeting_minutes", key=key)
    start = "" if part is MinutesDraft.Part.MINUTES else f"{part.value}-"
    names = {f"{start}{name}": name for name in _FIELDS[part]}
    typed = {field: request.POST[name] for name, field in names.items() if name in request.POST}
    try:
        kept = drafts.keep(meeting=meeting, part=part, fields=typed, by=who, at=at)
    except ActionRefused as refusal:
        return HttpResponse(str(refusal), status=422, content_type="text/plain; charset=utf-8")
    return HttpResponse(saved_text(kept.saved_at) if kept else "", content_type="text/plain; charset=utf-8")


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def follow_up(request: HttpRequest, key: str) -> HttpResponse:
    """Asks something of a person. A person who comes back to its address is at the page of the minutes."""
    meeting = found(request, key)
    if request.method != "POST":
        return redirect("meeting_minutes", key=key)
    form = meeting_forms.FollowUpForm(request.POST, people=people_of(meeting), prefix="task")

    def act(data: dict[str, Any]) -> None:
        member = listed_member(meeting, data["member"])
        assert member is not None, "the form offers only people on the list"
        minutes.give(
            meeting=meeting, member=member, text=data["text"], due_on=data["due_on"], by=viewer(request), at=now()
        )
        drafts.forget(meeting=meeting, part=MinutesDraft.Part.TASK, by=viewer(request))

    if attempt(form, act):
        messages.success(request, _("Assigned, and the person is notified."))
        return redirect("meeting_minutes", key=key)
    return minutes_page(request, meeting, follow_up_form=form, status=422)


@require_POST
@own_page
def done(request: HttpRequest, key: str) -> HttpResponse:
    """A follow-up is done; from the person themself, or from the person who held the meeting."""
    who = viewer(request)
    follow_up = get_object_or_404(FollowUp.objects.select_related("meeting__unit"), key=key)
    minutes.end(follow_up=follow_up, done=request.POST.get("do") != "drop", by=who, at=now())
    messages.success(request, _("Recorded."))
    if follow_up.member_id == who.member_id:
        return redirect(back_to(request, "my_meetings"))
    return redirect("meeting_minutes", key=follow_up.meeting.key)
