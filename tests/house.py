"""A small organization for tests: a city, two districts, and people in every office. All of it is made up.

    CITY ─┬─ D1 ─┬─ S11 ─┬─ B111   secretary, committee, group_leader, member
          │      │       └─ B112   neighbour (its secretary), sub_district_officer (a member here, officer of S11)
          │      └─ S12 ── B121, B122   district_officer (a member of B121, officer of D1)
          └─ D2 ─┬─ S21 ── B211, B212   stranger (a member of B211), foreign_secretary (of B211)
                 └─ S22 ── B221, B222   city_officer (a member of B221, officer of CITY)

analyst, scheme_editor, auditor and operator are no members; their offices are over CITY. Every branch has five members.
"""

import time
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count
from zoneinfo import ZoneInfo

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.contrib.auth.hashers import make_password
from django.test import Client

from goodstanding.access.roles import Role
from goodstanding.access.viewer import Viewer, viewer_of
from goodstanding.actions.people import organization
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Account, Fact, Member, MemberClass, Membership, Post, Run, Unit, UnitName, UnitPlace
from goodstanding.names.sounds import initials, letters, sounds
from goodstanding.queries.people.organization import the_scheme

TODAY = date(2016, 10, 15)
AT = datetime(2016, 10, 15, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
OPENED, JOINED, IN_OFFICE_SINCE = date(2015, 1, 1), date(2010, 7, 1), date(2016, 1, 1)
PASSWORD = "a made-up password"
BRANCHES = ("B111", "B112", "B121", "B122", "B211", "B212", "B221", "B222")
_BRANCH_LETTERS, _NUMERALS = "甲乙丙丁戊己庚辛", "一二三四五"

#: Who is who: the member they are, by branch and place, the office they hold, and over what.
PEOPLE: dict[str, tuple[tuple[str, int] | None, Role | None, str]] = {
    "secretary": (("B111", 1), Role.SECRETARY, "B111"),
    "committee": (("B111", 2), Role.COMMITTEE, "B111"),
    "group_leader": (("B111", 3), Role.GROUP_LEADER, "B111"),
    "member": (("B111", 4), None, ""),
    "neighbour": (("B112", 1), Role.SECRETARY, "B112"),
    "sub_district_officer": (("B112", 2), Role.OFFICER, "S11"),
    "district_officer": (("B121", 1), Role.OFFICER, "D1"),
    "foreign_secretary": (("B211", 1), Role.SECRETARY, "B211"),
    "stranger": (("B211", 2), None, ""),
    "city_officer": (("B221", 1), Role.OFFICER, "CITY"),
    "analyst": (None, Role.ANALYST, "CITY"),
    "scheme_editor": (None, Role.SCHEME_EDITOR, "CITY"),
    "auditor": (None, Role.AUDITOR, "CITY"),
    "operator": (None, Role.OPERATOR, "CITY"),
}


#: A month's run, and the facts that the beginning of a test wrote down.
Begun = tuple[Run, list[Fact]]


@dataclass
class House:
    """The organization, with short ways to what tests need. Units and members are read anew each time."""

    scheme: Scheme
    today: date = TODAY
    at: datetime = AT
    password: str = PASSWORD
    _begun: Begun | None = None
    _numbers: "count[int]" = field(default_factory=lambda: count(9001))

    def unit(self, code: str) -> Unit:
        """The unit with a code, as it is now."""
        unit: Unit = Unit.objects.get(code=code)
        return unit

    @property
    def begun(self) -> Begun:
        """What came of the beginning that the test is marked with."""
        assert self._begun is not None, "the test is not marked with what it begins with"
        return self._begun

    @property
    def city(self) -> Unit:
        """The root."""
        return self.unit("CITY")

    @property
    def branch(self) -> Unit:
        """Branch B111, where secretary, committee, group_leader and member belong."""
        return self.unit("B111")

    def account(self, who: str) -> Account:
        """Somebody's account, by what PEOPLE calls them."""
        return Account.objects.select_related("member__unit").get(login=login_of(who))

    def member(self, who: str = "member") -> Member:
        """The member that somebody is."""
        return Member.objects.select_related("unit").get(number=login_of(who))

    def members(self, code: str) -> list[Member]:
        """The members of a unit, by number."""
        return list(Member.objects.filter(unit__code=code).select_related("unit").order_by("number"))

    def viewer(self, who: str, *, on: date | None = None, verified: bool = True) -> Viewer:
        """Somebody as the asker of queries and the doer of actions."""
        return viewer_of(self.account(who), on or self.today, verified=verified)

    def client(self, who: str | None = None, *, verified: bool = True) -> Client:
        """A browser in which somebody has signed in, or nobody. verified: with a second factor."""
        client = Client()
        if who is not None:
            sign_in(client, self.account(who), verified=verified)
        return client

    def enrol(self, code: str, name: str = "成员新", number: str = "") -> Member:
        """One more member, who belongs to a unit since it was opened."""
        from goodstanding.actions.people import members

        return members.enrol(
            number=number or f"M{next(self._numbers)}",
            name=name,
            unit=self.unit(code),
            joined_on=JOINED,
            from_on=OPENED,
            by=None,
            at=self.at,
        )

    def appoint(self, who: str, role: Role, code: str, since: date = IN_OFFICE_SINCE) -> Post:
        """Gives somebody one more office."""
        return Post.objects.create(
            account=self.account(who),
            role=role,
            unit=self.unit(code),
            from_on=since,
            granted_at=self.at,
            accepted_at=self.at,
        )


def sign_in(client: Client, account: Account, *, verified: bool) -> None:
    """Opens a session as signing in does; with a second factor, it was used just now."""
    client.force_login(account)
    session, now = client.session, time.time()
    records = [{"method": "password", "at": now, "username": account.login}]
    if verified:
        records.append({"method": "mfa", "type": "totp", "at": now})
    session[AUTHENTICATION_METHODS_SESSION_KEY] = records
    session["account_authentication_methods_user"] = str(account.pk)
    session.save()


def login_of(who: str) -> str:
    """With what somebody signs in: members with their number, others with a name."""
    seat = PEOPLE[who][0]
    return f"{seat[0][1:]}0{seat[1]}" if seat else who.replace("_", "-")


def build() -> House:
    """Makes the organization, in a few statements for each table."""
    scheme = the_scheme()
    organization.found(
        name="Example organization",
        name_zh="示例组织",
        root_name="City",
        code="CITY",
        scheme=scheme,
        time_zone="Asia/Shanghai",
        on=OPENED,
        at=datetime(2015, 1, 1, 9, tzinfo=ZoneInfo("Asia/Shanghai")),
    )
    units = _units()
    members = _members(units)
    _accounts(units, members)
    return House(scheme)


def _units() -> dict[str, Unit]:
    units = {"CITY": Unit.objects.get(code="CITY")}
    named = [("D1", "District 1"), ("D2", "District 2")]
    named += [(f"S{place}", f"Sub-district {place[0]}.{place[1]}") for place in ("11", "12", "21", "22")]
    named += [(code, f"Branch {'.'.join(code[1:])}") for code in BRANCHES]
    for code, name in named:
        above = units[{2: "CITY", 3: f"D{code[1]}", 4: f"S{code[1:3]}"}[len(code)]]
        units[code] = _below(above, code, name)
    new = [unit for unit in units.values() if unit.pk is None]
    Unit.objects.bulk_create(new)
    units["CITY"].save(update_fields=["numchild"])
    UnitName.objects.bulk_create(UnitName(unit=unit, name=unit.name, from_on=OPENED) for unit in new)
    parents = {unit.path: unit for unit in units.values()}
    UnitPlace.objects.bulk_create(
        UnitPlace(unit=unit, parent=parents[unit.path[: -Unit.steplen]], from_on=OPENED) for unit in new
    )
    return units


def _below(above: Unit, code: str, name: str) -> Unit:
    above.numchild += 1
    level = {"D": "district", "S": "sub_district", "B": "branch"}[code[0]]
    return Unit(
        path=Unit._get_path(above.path, above.depth + 1, above.numchild),
        depth=above.depth + 1,
        code=code,
        name=name,
        pinyin=letters(name),
        initials=initials(name),
        level=level,
        type="community" if level == "branch" else level,
        opened_on=OPENED,
        members_here=5 if level == "branch" else 0,
    )


def _members(units: dict[str, Unit]) -> dict[str, Member]:
    members = []
    for letter, code in zip(_BRANCH_LETTERS, BRANCHES, strict=True):
        for place, numeral in enumerate(_NUMERALS, start=1):
            name = f"成员{letter}{numeral}"
            found = {**sounds(name), "joined_on": JOINED}
            number = f"{code[1:]}0{place}"
            members.append(Member(number=number, name=name, unit=units[code], full_on=date(2011, 7, 1), **found))
    Member.objects.bulk_create(members)
    Membership.objects.bulk_create(Membership(member=one, unit=one.unit, from_on=OPENED) for one in members)
    words = ("full", "ordinary")
    MemberClass.objects.bulk_create(
        MemberClass(member=one, word=word, from_on=OPENED) for one in members for word in words
    )
    return {member.number: member for member in members}


def _accounts(units: dict[str, Unit], members: dict[str, Member]) -> None:
    password = make_password(PASSWORD)
    since = datetime(2016, 1, 1, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
    accounts = {}
    for who, (seat, _role, _over) in PEOPLE.items():
        login = login_of(who)
        name = "" if seat else who.replace("_", " ").capitalize()
        accounts[who] = Account(login=login, name=name, member=members.get(login), password=password, created_at=since)
    Account.objects.bulk_create(accounts.values())
    Post.objects.bulk_create(
        Post(
            account=accounts[who],
            role=role,
            unit=units[over],
            from_on=IN_OFFICE_SINCE,
            granted_at=since,
            accepted_at=since,
        )
        for who, (_seat, role, over) in PEOPLE.items()
        if role
    )
