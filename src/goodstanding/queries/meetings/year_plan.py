"""The year's plan of a unit: what the rules ask for in each month, quarter or year, and how far it is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from goodstanding.access import meeting_hosts
from goodstanding.access.viewer import Viewer
from goodstanding.engine.period import Period, PeriodLength, last_day, month_of, period_holding
from goodstanding.engine.scheme.scheme import MeetingPlan, MeetingType, Scheme
from goodstanding.models import Meeting, Unit
from goodstanding.queries.meetings.who_is_due import expected
from goodstanding.queries.people.calendars import calendar

State = Meeting.State
#: How many days before a period ends what is missing in it is told of.
WARN_DAYS: dict[PeriodLength, int] = {"month": 10, "quarter": 21, "year": 45}
DONE, PLANNED, MISSED, SOON, LATER, BEFORE = "done", "planned", "missed", "soon", "later", "before"
_TO_COME = frozenset({State.PLANNED.value, State.NOTICED.value, State.OPEN.value})


@dataclass(frozen=True)
class PlanCell:
    """One kind of meeting in one period: how many were held and are planned of how many, and what that means."""

    period: Period
    times: int
    done: int
    planned: int
    state: str

    @property
    def missing(self) -> int:
        """How many are still to be planned."""
        return max(0, self.times - self.done - self.planned)


@dataclass(frozen=True)
class PlannedDuty:
    """One kind of meeting through the year."""

    word: str
    kind: MeetingType
    cells: Sequence[PlanCell]


def kinds(unit: Unit, scheme: Scheme) -> dict[str, MeetingType]:
    """The kinds of meeting that a unit holds, by their words."""
    return {word: kind for word, kind in scheme.meetings.items() if holds(unit, kind)}


def kinds_for(viewer: Viewer, unit: Unit, scheme: Scheme) -> dict[str, MeetingType]:
    """Those of them that the viewer may hold."""
    return {word: kind for word, kind in kinds(unit, scheme).items() if meeting_hosts.may_hold(viewer, unit, kind)}


def holds(unit: Unit, kind: MeetingType) -> bool:
    """Whether a unit holds meetings of that kind."""
    return kind.held_by is None or not {unit.level, unit.type}.isdisjoint(kind.held_by)


def calls_somebody(unit: Unit, kind: MeetingType, on: date) -> bool:
    """Whether the unit has anyone whom such a meeting is for; a branch without groups owes no group meetings."""
    return kind.due.classes is None or bool(expected(kind, unit, on))


def duties(unit: Unit, scheme: Scheme, year: int, today: date) -> list[PlannedDuty]:
    """What a unit owes in a year, kind by kind in the order of the rules."""
    held = _held(unit, year)
    ever = Meeting.objects.filter(unit=unit).exclude(state=State.CANCELLED).order_by("on")
    first = ever.values_list("on", flat=True).first() or today
    found = []
    for word, kind in kinds(unit, scheme).items():
        if kind.plan is None:
            continue
        mine = [(on, state) for type_, on, state in held if type_ == word]
        if not mine and not calls_somebody(unit, kind, today):
            continue
        cells = [_cell(period, kind.plan, mine, today) for period in _periods(year, kind.plan.every)]
        # What was held before anyone kept it here is not known, and not missed.
        known = [replace(cell, state=BEFORE) if _is_before(cell, first) else cell for cell in cells]
        found.append(PlannedDuty(word, kind, known))
    return found


def missing_now(unit: Unit, scheme: Scheme, today: date) -> list[tuple[PlannedDuty, PlanCell]]:
    """What is not planned yet in periods that end soon: of `duties`, the running periods alone.

    Every page asks, for the number on the badge; so nothing is read for kinds of which enough is planned.
    """
    running = {
        word: (kind, kind.plan, period_holding(month_of(today), kind.plan.every))
        for word, kind in kinds(unit, scheme).items()
        if kind.plan is not None
    }
    near = {word: kind for word, (kind, plan, period) in running.items() if _ends_soon(period, plan, today)}
    if not near:
        return []
    held = _held(unit, today.year)
    found = []
    for word, kind in near.items():
        _kind, plan, period = running[word]
        mine = [(on, state) for type_, on, state in held if type_ == word]
        cell = _cell(period, plan, mine, today)
        if cell.state == SOON and (mine or calls_somebody(unit, kind, today)):
            found.append((PlannedDuty(word, kind, [cell]), cell))
    return found


def _held(unit: Unit, year: int) -> list[tuple[str, date, str]]:
    """The meetings of a year that were not called off, with their kinds, days and states."""
    found = Meeting.objects.filter(unit=unit, on__year=year).exclude(state=State.CANCELLED)
    return list(found.values_list("type", "on", "state"))


def proposed_day(unit: Unit, word: str, scheme: Scheme, today: date) -> date:
    """The day with which planning begins: what is missing in a period that ends soon, on the last day that fits in it.

    That is a working day without a meeting of the kind, if there is one to come; else a week from today.
    """
    for duty, cell in missing_now(unit, scheme, today):
        if duty.word == word:
            return _last_fitting(unit, word, today, last_day(cell.period.last))
    return today + timedelta(days=7)


def _last_fitting(unit: Unit, word: str, today: date, end: date) -> date:
    working = calendar()
    held = Meeting.objects.filter(unit=unit, type=word, on__range=(today, end)).exclude(state=State.CANCELLED)
    taken = set(held.values_list("on", flat=True))
    to_come = [end - timedelta(days=back) for back in range((end - today).days)]
    free = [day for day in to_come if day not in taken]
    return next((day for day in free if working.is_worked(day)), next(iter(free), end))


def _periods(year: int, every: PeriodLength) -> list[Period]:
    months = range(year * 12, year * 12 + 12)
    return list(dict.fromkeys(period_holding(month, every) for month in months))


def _is_before(cell: PlanCell, first: date) -> bool:
    return cell.state == MISSED and not cell.done and last_day(cell.period.last) < first


def _cell(period: Period, plan: MeetingPlan, held: Iterable[tuple[date, str]], today: date) -> PlanCell:
    states = [state for on, state in held if period.first <= month_of(on) <= period.last]
    done = states.count(State.CLOSED.value)
    planned = sum(state in _TO_COME for state in states)
    state = _state(period, plan, done, planned, today)
    return PlanCell(period, plan.times, done, planned, state)


def _state(period: Period, plan: MeetingPlan, done: int, planned: int, today: date) -> str:
    ends = last_day(period.last)
    if done >= plan.times:
        return DONE
    if done + planned >= plan.times:
        return PLANNED
    if today > ends:
        return MISSED
    return SOON if _ends_soon(period, plan, today) else LATER


def _ends_soon(period: Period, plan: MeetingPlan, today: date) -> bool:
    begun, left = period.first <= month_of(today), (last_day(period.last) - today).days
    return begun and 0 <= left < WARN_DAYS[plan.every]
