"""What a meeting votes on: written down, and put right where it was written down wrongly."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from goodstanding.actions.meetings import drafts, minutes
from goodstanding.actions.meetings.minutes import Votes
from goodstanding.models import Meeting, MinutesDraft, Resolution
from goodstanding.queries.meetings import resolutions as resolution_queries
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.meetings.forms import meetings as meeting_forms
from goodstanding.web.meetings.meeting_pages import found, head, minutes_page
from goodstanding.web.meetings.presenters import resolutions as resolution_presenters
from goodstanding.web.shell.auth import desk_page, now, viewer
from goodstanding.web.shell.form_views import attempt


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def resolve(request: HttpRequest, key: str) -> HttpResponse:
    """One resolution with its votes. A person who comes back to its address is at the page of the minutes."""
    meeting = found(request, key)
    if request.method != "POST":
        return redirect("meeting_minutes", key=key)
    form = meeting_forms.ResolutionForm(request.POST, prefix="vote")

    def act(data: dict[str, Any]) -> None:
        _written(request, meeting, data["text"], form.votes())
        drafts.forget(meeting=meeting, part=MinutesDraft.Part.VOTE, by=viewer(request))

    if attempt(form, act):
        return redirect("meeting_minutes", key=key)
    return minutes_page(request, meeting, resolution_form=form, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def correct(request: HttpRequest, key: str) -> HttpResponse:
    """Another in the place of one that was written down wrongly, with why; the wrong one stays readable."""
    wrong = get_object_or_404(resolution_queries.visible(viewer(request)), key=key)
    meeting = wrong.meeting
    if request.method != "POST" and Resolution.objects.filter(replaces=wrong).exists():
        return redirect("meeting_minutes", key=meeting.key)
    form = meeting_forms.CorrectResolutionForm(
        request.POST or None, initial=meeting_forms.CorrectResolutionForm.of(wrong)
    )

    def act(data: dict[str, Any]) -> None:
        _written(request, meeting, data["text"], form.votes(), replaces=wrong, reason=data["reason"])

    if request.method == "POST" and attempt(form, act):
        return redirect("meeting_minutes", key=meeting.key)
    context = head(request, meeting, _("Correct this resolution")) | {
        "form": form,
        "line": resolution_presenters.line(wrong),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "meetings/resolution.html", context, status=status)


def _written(
    request: HttpRequest, meeting: Meeting, text: str, votes: Votes, *, replaces: Resolution | None = None,
    reason: str = "",
) -> None:  # fmt: skip
    made = minutes.resolve(
        meeting=meeting, text=text, votes=votes, scheme=the_scheme(), by=viewer(request), at=now(), replaces=replaces,
        reason=reason,
    )  # fmt: skip
    messages.success(request, _("Carried.") if made.carried else _("Not carried."))
