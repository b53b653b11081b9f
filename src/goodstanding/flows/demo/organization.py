"""A made-up organization for the demonstration: a district, its branches, made-up members, a year's past.

Everything is drawn by a seed, so that the same day gives the same organization on every machine.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import make_password
from django.db import transaction
from faker import Faker

from goodstanding.access.permissions import Permission
from goodstanding.access.roles import Role
from goodstanding.access.viewer import viewer_of
from goodstanding.actions.people import (
    accounts,
    members,
    memberships,
    organization,
    posts,
    record_views,
    transfers,
    units,
)
from goodstanding.actions.sign_in import unit_contacts
from goodstanding.engine.period import month_of
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.flows.demo import assignments, bulletins, facts, meetings, service
from goodstanding.flows.demo.care import CareYear
from goodstanding.flows.demo.cases import CasesMaking
from goodstanding.flows.demo.dues import DuesYear
from goodstanding.flows.demo.initiative import InitiativeYear
from goodstanding.flows.demo.letters import LettersMaking
from goodstanding.flows.demo.probation import ProbationYear
from goodstanding.flows.demo.unit_duties import UnitDutiesYear
from goodstanding.models import Account, Member, MemberClass, Membership, RecordView, Unit
from goodstanding.names.sounds import sounds

BRANCHES, MEMBERS, SUB_DISTRICTS = 40, 700, 3
#: Whole months before today of which there are facts and ratings.
MONTHS = 12
_SEED = 20161015
#: What part of the members is classed so, where the scheme has the word; the first that is drawn decides the office.
_SHARES = {"retired": 0.21, "elderly_sick": 0.06, "floating": 0.05, "on_leave": 0.02, "overseas": 0.01}
_OFFICES = ("secretary", "committee", "committee")


def _names() -> Iterator[str]:
    faker = Faker("zh_CN")
    faker.seed_instance(_SEED)
    while True:
        yield faker.name()


@dataclass
class _Making:
    """What the making of the organization carries along."""

    scheme: Scheme
    today: date
    at: datetime
    chance: random.Random = field(default_factory=lambda: random.Random(_SEED))  # noqa: S311
    number: int = 1000
    names: Iterator[str] = field(default_factory=_names)

    @property
    def opened(self) -> date:
        """A year and a half before today."""
        return self.today - timedelta(days=550)

    def day(self, first: date, last: date) -> date:
        """Some day between two."""
        return first + timedelta(days=self.chance.randint(0, max(0, (last - first).days)))


@transaction.atomic
def build(*, scheme: Scheme, today: date, at: datetime) -> Unit:
    """Makes the organization. Raises Refusal where there is one already."""
    making = _Making(scheme, today, at)
    root = organization.found(
        name="Demonstration",
        name_zh="演示组织",
        root_name="示例市",
        code="D",
        scheme=scheme,
        time_zone="Asia/Shanghai",
        on=making.opened,
        at=at,
        is_demo=True,
    )
    branches = _tree(making, root)
    sizes = _sizes(making, len(branches))
    for branch, size in zip(branches, sizes, strict=True):
        _branch(making, branch, size)
    memberships.count_again()
    _people_above(making, root)
    _past(making, branches)
    facts.fill(scheme=scheme, today=today, months=MONTHS)
    meetings.fill(scheme=scheme, at=at)
    zone = ZoneInfo("Asia/Shanghai")
    assignments.give_open_ones(scheme=scheme, at=at, zone=zone)
    InitiativeYear(scheme, today, zone, month_of(today)).leave_open(at)
    DuesYear(scheme, today, zone, month_of(today)).leave_open(at)
    CareYear(scheme, today, zone).leave_open(at)
    ProbationYear(scheme, today, zone).leave_open(at)
    service.of_today(scheme, today, zone).leave_open(at)
    bulletins.announce(today=today, at=at)
    LettersMaking(scheme, at, zone).leave()
    UnitDutiesYear(scheme, today, zone).leave_open(at)
    CasesMaking(scheme, at, zone).leave()
    return root


def _tree(making: _Making, root: Unit) -> list[Unit]:
    levels = list(making.scheme.unit_levels)
    lowest, middle = levels[-1], levels[min(len(levels) - 1, max(1, len(levels) - 2))]
    kinds = [word for word in making.scheme.unit_types if word not in levels]
    middle_kind = middle if middle in making.scheme.unit_types else kinds[0]
    branches: list[Unit] = []
    for district in range(SUB_DISTRICTS):
        name = f"示例街道{'甲乙丙'[district]}"
        above = _unit(making, root, f"D{district + 1}", name, middle, middle_kind)
        for _number in range(district, BRANCHES, SUB_DISTRICTS):
            order = len(branches) + 1
            kind = making.chance.choice(kinds)
            branches.append(_unit(making, above, f"D{district + 1}{order:02d}", f"示例第{order}支部", lowest, kind))
    return branches


def _unit(making: _Making, above: Unit, code: str, name: str, level: str, kind: str) -> Unit:
    return units.create(
        parent=above,
        code=code,
        name=name,
        level=level,
        type=kind,
        on=making.opened,
        scheme=making.scheme,
        by=None,
        at=making.at,
    )


def _sizes(making: _Making, branches: int) -> list[int]:
    sizes = [MEMBERS // branches] * branches
    for _step in range(branches * 4):
        giver, taker = making.chance.sample(range(branches), 2)
        if sizes[giver] > 5:
            sizes[giver], sizes[taker] = sizes[giver] - 1, sizes[taker] + 1
    sizes[0] += MEMBERS - sum(sizes)
    return sizes


def _branch(making: _Making, branch: Unit, size: int) -> None:
    people = Member.objects.bulk_create([_person(making, branch) for _number in range(size)])
    Membership.objects.bulk_create(
        Membership(member=person, unit=branch, from_on=max(making.opened, person.joined_on)) for person in people
    )
    MemberClass.objects.bulk_create(
        MemberClass(member=person, word=word, from_on=max(making.opened, person.joined_on))
        for number, person in enumerate(people)
        for word in _classes(making, number)
    )
    for number, role in enumerate((Role.SECRETARY, Role.COMMITTEE, Role.COMMITTEE, Role.GROUP_LEADER)):
        if number < size - 1:
            _appoint(making, people[number], role, branch)
    _signs_in(making, people[-1])


def _person(making: _Making, branch: Unit) -> Member:
    making.number += 1
    name = next(making.names)
    is_new = making.chance.random() < 0.08
    joined = making.day(making.opened, making.today) if is_new else making.day(date(1980, 1, 1), making.opened)
    return Member(
        number=f"9{making.number:07d}",
        name=name,
        **sounds(name),
        unit=branch,
        joined_on=joined,
        full_on=None if is_new else joined + timedelta(days=365),
        phone=f"000-0000-{making.number:04d}",
    )


def _classes(making: _Making, number: int) -> list[str]:
    known = making.scheme.classes
    classes = [_OFFICES[number]] if number < len(_OFFICES) else ["ordinary"]
    classes += ["full"] + [word for word, share in _SHARES.items() if making.chance.random() < share and number > 2]
    return [word for word in classes if word in known]


def _signs_in(making: _Making, member: Member) -> Account:
    return accounts.of_member(member, at=making.at)


def _appoint(making: _Making, member: Member, role: Role, unit: Unit) -> None:
    account = _signs_in(making, member)
    since = making.opened if member.joined_on < making.opened else making.today - timedelta(days=30)
    posts.grant(account=account, role=role, unit=unit, on=since, by=None, at=making.at)
    posts.accept(account=account, invited_by=None, at=making.at)


def _people_above(making: _Making, root: Unit) -> None:
    root.refresh_from_db()  # Units were founded below it since, and the tree counts its children.
    for above in [root, *root.get_children()]:
        member = Member.objects.filter(unit__path__startswith=above.path, account=None).order_by("pk").first()
        assert member is not None, "every sub-district has members"
        _appoint(making, member, Role.OFFICER, above)
    for role, name in ((Role.ANALYST, "演示分析员"), (Role.AUDITOR, "演示审计员"), (Role.OPERATOR, "演示运维员")):
        account = Account.objects.create(
            login=f"demo-{role.value}", name=name, password=make_password(None), created_at=making.at
        )
        posts.grant(account=account, role=role, unit=root, on=making.opened, by=None, at=making.at)
        posts.accept(account=account, invited_by=None, at=making.at)


def _past(making: _Making, branches: list[Unit]) -> None:
    """A year of things that happen: names change, people move, leave and are looked at, transfers wait."""
    at, today = making.at, making.today
    units.rename(
        unit=branches[3], name="示例新风支部", on=today - timedelta(days=200), by=None, at=at, reason="换届更名"
    )
    small, large = sorted(branches[6:12], key=lambda unit: Member.objects.filter(unit=unit).count())[:2]
    units.merge(
        unit=small, into=large, on=today - timedelta(days=120), by=None, at=at, reason="整合设置", scheme=making.scheme
    )
    for branch in making.chance.sample(branches[12:], 12):
        leaver = Member.objects.filter(unit=branch, account=None).order_by("-pk").first()
        if leaver is not None:
            why = making.chance.choice([Member.Leaving.TRANSFERRED_OUT, Member.Leaving.RESIGNED])
            day = max(leaver.joined_on, making.opened, today - timedelta(days=making.chance.randint(20, 330)))
            members.leave(member=leaver, why=why, on=day, by=None, at=at)
    _transfers(making, branches)
    _looks(making, branches[:6])
    _contacts(making, branches[:6])


def _transfers(making: _Making, branches: list[Unit]) -> None:
    for number in range(5):
        giving, receiving = branches[number], branches[number + 20]
        secretary = Account.objects.get(posts__unit=giving, posts__role=Role.SECRETARY)
        member = Member.objects.filter(unit=giving).exclude(account__posts__unit=giving).order_by("pk").last()
        if member is not None:
            by = viewer_of(secretary, making.today, verified=True)
            asked = making.at - timedelta(days=6 * number)
            transfers.ask(member=member, to=receiving, reason="工作单位变动", by=by, at=asked)


def _looks(making: _Making, branches: list[Unit]) -> None:
    for branch in branches:
        secretary = Account.objects.get(posts__unit=branch, posts__role=Role.SECRETARY)
        by = viewer_of(secretary, making.today, verified=True)
        people = list(Member.objects.filter(unit=branch).select_related("unit"))
        for days, how, purpose in (
            (40, RecordView.How.LIST, RecordView.Purpose.ROSTER),
            (9, RecordView.How.PAGE, RecordView.Purpose.MEETING),
        ):
            at = making.at - timedelta(days=days)
            record_views.leave(people, how=how, purpose=purpose, by=by, at=at, permission=Permission.SEE_ROSTER)


def _contacts(making: _Making, branches: list[Unit]) -> None:
    for number, branch in enumerate(branches, 1):
        secretary = Account.objects.get(posts__unit=branch, posts__role=Role.SECRETARY)
        by = viewer_of(secretary, making.today, verified=True)
        unit_contacts.say(
            unit=branch, phone=f"000-0000-9{number:03}", text="支部活动室，每周二9时至11时", by=by, at=making.at
        )
