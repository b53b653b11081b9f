"""The demonstration's initiative: in one branch pledges of the year, posts confirmed each quarter, suggestions, topics.

It is made by the same steps that people take. What it leaves there is not made up by the simulator as well.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from goodstanding.access.roles import Role
from goodstanding.access.viewer import Viewer, viewer_of
from goodstanding.actions.initiative import duties, holdings, pledge_items, pledges, suggestions, topics
from goodstanding.actions.initiative.duties import Word
from goodstanding.actions.initiative.suggestions import Idea
from goodstanding.engine.period import first_day, last_day, month_of, month_of_year, period_holding
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.flows.demo import assignments
from goodstanding.models import Account, DutyCheck, DutyHolding, DutyPost, Member, Pledge, Unit
from goodstanding.models.initiative.moves import ItemMove, ItemState
from goodstanding.queries.initiative import duties as duty_queries
from goodstanding.queries.initiative import pledges as pledge_queries
from goodstanding.queries.initiative import topics as topic_queries

_SEED = 20161018
_PLEDGES = (
    "每月到社区书屋值班一次", "帮两位邻居学会用手机挂号", "整理楼道里的消防通道", "带一名新成员熟悉支部工作",
    "每季度参加一次义务清洁", "给活动室的旧桌椅做一次检修", "把常用表格整理成一页说明", "每周到值班点巡查一次",
)  # fmt: skip
_DONE = ("按月去了，值班本上有记录。", "两位邻居都学会了。", "通道已清空，物业来看过。")
_POSTS = (
    ("duty_post", "书屋值守岗", "周六上午开门、整理图书。"),
    ("duty_post", "安全巡查岗", "每周看一次楼道和消防通道。"),
    ("responsibility_area", "一号楼责任区", "一号楼的公共区域和联系住户。"),
)
_IDEAS = (
    ("楼道里装一盏声控灯", "三楼转角晚上看不见台阶，老人容易摔。"),
    ("会议资料提前一天发", "提前看过，会上讨论就不用从头念起。"),
    ("合并两张报名表", "内容大半重复，合成一张大家都省事。"),
)  # fmt: skip


@dataclass
class InitiativeYear:
    """What the making of it carries along. first: the first month that is made."""

    scheme: Scheme
    today: date
    zone: ZoneInfo
    first: int
    chance: random.Random = field(default_factory=lambda: random.Random(_SEED))  # noqa: S311

    def __post_init__(self) -> None:
        rules = self.scheme.initiative
        self.unit: Unit | None = next(iter(assignments.branches()), None) if rules is not None else None
        kinds = rules.facts().values() if rules is not None and rules.pledge is not None else ()
        self.kinds = frozenset(kinds)

    def makes(self, kind: str, unit: int) -> bool:
        """Whether such facts about a unit's members come from here, and are not drawn."""
        return self.unit is not None and kind in self.kinds and unit == self.unit.pk

    def pass_month(self, month: int) -> None:
        """What happened in a month, on days that are over."""
        unit, secretary = self.unit, self._holder(Role.SECRETARY)
        if unit is None or secretary is None or not self.kinds:
            return
        if month == self.first:
            self._set_up(unit, secretary, first_day(month) + timedelta(days=2))
        if month == self.first or month_of_year(month) == 1:
            self._pledge(unit, secretary, first_day(month) + timedelta(days=8))
        if month_of_year(month) % 3 == 2:
            self._suggest(unit, secretary, month)
        if month_of_year(month) % 3 == 0:
            self._confirm(unit, secretary, month)
        if month == month_of(self.today) - 1:
            self._leave_unanswered(unit, secretary, first_day(month) + timedelta(days=1))
        if month_of_year(month) == 12:
            self._decide(unit, secretary, last_day(month) - timedelta(days=3))

    def _at(self, day: date, hour: int = 10) -> datetime:
        return datetime.combine(day, time(hour if day < self.today else 0), self.zone)

    def _holder(self, role: Role) -> Viewer | None:
        posts = {"posts__unit": self.unit, "posts__role": role, "posts__until_on": None}
        account = Account.objects.filter(**posts).order_by("pk").first() if self.unit is not None else None
        return viewer_of(account, self.today, verified=True) if account else None

    def _members(self, unit: Unit, day: date) -> Iterator[Member]:
        yield from unit.members.filter(left_on=None, joined_on__lt=day).select_related("unit").order_by("pk")

    def _set_up(self, unit: Unit, by: Viewer, day: date) -> None:
        at = self._at(day)
        known = duty_queries.rules_of(self.scheme)
        made = [
            duties.set_up(unit=unit, kind=kind, title=title, text=text, scheme=self.scheme, by=by, at=at)
            for kind, title, text in _POSTS
            if kind in known
        ]
        for number, member in enumerate(self._members(unit, day)):
            for post in made if member.pk != by.member_id and made else ():
                if number % len(made) == made.index(post) or post.kind == "responsibility_area":
                    self._holds(post, member, by, at)

    def _holds(self, post: DutyPost, member: Member, by: Viewer, at: datetime) -> None:
        offered = holdings.offer(post=post, member=member, until=None, scheme=self.scheme, by=by, at=at)
        holdings.accept(holding=offered, scheme=self.scheme, by=by, at=at)

    def _pledge(self, unit: Unit, by: Viewer, day: date) -> None:
        if day >= self.today:
            return
        for number, member in enumerate(self._members(unit, day)):
            if self.chance.random() < 0.9:
                texts = self.chance.sample(_PLEDGES, 2 if number % 4 == 0 else 1)
                pledges.make(member=member, texts=texts, scheme=self.scheme, by=by, at=self._at(day), on=day)

    def _decide(self, unit: Unit, by: Viewer, day: date) -> None:
        committee = self._holder(Role.COMMITTEE)
        if day >= self.today:
            return
        found = Pledge.objects.filter(member__unit=unit, made_on__year=day.year, state=Pledge.State.REGISTERED)
        for pledge in found.select_related("member__unit").prefetch_related("items"):
            who = committee if pledge.member_id == by.member_id else by
            for item in pledge_queries.items(pledge) if who else ():
                kept = self.chance.random() < 0.9
                reason = "" if kept else "值班点年中撤并，事项已不适用。"
                move = ItemMove.FULFIL if kept else ItemMove.DROP
                pledge_items.decide(
                    item=item, move=move, reason=reason, scheme=self.scheme, by=who or by, at=self._at(day)
                )  # fmt: skip

    def _suggest(self, unit: Unit, by: Viewer, month: int) -> None:
        day = first_day(month) + timedelta(days=10)
        others = [member for member in self._members(unit, day) if member.pk != by.member_id]
        if day + timedelta(days=9) >= self.today or not others:
            return
        for title, text in self.chance.sample(_IDEAS, 2):
            one = suggestions.make(
                member=self.chance.choice(others), to=unit, what=Idea(title, text), scheme=self.scheme, by=by,
                at=self._at(day), on=day,
            )  # fmt: skip
            adopted = self.chance.random() < 0.4
            at = self._at(day + timedelta(days=9))
            reason = "" if adopted else "今年经费已排满，明年再议。"
            suggestions.answer(suggestion=one, adopted=adopted, reason=reason, scheme=self.scheme, by=by, at=at)

    def _leave_unanswered(self, unit: Unit, by: Viewer, day: date) -> None:
        """One whose clock runs out, or has."""
        member = next((one for one in self._members(unit, day) if one.pk != by.member_id), None)
        if member is not None:
            idea = Idea("给活动室换一把锁", "现在的锁要拧半天，值班的同志常被关在门外。")
            suggestions.make(member=member, to=unit, what=idea, scheme=self.scheme, by=by, at=self._at(day), on=day)

    def _confirm(self, unit: Unit, by: Viewer, month: int) -> None:
        day = last_day(month) - timedelta(days=2)
        if day >= self.today:
            return
        for word, rule in duty_queries.rules_of(self.scheme).items():
            period = period_holding(month, rule.period)
            found = duty_queries.held_in(unit, word, period, day).exclude(member=by.member_id)
            excused = {
                one.key: Word(DutyCheck.Verdict.EXCUSED, "外出学习") for one in found if self.chance.random() < 0.08
            }
            duties.confirm(
                unit=unit, kind=word, period=period, said=excused, scheme=self.scheme, by=by, at=self._at(day)
            )  # fmt: skip

    def leave_open(self, at: datetime) -> int:
        """Something of each that waits now, so that every visitor finds it. Returns how many."""
        unit, secretary = self.unit, self._holder(Role.SECRETARY)
        if unit is None or secretary is None or not self.kinds:
            return 0
        visitor = Member.objects.filter(unit=unit, left_on=None).select_related("unit").order_by("pk").last()
        others = [member for member in self._members(unit, self.today) if member.pk != secretary.member_id]
        if visitor is None or len(others) < 3:
            return 0
        self._report(others, secretary, at)
        for member, (title, text) in zip((others[1], visitor), _IDEAS, strict=False):
            what = Idea(title, text)
            suggestions.make(member=member, to=unit, what=what, scheme=self.scheme, by=secretary, at=at)
        for number, kind in enumerate(list(topic_queries.kinds_for(visitor, self.scheme))[:2]):
            topics.propose(
                member=others[number], kind=kind, title="活动室开放时间", text="", scheme=self.scheme, by=secretary,
                at=at,
            )  # fmt: skip
        # Not to the visitor, whose first page has enough on it.
        self._offer(unit, others[2], secretary, at)
        return 5

    def _report(self, members: list[Member], by: Viewer, at: datetime) -> None:
        rule, left = pledge_queries.rule_of(self.scheme), 3
        for member in members:
            pledge = pledge_queries.current(member, rule, self.today) if rule is not None else None
            found = pledge_queries.items(pledge) if pledge else []
            item = next((one for one in found if one.state == ItemState.PLEDGED), None)
            if item is not None and left:
                left -= 1
                pledge_items.report(item=item, words=_DONE[left], scheme=self.scheme, by=by, at=at)

    def _offer(self, unit: Unit, member: Member, by: Viewer, at: datetime) -> None:
        free = DutyPost.objects.filter(unit=unit, closed_on=None).exclude(
            pk__in=DutyHolding.objects.filter(member=member).values("post")
        )
        post = free.select_related("unit").first()
        if post is not None:
            holdings.offer(post=post, member=member, until=None, scheme=self.scheme, by=by, at=at)
