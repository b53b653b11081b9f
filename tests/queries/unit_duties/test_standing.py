"""How a unit stands in its own duties: points from the ledger alone, what can still be done, owners on each level."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodstanding.actions.sign_in import unit_contacts
from goodstanding.queries.unit_duties import standing
from goodstanding.queries.unit_duties.peers import LEAST_PEERS, band_of
from tests.house import AT, House
from tests.letters import answered
from tests.letters import written as letter_written
from tests.unit_duties import written

NOVEMBER = date(2016, 11, 20)


def test_an_open_letter_can_still_be_done_and_a_late_one_costs_points(house: House) -> None:
    first = letter_written(house)
    letter_written(house, at=AT + timedelta(days=34))
    now = standing.duty(house.branch, "letters", house.scheme, house.today)
    assert now is not None
    assert ([one.row.of for one in now.waiting], now.due, now.is_red) == ([first.key], 0, False)
    house.at = AT + timedelta(days=20)
    written(house)
    late = standing.duty(house.branch, "letters", house.scheme, NOVEMBER)
    assert late is not None
    assert (late.due, late.in_time, late.earned, late.attainable) == (1, 0, 0, 1000)
    assert len(late.waiting) == 1
    answered(house, first, at=house.at)
    again = standing.duty(house.branch, "letters", house.scheme, NOVEMBER)
    assert again is not None
    assert (again.due, again.in_time) == (1, 0), "an answer that comes late does not change what was written"


def test_red_duties_come_first_and_a_unit_above_has_its_own(house: House) -> None:
    letter_written(house)
    house.at = AT + timedelta(days=20)
    written(house)
    found = standing.duties(house.branch, house.scheme, NOVEMBER)
    assert [one.word for one in found if one.is_red] == [found[0].word] == ["letters"]
    assert "orders" not in {one.word for one in found}
    above = {one.word for one in standing.duties(house.unit("S11"), house.scheme, NOVEMBER)}
    assert {"orders", "objections", "letters"} <= above
    assert not {"meetings", "visits", "dues_collected"} & above


def test_owners_are_named_on_every_level_with_how_to_reach_them(house: House) -> None:
    secretary = house.viewer("secretary")
    unit_contacts.say(unit=house.branch, phone="000-0000-0001", text="Room 3", by=secretary, at=AT)
    rules = house.scheme.unit_duties
    assert rules is not None
    found = standing.owners(house.branch, rules.duties["minutes"], house.scheme, house.today)
    assert [owner.unit.code for owner in found] == ["B111", "S11", "D1", "CITY"]
    assert [[account.login for account in owner.accounts] for owner in found] == [
        [house.account(who).login] for who in ("secretary", "sub_district_officer", "district_officer", "city_officer")
    ]
    assert found[0].contact is not None
    assert found[0].contact.phone == "000-0000-0001"
    assert found[1].contact is None


def test_in_january_the_year_that_is_over_is_looked_at() -> None:
    assert standing.through(date(2017, 1, 9)) == 2016 * 12 + 11
    assert standing.through(date(2017, 2, 1)) == 2017 * 12 + 1


@given(st.lists(st.integers(0, 12000), max_size=12), st.integers(0, 12000))
@settings(max_examples=60)
def test_a_band_holds_the_mean_and_stands_for_no_few(others: list[int], own: int) -> None:
    found = band_of(own, others)
    if len(others) < LEAST_PEERS:
        assert found is None
        return
    assert found is not None
    assert found.low <= round(sum(others) / len(others)) <= found.high
    assert found.place == ("above" if own > found.high else "below" if own < found.low else "within")


@pytest.mark.parametrize("own", [None, 7000])
def test_peers_that_are_all_alike_leave_no_room_for_chance(own: int | None) -> None:
    found = band_of(own, [9000] * LEAST_PEERS)
    assert found is not None
    assert (found.low, found.high, found.place) == (9000, 9000, "below" if own else "")
