"""Units are created, renamed, moved, merged, split and closed, and their past stays as it was."""

from datetime import date
from typing import Any

import pytest

from goodstanding.access.policies import Denied
from goodstanding.access.roles import Role
from goodstanding.actions.people import members, units
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import AuditRow, Post, Unit, UnitChange
from goodstanding.queries.people.units import chain_on, children_on, name_on, parent_on
from tests.house import OPENED, TODAY, House

BEFORE, LATER, TOMORROW = date(2016, 9, 30), date(2016, 10, 2), date(2016, 10, 16)


def create(house: House, parent: str = "S11", who: str = "city_officer", **changed: Any) -> Unit:
    told: dict[str, Any] = {
        "code": "B113",
        "name": "Branch 1.1.3",
        "level": "branch",
        "type": "community",
        "on": TODAY,
    } | changed
    return units.create(parent=house.unit(parent), scheme=house.scheme, by=house.viewer(who), at=house.at, **told)


def move(house: House, code: str, to: str, on: date = TODAY, who: str = "city_officer") -> None:
    units.move(unit=house.unit(code), to=house.unit(to), on=on, by=house.viewer(who), at=house.at, scheme=house.scheme)


def merge(house: House, code: str, into: str, on: date = TODAY, who: str = "city_officer") -> None:
    units.merge(
        unit=house.unit(code),
        into=house.unit(into),
        on=on,
        by=house.viewer(who),
        at=house.at,
        reason="too few",
        scheme=house.scheme,
    )


def split(house: House, code: str, numbers: list[str], who: str = "city_officer", name: str = "Branch new") -> Unit:
    return units.split(
        unit=house.unit(code),
        code="B119",
        name=name,
        members=[one for one in house.members(code) + house.members("B211") if one.number in numbers],
        on=TODAY,
        by=house.viewer(who),
        at=house.at,
        reason="too many",
        scheme=house.scheme,
    )


def close(house: House, code: str, on: date = TODAY, who: str = "city_officer") -> None:
    units.close(unit=house.unit(code), on=on, by=house.viewer(who), at=house.at, reason="no longer needed")


def emptied(house: House, code: str) -> None:
    for member in house.members(code):
        members.leave(member=member, why=member.Leaving.RESIGNED, on=LATER, by=None, at=house.at)


# Creating


def test_a_new_unit_stands_right_below_its_parent(house: House) -> None:
    unit = create(house)
    assert Unit.objects.get_parent(unit) == house.unit("S11")
    assert [child.code for child in Unit.objects.get_children(house.unit("S11"))] == ["B111", "B112", "B113"]


def test_a_new_unit_is_found_by_the_letters_of_its_name(house: House) -> None:
    unit = create(house, name="示例支部")
    assert (unit.pinyin, unit.initials) == ("shilizhibu", "slzb")


def test_creating_leaves_a_change_and_an_audit_row(house: House) -> None:
    create(house)
    change, row = UnitChange.objects.get(unit__code="B113"), AuditRow.objects.get(key="B113")
    assert (change.verb, change.becomes, change.on) == ("created", "Branch 1.1.3", TODAY)
    assert (row.verb, row.by, row.at) == ("created", house.account("city_officer"), house.at)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"code": "B112"}, "code"),
        ({"type": "submarine"}, "type"),
        ({"level": "continent"}, "level"),
        ({"level": "district"}, "level"),
        ({"on": date(2014, 12, 31)}, "on"),
        ({"on": TOMORROW}, "on"),
    ],
)
def test_a_unit_that_does_not_fit_is_refused(house: House, changed: dict[str, Any], field: str) -> None:
    with pytest.raises(ActionRefused) as refusal:
        create(house, **changed)
    assert refusal.value.field == field
    assert Unit.objects.count() == 15


def test_nothing_is_created_below_a_closed_unit(house: House) -> None:
    emptied(house, "B111")
    close(house, "B111")
    with pytest.raises(ActionRefused, match="closed"):
        create(house, parent="B111")


# Renaming


def test_a_renamed_unit_keeps_its_old_name_for_the_past(house: House) -> None:
    units.rename(unit=house.branch, name="Branch East", on=LATER, by=house.viewer("city_officer"), at=house.at)
    assert name_on(house.branch, BEFORE) == "Branch 1.1.1"
    assert name_on(house.branch, LATER) == house.branch.name == "Branch East"
    assert name_on(house.branch, date(2014, 1, 1)) is None


def test_renaming_twice_on_one_day_leaves_the_last_name(house: House) -> None:
    for name in ("Branch East", "Branch West"):
        units.rename(unit=house.branch, name=name, on=LATER, by=None, at=house.at)
    assert name_on(house.branch, LATER) == "Branch West"


