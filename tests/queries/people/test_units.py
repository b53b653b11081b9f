"""The tree as a viewer sees it, today and on past days."""

from datetime import date

from goodstanding.access.roles import Role
from goodstanding.actions.people import units as unit_actions
from goodstanding.models import Unit
from goodstanding.queries.people import units
from tests.house import OPENED, TODAY, House

LATER = date(2016, 10, 2)


def codes(found: list[Unit]) -> list[str]:
    return [unit.code for unit in found]


def test_a_viewer_s_part_of_the_tree_begins_at_their_highest_offices(house: House) -> None:
    house.appoint("district_officer", Role.SECRETARY, "B121")
    house.appoint("district_officer", Role.AUDITOR, "S21")
    assert codes(units.tops(house.viewer("district_officer"))) == ["D1", "S21"]
    assert codes(units.tops(house.viewer("secretary"))) == ["B111"]
    assert codes(units.tops(house.viewer("member"))) == []
    assert codes(units.tops(house.viewer("operator"))) == []


def test_the_units_above_are_shown_as_far_as_the_viewer_may_open_them(house: House) -> None:
    assert codes(units.ancestors(house.viewer("district_officer"), house.branch)) == ["D1", "S11"]
    assert codes(units.ancestors(house.viewer("city_officer"), house.branch)) == ["CITY", "D1", "S11"]
    assert codes(units.ancestors(house.viewer("secretary"), house.branch)) == []


def test_right_below_are_the_open_units_by_name(house: House) -> None:
    unit_actions.rename(unit=house.unit("B112"), name="A branch", on=TODAY, by=None, at=house.at)
    assert codes(units.children(house.unit("S11"))) == ["B112", "B111"]
    unit_actions.merge(
        unit=house.branch, into=house.unit("B112"), on=TODAY, by=None, at=house.at, reason="-", scheme=house.scheme
    )
    assert codes(units.children(house.unit("S11"))) == ["B112"]


def test_what_is_at_and_below_is_counted_for_units_of_several_depths(house: House) -> None:
    house.enrol("S11")
    asked = [house.unit(code) for code in ("CITY", "D1", "D2", "S11", "B111")]
    found = units.below(asked)
    counted = {unit.code: (found[unit.path].members, found[unit.path].units) for unit in asked}
    assert counted == {"CITY": (41, 14), "D1": (21, 6), "D2": (20, 6), "S11": (11, 2), "B111": (5, 0)}
    assert set(found) == {unit.path for unit in asked}


def test_nobody_asks_for_nothing(house: House) -> None:
    assert units.below([]) == {}


def test_the_past_is_shown_as_it_was(house: House) -> None:
    unit_actions.rename(unit=house.unit("D1"), name="District North", on=LATER, by=None, at=house.at)
    before, after = date(2016, 10, 1), LATER
    assert units.chain_on(house.branch, before)[1] == "District 1"
    assert units.chain_on(house.branch, after)[1] == "District North"
    assert units.chain_on(house.branch, date(2014, 12, 31)) == []
    assert codes(units.children_on(house.city, OPENED)) == ["D1", "D2"]
    assert units.parent_on(house.city, OPENED) is None


def test_what_became_of_a_unit_is_told_latest_first(house: House) -> None:
    for name, on in (("X", date(2016, 10, 1)), ("Y", LATER)):
        unit_actions.rename(unit=house.branch, name=name, on=on, by=house.viewer("city_officer"), at=house.at)
    assert [change.becomes for change in units.changes(house.branch)] == ["Y", "X"]


def test_who_holds_an_office_on_a_day(house: House) -> None:
    held = units.posts(house.branch, TODAY)
    assert {post.role for post in held} == {"secretary", "committee", "group_leader"}
    assert not units.posts(house.branch, date(2015, 12, 31)).exists()
