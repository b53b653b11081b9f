"""Members, as those with the duty see them."""

from datetime import date

import pytest

from goodstanding.actions.people import members as member_actions
from goodstanding.models import Member
from goodstanding.queries.people import members, search
from tests.house import PEOPLE, TODAY, House


def numbers(found: object) -> list[str]:
    return sorted(member.number for member in found)  # type: ignore[attr-defined]


def test_a_roster_holds_the_members_of_a_unit_and_those_it_hosts(house: House) -> None:
    member_actions.host(member=house.member("stranger"), unit=house.branch, on=TODAY, by=None, at=house.at)
    found = members.roster(house.viewer("secretary"), house.branch)
    assert numbers(found) == ["11101", "11102", "11103", "11104", "11105", "21102"]


@pytest.mark.parametrize("who", ["neighbour", "foreign_secretary", "analyst", "operator", "member"])
def test_a_foreign_roster_is_empty(house: House, who: str) -> None:
    assert numbers(members.roster(house.viewer(who), house.branch)) == []


def test_a_roster_shows_the_classes_of_today_with_few_questions_to_the_database(
    house: House, django_assert_max_num_queries: object
) -> None:
    viewer, member = house.viewer("secretary"), house.member()
    member_actions.begin_class(
        member=member, word="retired", on=date(2016, 1, 1), scheme=house.scheme, by=None, at=house.at
    )
    member_actions.end_class(member=member, word="ordinary", on=date(2016, 10, 1), by=None, at=house.at)
    with django_assert_max_num_queries(3):  # type: ignore[operator]
        found = {
            one.number: [held.word for held in vars(one)["classes_now"]] for one in members.roster(viewer, house.branch)
        }
    assert found["11104"] == ["full", "retired"]
    assert found["11105"] == ["full", "ordinary"]


def test_records_are_opened_by_fewer_than_see_the_roster(house: House) -> None:
    leader = house.viewer("group_leader")
    assert numbers(members.on_roster(leader)) == ["11101", "11102", "11103", "11104", "11105"]
    assert numbers(members.record(leader)) == []


def test_where_somebody_belonged_is_told_latest_first(house: House) -> None:
    from goodstanding.actions.people import memberships

    memberships.move_all(Member.objects.filter(number="11104"), to=house.unit("B112"), on=TODAY)
    assert [held.unit.code for held in members.memberships(house.member())] == ["B112", "B111"]


# Search


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("成员甲", ["11101", "11102", "11103", "11104", "11105"]),
        ("成员甲四", ["11104"]),
        ("cyjs", ["11103", "11104"]),
        ("CYJS", ["11103", "11104"]),
        ("chengyuan jiasi", ["11104"]),
        (" 11104 ", ["11104"]),
        ("1110", ["11101", "11102", "11103", "11104", "11105"]),
        ("", []),
        ("   ", []),
        ("%", []),
        ("_", []),
        ("成员乙", []),
    ],
)
def test_members_are_found_by_name_letters_and_number(house: House, text: str, found: list[str]) -> None:
    assert numbers(search.members(house.viewer("secretary"), text)) == found


@pytest.mark.parametrize("who", PEOPLE)
def test_nobody_finds_whom_they_may_not_see(house: House, who: str) -> None:
    viewer = house.viewer(who)
    found = numbers(search.members(viewer, "成员"))
    assert found == numbers(members.on_roster(viewer))
    assert ("21101" in found) is (who in {"foreign_secretary", "city_officer", "auditor"})


def test_units_are_found_by_name_letters_and_code_the_highest_first(house: House) -> None:
    viewer = house.viewer("city_officer")
    assert [unit.code for unit in search.found_units(viewer, "Branch 1.1")] == ["B111", "B112"]
    assert [unit.code for unit in search.found_units(viewer, "D")] == ["D1", "D2"]
    assert [unit.code for unit in search.found_units(viewer, "S1")][:2] == ["S11", "S12"]
    assert [unit.code for unit in search.found_units(house.viewer("secretary"), "Branch")] == ["B111"]
    assert list(search.found_units(viewer, " ")) == []
