"""The demonstration's assignments: in some branches a task each month, answered, handed in and accepted, and open ones.

They are made by the same steps that people take. What they leave is not made up by the simulator as well.
"""

import random
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from goodstanding.access.roles import Role
from goodstanding.access.viewer import Viewer, viewer_of
from goodstanding.actions.assignments import answers, decisions, giving, reminders
from goodstanding.actions.assignments.giving import Task
from goodstanding.engine.period import first_day, last_day
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Account, Assignee, Assignment, Unit
from goodstanding.queries.assignments.recipients import Recipients

_SEED = 20161015
#: In how many branches: enough for every page, few enough to be quick.
BRANCHES = 2
#: To how many members of a branch a task of a month goes.
_PEOPLE = 4
_TITLES = (
    "整理支部活动室图书", "走访楼栋里的独居老人", "更新社区公告栏", "清点防汛物资", "协助社区登记志愿者",
    "布置支部学习角",
    "排查楼道安全隐患", "帮助新成员熟悉情况", "整理会议资料", "协助组织义诊活动", "清理小区绿化带", "统计学习用书需求",
)  # fmt: skip
_DID = ("已完成，情况正常。", "按要求做完了，清单放在活动室。", "做完了，有两处问题已告诉社区。")
_CANNOT = "这几天出差，下个月可以。"


@dataclass
class _AssignmentsMaking:
    """What the making of the assignments carries along."""

    scheme: Scheme
    today: date
    zone: ZoneInfo
    chance: random.Random = field(default_factory=lambda: random.Random(_SEED))  # noqa: S311

    def at(self, day: date, hour: int = 9) -> datetime:
        """An hour of a day that is over; of today the first minute, which is never still to come."""
        return datetime.combine(day, time(hour if day < self.today else 0), self.zone)


def kinds(scheme: Scheme) -> frozenset[str]:
    """The kinds of fact that assignments leave, by the rules."""
    return frozenset(fact for rule in scheme.assignments.values() for fact in rule.facts().values())


def branches() -> list[Unit]:
    """The branches whose assignments are made here."""
    return list(Unit.objects.filter(closed_on=None, numchild=0, members_here__gt=0).order_by("code")[:BRANCHES])


def fill_month(*, scheme: Scheme, month: int, today: date, zone: ZoneInfo) -> None:
    """Gives one task in each of the branches at the beginning of a month, and lets the days take their course."""
    making = _AssignmentsMaking(scheme, today, zone, random.Random(_SEED + month))  # noqa: S311
    word = next(iter(scheme.assignments), None)
    for number, unit in enumerate(branches()):
        secretary = _holder(unit, making)
        given_on = first_day(month) + timedelta(days=4 + number)
        due_on = given_on + timedelta(days=14)
        if word is None or secretary is None or given_on > today:
            continue
        title = _TITLES[(month + 5 * number) % len(_TITLES)]
        assignment = _given(making, unit, word, title, given_on, due_on, secretary)
        if assignment is not None:
            last = min(last_day(month), today)
            for row in assignment.assignees.select_related("assignment__unit", "member__unit").order_by("pk"):
                _takes_its_course(making, row, secretary, given_on, last)


def give_open_ones(*, scheme: Scheme, at: datetime, zone: ZoneInfo) -> int:
    """Gives a whole branch something that is open now, so that every visitor finds one. Returns how many."""
    making = _AssignmentsMaking(scheme, at.astimezone(zone).date(), zone)
    word = next(iter(scheme.assignments), None)
    count = 0
    for unit in branches():
        secretary = _holder(unit, making)
        if word is None or secretary is None:
            continue
        task = Task("清点活动室桌椅", making.today + timedelta(days=9), "数一数能用的桌椅，坏的记下来。")
        given_at = making.at(making.today - timedelta(days=1))
        made = giving.give(unit=unit, word=word, task=task, to=Recipients(), scheme=scheme, by=secretary, at=given_at)
        reminders.inform(assignment=made, scheme=scheme, by=secretary, at=given_at)
        _begins(making, made, secretary, at)
        count += 1
    return count


def _begins(making: _AssignmentsMaking, assignment: Assignment, by: Viewer, at: datetime) -> None:
    """A few of the branch have answered, two have done it already; most, and the visitor, have not yet."""
    rows = assignment.assignees.exclude(member=by.member_id).select_related("assignment__unit", "member__unit")
    for number, row in enumerate(rows.order_by("pk")[2:7]):
        if number < 2:
            answers.hand_in(assignee=row, text=_DID[number], scheme=making.scheme, by=by, at=at)
        elif number < 4:
            answers.accept(assignee=row, scheme=making.scheme, by=by, at=at)
        else:
            answers.decline(assignee=row, reason=_CANNOT, scheme=making.scheme, by=by, at=at)


def _holder(unit: Unit, making: _AssignmentsMaking) -> Viewer | None:
    posts = {"posts__unit": unit, "posts__role": Role.SECRETARY, "posts__until_on": None}
    account = Account.objects.filter(**posts).order_by("pk").first()
    return viewer_of(account, making.today, verified=True) if account else None


def _given(  # noqa: PLR0917
    making: _AssignmentsMaking, unit: Unit, word: str, title: str, given_on: date, due_on: date, by: Viewer
) -> Assignment | None:
    """The task, given to a few who were members then; none where there is nobody."""
    members = unit.members.filter(left_on=None, joined_on__lt=given_on).exclude(pk=by.member_id).order_by("pk")
    chosen = making.chance.sample(list(members), min(_PEOPLE, len(members)))
    # The last member of a branch is the one as whom visitors walk in.
    if members and members.last() not in chosen:
        chosen[-1:] = [members.last()]
    if not chosen:
        return None
    to = Recipients(people=tuple(member.number for member in chosen))
    return giving.give(
        unit=unit, word=word, task=Task(title, due_on), to=to, scheme=making.scheme, by=by, at=making.at(given_on)
    )


def _takes_its_course(making: _AssignmentsMaking, row: Assignee, by: Viewer, given_on: date, last: date) -> None:
    """Most hand it in and it is accepted; a few are late, a few decline; what has no time yet stays open."""
    drawn, scheme = making.chance.random(), making.scheme
    handed_in = given_on + timedelta(days=making.chance.randint(2, 13) if drawn < 0.85 else 16)
    if drawn > 0.94:
        on = given_on + timedelta(days=1)
        if on <= last:
            answers.decline(assignee=row, reason=_CANNOT, on=on, scheme=scheme, by=by, at=making.at(on))
        return
    if handed_in > last:
        return
    did = making.chance.choice(_DID)
    answers.hand_in(assignee=row, text=did, on=handed_in, scheme=scheme, by=by, at=making.at(handed_in))
    if handed_in + timedelta(days=1) <= last:
        quality = making.chance.choice((3, 4, 4, 5)) if scheme.assignments[row.assignment.kind].quality else None
        at = making.at(handed_in + timedelta(days=1), 18)
        decisions.finish(assignee=row, quality=quality, reason="", scheme=scheme, by=by, at=at)
