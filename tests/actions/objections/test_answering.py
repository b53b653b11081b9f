"""Answers to objections leave facts about those whose duty they were: in time, or fallen due; once, by the system."""

from datetime import date, datetime, timedelta

import pytest

from goodstanding.access.roles import Role
from goodstanding.actions.objections import objections
from goodstanding.engine.scheme.scheme import OfficeFact
from goodstanding.models import Fact, Objection
from tests.beginnings import absent_by_import
from tests.house import House
from tests.objected import appealed, objected, rejected

KIND = "duty.objection_answered"


def answers() -> list[tuple[str, int | None, date]]:
    """What the ledger says of answers: about whom, the value, the day."""
    found = Fact.objects.filter(kind=KIND).select_related("member").order_by("pk")
    return [(one.member.number if one.member else "", one.value, one.occurred_on) for one in found]


def a_day_after(objection: Objection) -> tuple[date, datetime]:
    """When it has fallen due."""
    objection.refresh_from_db()
    day = objection.due_on + timedelta(days=1)
    return day, datetime.combine(day, datetime.min.time()).astimezone()


@pytest.mark.begins(after=absent_by_import)
def test_an_answer_in_time_counts_for_whoever_gave_it(house: House) -> None:
    run, facts = house.begun
    rejected(house, objected(house, run, facts[1]), "secretary")
    assert answers() == [(house.member("secretary").number, 1000, house.today)]
    fact = Fact.objects.get(kind=KIND)
    assert (fact.source, fact.recorded_by) == ("objection", None)


@pytest.mark.begins(after=absent_by_import)
def test_an_officer_above_who_answers_leaves_nothing_about_anybody(house: House) -> None:
    run, facts = house.begun
    rejected(house, objected(house, run, facts[1]), "sub_district_officer")
    assert answers() == []


@pytest.mark.begins(after=absent_by_import)
def test_one_that_falls_due_counts_against_those_in_office_all_that_time_and_once(house: House) -> None:
    run, facts = house.begun
    objection = objected(house, run, facts[1])
    house.appoint("group_leader", Role.SECRETARY, "B111", since=house.today + timedelta(days=3))
    day, at = a_day_after(objection)
    due = objection.due_on
    for _time in range(2):
        objections.escalate(on=day, scheme=house.scheme, at=at)
    assert answers() == [(house.member("secretary").number, 0, due)]


@pytest.mark.begins(after=absent_by_import)
def test_whoever_had_a_hand_in_it_did_not_have_to_answer(house: House) -> None:
    run, facts = house.begun
    objection = objected(house, run, facts[1])
    objection.conflicts_of_interest.create(account=house.account("secretary"))
    day, at = a_day_after(objection)
    objections.escalate(on=day, scheme=house.scheme, at=at)
    assert answers() == []


@pytest.mark.begins(after=absent_by_import)
def test_at_the_top_it_stays_overdue_and_is_written_down_once(house: House) -> None:
    run, facts = house.begun
    objection = objected(house, run, facts[1])
    house.appoint("city_officer", Role.SECRETARY, "CITY")
    Objection.objects.update(at_unit=house.city)
    day, at = a_day_after(objection)
    for later in range(3):
        objections.escalate(on=day + timedelta(days=later), scheme=house.scheme, at=at + timedelta(days=later))
    assert answers() == [(house.member("city_officer").number, 0, objection.due_on)]


@pytest.mark.begins(after=absent_by_import)
def test_the_second_ruling_is_a_duty_of_its_own(house: House) -> None:
    run, facts = house.begun
    told = OfficeFact(fact=KIND, offices=("secretary", "officer"))
    house.scheme = house.scheme.model_copy(update={"objections": told})
    objection = objected(house, run, facts[1])
    rejected(house, objection, "secretary")
    appealed(house, objection)
    rejected(house, objection, "sub_district_officer")
    assert [(number, value) for number, value, _day in answers()] == [
        (house.member("secretary").number, 1000),
        (house.member("sub_district_officer").number, 1000),
    ]


@pytest.mark.begins(after=absent_by_import)
def test_a_scheme_that_names_no_fact_gets_none(house: House) -> None:
    run, facts = house.begun
    house.scheme = house.scheme.model_copy(update={"objections": None})
    objection = objected(house, run, facts[1])
    day, at = a_day_after(objection)
    objections.escalate(on=day, scheme=house.scheme, at=at)
    assert answers() == []
