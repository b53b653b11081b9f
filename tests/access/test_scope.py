"""What is outside a viewer's reach does not exist for them: every office, every unit, every permission."""

from datetime import date

import pytest

from goodstanding.access import scope
from goodstanding.access.permissions import Permission
from goodstanding.access.policies import Denied, check, office
from goodstanding.access.roles import Role
from goodstanding.actions.people import members, units
from goodstanding.models import Member, Post, Unit
from tests.house import BRANCHES, PEOPLE, TODAY, House

P = Permission

ABOVE = {"CITY": "", "D1": "CITY", "D2": "CITY"}
ABOVE |= {f"S{n}": f"D{n[0]}" for n in ("11", "12", "21", "22")} | {code: f"S{code[1:3]}" for code in BRANCHES}

#: Said once more, in plain words, so that a slip in roles.py shows: what each office may, and whether below as well.
DESK = {P.SEE_UNIT, P.SEE_ROSTER, P.SEE_MEMBER, P.SEE_CONTACT}
FULL = DESK | {
    P.CHANGE_MEMBER,
    P.ANSWER_TRANSFER,
    P.INVITE,
    P.GRANT_POST,
    P.IMPORT_ROSTER,
    P.EXPORT_ROSTER,
    P.SEE_FIGURES,
    P.HOLD_MEETING,
    P.RECORD_FACT,
    P.ASSIGN,
    P.COLLECT_DUES,
    P.SEE_RATING,
    P.RULE,
}
MAY: dict[Role, set[P]] = {
    Role.GROUP_LEADER: {P.SEE_UNIT, P.SEE_ROSTER, P.LEAD_MEETING},
    Role.COMMITTEE: DESK | {P.HOLD_MEETING, P.ASSIGN, P.COLLECT_DUES, P.SEE_FIGURES},
    Role.SECRETARY: FULL,
    Role.OFFICER: FULL | {P.CHANGE_UNIT, P.AGREE, P.DRAFT_RUN, P.REVIEW_RUN, P.PUBLISH_RUN},
    Role.ANALYST: {P.SEE_UNIT, P.SEE_FIGURES, P.DRAFT_RUN, P.REVIEW_RUN},
    Role.SCHEME_EDITOR: {P.SEE_UNIT, P.EDIT_SCHEME},
    Role.AUDITOR: {P.SEE_UNIT, P.SEE_ROSTER, P.SEE_MEMBER, P.SEE_AUDIT, P.SEE_FIGURES, P.SEE_RATING},
    Role.OPERATOR: {P.OPERATE},
}
ONLY_THE_UNIT = {Role.GROUP_LEADER, Role.COMMITTEE, Role.SECRETARY}


def is_at_or_below(code: str, over: str) -> bool:
    while code and code != over:
        code = ABOVE[code]
    return bool(code)


def reached(role: Role | None, over: str, permission: P) -> set[str]:
    """The units over which an office is allowed something, found one by one."""
    if role is None or permission not in MAY[role]:
        return set()
    return {code for code in ABOVE if code == over or (role not in ONLY_THE_UNIT and is_at_or_below(code, over))}


def seen_units(house: House, who: str, permission: P, on: date = TODAY) -> set[str]:
    return set(scope.units(house.viewer(who, on=on), permission).values_list("code", flat=True))


def seen_members(house: House, who: str, permission: P, on: date = TODAY) -> set[str]:
    return set(scope.members(house.viewer(who, on=on), permission).values_list("number", flat=True))


@pytest.mark.parametrize("who", PEOPLE)
def test_everybody_reaches_exactly_what_their_office_says(house: House, who: str) -> None:
    _seat, role, over = PEOPLE[who]
    viewer, every = house.viewer(who), list(Unit.objects.all())
    numbers = dict(Member.objects.values_list("number", "unit__code"))
    for permission in P:
        expected = reached(role, over, permission)
        assert seen_units(house, who, permission) == expected
        assert {unit.code for unit in every if viewer.may(permission, unit)} == expected
        assert viewer.may(permission) is bool(expected)
        assert seen_members(house, who, permission) == {n for n, code in numbers.items() if code in expected}


@pytest.mark.parametrize("over", ABOVE)
@pytest.mark.parametrize("role", Role)
def test_every_office_over_every_unit_reaches_no_further(house: House, role: Role, over: str) -> None:
    house.appoint("stranger", role, over)
    for permission in (P.SEE_UNIT, P.SEE_ROSTER, P.CHANGE_UNIT, P.OPERATE):
        expected = reached(role, over, permission)
        assert seen_units(house, "stranger", permission) == expected
        numbers = Member.objects.filter(unit__code__in=expected).values_list("number", flat=True)
        assert seen_members(house, "stranger", permission) == set(numbers)


@pytest.mark.parametrize("who", PEOPLE)
def test_without_a_second_factor_nobody_reaches_anything(house: House, who: str) -> None:
    viewer = house.viewer(who, verified=False)
    assert viewer.is_staff is (PEOPLE[who][1] is not None)
    for permission in P:
        assert not viewer.may(permission)
        assert not scope.units(viewer, permission).exists()
        assert not scope.members(viewer, permission).exists()


