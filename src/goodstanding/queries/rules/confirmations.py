"""What members confirm of themselves: their telephone number, their record, a result that they have read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from goodstanding.engine.period import Period, last_day, month_of, period_holding
from goodstanding.engine.scheme.scheme import OWN_DETAILS, Indicator, Scheme
from goodstanding.models import Fact, Member
from goodstanding.models.valid_time import valid_on
from goodstanding.queries.ledger.in_force import in_force
from goodstanding.queries.people.organization import once_a_visit

#: So many days before a period ends what is to be confirmed in it waits for the member; a quarter waits from its start.
WAITS_DAYS = 92


@dataclass(frozen=True)
class Confirmation:
    """One thing that a member can confirm now. result: what was recorded, where it is a result."""

    kind: str
    confirms: str
    period: Period
    result: Fact | None = None

    @property
    def due_on(self) -> date:
        """The last day on which it counts."""
        return last_day(self.period.last)


def open_now(member: Member, scheme: Scheme, today: date) -> list[Confirmation]:
    """What the rules ask the member to confirm, is not confirmed in its period, and has something to confirm."""
    asked = list(_asked(member, scheme, today))
    if not asked:
        return []
    recorded = _recorded(member, asked)
    return [
        Confirmation(one.kind, one.confirms, one.period, _within(recorded, one.confirms, one.period))
        for one in asked
        if _within(recorded, one.kind, one.period) is None and _has_something(one, recorded)
    ]


def waiting(member: Member, scheme: Scheme, today: date) -> list[Confirmation]:
    """Those of them whose period is not all too long."""
    return [one for one in open_now(member, scheme, today) if (one.due_on - today).days < WAITS_DAYS]


def _asked(member: Member, scheme: Scheme, today: date) -> Iterator[Confirmation]:
    kinds = {kind: rule.confirms for kind, rule in scheme.fact_kinds.items() if rule.confirms}
    if not kinds:
        return
    tags = once_a_visit(f"classes of {member.pk} on {today}", lambda: _classes(member, today))
    for rule in scheme.indicators:
        if _binds(rule, tags) and (kind := rule.facts[0]) in kinds:
            yield Confirmation(kind, kinds.pop(kind), period_holding(month_of(today), rule.period))


def _classes(member: Member, today: date) -> frozenset[str]:
    return frozenset(member.classes.filter(valid_on(today)).values_list("word", flat=True))


def _binds(rule: Indicator, tags: frozenset[str]) -> bool:
    return rule.subject == "member" and rule.kind == "base" and rule.has(tags) and not rule.voluntary(tags)


def _recorded(member: Member, asked: list[Confirmation]) -> list[Fact]:
    """Everything in force that says one of them was done, or has the result, latest first."""
    kinds = {one.kind for one in asked} | {one.confirms for one in asked if one.confirms not in OWN_DETAILS}
    first, last = min(one.period.first for one in asked), max(one.period.last for one in asked)
    found = Fact.objects.filter(member=member, kind__in=kinds, month__range=(first, last))
    return list(in_force(found).order_by("-occurred_on", "-pk"))


def _within(recorded: list[Fact], kind: str, period: Period) -> Fact | None:
    """The latest of a kind in a period; an entry that says no or excused counts as recorded too."""
    return next((fact for fact in recorded if fact.kind == kind and period.first <= fact.month <= period.last), None)


def _has_something(one: Confirmation, recorded: list[Fact]) -> bool:
    return one.confirms in OWN_DETAILS or _within(recorded, one.confirms, one.period) is not None
