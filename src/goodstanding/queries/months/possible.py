"""What is still possible: duties that are due in the running month's periods and not done, each with its exact effect.

Only what the rules make due, never filler. What a member was given to do comes in as further duties.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from goodstanding.engine.explain.explanation import Asked
from goodstanding.engine.explain.history import SubjectFact
from goodstanding.engine.explain.lines import Point
from goodstanding.engine.explain.owed import asked
from goodstanding.engine.period import Period, period_holding
from goodstanding.engine.scheme.scheme import Indicator, Scheme
from goodstanding.engine.single.one_more_fact import NOT_RECORDED, supposed
from goodstanding.engine.single.rate import Alone
from goodstanding.models import Assignee, Course, Member
from goodstanding.queries.assignments.assignments import assigned_to
from goodstanding.queries.initiative import pledges
from goodstanding.queries.months.running import Provisional
from goodstanding.queries.study import courses

_ONE = 1000


@dataclass(frozen=True)
class OpenDuty:
    """One fact that could still be recorded: of which kind, with which value, on which day, and what it is due for.

    period: the one in which it counts. indicators: the rules that make it due. planned: what it hangs on, where it is
    a thing of the calendar and not of the rules alone.
    """

    kind: str
    value: int
    occurred_on: date
    period: Period
    indicators: tuple[str, ...]
    planned: str = ""


@dataclass(frozen=True)
class Possible:
    """A duty with what doing it gives: the total with it (hundredths; none: still not rated) and the change."""

    duty: OpenDuty
    total: int | None
    gain: int | None
    points: int


def possible(found: Provisional, today: date, planned: Sequence[OpenDuty] = ()) -> list[Possible]:
    """What would help, most first. planned: duties that the calendar holds for the member."""
    return sorted(_helping(found, [*_joined(duties(found, today)), *planned]), key=_order)


def duties(found: Provisional, today: date) -> Iterator[OpenDuty]:
    """What the rules make due in the periods that are running, as far as it is not done: hours, yearly duties."""
    assert found.lived.tags.get(found.month) is not None, "only members are rated"
    history = found.lived.as_found_by_rules
    for rule in found.scheme.indicators:
        mine = rule.subject == "member" and rule.kind == "base"
        if mine and history.binds(rule, found.month) and _owed(rule):
            period = period_holding(found.month, rule.period)
            what = asked(history, rule, period, found.month)
            point = found.alone.points.get((rule.code, period.name))
            value = _missing(found, rule, what, point) if what is not None and _asks(rule, what) else 0
            if value:
                yield OpenDuty(rule.facts[0], value, today, period, (rule.code,))


def effect(found: Provisional, duty: OpenDuty) -> Possible:
    """What exactly this fact would give."""
    more = SubjectFact(NOT_RECORDED, duty.kind, duty.value, duty.occurred_on)
    after = supposed(found.scheme, "member", found.month, found.lived.tags, found.lived.facts, found.alone, more)
    before = found.total
    gain = None if after.total is None or before is None else after.total - before
    return Possible(duty, after.total, gain, after.sums.earned - found.alone.sums.earned)


def _helping(found: Provisional, open_duties: Sequence[OpenDuty]) -> list[Possible]:
    effects = [effect(found, open_duty) for open_duty in open_duties]
    return [possible_fact for possible_fact in effects if _helps(possible_fact, found.alone)]


def _helps(possible_fact: Possible, now: Alone) -> bool:
    """Whether it gives points, and does not lower the total; who is not rated is helped by points."""
    if possible_fact.points <= 0:
        return False
    return possible_fact.gain is None or possible_fact.gain >= 0 if now.total is not None else True


def _order(possible_fact: Possible) -> tuple[int, int, str]:
    return -(possible_fact.gain or 0), -possible_fact.points, possible_fact.duty.kind


def _owed(rule: Indicator) -> bool:
    """Whether the rules ask for it by themselves: not what hangs on an occasion or counts as met without a record."""
    return rule.due == "pace" or (rule.due == "close" and rule.missing == "zero")


def _asks(rule: Indicator, what: Asked) -> bool:
    """Whether anything is owed for the period: not where every month is excused, nor an excused duty done once."""
    return what.owed > 0 and not (what.excuse and rule.measure in ("max", "latest"))


def _missing(found: Provisional, rule: Indicator, what: Asked, point: Point | None) -> int:
    """The value of the one fact that is missing; 0 where none is, or where it takes more than a yes or an amount."""
    kind = found.scheme.fact_kinds.get(rule.facts[0])
    at_most = kind.at_most if kind else None
    if rule.measure == "sum" and at_most is None:
        return _amount(rule, what, point)
    if at_most != _ONE or rule.measure not in ("count", "sum", "max", "latest"):
        return 0
    return _ONE if point is None or point.earned < rule.points else 0


def _amount(rule: Indicator, what: Asked, point: Point | None) -> int:
    """What is missing to what is owed, in whole units: nobody records 0.333 hours."""
    missing = (rule.target or 0) * what.owed - (point.value or 0 if point else 0) * what.of
    return max(0, -(-missing // (_ONE * what.of)) * _ONE)


def _joined(found: Iterator[OpenDuty]) -> list[OpenDuty]:
    """Duties that one and the same fact would meet, as one."""
    alike = dict[tuple[str, int], OpenDuty]()
    for duty in found:
        known = alike.get((duty.kind, duty.value))
        if known is None:
            alike[duty.kind, duty.value] = duty
        else:
            first = known if known.period.last <= duty.period.last else duty
            codes = (*known.indicators, *duty.indicators)
            alike[duty.kind, duty.value] = OpenDuty(duty.kind, duty.value, duty.occurred_on, first.period, codes)
    return list(alike.values())


def assigned(member: Member, found: Provisional, today: date) -> list[OpenDuty]:
    """One duty for each assignment that the member has not done, what is due first at the top."""
    return list(_duties(assigned_to(member).order_by("due_on", "pk"), found, today))


def _duties(rows: Iterable[Assignee], found: Provisional, today: date) -> Iterator[OpenDuty]:
    for row in rows:
        rule = found.scheme.assignments.get(row.assignment.kind)
        kind = (rule.done or rule.joined) if rule else None
        if kind is not None and (codes := _rules_on(kind, found.scheme)):
            period = _first_period(codes[0], found)
            yield OpenDuty(kind, _ONE, today, period, codes, planned=row.assignment.key)


def _rules_on(kind: str, scheme: Scheme) -> tuple[str, ...]:
    """The rules about members that count such a fact."""
    return tuple(rule.code for rule in scheme.indicators if rule.subject == "member" and kind in rule.facts)


def _first_period(code: str, found: Provisional) -> Period:
    return period_holding(found.month, found.scheme.indicator(code).period)


def courses_to_pass(found: Provisional, member: Member, today: date) -> list[OpenDuty]:
    """The courses that wait for a member, each as the entry that passing it leaves, what is due first at the top."""
    waiting = courses.waiting(member, found.scheme, today)
    return [duty for own_course in waiting if (duty := _to_pass(own_course.course, found, today))]


def _to_pass(course: Course, found: Provisional, today: date) -> OpenDuty | None:
    kind = courses.kind_of(course, found.scheme)
    if kind is None or kind.fact is None:
        return None
    rules = [rule for rule in found.scheme.indicators if rule.subject == "member" and kind.fact in rule.facts]
    if not rules:
        return None
    period = period_holding(found.month, rules[0].period)
    return OpenDuty(kind.fact, _ONE, today, period, tuple(rule.code for rule in rules), planned=course.key)


def pledged(member: Member, found: Provisional, today: date) -> list[OpenDuty]:
    """The items of the member's pledge that are not reported yet, each as the entry that fulfilling it leaves."""
    rule = pledges.rule_of(found.scheme)
    codes = _rules_on(rule.fulfilled, found.scheme) if rule is not None and rule.fulfilled is not None else ()
    if rule is None or rule.fulfilled is None or not codes:
        return []
    period = _first_period(codes[0], found)
    return [
        OpenDuty(rule.fulfilled, _ONE, today, period, codes, planned=item.key)
        for item in pledges.open_items(member, rule, today)
    ]
