"""Assignments that are open, as duties that the calendar holds: what doing one would give in the running month."""

from collections.abc import Iterable, Iterator
from datetime import date

from goodstanding.engine.period import Period, period_holding
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Assignee, Member
from goodstanding.models.ledger.fact import YES
from goodstanding.queries.assignments.assignments import assigned_to
from goodstanding.queries.months.possible import OpenDuty
from goodstanding.queries.months.running import Provisional


def assigned(member: Member, found: Provisional, today: date) -> list[OpenDuty]:
    """One duty for each assignment that the member has not done, what is due first at the top."""
    return list(_duties(assigned_to(member).order_by("due_on", "pk"), found, today))


def _duties(rows: Iterable[Assignee], found: Provisional, today: date) -> Iterator[OpenDuty]:
    for row in rows:
        rule = found.scheme.assignments.get(row.assignment.kind)
        kind = (rule.done or rule.joined) if rule else None
        if kind is not None and (codes := _rules_on(kind, found.scheme)):
            period = _first_period(codes[0], found)
            yield OpenDuty(kind, YES, today, period, codes, planned=row.assignment.key)


def _rules_on(kind: str, scheme: Scheme) -> tuple[str, ...]:
    """The rules about members that count such a fact."""
    return tuple(rule.code for rule in scheme.indicators if rule.subject == "member" and kind in rule.facts)


def _first_period(code: str, found: Provisional) -> Period:
    return period_holding(found.month, found.scheme.indicator(code).period)
