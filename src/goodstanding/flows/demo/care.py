"""The demonstration's care: in one branch talks, contact with members away, visits at home, an absence and a search.

It is made by the same steps that people take. What it leaves there is not made up by the simulator as well.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from goodstanding.access.roles import Role
from goodstanding.access.viewer import Viewer, viewer_of
from goodstanding.actions.care import contacts, searches, talks
from goodstanding.engine.period import first_day
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.flows.demo import assignments
from goodstanding.models import Account, Member, Unit
from goodstanding.queries.care import contacts as contact_queries
from goodstanding.queries.care import talks as talk_queries
from goodstanding.queries.care.due import period_start
from goodstanding.queries.care.in_touch import is_for, without

_SEED = 20161101
#: So many members are talked with in a month, and most confirm it in person.
_A_MONTH = 2
_WAYS = ("in_person", "in_person", "paper", "telephone")


@dataclass
class CareYear:
    """What the making of it carries along."""

    scheme: Scheme
    today: date
    zone: ZoneInfo
    chance: random.Random = field(default_factory=lambda: random.Random(_SEED))  # noqa: S311

    def __post_init__(self) -> None:
        rules = self.scheme.care
        self.unit: Unit | None = next(iter(assignments.branches()), None) if rules is not None else None
        facts = rules.facts().items() if rules is not None else ()
        self.kinds = frozenset(kind for place, kind in facts if place[0] in ("talks", "contacts"))

    def makes(self, kind: str, unit: int) -> bool:
        """Whether such facts about a unit's members come from here, and are not drawn."""
        return self.unit is not None and kind in self.kinds and unit == self.unit.pk

    def pass_month(self, month: int) -> None:
        """What happened in a month, on days that are over."""
        unit, secretary = self.unit, self._secretary()
        if unit is None or secretary is None or first_day(month) + timedelta(days=20) >= self.today:
            return
        for word in talk_queries.rules_of(self.scheme):
            self._talk(unit, word, secretary, first_day(month) + timedelta(days=11))
        self._stay_in_touch(unit, secretary, first_day(month) + timedelta(days=16))

    def leave_open(self, at: datetime) -> int:
        """Something of each that waits now, so that every visitor finds it. Returns how many."""
        unit, secretary = self.unit, self._secretary()
        if unit is None or secretary is None or not self.kinds:
            return 0
        holder = self._holder(secretary)
        others = [one for one in self._members(unit, self.today) if one.pk != holder.pk]
        word = next(iter(talk_queries.rules_of(self.scheme)), None)
        if word is None or len(others) < 4:
            return 0
        talked: dict[str, Any] = {"kind": word, "holder": holder, "scheme": self.scheme, "by": secretary, "at": at}
        # The visitor is the last of them; one talk waits for their word, and another is arranged.
        talks.set_down(member=others[-1], on=self.today - timedelta(days=1), **talked)
        talks.set_down(member=others[0], on=self.today + timedelta(days=4), **talked)
        found = searches.begin(
            member=others[1], since=self.today - timedelta(days=200), scheme=self.scheme, by=secretary, at=at
        )  # fmt: skip
        for what, ago in (("telephone", 12), ("contact_person", 5)):
            on = self.today - timedelta(days=ago)
            searches.take_step(search=found, what=what, on=on, scheme=self.scheme, by=secretary, at=at)
        return 3

    def _talk(self, unit: Unit, word: str, by: Viewer, day: date) -> None:
        rule, holder = talk_queries.rules_of(self.scheme)[word], self._holder(by)
        since = period_start(rule, day)
        silent = talk_queries.longest_ago(unit, word, rule, since, day).filter(joined_on__lt=day)
        for member in list(silent.exclude(pk=holder.pk)[:_A_MONTH]):
            if is_for(rule.to, member, day):
                talks.set_down(
                    kind=word, member=member, holder=holder, on=day, way=self.chance.choice(_WAYS),
                    scheme=self.scheme, by=by, at=self._at(day),
                )  # fmt: skip

    def _stay_in_touch(self, unit: Unit, by: Viewer, day: date) -> None:
        for word, rule in contact_queries.rules_of(self.scheme).items():
            due = contact_queries.due_in(unit, word, rule, day).filter(joined_on__lt=day)
            for member in list(without(due, by.member_id)):
                if self.chance.random() < 0.8:
                    contacts.record(
                        kind=word, member=member, way="visit" if rule.duty else "telephone", on=day,
                        scheme=self.scheme, by=by, at=self._at(day),
                    )  # fmt: skip

    def _at(self, day: date) -> datetime:
        return datetime.combine(day, time(15), self.zone)

    def _secretary(self) -> Viewer | None:
        posts = {"posts__unit": self.unit, "posts__role": Role.SECRETARY, "posts__until_on": None}
        found = Account.objects.filter(member__isnull=False, **posts) if self.unit is not None else None
        account = found.select_related("member__unit").order_by("pk").first() if found is not None else None
        return viewer_of(account, self.today, verified=True) if account else None

    def _holder(self, secretary: Viewer) -> Member:
        assert secretary.account.member is not None, "the secretary is a member"
        return secretary.account.member

    def _members(self, unit: Unit, day: date) -> Iterator[Member]:
        yield from unit.members.filter(left_on=None, joined_on__lt=day).select_related("unit").order_by("pk")
