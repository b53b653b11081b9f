"""How a unit stands in its own duties this year: points, what fell due, what is still possible, and who owns each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from goodstanding.engine.period import first_day, first_of_year, last_day, month_of
from goodstanding.engine.scheme.scheme import Indicator, Scheme
from goodstanding.engine.scheme.unit_duties import UnitDuty
from goodstanding.engine.single.rate import Alone, rate_one
from goodstanding.models import Account, Post, Unit, UnitContact
from goodstanding.models.people.post import in_office
from goodstanding.models.people.unit import paths_to
from goodstanding.queries.ledger import facts as ledger
from goodstanding.queries.unit_duties.entries import EnteredRow, entered
from goodstanding.queries.unit_duties.row import AskedUnits, DutyRow
from goodstanding.queries.unit_duties.sources import due


@dataclass(frozen=True)
class OwnDuty:
    """One duty of a unit in a year. earned, attainable: thousandths of a point so far; rows: newest first.

    waiting: what is not written yet and can still be done in time.
    """

    word: str
    duty: UnitDuty
    indicator: Indicator
    earned: int
    attainable: int
    rows: tuple[EnteredRow, ...]
    today: date

    @cached_property
    def written(self) -> list[EnteredRow]:
        """The rows whose entry is in the ledger."""
        return [row for row in self.rows if row.fact is not None or row.is_corrected]

    @cached_property
    def waiting(self) -> list[EnteredRow]:
        """The rows that are not over and not done yet."""
        return [one for one in self.rows if one.fact is None and not one.row.is_in_time and one.row.on >= self.today]

    @property
    def due(self) -> int:
        """How many fell due and count; what was excused is left out."""
        return sum(row.value is not None for row in self.written)

    @property
    def in_time(self) -> int:
        """How many of them were done in time, and by all members where it is counted by members."""
        return sum(row.value == _WHOLE for row in self.written)

    @property
    def by_members(self) -> bool:
        """Whether it is counted as a part of the members, where *in time* means all of them."""
        return any(one.row.share is not None for one in self.rows)

    @property
    def mean(self) -> int:
        """The mean of the entries that count, in thousandths; 0 without any."""
        values = [one.value for one in self.written if one.value is not None]
        return (2 * sum(values) + len(values)) // (2 * len(values)) if values else 0

    @property
    def is_red(self) -> bool:
        """Whether anything is missing."""
        return self.earned < self.attainable


@dataclass(frozen=True)
class Owner:
    """Who owns the duties of a kind on one level. contact: how the unit is reached, None where it says nothing."""

    unit: Unit
    accounts: tuple[Account, ...]
    offices: tuple[str, ...]
    contact: UnitContact | None


_WHOLE = 1000


def through(today: date) -> int:
    """Up to which month the year is looked at: in January still the year that is over."""
    month = month_of(today)
    return month - 1 if month == first_of_year(month) else month


def duties(unit: Unit, scheme: Scheme, today: date) -> list[OwnDuty]:
    """The duties of a unit in the running year, those with something missing first."""
    rules = scheme.unit_duties
    if rules is None:
        return []
    alone = _rated(unit, scheme, through(today))
    found = [
        _own_duty(word, duty, unit, scheme, today, alone)
        for word, duty in rules.duties.items()
        if duty.has(unit.level, unit.type)
    ]
    return sorted((one for one in found if one is not None), key=lambda one: not one.is_red)


def duty(unit: Unit, word: str, scheme: Scheme, today: date) -> OwnDuty | None:
    """One of them, None for a word that is none of the unit's."""
    rules = scheme.unit_duties
    rule = rules.duties.get(word) if rules is not None else None
    if rule is None or not rule.has(unit.level, unit.type):
        return None
    return _own_duty(word, rule, unit, scheme, today, _rated(unit, scheme, through(today)))


def _own_duty(word: str, rule: UnitDuty, unit: Unit, scheme: Scheme, today: date, alone: Alone) -> OwnDuty | None:
    indicator = _indicator(rule, unit, scheme)
    if indicator is None:
        return None
    points = [point for (code, _period), point in alone.points.items() if code == indicator.code]
    rows = entered(word, _rows(rule, unit, scheme, today))
    return OwnDuty(
        word, rule, indicator, sum(point.earned for point in points), sum(point.attainable for point in points),
        tuple(reversed(rows)), today,
    )  # fmt: skip


def _indicator(rule: UnitDuty, unit: Unit, scheme: Scheme) -> Indicator | None:
    tags = frozenset({unit.level, unit.type})
    of_units = (one for one in scheme.indicators if one.subject == "unit" and one.kind == "base")
    return next((one for one in of_units if rule.fact in one.facts and one.has(tags)), None)


def _rows(rule: UnitDuty, unit: Unit, scheme: Scheme, today: date) -> Sequence[DutyRow]:
    """What fell due since the year began, and what falls due by the end of the month."""
    month = through(today)
    return due(rule, AskedUnits({unit.pk: unit}, first_day(first_of_year(month)), last_day(month), scheme))


def _rated(unit: Unit, scheme: Scheme, month: int) -> Alone:
    first = first_of_year(month)
    tags = frozenset({unit.level, unit.type})
    lines = ledger.about(unit, first, month)
    return rate_one(scheme, "unit", month, dict.fromkeys(range(first, month + 1), tags), ledger.counted(lines))


def owners(unit: Unit, rule: UnitDuty, scheme: Scheme, today: date) -> list[Owner]:
    """Who owns a duty on each level, from the unit up. A level without a person in office stands without names."""
    assert scheme.unit_duties is not None, "a duty comes from the rules"
    by_level = scheme.unit_duties.owners_of(rule)
    chain = list(Unit.objects.filter(path__in=paths_to(unit.path)).order_by("-depth"))
    held = Post.objects.filter(in_office(today), unit__in=chain, account__is_active=True).order_by("from_on", "pk")
    posts = list(held.select_related("account__member"))
    contacts = {contact.unit_id: contact for contact in UnitContact.objects.filter(unit__in=chain)}
    return [
        Owner(
            above,
            tuple(
                dict.fromkeys(
                    post.account for post in posts
                    if post.unit_id == above.pk and post.role in by_level.get(above.level, ())
                )
            ),
            by_level.get(above.level, ()),
            contacts.get(above.pk),
        )
        for above in chain
    ]  # fmt: skip