@pytest.mark.parametrize(
    ("name", "on", "field"),
    [
        ("Branch 1.1.1", TODAY, "name"),
        ("Branch East", date(2014, 1, 1), "on"),
        ("Branch East", TOMORROW, "on"),
    ],
)
def test_a_name_that_does_not_fit_is_refused(house: House, name: str, on: date, field: str) -> None:
    with pytest.raises(ActionRefused) as refusal:
        units.rename(unit=house.branch, name=name, on=on, by=None, at=house.at)
    assert refusal.value.field == field


# Moving


def test_a_moved_unit_takes_everything_below_along(house: House) -> None:
    move(house, "S11", "D2")
    assert [unit.code for unit in Unit.objects.get_ancestors(house.branch)] == ["CITY", "D2", "S11"]
    assert house.unit("D1").numchild == 1
    assert house.unit("D2").numchild == 3


def test_the_past_shows_where_a_moved_unit_was(house: House) -> None:
    move(house, "S11", "D2", on=LATER)
    assert chain_on(house.branch, BEFORE) == ["City", "District 1", "Sub-district 1.1", "Branch 1.1.1"]
    assert chain_on(house.branch, LATER) == ["City", "District 2", "Sub-district 1.1", "Branch 1.1.1"]
    assert [unit.code for unit in children_on(house.unit("D1"), BEFORE)] == ["S11", "S12"]
    assert [unit.code for unit in children_on(house.unit("D1"), LATER)] == ["S12"]


def test_offices_above_change_with_the_place(house: House) -> None:
    move(house, "S11", "D2")
    with pytest.raises(Denied):
        units.rename(unit=house.branch, name="X", on=TODAY, by=house.viewer("district_officer"), at=house.at)


def test_the_right_is_asked_for_where_the_unit_is_now(house: House) -> None:
    seen_before = house.branch
    move(house, "S11", "D2")
    with pytest.raises(Denied):
        units.rename(unit=seen_before, name="X", on=TODAY, by=house.viewer("district_officer"), at=house.at)


@pytest.mark.parametrize(
    ("code", "to", "on", "field"),
    [
        ("CITY", "D1", TODAY, "to"),
        ("S11", "D1", TODAY, "to"),
        ("S11", "S11", TODAY, "to"),
        ("S11", "B111", TODAY, "to"),
        ("S11", "B211", TODAY, "to"),
        ("S11", "D2", date(2014, 1, 1), "on"),
        ("S11", "D2", TOMORROW, "on"),
    ],
)
def test_a_place_that_does_not_fit_is_refused(house: House, code: str, to: str, on: date, field: str) -> None:
    with pytest.raises(ActionRefused) as refusal:
        move(house, code, to, on)
    assert refusal.value.field == field


def test_a_unit_cannot_have_been_below_one_that_was_not_there_yet(house: House) -> None:
    create(house, "D2", code="S23", name="Sub-district 2.3", level="sub_district", type="sub_district", on=LATER)
    with pytest.raises(ActionRefused):
        move(house, "B111", "S23", on=BEFORE)


def test_moving_takes_the_right_over_both_places(house: House) -> None:
    with pytest.raises(Denied):
        move(house, "S11", "D2", who="district_officer")
    move(house, "B111", "S12", who="district_officer")
    assert parent_on(house.branch, TODAY) == house.unit("S12")


# Merging


def test_a_merged_unit_ends_and_its_members_go_on_in_the_other(house: House) -> None:
    merge(house, "B111", "B112", on=LATER)
    assert (house.branch.closed_on, house.branch.merged_into) == (LATER, house.unit("B112"))
    assert (house.branch.members_here, house.unit("B112").members_here) == (0, 10)
    assert {member.unit_id for member in house.members("B112")} == {house.unit("B112").pk}
    spans = house.member().memberships.order_by("pk").values_list("unit__code", "from_on", "until_on")
    assert list(spans) == [("B111", OPENED, LATER), ("B112", LATER, None)]


def test_the_past_of_a_merged_unit_stays(house: House) -> None:
    merge(house, "S11", "S12", on=LATER)
    assert chain_on(house.branch, BEFORE) == ["City", "District 1", "Sub-district 1.1", "Branch 1.1.1"]
    assert chain_on(house.branch, LATER) == ["City", "District 1", "Sub-district 1.2", "Branch 1.1.1"]
    assert name_on(house.unit("S11"), BEFORE) == "Sub-district 1.1"
    assert name_on(house.unit("S11"), LATER) is None


def test_both_units_tell_of_the_merger(house: House) -> None:
    merge(house, "B111", "B112")
    verbs = dict(UnitChange.objects.exclude(verb="created").values_list("unit__code", "verb"))
    assert verbs == {"B111": "merged", "B112": "took_over"}


def test_the_offices_of_a_merged_unit_end(house: House) -> None:
    house.appoint("stranger", Role.COMMITTEE, "B111", since=date(2016, 10, 10))
    Post.objects.filter(account=house.account("committee")).update(until_on=date(2017, 1, 1))
    merge(house, "B111", "B112", on=LATER)
    assert not [post for post in Post.objects.filter(unit__code="B111") if post.holds(TODAY)]
    assert not house.viewer("secretary").offices


