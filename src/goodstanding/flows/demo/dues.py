"""The demonstration's dues: in one branch amounts that are set, months that are collected and posted, and a waiver.

They are made by the same steps that people take. What they leave there is not made up by the simulator as well.
"""

import random
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from goodstanding.access.roles import Role
from goodstanding.access.viewer import Viewer, viewer_of
from goodstanding.actions.dues import bases, months, payments, publications, reliefs
from goodstanding.actions.dues.payments import Way
from goodstanding.actions.dues.reliefs import Proposal
from goodstanding.engine.period import first_day, last_day, month_of, month_of_year
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.flows.demo import assignments
from goodstanding.models import Account, DuesBase, DuesObligation, Member, Unit
from goodstanding.queries.dues import dues
from goodstanding.queries.sign_in import demo

_SEED = 20161019
#: Bands with amounts that fit them, in fen.
_AMOUNTS = (
    ("pay_to_3000", 1250), ("pay_to_5000", 3800), ("pay_to_5000", 4525), ("pay_to_10000", 9600),
    ("pension_to_5000", 1640),
)  # fmt: skip
_WHY = "支部委员会研究，情况已向本人核实，建议免交三个月。"


@dataclass
class DuesYear:
    """What the making of it carries along. first: the first month that is made."""

    scheme: Scheme
    today: date
    zone: ZoneInfo
    first: int
    chance: random.Random = field(default_factory=lambda: random.Random(_SEED))  # noqa: S311

    def __post_init__(self) -> None:
        rules = self.scheme.dues
        named = {name for table in rules.tables for name in table.bands} if rules is not None else set()
        knows = {band for band, _fen in _AMOUNTS} <= named
        self.unit: Unit | None = next(iter(assignments.branches()), None) if knows else None
        self.kinds = frozenset(rules.facts().values()) if rules is not None else frozenset()

    def makes(self, kind: str, unit: int) -> bool:
        """Whether such facts about a unit's members come from here, and are not drawn."""
        return self.unit is not None and kind in self.kinds and unit == self.unit.pk

    def pass_month(self, month: int) -> None:
        """What happened in a month, on days that are over."""
        unit, secretary = self.unit, self._holder(Role.SECRETARY)
        if unit is None or secretary is None or first_day(month) >= self.today:
            return
        self._confirm(unit, secretary, month)
        members = list(self._members(unit, last_day(month)))
        months.open_for(members, month, scheme=self.scheme, by=None, at=self._at(first_day(month)))
        if month - 1 >= self.first:
            self._post(unit, secretary, month - 1, first_day(month) + timedelta(days=2))
        if month == self.first + 4:
            self._waive(unit, secretary, month)
        self._collect(unit, secretary, month, first_day(month) + timedelta(days=9))

    def _at(self, day: date, hour: int = 10) -> datetime:
        return datetime.combine(day, time(hour if day < self.today else 0), self.zone)

    def _holder(self, role: Role, unit: Unit | None = None) -> Viewer | None:
        posts = {"posts__unit": unit or self.unit, "posts__role": role, "posts__until_on": None}
        account = Account.objects.filter(**posts).order_by("pk").first() if self.unit is not None else None
        return viewer_of(account, self.today, verified=True) if account else None

    def _members(self, unit: Unit, day: date) -> list[Member]:
        found = unit.members.filter(left_on=None, joined_on__lte=day).select_related("unit")
        return list(found.order_by("pk"))

    def _confirm(self, unit: Unit, by: Viewer, month: int) -> None:
        """The amount of a newcomer is set in their first whole month; each January all amounts are confirmed."""
        day = first_day(month)
        at, known = self._at(day, 8), set(DuesBase.objects.values_list("member", flat=True))
        for number, member in enumerate(self._members(unit, day)):
            band, fen = _AMOUNTS[number % len(_AMOUNTS)]
            if member.pk not in known:
                bases.set_amount(member=member, band=band, fen=fen, scheme=self.scheme, by=by, at=at)
            elif month_of_year(month) == 1:
                bases.confirm(member=member, scheme=self.scheme, by=by, at=at)

    def _collect(self, unit: Unit, by: Viewer, month: int, day: date) -> None:
        """On a day of the month most pay, some by proxy; who forgot pays with the next month."""
        if day >= self.today:
            return
        at = self._at(day)
        for row in DuesObligation.objects.filter(member__unit=unit, month__lt=month, open__gt=0).order_by("pk"):
            self._pay(row, by, at)
        rows = list(dues.of_month(unit, month).filter(open__gt=0))
        forgot = {row.pk for row in rows if self.chance.random() < 0.06}
        for row in rows[:2]:
            if row.pk not in forgot:
                self._pay(row, by, at, Way.PROXY)
        keys = [row.key for row in rows if row.pk not in forgot]
        if month == month_of(self.today):
            # Some of the running month is left for the visitor to collect, but for whom a visitor comes in as.
            visitor = demo.account_of("member")
            keys = [
                row.key
                for place, row in enumerate(rows)
                if place < len(rows) // 2 or (visitor is not None and row.member_id == visitor.member_id)
            ]
        for collector in (by, self._other_than(by)):
            # The secretary's own is booked by another of the committee.
            if collector is not None:
                payments.pay_rest(unit=unit, month=month, rows=keys, scheme=self.scheme, by=collector, at=at)

    def _other_than(self, secretary: Viewer) -> Viewer | None:
        found = self._holder(Role.COMMITTEE)
        return found if found is not None and found.account != secretary.account else None

    def _pay(self, row: DuesObligation, by: Viewer, at: datetime, way: Way = Way.IN_PERSON) -> None:
        collector = by if row.member_id != by.member_id else self._other_than(by)
        if collector is None:
            return
        payments.pay(
            member=row.member, fen=row.open, way=way, once=f"demo:{row.key}", scheme=self.scheme, by=collector, at=at,
            first=row.month,
        )  # fmt: skip

    def _post(self, unit: Unit, by: Viewer, month: int, day: date) -> None:
        if day < self.today:
            publications.post(unit=unit, month=month, scheme=self.scheme, by=by, at=self._at(day))

    def _waive(self, unit: Unit, by: Viewer, month: int) -> None:
        above = Unit.objects.get_parent(unit)
        officer = self._holder(Role.OFFICER, above) if above is not None else None
        others = [one for one in self._members(unit, first_day(month)) if one.pk != by.member_id]
        if officer is None or officer.account == by.account or len(others) < 3:
            return
        what = Proposal(month, month + 2, 0, _WHY)
        at = self._at(first_day(month) + timedelta(days=1))
        relief = reliefs.propose(member=others[2], what=what, scheme=self.scheme, by=by, at=at)
        reliefs.decide(relief=relief, agreed=True, words="", scheme=self.scheme, by=officer, at=at)

    def leave_open(self, at: datetime) -> int:
        """A proposal that waits, so that every visitor finds it. Returns how many."""
        unit, secretary = self.unit, self._holder(Role.SECRETARY)
        if unit is None or secretary is None:
            return 0
        others = [one for one in self._members(unit, self.today) if one.pk != secretary.member_id]
        if len(others) < 5:
            return 0
        month = month_of(self.today)
        what = Proposal(month, month + 2, 500, _WHY.replace("免交", "减至每月5元交"))
        reliefs.propose(member=others[4], what=what, scheme=self.scheme, by=secretary, at=at)
        return 1
