"""Meetings at the desk: the year's plan, planning one, its page, and what is done to it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goodstanding.access.permissions import Permission as Allowed
from goodstanding.actions import meeting_people, meetings
from goodstanding.actions.refusal import Refusal
from goodstanding.models import Attendee, Look, Meeting, Member, Unit
from goodstanding.models.keys import new_key
from goodstanding.queries import due, meeting_plan
from goodstanding.queries import meetings as reading
from goodstanding.queries.due import Expected
from goodstanding.queries.organization import the_scheme
from goodstanding.web import looking
from goodstanding.web.door import desk_page, now, viewer
from goodstanding.web.forms import meetings as forms
from goodstanding.web.presenters import meeting_plans, words
from goodstanding.web.presenters import meetings as shown
from goodstanding.web.views.answers import attempt
from goodstanding.web.views.imports import trail

State = Meeting.State
_MOST = 40


@require_safe
@desk_page
def overview(request: HttpRequest) -> HttpResponse:
    """What comes next wherever the viewer holds meetings; straight to the branch, if that is one."""
    who = viewer(request)
    if not who.may(Allowed.HOLD_MEETING):
        raise Http404
    found = list(reading.units(who).filter(closed_on=None)[:2])
    if len(found) == 1:
        return redirect("unit_meetings", code=found[0].code)
    ahead = reading.visible(who).filter(state__in=reading.AHEAD).order_by("starts_at")[:_MOST]
    context = {
        "title": _("Meetings"),
        "entries": [shown.entry(one, with_unit=True) for one in ahead],
        "cases": [shown.case_entry(one) for one in reading.cases(who).filter(state="open")[:_MOST]],
    }
    return render(request, "meetings/overview.html", context)


def _unit(request: HttpRequest, code: str) -> Unit:
    found: Unit = get_object_or_404(reading.units(viewer(request)), code=code)
    return found


@require_safe
@desk_page
def of_unit(request: HttpRequest, code: str) -> HttpResponse:
    """A unit's year: what the rules ask for, what is planned and what was held."""
    who, unit = viewer(request), _unit(request, code)
    year = _year(request, who.on.year)
    held = list(reading.of_unit(unit, year).select_related("unit"))
    ahead = [one for one in held if one.state in reading.AHEAD]
    context = {
        "title": _("Meetings"),
        "lead": unit.name,
        "unit": unit,
        "year": year,
        "years": [one for one in (year - 1, year + 1) if abs(one - who.on.year) <= 5],
        "holds": bool(meeting_plan.kinds(unit, the_scheme())) and unit.closed_on is None,
        "duties": meeting_plans.duties(meeting_plan.duties(unit, the_scheme(), year, who.on), unit),
        "ahead": [shown.entry(one) for one in ahead],
        "past": [shown.entry(one) for one in reversed(held) if one not in ahead],
        "breadcrumbs": trail(request, unit, _("Meetings")),
    }
    return render(request, "meetings/unit.html", context)


def _year(request: HttpRequest, this: int) -> int:
    text = request.GET.get("year", "")
    return int(text) if text.isdecimal() and abs(int(text) - this) <= 10 else this


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def plan(request: HttpRequest, code: str) -> HttpResponse:
    """Plans one: the kind, then when and where, with everybody whom the rules call already ticked."""
    unit, scheme = _unit(request, code), the_scheme()
    kinds = meeting_plan.kinds(unit, scheme)
    word = request.GET.get("type", "")
    context = {"title": _("Plan a meeting"), "unit": unit, "breadcrumbs": trail(request, unit, _("Plan a meeting"))}
    if word not in kinds or unit.closed_on is not None:
        return render(request, "meetings/kinds.html", context | {"kinds": _kinds(request, unit)})
    form = forms.MeetingForm(request.POST or None, initial=_beginning(request, unit, word))
    called = due.expected(kinds[word], unit, _day(form))
    made: list[Meeting] = []

    def act(_data: dict[str, Any]) -> None:
        with transaction.atomic():
            made.append(_planned(request, unit, word, form, called))

    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("Planned, and everybody is told.") if request.POST.get("tell") else _("Planned."))
        return redirect("meeting", key=made[0].key)
    if request.method != "POST":
        looking.leave(request, [one.member for one in called], Look.How.LIST, Allowed.SEE_ROSTER)
    more = {
        "title": shown.type_title(word),
        "lead": unit.name,
        "form": form,
        "key": request.POST.get("form") or new_key(),
        "called": [_called(request, one) for one in called],
        "quorum": kinds[word].quorum is not None,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "meetings/plan.html", context | more, status=status)