def test_whom_a_merged_unit_looked_after_the_other_looks_after(house: House) -> None:
    for who in ("stranger", "neighbour"):
        members.host(member=house.member(who), unit=house.branch, on=BEFORE, by=None, at=house.at)
    merge(house, "B111", "B112", on=LATER)
    spans = house.member("stranger").hostings.order_by("pk").values_list("unit__code", "from_on", "until_on")
    assert list(spans) == [("B111", BEFORE, LATER), ("B112", LATER, None)]
    assert house.member("neighbour").hostings.get().until_on == LATER


@pytest.mark.parametrize(("code", "into"), [("CITY", "D1"), ("S11", "S11"), ("S11", "B111")])
def test_a_merger_that_makes_no_sense_is_refused(house: House, code: str, into: str) -> None:
    with pytest.raises(ActionRefused) as refusal:
        merge(house, code, into)
    assert refusal.value.field == "into"


def test_a_refused_merger_leaves_everything_as_it_was(house: House) -> None:
    late = members.enrol(
        number="N1", name="成员新", unit=house.branch, joined_on=TODAY, from_on=TODAY, by=None, at=house.at
    )
    with pytest.raises(ActionRefused, match="later day"):
        merge(house, "B111", "B112", on=LATER)
    late.refresh_from_db()
    assert (late.unit, house.branch.members_here, house.branch.closed_on) == (house.branch, 6, None)


def test_merging_takes_the_right_over_both_units(house: House) -> None:
    for who in ("sub_district_officer", "secretary", "auditor", "operator"):
        with pytest.raises(Denied):
            merge(house, "S11", "S12", who=who)


# Splitting


def test_a_split_off_unit_stands_beside_with_the_chosen_members(house: House) -> None:
    new = split(house, "B111", ["11104", "11105"])
    assert Unit.objects.get_parent(new) == house.unit("S11")
    assert [member.number for member in house.members("B119")] == ["11104", "11105"]
    assert (house.branch.members_here, house.unit("B119").members_here) == (3, 2)
    assert (new.level, new.type) == ("branch", "community")


@pytest.mark.parametrize(
    "numbers",
    [[], ["21101"], ["11101", "21101"], ["11101", "11102", "11103", "11104", "11105"]],
)
def test_members_that_cannot_be_split_off_are_refused(house: House, numbers: list[str]) -> None:
    with pytest.raises(ActionRefused) as refusal:
        split(house, "B111", numbers)
    assert refusal.value.field == "members"
    assert not Unit.objects.filter(code="B119").exists()


def test_the_top_cannot_be_split(house: House) -> None:
    with pytest.raises(ActionRefused):
        split(house, "CITY", ["11101"])


# Closing


def test_an_empty_unit_can_be_closed(house: House) -> None:
    emptied(house, "B111")
    close(house, "B111", on=TODAY)
    assert house.branch.closed_on == TODAY
    assert name_on(house.branch, date(2016, 10, 14)) == "Branch 1.1.1"
    assert name_on(house.branch, TODAY) is None


@pytest.mark.parametrize(("code", "why"), [("CITY", "top"), ("B111", "members"), ("S11", "below")])
def test_what_is_still_needed_is_not_closed(house: House, code: str, why: str) -> None:
    with pytest.raises(ActionRefused, match=why):
        close(house, code)


def test_a_closed_unit_stays_as_it_is(house: House) -> None:
    emptied(house, "B111")
    close(house, "B111")
    for act in (
        lambda: close(house, "B111"),
        lambda: move(house, "B111", "S12"),
        lambda: merge(house, "B111", "B112"),
        lambda: merge(house, "B112", "B111"),
        lambda: move(house, "B112", "B111"),
        lambda: split(house, "B111", ["11101"]),
        lambda: units.rename(unit=house.branch, name="X", on=TODAY, by=None, at=house.at),
        lambda: house.enrol("B111"),
    ):
        with pytest.raises(ActionRefused, match="closed"):
            act()


def test_the_day_of_closing_lies_neither_before_the_last_change_nor_ahead(house: House) -> None:
    emptied(house, "B111")
    units.rename(unit=house.branch, name="X", on=TODAY, by=None, at=house.at)
    for on in (LATER, TOMORROW):
        with pytest.raises(ActionRefused) as refusal:
            close(house, "B111", on=on)
        assert refusal.value.field == "on"


@pytest.mark.parametrize("who", ["secretary", "committee", "analyst", "scheme_editor", "auditor", "operator"])
def test_only_officers_change_units(house: House, who: str) -> None:
    with pytest.raises(Denied):
        units.rename(unit=house.branch, name="X", on=TODAY, by=house.viewer(who), at=house.at)
