"""The demonstration's meetings of this month and the last one: held, planned and under way."""

import random
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from goodstanding.access.roles import Role
from goodstanding.access.viewer import Viewer, viewer_of
from goodstanding.actions.attendance import attendance, catch_up, closing
from goodstanding.actions.attendance.claims import Claim
from goodstanding.actions.meetings import leave as leave_requests
from goodstanding.actions.meetings import meetings, minutes
from goodstanding.actions.meetings.meetings import Particulars
from goodstanding.actions.meetings.minutes import Votes
from goodstanding.engine.period import first_day, month_of
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Account, Attendee, Meeting, Member, Organization, Proof, Unit
from goodstanding.queries.attendance.catch_up import missed as missed_by
from goodstanding.queries.attendance.values import Ticks
from goodstanding.queries.meetings import meetings as meeting_queries
from goodstanding.queries.meetings import who_is_due, year_plan

_SEED = 20161015
#: In how many branches something is going on: enough for every page, few enough to be quick.
BRANCHES = 3
_PLACES = ("支部活动室", "社区会议室", "二楼会议室")
_TOPICS = ("学习条例", "讨论年度计划", "交流志愿服务")
_AGENDA = "1. 上次会议事项的落实\n2. 学习与讨论\n3. 其他事项"
_SHARES = {Proof.Verdict.PRESENT: 0.8, Proof.Verdict.LATE: 0.08, Proof.Verdict.ABSENT: 0.06}


@dataclass
class _MeetingsMaking:
    """What the making of the meetings carries along."""

    scheme: Scheme
    now: datetime
    zone: ZoneInfo
    chance: random.Random = field(default_factory=lambda: random.Random(_SEED))  # noqa: S311
    number: int = 0

    @property
    def today(self) -> date:
        """The day it is now, by the organization's clock."""
        return self.now.astimezone(self.zone).date()

    def moment(self, days: int, hour: int = 19) -> datetime:
        """An evening so many days from today."""
        return datetime.combine(self.today + timedelta(days=days), time(hour), self.zone)

    def key(self) -> str:
        """A key of its own for a proof."""
        self.number += 1
        return f"demo-{self.number}"


def fill(*, scheme: Scheme, at: datetime) -> int:
    """Holds and plans meetings in some branches. Gives how many. A scheme without meetings gets none."""
    making = _MeetingsMaking(scheme, at, ZoneInfo(Organization.objects.get().time_zone))
    made = 0
    units = Unit.objects.filter(closed_on=None, numchild=0, members_here__gt=0).order_by("code")
    for place, unit in enumerate(units[:BRANCHES]):
        kinds = year_plan.kinds(unit, scheme).items()
        words = [word for word, kind in kinds if who_is_due.expected(kind, unit, making.today)]
        secretary = _holder(unit, Role.SECRETARY, making)
        if not words or secretary is None:
            continue
        for offset, word in enumerate(words[:3]):
            # Never in a month that is published by now.
            back = min(36 - 9 * offset + place, (making.today - _first_of_last_month(making.today)).days)
            _held(making, unit, word, secretary, days=-max(1, back))
            made += 1
        _called(making, unit, words[-1 if len(words) < 5 else 4], secretary, days=5 + place)
        _under_way(making, unit, words[0], secretary)
        made += 2
    return made


def _first_of_last_month(today: date) -> date:
    return first_day(month_of(today) - 1)


def _holder(unit: Unit, role: Role, making: _MeetingsMaking) -> Viewer | None:
    account = Account.objects.filter(posts__unit=unit, posts__role=role, posts__until_on=None).order_by("pk").first()
    return viewer_of(account, making.today, verified=True) if account else None


def _planned(making: _MeetingsMaking, unit: Unit, word: str, by: Viewer, starts: datetime, told: datetime) -> Meeting:
    what = Particulars(
        starts, starts + timedelta(minutes=90), place=making.chance.choice(_PLACES),
        topic=making.chance.choice(_TOPICS), agenda=_AGENDA,
    )  # fmt: skip
    meeting = meetings.plan(unit=unit, word=word, what=what, scheme=making.scheme, by=by, at=told)
    meetings.notice(meeting=meeting, scheme=making.scheme, by=by, at=told)
    return meeting


