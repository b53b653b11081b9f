"""Something that nobody recorded is objected to in the running month, and where the member is right, it is added."""

from datetime import date

import pytest
from django.urls import reverse

from goodstanding.actions.objections import objections, rulings
from goodstanding.actions.objections.rulings import Answer
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import Fact, Objection, Remedy
from goodstanding.web.shell.presenters import terms
from tests.house import House
from tests.months import published
from tests.objected import THEMED

RULE, DAY = "ORG04", date(2016, 10, 11)


def doubted(house: House, on: date = DAY, indicator: str = RULE) -> Objection:
    return objections.open_missing(
        indicator=indicator, on=on, reason="I was there.", by=house.viewer("member"), at=house.at
    )


def added(house: House, objection: Objection, who: str = "secretary", on: date = DAY) -> None:
    answer = Answer(upheld=True, reason="Three saw it.", remedy=Remedy.ADD, kind=THEMED, value=1000, on=on)
    rulings.rule(objection=objection, answer=answer, scheme=house.scheme, by=house.viewer(who), at=house.at)


def test_a_missing_day_is_ruled_on_and_the_entry_is_added(house: House) -> None:
    objection = doubted(house)
    assert (objection.run, objection.fact, objection.missing_on, objection.period) == (None, None, DAY, "2016-10")
    assert objection.at_unit == house.branch, "nobody recorded anything, so the branch itself may rule"
    added(house, objection)
    fact = Fact.objects.get(member=house.member(), kind=THEMED)
    assert (fact.value, fact.occurred_on) == (1000, DAY)


def test_an_entry_of_another_period_is_not_added(house: House) -> None:
    objection = doubted(house)
    with pytest.raises(ActionRefused, match="within the period"):
        added(house, objection, on=date(2016, 9, 13))


def test_each_day_is_objected_to_once_and_another_day_of_the_same_month_as_well(house: House) -> None:
    first = doubted(house)
    with pytest.raises(ActionRefused, match="already objected"):
        doubted(house)
    assert doubted(house, date(2016, 10, 4)).pk != first.pk


@pytest.mark.parametrize(
    ("on", "indicator", "says"),
    [
        (date(2016, 10, 16), RULE, "still to come"),
        (date(2010, 6, 30), RULE, "before you joined"),
        (DAY, "DIS01", "does not apply"),
        (DAY, "NONE", "does not apply"),
    ],
)
def test_what_cannot_be_missing_is_refused(house: House, on: date, indicator: str, says: str) -> None:
    with pytest.raises(ActionRefused, match=says):
        doubted(house, on, indicator)


def test_a_published_month_is_objected_to_in_its_record(house: House) -> None:
    published(house)
    with pytest.raises(ActionRefused, match="month is published"):
        doubted(house, date(2016, 9, 13))


@pytest.mark.usefixtures("at_house_time")
def test_the_page_takes_it_and_the_desk_reads_the_day_and_has_it_in_the_form(house: House) -> None:
    client, address = house.client("member"), reverse("objection_missing")
    sent = {"indicator": RULE, "on": DAY.isoformat(), "reason": "I was there."}
    empty = client.post(address, sent | {"indicator": ""})
    assert empty.status_code == 422
    assert "I was there." in empty.content.decode(), "nothing typed is lost"
    page = client.post(address, sent, follow=True).content.decode()
    assert "Nothing recorded on" in page
    assert terms.said_day(DAY) in page
    desk = house.client("secretary").get(reverse("objection", args=[Objection.objects.get().key]))
    assert terms.said_day(DAY) in desk.content.decode()
    assert desk.context["form"]["on"].value() == DAY
    assert address in client.get(reverse("my_objections")).content.decode()
