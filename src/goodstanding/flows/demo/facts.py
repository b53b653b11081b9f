"""The demonstration's past: what its members did, month by month, by the simulator's rules, and the ratings of that."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

import numpy as np

from goodstanding.access.roles import Role
from goodstanding.access.viewer import Viewer, viewer_of
from goodstanding.actions.ledger import ledger
from goodstanding.actions.ledger.ledger import NewFact
from goodstanding.actions.months import fairness, runs
from goodstanding.engine.period import first_day, last_day, month_of, month_of_year, month_text
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.flows.demo import assignments
from goodstanding.flows.demo.care import CareYear
from goodstanding.flows.demo.decisions import DecisionsYear
from goodstanding.flows.demo.dues import DuesYear
from goodstanding.flows.demo.initiative import InitiativeYear
from goodstanding.flows.demo.probation import ProbationYear
from goodstanding.flows.demo.service import ServiceYear
from goodstanding.flows.demo.study import StudyYear
from goodstanding.flows.demo.unit_duties import UnitDutiesYear
from goodstanding.flows.months import draft
from goodstanding.flows.simulate.classes import LOTS, SPELLS
from goodstanding.flows.simulate.events import Happenings, Subjects, happenings
from goodstanding.flows.simulate.kinds import BITS, PHASES, columns, kinds_by_subject
from goodstanding.flows.simulate.random_streams import Purpose, dice
from goodstanding.flows.simulate.rhythm import the_rhythm
from goodstanding.models import Account, Fact, Member, MemberClass, Membership, Unit
from goodstanding.models.valid_time import valid_on
from goodstanding.queries.months import fairness as gaps

_SEED = 20161015
_SLOWER = {lot.word: lot.takes_part for lot in (*LOTS, *SPELLS) if lot.takes_part < 1}
#: How many lines of a made-up month are explained as a check; tests/journeys/test_explained.py explains more.
_SAMPLE = 20
#: What every made-up fact is recorded from: the branch's book, by its day.
_BOOK = "支部登记册"


class MadeUpYear(Protocol):
    """What an area makes of the past by its own actions, in the place of entries that are drawn."""

    def makes(self, kind: str, unit: int) -> bool:
        """Whether such entries about a unit's members come from here."""

    def pass_month(self, month: int) -> None:
        """What happened in a month, on days that are over."""


@dataclass
class MadeUpPast:
    """What the making of the past carries along."""

    scheme: Scheme
    today: date
    zone: ZoneInfo
    #: What areas make themselves, by their own actions.
    years: tuple[MadeUpYear, ...]
    keepers: dict[int, Viewer] = field(default_factory=dict)
    #: Where the kinds that assignments leave are not drawn: there they come from assignments.
    of_assignments: frozenset[str] = frozenset()
    with_assignments: frozenset[int] = frozenset()

    def leaves_out(self, kind: str, unit: int) -> bool:
        """Whether such facts about a unit's members come from what they do here, and are not drawn."""
        assigned = kind in self.of_assignments and unit in self.with_assignments
        return assigned or any(year.makes(kind, unit) for year in self.years)

    def at(self, day: date) -> datetime:
        """Late on a day that is over; of today and after it the first minute of today, which is never still to come."""
        return datetime.combine(min(day, self.today), time(20 if day < self.today else 0), self.zone)


def past_of(scheme: Scheme, today: date, months: int = 0) -> MadeUpPast:
    """What the making begins with. months: how many whole ones before today."""
    units = frozenset(unit.pk for unit in assignments.branches())
    kinds = assignments.kinds(scheme)
    zone = ZoneInfo("Asia/Shanghai")
    first = month_of(today) - months
    years = (
        StudyYear(scheme, today, zone),
        InitiativeYear(scheme, today, zone, first),
        DuesYear(scheme, today, zone, first),
        CareYear(scheme, today, zone),
        ProbationYear(scheme, today, zone),
        ServiceYear(scheme, today, zone, first),
        DecisionsYear(scheme, today, zone, first),
        UnitDutiesYear(scheme, today, zone),
    )
    return MadeUpPast(scheme, today, zone, years, of_assignments=kinds, with_assignments=units)


def fill(*, scheme: Scheme, today: date, months: int) -> None:
    """Records what happened in so many whole months before today and in this month so far; rates and publishes them.

    The last whole month is left for the visitor to review and publish.
    """
    past = past_of(scheme, today, months)
    now = month_of(today)
    for month in range(now - months, now + 1):
        _record(past, month)
        for year in past.years:
            year.pass_month(month)
        assignments.fill_month(scheme=scheme, month=month, today=today, zone=past.zone)
        if month < now and scheme.effective.holds(month):
            _rate(past, month, publish=month < now - 1)


