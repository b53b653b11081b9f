"""An entry of a month that is not published yet is objected to by the same rules, and the member hears of it."""

from datetime import date

import pytest

from goodstanding.access.policies import Denied
from goodstanding.actions.objections import objections, rulings
from goodstanding.actions.objections.rulings import Answer
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import Fact, Notice, Objection, Remedy
from goodstanding.queries.ledger import in_force
from goodstanding.queries.months import lines
from tests.house import House
from tests.months import published
from tests.objected import RULE, absences, roll


def doubted(house: House, fact: Fact, who: str = "member") -> Objection:
    return objections.open_running(fact=fact, reason="I was there.", by=house.viewer(who), at=house.at)


def test_a_deduction_is_told_the_same_day_with_the_way_to_object(house: House) -> None:
    fact = absences(house)[0]
    notices = Notice.objects.filter(to=house.account("member"), kind="entry_taking_points").order_by("pk")
    assert [one.link for one in notices][:1] == [f"/my/objections/entry/{fact.pk}/"]
    roll(house, [house.member("group_leader")], "x", value=1000)
    assert not Notice.objects.filter(to=house.account("group_leader")).exists(), "who came loses nothing"
    roll(house, [house.member("committee")], "y", value=0)
    assert Notice.objects.filter(to=house.account("committee"), kind="entry_not_done").count() == 1


def test_the_same_people_rule_within_the_same_time_and_the_ledger_follows(house: House) -> None:
    fact = absences(house)[0]
    objection = doubted(house, fact)
    assert (objection.run, objection.indicator, objection.period) == (None, RULE, "2016-Q3")
    # As with a published month: the secretary wrote it down, so it lies with the sub-district.
    assert (objection.at_unit, objection.due_on) == (house.unit("S11"), date(2016, 11, 4))
    assert objection in lines.suspending(house.scheme), "it takes no points before the ruling"
    with pytest.raises(ActionRefused, match="already objected"):
        doubted(house, fact)
    answer = Answer(upheld=True, reason="Signed by two.", remedy=Remedy.REVERSE)
    with pytest.raises(Denied):
        rulings.rule(objection=objection, answer=answer, scheme=house.scheme, by=house.viewer("secretary"), at=house.at)
    officer = house.viewer("sub_district_officer")
    rulings.rule(objection=objection, answer=answer, scheme=house.scheme, by=officer, at=house.at)
    assert not in_force.holds(fact)
    assert Notice.objects.filter(to=house.account("member"), kind="objection_upheld").exists()


def test_it_is_for_the_member_and_until_the_month_is_published(house: House) -> None:
    fact = absences(house)[0]
    with pytest.raises(Denied):
        doubted(house, fact, "group_leader")
    published(house)
    with pytest.raises(ActionRefused, match="month is published"):
        doubted(house, fact)


def test_the_page_of_an_entry_takes_the_objection_and_then_goes_to_the_published_line(house: House) -> None:
    first, second = absences(house)
    client = house.client("member")
    address = f"/my/objections/entry/{first.pk}/"
    assert "Send the objection" in client.get(address).content.decode()
    answer = client.post(address, {"fact": str(first.pk), "reason": "I was there."}, follow=True)
    assert "Your objection is made" in answer.content.decode()
    assert "Waiting for a ruling" in answer.content.decode()
    ruling = house.client("sub_district_officer").get(f"/desk/objections/{Objection.objects.get().key}/")
    assert (ruling.status_code, "I was there." in ruling.content.decode()) == (200, True)
    assert house.client("stranger").get(address).status_code == 404
    published(house)
    assert "/my/objections/new/" in client.get(f"/my/objections/entry/{second.pk}/").headers["Location"]
