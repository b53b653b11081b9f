"""The demonstration's service: in one branch activities with hours, pairs, wishes, needs, visits and a community.

It is made by the same steps that people take. What it leaves there is not made up by the simulator as well.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from goodstanding.access.roles import Role
from goodstanding.access.viewer import Viewer, viewer_of
from goodstanding.actions.service import activities, hours, needs, pairs, registrations, sign_ups, visits, wishes
from goodstanding.actions.service.activities import ActivityPlan
from goodstanding.actions.service.hours import HoursWord
from goodstanding.engine.period import first_day, last_day, month_of, month_of_year, period_holding
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.flows.demo import assignments
from goodstanding.models import Account, Member, MemberClass, ServiceActivity, SignUp, Unit, Wish
from goodstanding.queries.meetings import for_whom
from goodstanding.queries.service import community, rules

_SEED = 20161022
_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)
_ACTIVITIES = ("清扫河岸步道", "社区书屋整理", "敬老院联欢服务", "文明交通劝导", "义务植树", "垃圾分类宣传")
_WISHES = (
    ("想要一盏床头灯", "夜里看书用，插电的即可。"), ("想学会用手机视频通话", "教两三次就行。"),
    ("缺一套小学三年级课外书", "旧书也可以。"), ("楼道扶手松了", "需要会用工具的人来紧一紧。"),
)  # fmt: skip
_NEEDS = ("小区南门缺少路灯", "希望增加一班早班车", "公园长椅破损")
#: How many members of the branch are in service and register, and how many take part in an activity.
_REGISTERED, _COME = 6, 9
S = SignUp.State


@dataclass
class ServiceYear:
    """What the making of it carries along. first: the first month that is made."""

    scheme: Scheme
    today: date
    zone: ZoneInfo
    first: int
    chance: random.Random = field(default_factory=lambda: random.Random(_SEED))  # noqa: S311

    def __post_init__(self) -> None:
        self.rules = rules.of(self.scheme)
        self.word = next(iter(self.rules.activities), "")
        self.unit: Unit | None = next(iter(assignments.branches()), None) if self.word else None
        places = {place: kind for place, kind in self.rules.facts().items() if place[0] != "activities"}
        mine = {kind for place, kind in self.rules.facts().items() if place[:2] == ("activities", self.word)}
        self.kinds = frozenset({*places.values(), *mine}) if self.unit is not None else frozenset()

    def makes(self, kind: str, unit: int) -> bool:
        """Whether such facts about a unit's members come from here, and are not drawn."""
        return self.unit is not None and kind in self.kinds and unit == self.unit.pk

    def pass_month(self, month: int) -> None:
        """What happened in a month, on days that are over."""
        unit, secretary = self.unit, self._holder(self.unit, Role.SECRETARY)
        if unit is None or secretary is None:
            return
        if month == self.first:
            self._begin(unit, secretary, first_day(month) + 2 * _DAY)
        self._hold(unit, secretary, first_day(month) + timedelta(days=5 + month % 7))
        self._help(unit, secretary, first_day(month) + timedelta(days=14))
        self._visit(unit, secretary, first_day(month) + timedelta(days=19))
        if month_of_year(month) % 3 == 0:
            self._confirm_pairs(unit, secretary, month)

    def _at(self, day: date, hour: int = 10) -> datetime:
        return datetime.combine(day, time(hour if day < self.today else 0), self.zone)

    def _holder(self, unit: Unit | None, role: Role) -> Viewer | None:
        posts = {"posts__unit": unit, "posts__role": role, "posts__until_on": None}
        account = Account.objects.filter(**posts).order_by("pk").first() if unit is not None else None
        return viewer_of(account, self.today, verified=True) if account else None

    def _members(self, unit: Unit, day: date) -> Iterator[Member]:
        yield from unit.members.filter(left_on=None, joined_on__lt=day).select_related("unit").order_by("pk")

    def _begin(self, unit: Unit, by: Viewer, day: date) -> None:
        """Registrations with the community, and the pairs of the year."""
        at, others = self._at(day), [one for one in self._members(unit, day) if one.pk != by.member_id]
        if self.rules.pairs is not None:
            for helper, helped in zip(others[:3], others[3:6], strict=False):
                pairs.make(unit=unit, helper=helper, helped=helped, scheme=self.scheme, by=by, at=at)
        rule = self.rules.community
        where = community.communities(rule).exclude(pk=unit.pk).order_by("pk").first() if rule is not None else None
        host = self._holder(where, Role.SECRETARY)
        if rule is None or where is None or host is None:
            return
        for member in others[-_REGISTERED:]:
            for word in (rule.to.classes or ())[:1]:
                MemberClass.objects.create(member=member, word=word, from_on=max(member.joined_on, day - _DAY))
            one = registrations.ask(member=member, unit=where, scheme=self.scheme, by=host, at=at, on=day)
            registrations.confirm(registration=one, scheme=self.scheme, by=host, at=at)

    def _hold(self, unit: Unit, by: Viewer, day: date) -> None:
        """An activity of the branch, with its hours; a member was excused, and seldom a member did not come."""
        if day >= self.today:
            return
        activity = self._plan(unit, by, self._at(day, 9), self._at(day - _DAY))
        people = [one for one in self._members(unit, day) if one.pk != by.member_id]
        said = dict[str, HoursWord]()
        for member in self.chance.sample(people, min(_COME, len(people))):
            self._joins(activity, member, by, self._at(day, 10))
            luck = self.chance.random()
            if luck < 0.08:
                said[member.key] = HoursWord(S.EXCUSED)
            elif luck < 0.3:
                said[member.key] = HoursWord(S.CAME, 90)
        hours.confirm(activity=activity, said=said, scheme=self.scheme, by=by, at=self._at(day, 18))

    def _plan(
        self, unit: Unit, by: Viewer, starts: datetime, at: datetime, title: str = "", places: int | None = None
    ) -> ServiceActivity:  # fmt: skip
        what = ActivityPlan(
            title or self.chance.choice(_ACTIVITIES), starts, starts + 3 * _HOUR, "社区服务站", "", places
        )
        return activities.plan(unit=unit, kind=self.word, what=what, scheme=self.scheme, by=by, at=at)

    def _joins(self, activity: ServiceActivity, member: Member, by: Viewer, at: datetime) -> None:
        kind = self.rules.activities[self.word]
        if for_whom.is_for(kind.to, member, self.today):
            sign_ups.sign_up(activity=activity, member=member, scheme=self.scheme, by=by, at=at)

    def _help(self, unit: Unit, by: Viewer, day: date) -> None:
        """A wish that is fulfilled, and a need that is taken up."""
        others = [one for one in self._members(unit, day) if one.pk != by.member_id]
        if day + 6 * _DAY >= self.today or len(others) < 2:
            return
        if self.rules.wishes is not None:
            title, text = self.chance.choice(_WISHES)
            wish = wishes.post(unit=unit, title=title, text=text, scheme=self.scheme, by=by, at=self._at(day))
            wishes.claim(
                wish=wish, member=self.chance.choice(others), scheme=self.scheme, by=by, at=self._at(day + _DAY)
            )
            how, at = Wish.How.IN_PERSON, self._at(day + 5 * _DAY)
            wishes.confirm(wish=wish, how=how, scheme=self.scheme, by=by, at=at)
        if self.rules.needs is not None:
            who, title = self.chance.choice(others), self.chance.choice(_NEEDS)
            need = needs.relay(
                member=who, title=title, text="", scheme=self.scheme, by=by, at=self._at(day), on=day
            )  # fmt: skip
            needs.take_up(need=need, scheme=self.scheme, by=by, at=self._at(day + 3 * _DAY))

    def _visit(self, unit: Unit, by: Viewer, day: date) -> None:
        """Visits of some members, each on a day of its own."""
        for member in self._members(unit, day):
            on = day + timedelta(days=self.chance.randint(0, 6))
            for word, kind in self.rules.visits.items():
                if on < self.today and self.chance.random() < 0.2 and for_whom.is_for(kind.to, member, on):
                    visits.record(member=member, kind=word, on=on, scheme=self.scheme, by=by, at=self._at(on, 17))

    def _confirm_pairs(self, unit: Unit, by: Viewer, month: int) -> None:
        day = last_day(month) - 2 * _DAY
        if day < self.today and self.rules.pairs is not None:
            period = period_holding(month, self.rules.pairs.period)
            pairs.confirm(unit=unit, period=period, said={}, scheme=self.scheme, by=by, at=self._at(day))

    def leave_open(self, at: datetime) -> int:
        """Something of each that waits now, so that every visitor finds it. Returns how many."""
        unit, by = self.unit, self._holder(self.unit, Role.SECRETARY)
        others = [one for one in self._members(unit, self.today) if by and one.pk != by.member_id] if unit else []
        if unit is None or by is None or len(others) < 6:
            return 0
        over = self._plan(unit, by, self._at(self.today - _DAY, 9), at)
        full = self._plan(unit, by, self._at(self.today, 0) + timedelta(days=3, hours=9), at, "社区书屋搬家", 3)
        self._plan(unit, by, self._at(self.today, 0) + timedelta(days=5, hours=14), at, "清扫河岸步道")
        for member in others[:5]:
            self._joins(over, member, by, at)
        for member in others[:4]:
            self._joins(full, member, by, at)
        if self.rules.wishes is not None:
            posted = [
                wishes.post(unit=unit, title=title, text=text, scheme=self.scheme, by=by, at=at)
                for title, text in _WISHES[:3]
            ]
            wishes.claim(wish=posted[0], member=others[0], scheme=self.scheme, by=by, at=at)
            wishes.report(wish=posted[0], scheme=self.scheme, by=by, at=at, on=self.today)
        if self.rules.needs is not None:
            needs.relay(member=others[1], title=_NEEDS[0], text="", scheme=self.scheme, by=by, at=at)
        return 5


def of_today(scheme: Scheme, today: date, zone: ZoneInfo) -> ServiceYear:
    """The making of what waits today, without a past."""
    return ServiceYear(scheme, today, zone, month_of(today))