def _record(past: MadeUpPast, month: int) -> None:
    last = min(last_day(month), past.today)
    of_members, of_units = kinds_by_subject(past.scheme)
    people = list(Membership.objects.filter(valid_on(last)).select_related("member__unit", "unit").order_by("pk"))
    branches = sorted({person.unit_id for person in people})
    drawn = happenings(
        columns(past.scheme, of_members, the_rhythm(), month_of_year(month)),
        _members(people, branches, last),
        last_day(month).day,
        dice(_SEED, Purpose.FACTS, month),
    )
    members = {person.member_id: person.member for person in people}
    _write(past, month, last, drawn, members, {person.member_id: person.unit_id for person in people})
    units = list(Unit.objects.filter(closed_on=None, pk__in=branches).order_by("pk"))
    kinds = columns(past.scheme, of_units, the_rhythm().of_units(len(of_units)), month_of_year(month))
    if len(kinds.code):
        days = last_day(month).day
        own = happenings(kinds, _units(units), days, dice(_SEED, Purpose.UNIT_FACTS, month))
        _write(past, month, last, own, {unit.pk: unit for unit in units}, {unit.pk: unit.pk for unit in units})


def _members(people: list[Membership], branches: list[int], day: date) -> Subjects:
    classes_of = defaultdict[int, set[str]](set)
    for member, word in MemberClass.objects.filter(valid_on(day)).values_list("member", "word"):
        classes_of[member].add(word)
    ids = np.array([membership.member_id for membership in people])
    mine = [classes_of[membership.member_id] for membership in people]
    bits = [sum(int(BITS[word]) for word in classes if word in BITS) for classes in mine]
    part = [min((_SLOWER[word] for word in classes if word in _SLOWER), default=1.0) for classes in mine]
    slack = dice(_SEED, Purpose.PEOPLE).gamma(3.0, 1 / 3, int(ids.max()) + 1).astype(np.float32)
    return Subjects(
        ids=ids,
        branch=np.array([branches.index(membership.unit_id) for membership in people]),
        branch_phase=np.arange(len(branches)) % PHASES,
        phase=ids % PHASES,
        bits=np.array(bits, np.uint32),
        takes_part=np.array(part, np.float32),
        slack=slack[ids],
    )


def _units(units: list[Unit]) -> Subjects:
    n = len(units)
    return Subjects(
        ids=np.array([unit.pk for unit in units]),
        branch=np.arange(n),
        branch_phase=np.arange(n) % PHASES,
        phase=np.arange(n) % PHASES,
        bits=np.zeros(n, np.uint32),
        takes_part=np.ones(n, np.float32),
        slack=dice(_SEED, Purpose.BRANCHES).gamma(6.0, 1 / 6, n).astype(np.float32),
    )


def _write(
    past: MadeUpPast, month: int, last: date, drawn: Happenings, subjects: dict[int, Member] | dict[int, Unit],
    home: dict[int, int],
) -> None:  # fmt: skip
    kinds = list(past.scheme.fact_kinds)
    first = first_day(month)
    entries_by_unit = defaultdict[int, list[NewFact]](list)
    for number in range(len(drawn.kind)):
        subject, day = subjects[int(drawn.subject_id[number])], first + timedelta(days=int(drawn.day[number]))
        kind, rule = kinds[int(drawn.kind[number])], past.scheme.fact_kinds[kinds[int(drawn.kind[number])]]
        if day > last or rule.recorded_by or (isinstance(subject, Member) and day < subject.joined_on):
            continue
        unit = home[subject.pk]
        if past.leaves_out(kind, unit):
            continue
        value = None if drawn.excused[number] else int(drawn.value[number])
        key = f"{month_text(month)}:{'u' if isinstance(subject, Unit) else 'm'}{subject.pk}:{number}"
        page = f"{_BOOK} {day.year}年{day.month}月{day.day}日"
        entries_by_unit[unit].append(NewFact(kind, subject, value, day, key, page))
    for unit, entries in entries_by_unit.items():
        keeper = _keeper(past, unit)
        ledger.record_many(entries, source=Fact.Source.FORM, scheme=past.scheme, by=keeper, at=past.at(last))


def _keeper(past: MadeUpPast, unit: int) -> Viewer | None:
    """Who keeps a branch's records: its secretary."""
    if unit not in past.keepers:
        secretary = Account.objects.filter(posts__unit=unit, posts__role=Role.SECRETARY, posts__until_on=None).first()
        if secretary is None:
            return None
        past.keepers[unit] = viewer_of(secretary, past.today, verified=True)
    return past.keepers[unit]


def _rate(past: MadeUpPast, month: int, *, publish: bool) -> None:
    at = past.at(last_day(month) + timedelta(days=3))
    analyst = _official(past, Role.ANALYST)
    run = runs.begin(month=month, scheme=past.scheme, by=analyst, at=at)
    draft.draft(run, past.scheme, at=at, sample=_SAMPLE)
    if publish:
        for gap in gaps.unanswered(run):
            fairness.answer(run=run, gap=gap, text="演示数据随机生成，差距没有实际含义。", by=analyst, at=at)
        runs.review(run=run, note="", by=analyst, at=at)
        runs.publish(run=run, by=_official(past, Role.OFFICER), at=at)


def _official(past: MadeUpPast, role: Role) -> Viewer:
    account = Account.objects.filter(posts__role=role, posts__unit__depth=1).order_by("pk")[0]
    return viewer_of(account, past.today, verified=True)