def _held(making: _MeetingsMaking, unit: Unit, word: str, by: Viewer, *, days: int) -> None:
    """One that is over, with its roll, minutes and a follow-up."""
    starts = making.moment(days)
    meeting = _planned(making, unit, word, by, starts, starts - timedelta(days=6))
    meeting = meetings.open_doors(meeting=meeting, scheme=making.scheme, by=by, at=starts - timedelta(minutes=20))
    _roll(making, meeting, by, starts)
    after = starts + timedelta(hours=2)
    people = meeting_queries.people(meeting)
    there = [person.member for person in people if person.counted and person.counted.verdict in Proof.CAME]
    text = "会议由支部书记主持。\n学习了文件，大家结合实际谈了体会，商定了下一步安排。"
    minutes.write(meeting=meeting, text=text, chair=by.account.member, scheme=making.scheme, by=by, at=after)
    _vote(making, meeting, by, after)
    if there:
        by_day = starts.date() + timedelta(days=60)
        minutes.give(meeting=meeting, member=there[0], text="整理学习资料并发给大家", due_on=by_day, by=by, at=after)
    ticks = _said_of_those_there(making, [person for person in people if person.member in there])
    closing.close(meeting=meeting, scheme=making.scheme, by=by, at=after, ticks=ticks)
    _make_up(making, meeting, by)


def _said_of_those_there(making: _MeetingsMaking, there: list[Attendee]) -> Ticks:
    """Every third of them spoke; everybody stayed, as far as the rules begin so."""
    return {attendee.pk: _ticked(making, attendee, spoke=place % 3 == 0) for place, attendee in enumerate(there)}


def _ticked(making: _MeetingsMaking, attendee: Attendee, *, spoke: bool) -> set[str]:
    return {rule.fact for rule in making.scheme.meetings[attendee.meeting.type].asked if rule.ticked or spoke}


def _make_up(making: _MeetingsMaking, meeting: Meeting, by: Viewer) -> None:
    """One of those who missed it has read the minutes since."""
    meeting.refresh_from_db()
    missed = missed_by(meeting, making.scheme.meetings[meeting.type], meeting_queries.people(meeting))
    others = [one.attendee.member for one in missed if one.attendee.member_id != by.member_id]
    on = meeting.on + timedelta(days=1)
    if others and on <= making.today:
        how = "与书记一起看了会议记录"
        catch_up.record(meeting=meeting, member=others[0], on=on, how=how, scheme=making.scheme, by=by, at=making.now)


def _roll(making: _MeetingsMaking, meeting: Meeting, by: Viewer, starts: datetime) -> None:
    verdicts, weights = list(_SHARES), list(_SHARES.values())
    for attendee in Attendee.objects.filter(meeting=meeting, role=Attendee.Role.DUE).select_related("member"):
        verdict = making.chance.choices([*verdicts, None], [*weights, 0.06])[0]
        if verdict is not None:
            _said(making, meeting, attendee.member, verdict, by, starts)


def _said(
    making: _MeetingsMaking, meeting: Meeting, member: Member, verdict: Proof.Verdict, by: Viewer, at: datetime
) -> None:
    claim = Claim(member, verdict, Proof.Assurance.HOST, at, making.key())
    attendance.prove(meeting=meeting, claim=claim, scheme=making.scheme, by=by, at=at)


def _vote(making: _MeetingsMaking, meeting: Meeting, by: Viewer, at: datetime) -> None:
    kind = making.scheme.meetings[meeting.type]
    tally = meeting_queries.tally(meeting_queries.people(meeting), kind)
    if kind.decision is None or not tally.is_quorate or not tally.voters_there:
        return
    against = 1 if tally.voters_there > 4 else 0
    votes = Votes(tally.voters_there - against, against, 0)
    minutes.resolve(meeting=meeting, text="同意下季度活动安排", votes=votes, scheme=making.scheme, by=by, at=at)


def _called(making: _MeetingsMaking, unit: Unit, word: str, by: Viewer, *, days: int) -> None:
    """One to come, of which everybody is told, with leave that waits for an answer."""
    starts = making.moment(days)
    meeting = _planned(making, unit, word, by, starts, making.now - timedelta(days=1))
    asking = Attendee.objects.filter(meeting=meeting, member__account__isnull=False)
    attendee = asking.exclude(member=by.member_id).select_related("member__account").order_by("-pk").first()
    if attendee is not None:
        who = viewer_of(attendee.member.account, making.today, verified=True)
        leave_requests.ask(meeting=meeting, words="", scheme=making.scheme, by=who, at=making.now)


def _under_way(making: _MeetingsMaking, unit: Unit, word: str, by: Viewer) -> None:
    """One that is going on now: half the roll is marked, and two hosts disagree about one attendee."""
    starts = making.now.astimezone(making.zone).replace(minute=0, second=0, microsecond=0) - timedelta(hours=1)
    meeting = _planned(making, unit, word, by, starts, starts - timedelta(days=6))
    meeting = meetings.open_doors(meeting=meeting, scheme=making.scheme, by=by, at=starts)
    people = [person.member for person in meeting_queries.people(meeting) if person.role == Attendee.Role.DUE]
    for member in people[: len(people) // 2]:
        _said(making, meeting, member, Proof.Verdict.PRESENT, by, starts)
    other = _holder(unit, Role.COMMITTEE, making)
    if other is not None and people and people[0].pk not in {by.member_id, other.member_id}:
        _said(making, meeting, people[0], Proof.Verdict.ABSENT, other, starts)
