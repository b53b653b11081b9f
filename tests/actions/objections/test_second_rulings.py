"""Second rulings, and what happens when nobody answers: another person, one level up, once a level."""

from datetime import date, timedelta

import pytest

from goodstanding.access.policies import Denied
from goodstanding.access.roles import Role
from goodstanding.actions.objections import objections
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import Standing
from tests.beginnings import absent_by_import
from tests.house import House
from tests.months import published
from tests.objected import OF_ABSENCES, absent_and_published, appealed, objected, rejected, told


@pytest.mark.begins(after=absent_by_import)
def test_the_second_ruling_is_another_persons_one_level_up(house: House) -> None:
    run, facts = house.begun
    objection = objected(house, run, facts[1])
    house.appoint("secretary", Role.OFFICER, "D1")
    rejected(house, objection, "secretary")
    # The office nearest to the member is the one they ruled in.
    assert objection.at_unit == house.branch
    appealed(house, objection)
    assert (objection.state, objection.at_unit, objection.due_on) == ("appealed", house.unit("S11"), date(2016, 11, 4))
    assert told(house, "sub_district_officer") == ["objection_appealed"]
    house.appoint("committee", Role.SECRETARY, "B111")
    for who in ("secretary", "committee", "neighbour", "foreign_secretary", "member"):
        with pytest.raises(Denied):
            rejected(house, objection, who)
    rejected(house, objection, "sub_district_officer")
    assert [ruling.by for ruling in objection.rulings.all()] == [
        house.account("secretary"),
        house.account("sub_district_officer"),
    ]
    with pytest.raises(ActionRefused, match="once"):
        appealed(house, objection)
    with pytest.raises(ActionRefused, match="already a ruling on this"):
        objected(house, run, facts[1])


@pytest.mark.begins(after=absent_by_import)
def test_somebody_from_above_who_ruled_first_is_ruled_over_by_somebody_above_them(house: House) -> None:
    run, facts = house.begun
    objection = objected(house, run, facts[1])
    rejected(house, objection, "district_officer")
    appealed(house, objection)
    assert objection.at_unit == house.city
    with pytest.raises(Denied):
        rejected(house, objection, "sub_district_officer")
    rejected(house, objection, "city_officer")


@pytest.mark.begins(after=absent_by_import)
def test_at_the_top_a_second_person_at_the_top_rules(house: House) -> None:
    run, facts = house.begun
    objection = objected(house, run, facts[1])
    rejected(house, objection, "city_officer")
    house.appoint("stranger", Role.OFFICER, "CITY")
    appealed(house, objection)
    assert (objection.at_unit, told(house, "stranger")) == (house.city, ["objection_appealed"])
    with pytest.raises(Denied):
        rejected(house, objection, "city_officer")
    rejected(house, objection, "stranger")


@pytest.mark.begins(after=absent_and_published)
def test_a_second_ruling_is_asked_for_within_fifteen_working_days(house: House) -> None:
    run, facts = house.begun
    one, other = objected(house, run, facts[0]), objected(house, run, facts[1])
    for objection in (one, other):
        rejected(house, objection, "sub_district_officer")
    by, asked = house.viewer("member"), {"reason": "x", "scheme": house.scheme}
    last = house.at.replace(month=11, day=4)
    objections.appeal(objection=one, by=by, at=last, **asked)  # type: ignore[arg-type]
    with pytest.raises(ActionRefused, match="ended on 4 Nov 2016"):
        objections.appeal(objection=other, by=by, at=last + timedelta(days=1), **asked)  # type: ignore[arg-type]
    with pytest.raises(Denied):
        objections.appeal(objection=other, by=house.viewer("secretary"), at=house.at, **asked)  # type: ignore[arg-type]


@pytest.mark.begins(after=absent_by_import)
def test_overdue_ones_go_up_once_a_level_and_stay_at_the_top(house: House) -> None:
    run, facts = house.begun
    objection = objected(house, run, facts[1])
    went = []
    for days in range(100):
        day = house.today + timedelta(days=days)
        at = house.at + timedelta(days=days)
        for _time in range(2):
            moved = objections.escalate(on=day, scheme=house.scheme, at=at)
            objection.refresh_from_db()
            went += [(day.isoformat(), objection.at_unit.code, objection.due_on.isoformat())] * moved
    assert went == [
        ("2016-11-05", "S11", "2016-11-25"),
        ("2016-11-26", "D1", "2016-12-16"),
        ("2016-12-17", "CITY", "2017-01-09"),
    ]
    assert objection.escalated == 3
    assert told(house, "member") == [*OF_ABSENCES, *["objection_gone_up"] * 3]
    for who in ("sub_district_officer", "district_officer", "city_officer"):
        assert told(house, who) == ["objection_escalated"]
    assert [step.verb for step in objection.steps.all()] == ["opened"] + ["escalated"] * 3
    with pytest.raises(Denied):
        rejected(house, objection, "district_officer")
    rejected(house, objection, "city_officer")


@pytest.mark.begins(after=absent_and_published)
def test_an_answered_one_never_goes_up(house: House) -> None:
    run, facts = house.begun
    rejected(house, objected(house, run, facts[0]), "sub_district_officer")
    objections.withdraw(objection=objected(house, run, facts[1]), by=house.viewer("member"), at=house.at)
    assert objections.escalate(on=date(2017, 10, 1), scheme=house.scheme, at=house.at) == 0


@pytest.mark.begins(after=absent_and_published)
def test_a_deduction_under_objection_is_left_out_and_comes_back_when_it_is_rejected(house: House) -> None:
    run, facts = house.begun

    def deduction(reason: str) -> int:
        return Standing.objects.get(run=published(house, reason=reason), member=house.member()).deduction

    assert Standing.objects.get(run=run, member=house.member()).deduction == 500
    objection = objected(house, run, facts[1])
    assert deduction("under objection") == 0
    rejected(house, objection, "sub_district_officer")
    assert deduction("rejected") == 500
    appealed(house, objection)
    assert deduction("second ruling") == 0
    rejected(house, objection, "district_officer")
    assert deduction("rejected twice") == 500