def test_two_offices_reach_what_both_reach(house: House) -> None:
    house.appoint("secretary", Role.AUDITOR, "S22")
    assert seen_units(house, "secretary", P.SEE_MEMBER) == {"B111", "S22", "B221", "B222"}
    assert seen_units(house, "secretary", P.CHANGE_MEMBER) == {"B111"}
    assert seen_units(house, "secretary", P.SEE_AUDIT) == {"S22", "B221", "B222"}


def test_an_office_reaches_only_from_its_first_day_and_not_on_its_last(house: House) -> None:
    post = house.appoint("stranger", Role.COMMITTEE, "B111", since=date(2016, 3, 1))
    Post.objects.filter(pk=post.pk).update(until_on=date(2016, 4, 1))
    days = [date(2016, 2, 29), date(2016, 3, 1), date(2016, 3, 31), date(2016, 4, 1)]
    found = [bool(seen_units(house, "stranger", P.SEE_UNIT, on=day)) for day in days]
    assert found == [False, True, True, False]


# Floating members


def test_a_host_sees_whom_it_hosts_while_it_hosts_them_and_changes_nothing(house: House) -> None:
    members.host(member=house.member(), unit=house.unit("B211"), on=date(2016, 10, 1), by=None, at=house.at)
    members.host(member=house.member(), unit=None, on=date(2016, 10, 10), by=None, at=house.at)
    number = house.member().number
    days = [date(2016, 9, 30), date(2016, 10, 1), date(2016, 10, 9), date(2016, 10, 10)]
    for permission in (P.SEE_ROSTER, P.SEE_MEMBER):
        seen = [number in seen_members(house, "foreign_secretary", permission, on=day) for day in days]
        assert seen == [False, True, True, False]
    for permission in set(P) - {P.SEE_ROSTER, P.SEE_MEMBER}:
        assert number not in seen_members(house, "foreign_secretary", permission, on=date(2016, 10, 5))


def test_a_hosted_member_is_seen_once_even_by_who_is_above_both(house: House) -> None:
    members.host(member=house.member(), unit=house.unit("B211"), on=TODAY, by=None, at=house.at)
    assert scope.members(house.viewer("city_officer"), P.SEE_MEMBER).filter(number=house.member().number).count() == 1


def test_their_own_branch_sees_a_floating_member_as_before(house: House) -> None:
    members.host(member=house.member(), unit=house.unit("B211"), on=TODAY, by=None, at=house.at)
    assert house.member().number in seen_members(house, "secretary", P.CHANGE_MEMBER)


# What changes acts at once


def test_where_a_unit_goes_the_offices_above_it_follow(house: House) -> None:
    units.move(unit=house.unit("S11"), to=house.unit("D2"), on=TODAY, by=None, at=house.at, scheme=house.scheme)
    assert seen_units(house, "district_officer", P.SEE_UNIT) == {"D1", "S12", "B121", "B122"}
    assert seen_units(house, "sub_district_officer", P.SEE_UNIT) == {"S11", "B111", "B112"}
    assert house.member().number not in seen_members(house, "district_officer", P.SEE_MEMBER)


def test_whoever_left_is_seen_by_nobody_in_a_roster(house: House) -> None:
    number = house.member().number
    members.leave(member=house.member(), why=Member.Leaving.DIED, on=TODAY, by=None, at=house.at)
    for who in PEOPLE:
        assert number not in seen_members(house, who, P.SEE_ROSTER)


# Checks


def test_a_check_wants_every_unit(house: House) -> None:
    viewer = house.viewer("secretary")
    check(viewer, P.CHANGE_MEMBER, house.branch)
    for over in ([house.unit("B112")], [house.branch, house.unit("B112")], [house.city]):
        with pytest.raises(Denied):
            check(viewer, P.CHANGE_MEMBER, *over)


def test_a_check_without_units_wants_the_permission_anywhere(house: House) -> None:
    check(house.viewer("operator"), P.OPERATE)
    with pytest.raises(Denied):
        check(house.viewer("city_officer"), P.OPERATE)


def test_the_system_itself_is_always_allowed(house: House) -> None:
    check(None, P.CHANGE_UNIT, house.city)


def test_the_nearest_office_acts(house: House) -> None:
    house.appoint("district_officer", Role.SECRETARY, "B111")
    viewer = house.viewer("district_officer")
    assert office(viewer, P.CHANGE_MEMBER, house.branch).role == Role.SECRETARY
    assert office(viewer, P.CHANGE_UNIT, house.branch).role == Role.OFFICER
    with pytest.raises(Denied):
        office(viewer, P.CHANGE_MEMBER, house.unit("B211"))


def test_no_office_is_good_without_a_second_factor() -> None:
    from goodstanding.access.roles import NEEDS_SECOND_FACTOR

    assert set(Role) == NEEDS_SECOND_FACTOR


def test_who_keeps_the_house_running_sees_nobody_in_it(house: House) -> None:
    assert not any(scope.members(house.viewer("operator"), permission).exists() for permission in set(P) - {P.OPERATE})