def _kinds(request: HttpRequest, unit: Unit) -> list[dict[str, Any]]:
    today, scheme = viewer(request).on, the_scheme()
    soon = {duty.word: cell for duty, cell in meeting_plan.missing_now(unit, scheme, today)}
    found = []
    for word, kind in meeting_plan.kinds(unit, scheme).items():
        often = meeting_plans.every(kind.plan.every, kind.plan.times) if kind.plan else _("when there is reason to")
        badge = {"badge": _("to be planned"), "tone": "warn"} if word in soon else {}
        url = f"{reverse('meeting_plan', args=[unit.code])}?type={word}"
        found.append({"url": url, "icon": "meeting", "label": words.text(kind.title), "detail": often, **badge})
    return found


def _beginning(request: HttpRequest, unit: Unit, word: str) -> dict[str, Any]:
    """As the last one of its kind was, a week from today."""
    last = Meeting.objects.filter(unit=unit, type=word).order_by("-starts_at").first()
    told: dict[str, Any] = {"minutes": 90, "at": "19:00"}
    if last is not None:
        before = forms.MeetingForm.of(last)
        told = {name: before[name] for name in ("at", "minutes", "place")}
    return told | {"on": viewer(request).on + timedelta(days=7)}


def _day(form: forms.MeetingForm) -> Any:
    if form.is_bound and form.is_valid():
        return form.cleaned_data["on"]
    return form.initial["on"]


def _called(request: HttpRequest, one: Expected) -> dict[str, Any]:
    ticked = one.member.key in request.POST.getlist("called") if request.method == "POST" else True
    standing = "" if one.standing is Attendee.Standing.DUE else str(one.standing.label)
    note = [standing, _("hosted here") if one.hosted else ""]
    return {"member": one.member, "note": " · ".join(part for part in note if part), "ticked": ticked}


def _planned(request: HttpRequest, unit: Unit, word: str, form: forms.MeetingForm, called: list[Expected]) -> Meeting:
    """The meeting, without those who were left out, and told where that is wanted: all of it or nothing."""
    who, scheme, at = viewer(request), the_scheme(), now()
    key = request.POST.get("form", "")
    key = key if len(key) == len(new_key()) else ""
    made = meetings.plan(unit=unit, word=word, what=form.particulars(), scheme=scheme, by=who, at=at, form=key)
    ticked = set(request.POST.getlist("called"))
    for one in called:
        if one.member.key not in ticked:
            meeting_people.take_off(
                meeting=made, member=one.member, reason=_("Left out when it was planned"), by=who, at=at
            )
    if request.POST.get("tell"):
        meetings.notice(meeting=made, scheme=scheme, by=who, at=at)
    return made


def found(request: HttpRequest, key: str) -> Meeting:
    """A meeting that the viewer holds."""
    return get_object_or_404(reading.visible(viewer(request)), key=key)


@require_safe
@desk_page
def page(request: HttpRequest, key: str) -> HttpResponse:
    """One meeting: its particulars, who was told, who came, and what to do next."""
    meeting, who = found(request, key), viewer(request)
    people, receipts = reading.people(meeting), reading.receipts(meeting)
    looking.leave(request, [one.member for one in people], Look.How.LIST, Allowed.SEE_ROSTER)
    kind = the_scheme().meetings.get(meeting.type)
    tally = reading.tally(people, kind)
    lines = [shown.person(one, receipts.get(one.pk)) for one in people]
    told = meeting.revision > 0 and meeting.state != State.PLANNED
    context = head(request, meeting) | {
        "rows": shown.rows(meeting),
        "people": lines,
        "told": told,
        "not_reached": [one for one in lines if not one["is_reached"]] if told and not meeting.has_ended else [],
        "leaves": [one for one in lines if one["leave"] and one["leave"].state == "asked"],
        "tally": tally,
        "count": shown.count(tally),
        "quorum": shown.quorum(tally) if meeting.state in {State.OPEN, State.CLOSED} else None,
        "cases": [shown.case_entry(one) for one in reading.cases(who).filter(attendee__meeting=meeting, state="open")],
        "minutes": meeting.minutes.order_by("-version").first(),
        "resolutions": reading.resolutions(meeting),
        "follow_ups": meeting.follow_ups.select_related("member"),
        "can_open": timezone.now() >= meeting.starts_at - meetings.OPENS_BEFORE,
        "may_close": who.may(Allowed.RECORD_FACT, meeting.unit),
        "own_member": who.member_id,
    }
    return render(request, "meetings/page.html", context)


