"""Looks for signs about every member and every unit: once a night, and once a month is published."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from django.db.models import Q
from django.utils import timezone

from goodstanding.actions.cases import warnings
from goodstanding.actions.cases.warnings import WatchedRow, Written
from goodstanding.engine.period import first_day, first_of_year, month_of, period_holding
from goodstanding.engine.scheme.scheme import Indicator, Scheme
from goodstanding.engine.scheme.warnings import WarningRule
from goodstanding.engine.watch.signs import Watched, begins, signs
from goodstanding.flows.operations.jobs import Progress
from goodstanding.lake import database_csv
from goodstanding.models import EarlyWarning, Fact, Member, MemberClass, Run, Standing, Unit, UnitStanding
from goodstanding.queries.ledger.in_force import in_force
from goodstanding.queries.months import runs
from goodstanding.queries.people.calendars import today
from goodstanding.queries.people.organization import the_scheme

#: So many subjects are looked at with the same few questions.
_BATCH = 2000
_Shares = dict[int, dict[str, tuple[int, int]]]


@dataclass(frozen=True)
class Look:
    """What a look is made with: the rules, the day, the month published last, and the published runs by month."""

    scheme: Scheme
    on: date
    latest: Run | None
    months: Mapping[int, int]

    @property
    def month(self) -> int | None:
        """The month published last."""
        return self.latest.month if self.latest else None

    def missing(self, about: Literal["member", "unit"]) -> list[Indicator]:
        """The indicators whose entries are missed by this day."""
        kinds = self.scheme.warnings.kinds.values() if self.scheme.warnings else ()
        found = dict.fromkeys(rule.indicator for rule in kinds if rule.about == about and self._has_begun(rule))
        return [self.scheme.indicator(code) for code in found if code is not None]

    def _has_begun(self, rule: WarningRule) -> bool:
        if rule.indicator is None:
            return False
        period = period_holding(month_of(self.on), self.scheme.indicator(rule.indicator).period)
        return self.on >= begins(rule, period)


def do_look(progress: Progress, facts: Mapping[str, Any]) -> Mapping[str, Any]:
    """Looks for signs now, as a job; gives how many warnings are new."""
    del progress, facts
    at = timezone.now()
    return {"opened": look(on=today(at), scheme=the_scheme(), at=at)}


def look(*, on: date, scheme: Scheme, at: datetime) -> int:
    """Opens, updates and settles warnings by what is known on a day, and notifies each person once.

    Done again on the same day, it makes nothing twice. Returns how many warnings are new.
    """
    if scheme.warnings is None:
        return 0
    this = _look(scheme, on)
    opened = list[EarlyWarning]()
    for done in (*_members(this), *_units(this)):
        opened += done.opened
    _settle_left(on)
    warnings.tell(opened, scheme, on=on, at=at)
    return len(opened)


def _look(scheme: Scheme, on: date) -> Look:
    latest = runs.latest()
    if latest is None or scheme.warnings is None:
        return Look(scheme, on, None, {})
    back = max(rule.looks_back for rule in scheme.warnings.kinds.values())
    found = runs.published().filter(month__gt=latest.month - back, month__lte=latest.month)
    return Look(scheme, on, latest, dict(found.values_list("pk", "month")))


def _members(this: Look) -> Iterator[Written]:
    shares, last = _shares(this), 0
    while True:
        here = Member.objects.filter(pk__gt=last, left_on=None).order_by("pk")
        batch = list(here.values_list("pk", "unit", "joined_on")[:_BATCH])
        if not batch:
            return
        last = batch[-1][0]
        pks = [pk for pk, _unit, _since in batch]
        totals = _totals(Standing.objects.filter(run__in=this.months, member__in=pks), "member", this)
        tags, eased = _classes(pks, this.on)
        entries = _entries(this, "member", pks)
        rows = [
            WatchedRow(unit, pk, signs(
                Watched("member", since, totals[pk], shares.get(pk, {}), frozenset(tags[pk]), frozenset(eased[pk]),
                        frozenset(entries[pk])),
                this.scheme, this.month, this.on,
            ))
            for pk, unit, since in batch
        ]  # fmt: skip
        known = EarlyWarning.objects.filter(member__in=pks, state=EarlyWarning.State.OPEN)
        yield warnings.write(rows, known, on=this.on)


def _units(this: Look) -> Iterator[Written]:
    units = list(Unit.objects.filter(closed_on=None).order_by("pk").values_list("pk", "level", "type", "opened_on"))
    for start in range(0, len(units), _BATCH):
        batch = units[start : start + _BATCH]
        pks = [unit[0] for unit in batch]
        totals = _totals(UnitStanding.objects.filter(run__in=this.months, unit__in=pks), "unit", this)
        entries = _entries(this, "unit", pks)
        rows = [
            WatchedRow(pk, None, signs(
                Watched("unit", since, totals[pk], {}, frozenset({level, kind}), frozenset(), frozenset(entries[pk])),
                this.scheme, this.month, this.on,
            ))
            for pk, level, kind, since in batch
        ]  # fmt: skip
        known = EarlyWarning.objects.filter(unit__in=pks, member=None, state=EarlyWarning.State.OPEN)
        yield warnings.write(rows, known, on=this.on)


def _settle_left(on: date) -> None:
    """Nothing waits for members who have left, nor for units that are closed."""
    left = Q(member__left_on__isnull=False) | Q(member=None, unit__closed_on__isnull=False)
    gone = EarlyWarning.objects.filter(left, state=EarlyWarning.State.OPEN).values_list("pk", flat=True)
    EarlyWarning.objects.filter(pk__in=list(gone)).update(state=EarlyWarning.State.SETTLED, settled_on=on)


def _totals(lines: Any, subject: str, this: Look) -> dict[int, dict[int, int | None]]:
    found = defaultdict[int, dict[int, int | None]](dict)
    for pk, run, total in lines.values_list(subject, "run", "total"):
        found[pk][this.months[run]] = total
    return found


def _classes(members: Iterable[int], on: date) -> tuple[dict[int, set[str]], dict[int, set[str]]]:
    """The classes of members on a day, and every one that they had in the year so far."""
    since = first_day(first_of_year(month_of(on)))
    spans = MemberClass.objects.filter(Q(until_on=None) | Q(until_on__gt=since), member__in=members, from_on__lte=on)
    tags, eased = defaultdict[int, set[str]](set), defaultdict[int, set[str]](set)
    for member, word, until in spans.values_list("member", "word", "until_on"):
        eased[member].add(word)
        if until is None or until > on:
            tags[member].add(word)
    return tags, eased


def _entries(this: Look, about: Literal["member", "unit"], pks: list[int]) -> dict[int, set[str]]:
    """By subject, the indicators with an entry in their period that runs."""
    found, month = defaultdict[int, set[str]](set), month_of(this.on)
    for rule in this.missing(about):
        period = period_holding(month, rule.period)
        rows = Fact.objects.filter(
            **{f"{about}__in": pks}, kind__in=rule.facts, month__gte=period.first, month__lte=period.last
        )
        for pk in in_force(rows).order_by().values_list(about, flat=True).distinct():
            found[pk].add(rule.code)
    return found


def _shares(this: Look) -> _Shares:
    """By member, the categories of which less was earned than a rule wants, in the month published last."""
    found = defaultdict[int, dict[str, tuple[int, int]]](dict)
    wanted = this.scheme.warnings.kinds.values() if this.scheme.warnings else ()
    rules = [rule for rule in wanted if rule.category is not None]
    if not rules or this.latest is None or not (runs.folder_of(this.latest) / "points.parquet").exists():
        return found
    file = runs.store().scratch / f"shares-{this.latest.key}.csv"
    with database_csv.converter(runs.store().scratch) as converter:
        for rule in rules:
            codes = [one.code for one in this.scheme.indicators if one.category == rule.category and one.kind == "base"]
            assert rule.below is not None and rule.category is not None, "the linter asks for both"
            try:
                converter.low_shares_out(runs.folder_of(this.latest), codes, rule.below, file)
                with file.open(encoding="utf-8", newline="") as lines:
                    for member, earned, attainable in csv.reader(lines):
                        found[int(member)][rule.category] = (int(earned), int(attainable))
            finally:
                file.unlink(missing_ok=True)
    return found
