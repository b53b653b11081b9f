"""Planning a meeting in two pages: the kind, then when and where, with everyone whom the rules call already ticked."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from goodstanding.access.permissions import Permission as Allowed
from goodstanding.actions.meetings import attendees, meetings, second_look
from goodstanding.models import Attendee, Meeting, RecordView, Unit, UnitRequest
from goodstanding.models.public_id import new_key
from goodstanding.queries.meetings import who_is_due, year_plan
from goodstanding.queries.meetings.who_is_due import Expected
from goodstanding.queries.people.organization import the_scheme
from goodstanding.queries.requests import requests
from goodstanding.web.meetings.forms import meetings as meeting_forms
from goodstanding.web.meetings.meeting_pages import unit_of
from goodstanding.web.meetings.presenters import meeting_plans
from goodstanding.web.meetings.presenters import meetings as meeting_presenters
from goodstanding.web.people import record_views
from goodstanding.web.people.presenters import units as unit_presenters
from goodstanding.web.shell.auth import desk_page, now, viewer
from goodstanding.web.shell.form_views import attempt
from goodstanding.web.shell.presenters import terms

#: Of so long ago a request from above can be what a meeting goes back to.
_REQUESTS = timedelta(days=60)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def plan(request: HttpRequest, code: str) -> HttpResponse:
    """Plans one: the kind, then when and where, with everyone whom the rules call already ticked."""
    unit, scheme = unit_of(request, code), the_scheme()
    kinds = year_plan.kinds_for(viewer(request), unit, scheme)
    word = request.GET.get("type", "")
    context = {
        "title": _("Plan a meeting"),
        "unit": unit,
        "breadcrumbs": unit_presenters.trail_to(viewer(request), unit, _("Plan a meeting")),
    }
    if word not in kinds or unit.closed_on is not None:
        return render(request, "meetings/kinds.html", context | {"kinds": _kinds(request, unit)})
    asked_for = {str(one.pk): one for one in requests.of_late(unit, viewer(request).on - _REQUESTS)}
    form = meeting_forms.PlanForm(
        request.POST or None,
        initial=_beginning(request, unit, word),
        requests=[(key, meeting_plans.request_title(one)) for key, one in asked_for.items()],
    )
    called = who_is_due.expected(kinds[word], unit, _day(form))
    made: list[Meeting] = []

    def act(_data: dict[str, Any]) -> None:
        with transaction.atomic():
            asked_by = asked_for.get(form.cleaned_data.get("asked_by", ""))
            made.append(_planned(request, unit, word, form, called, asked_by))

    asked = _second_look(request, unit, word, form)
    if request.method == "POST" and not asked and attempt(form, act):
        messages.success(
            request, _("Planned, and everyone is notified.") if request.POST.get("tell") else _("Planned.")
        )
        return redirect("meeting", key=made[0].key)
    if request.method != "POST":
        record_views.leave(request, [expected.member for expected in called], RecordView.How.LIST, Allowed.SEE_ROSTER)
    more = {
        "title": meeting_presenters.type_title(word),
        "lead": unit.name,
        "form": form,
        "asked": asked,
        "sure": meeting_forms.sure_of(form),
        "key": request.POST.get("form") or new_key(),
        "called": [_called(request, expected) for expected in called],
        "quorum": kinds[word].quorum is not None,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "meetings/plan.html", context | more, status=status)


def _second_look(request: HttpRequest, unit: Unit, word: str, form: meeting_forms.MeetingForm) -> list[str | Promise]:
    """What is asked back, unless it was for just this moment, and answered."""
    if not form.is_bound or not form.is_valid() or request.POST.get("sure") == meeting_forms.sure_of(form):
        return []
    sent = request.POST.get("form", "")
    return second_look.questions(unit=unit, word=word, what=form.particulars(), at=now(), form=sent)


def _kinds(request: HttpRequest, unit: Unit) -> list[dict[str, Any]]:
    who, scheme = viewer(request), the_scheme()
    soon = {duty.word: cell for duty, cell in year_plan.missing_now(unit, scheme, who.on)}
    found = []
    for word, kind in year_plan.kinds_for(who, unit, scheme).items():
        often = meeting_plans.every(kind.plan.every, kind.plan.times) if kind.plan else _("when needed")
        badge = {"badge": _("to be planned"), "tone": "warn"} if word in soon else {}
        url = f"{reverse('meeting_plan', args=[unit.code])}?type={word}"
        found.append({"url": url, "icon": "meeting", "label": terms.text(kind.title), "detail": often, **badge})
    return found


def _beginning(request: HttpRequest, unit: Unit, word: str) -> dict[str, Any]:
    """As the last one of its kind was, on the last day that fits where one is due soon."""
    last = Meeting.objects.filter(unit=unit, type=word).order_by("-starts_at").first()
    told: dict[str, Any] = {"minutes": 90, "at": "19:00"}
    if last is not None:
        before = meeting_forms.MeetingForm.of(last)
        told = {name: before[name] for name in ("at", "minutes", "place")}
    return told | {"on": year_plan.proposed_day(unit, word, the_scheme(), viewer(request).on)}


def _day(form: meeting_forms.MeetingForm) -> Any:
    if form.is_bound and form.is_valid():
        return form.cleaned_data["on"]
    return form.initial["on"]


def _called(request: HttpRequest, expected: Expected) -> dict[str, Any]:
    ticked = expected.member.key in request.POST.getlist("called") if request.method == "POST" else True
    role = "" if expected.role is Attendee.Role.DUE else str(expected.role.label)
    note = [role, _("hosted here") if expected.hosted else ""]
    return {"member": expected.member, "note": " · ".join(part for part in note if part), "ticked": ticked}


def _planned(
    request: HttpRequest, unit: Unit, word: str, form: meeting_forms.MeetingForm, called: list[Expected],
    asked_by: UnitRequest | None,
) -> Meeting:  # fmt: skip
    """The meeting, without those who were left out, and told where that is wanted: all of it or nothing."""
    who, scheme, at = viewer(request), the_scheme(), now()
    sent = request.POST.get("form", "")
    made = meetings.plan(
        unit=unit, word=word, what=form.particulars(), scheme=scheme, by=who, at=at, form=sent, asked_by=asked_by
    )
    ticked = set(request.POST.getlist("called"))
    for expected in called:
        if expected.member.key not in ticked:
            reason = _("Unticked when it was planned")
            attendees.take_off(meeting=made, member=expected.member, reason=reason, scheme=scheme, by=who, at=at)
    if request.POST.get("tell"):
        meetings.notice(meeting=made, scheme=scheme, by=who, at=at)
    return made