def head(request: HttpRequest, meeting: Meeting, label: str = "") -> dict[str, Any]:
    """What the top of every page of a meeting shows."""
    way = trail(request, meeting.unit, _("Meetings"))
    way[-1]["url"] = reverse("unit_meetings", args=[meeting.unit.code])
    way.append({"label": shown.title(meeting), "url": reverse("meeting", args=[meeting.key]) if label else ""})
    if label:
        way.append({"label": label, "url": ""})
    return {
        "title": label or shown.title(meeting),
        "lead": f"{shown.title(meeting)} · {shown.short_when(meeting)}"
        if label
        else meeting.topic or meeting.unit.name,
        "meeting": meeting,
        "state": meeting.get_state_display(),
        "tone": shown.TONES[meeting.state],
        "breadcrumbs": way,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def change(request: HttpRequest, key: str) -> HttpResponse:
    """Another time, place or agenda."""
    meeting = found(request, key)
    form = forms.MeetingForm(request.POST or None, initial=forms.MeetingForm.of(meeting))

    def act(_data: dict[str, Any]) -> None:
        changed = meetings.change(
            meeting=meeting, what=form.particulars(), scheme=the_scheme(), by=viewer(request), at=now()
        )
        told = changed and meeting.state == State.NOTICED
        messages.success(request, _("Changed, and everybody is told.") if told else _("Changed."))

    if request.method == "POST" and attempt(form, act):
        return redirect("meeting", key=key)
    context = head(request, meeting, _("Change the meeting")) | {"form": form}
    return render(request, "meetings/change.html", context, status=422 if request.method == "POST" else 200)


def act_on(request: HttpRequest, key: str, act: Callable[[Meeting], str], to: str = "meeting") -> HttpResponse:
    """Does something to a meeting, says what came of it or why not, and goes on."""
    meeting = found(request, key)
    try:
        messages.success(request, act(meeting))
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("meeting", key=key)
    return redirect(to, key=key)


@require_POST
@desk_page
def notice(request: HttpRequest, key: str) -> HttpResponse:
    """Tells everybody."""

    def act(meeting: Meeting) -> str:
        told = meetings.notice(meeting=meeting, scheme=the_scheme(), by=viewer(request), at=now())
        return ngettext("%(count)s person is told.", "%(count)s people are told.", told) % {"count": told}

    return act_on(request, key, act)


@require_POST
@desk_page
def cancel(request: HttpRequest, key: str) -> HttpResponse:
    """Calls it off."""

    def act(meeting: Meeting) -> str:
        reason = request.POST.get("reason", "")
        meetings.cancel(meeting=meeting, reason=reason, scheme=the_scheme(), by=viewer(request), at=now())
        return _("Cancelled. Whoever had been told is told of it.")

    return act_on(request, key, act)


@require_POST
@desk_page
def open_doors(request: HttpRequest, key: str) -> HttpResponse:
    """Begins the roll."""

    def act(meeting: Meeting) -> str:
        meetings.open_doors(meeting=meeting, scheme=the_scheme(), by=viewer(request), at=now())
        return _("Open for check-in.")

    return act_on(request, key, act, to="meeting_roll")


def member_of(request: HttpRequest, meeting: Meeting) -> Member:
    """The member whom a form means: on the list, or somebody who could be added to it."""
    key = request.POST.get("member", "")
    on_list = Member.objects.filter(attendances__meeting=meeting, key=key)
    return on_list.first() or get_object_or_404(Member.objects.filter(left_on=None), key=key)
