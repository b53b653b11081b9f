"""Corrections without an objection: at once while a month is open, by two people once it is published."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from goodstanding.access.policies import Denied
from goodstanding.access.roles import Role
from goodstanding.actions.ledger import correction_requests, reverse_and_replace
from goodstanding.actions.ledger.change import Change
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import Correction, Fact, Notice, Remedy
from goodstanding.queries.ledger import corrections as correction_queries
from goodstanding.queries.ledger import in_force, who_corrects
from goodstanding.queries.ledger.in_force import reversals_of
from tests.house import House
from tests.months import SEPTEMBER, published
from tests.objected import absences, absent_and_published, objected
from tests.threads import at_once

BACK = Change(Remedy.REVERSE, None, "It was somebody else.")


def asked(house: House, fact: Fact, who: str = "secretary", what: Change = BACK) -> Correction | None:
    """Somebody asks."""
    return correction_requests.ask(fact=fact, what=what, scheme=house.scheme, by=house.viewer(who), at=house.at)


def agree(house: House, correction: Correction, who: str) -> None:
    """Somebody agrees."""
    correction_requests.agree(correction=correction, scheme=house.scheme, by=house.viewer(who), at=house.at)


def test_in_an_open_month_the_recorders_office_puts_it_right_at_once(house: House) -> None:
    (fact, other) = absences(house)
    assert asked(house, fact) is None
    assert asked(house, other, what=Change(Remedy.REPLACE, 500, "half a day")) is None
    (back,) = reversals_of(fact)
    assert (back.recorded_by, back.agreed_by, back.reason) == (house.account("secretary"), None, BACK.reason)
    assert Fact.objects.get(replaces=other).value == 500
    assert Notice.objects.filter(to=house.account("member"), kind="fact_corrected").count() == 2


@pytest.mark.begins(after=absent_and_published)
def test_what_a_published_month_counts_needs_a_second_person(house: House) -> None:
    _run, (fact, _other) = house.begun
    correction = asked(house, fact)
    assert correction is not None
    assert reversals_of(fact) == []
    assert Notice.objects.filter(to=house.account("sub_district_officer"), kind="correction_asked").count() == 1
    for nobody in ("secretary", "neighbour", "committee", "member", "analyst", "auditor", "foreign_secretary"):
        with pytest.raises(Denied):
            agree(house, correction, nobody)
    agree(house, correction, "sub_district_officer")
    (back,) = reversals_of(fact)
    assert {back.recorded_by, back.agreed_by} == {house.account("sub_district_officer"), house.account("secretary")}
    correction.refresh_from_db()
    assert (correction.state, correction.answered_by) == ("made", house.account("sub_district_officer"))
    for who, kind in (("secretary", "correction_made"), ("member", "fact_corrected")):
        assert Notice.objects.filter(to=house.account(who), kind=kind).count() == 1
    with pytest.raises(ActionRefused, match="answered meanwhile"):
        agree(house, correction, "district_officer")


def test_a_later_month_of_the_year_that_is_published_counts_it_too(house: House) -> None:
    (fact, _other) = absences(house)
    published(house, SEPTEMBER)
    assert asked(house, fact) is not None
    assert who_corrects.is_published(SEPTEMBER)
    assert not who_corrects.is_published(SEPTEMBER - 1)


@pytest.mark.begins(after=absent_and_published)
def test_an_officer_who_asks_does_not_agree_to_it_in_another_office(house: House) -> None:
    _run, (fact, _other) = house.begun
    house.appoint("sub_district_officer", Role.OFFICER, "CITY")
    correction = asked(house, fact, "sub_district_officer")
    assert correction is not None
    with pytest.raises(Denied):
        agree(house, correction, "sub_district_officer")
    with pytest.raises(IntegrityError), transaction.atomic():
        Correction.objects.update(state="made", answered_at=house.at, answered_by=correction.asked_by)


def test_nobody_corrects_or_agrees_to_what_is_about_themselves(house: House) -> None:
    own = house.member("sub_district_officer")
    (fact, other) = absences(house, None, own)
    with pytest.raises(Denied):
        asked(house, other, "sub_district_officer")
    published(house)
    correction = asked(house, fact, "neighbour")
    assert correction is not None
    with pytest.raises(Denied):
        agree(house, correction, "sub_district_officer")
    assert list(correction_queries.to_agree(house.viewer("sub_district_officer"))) == []
    assert list(correction_queries.to_agree(house.viewer("district_officer"))) == [correction]


@pytest.mark.begins(after=absent_and_published)
def test_a_refusal_has_a_reason_and_leaves_the_fact(house: House) -> None:
    _run, (fact, _other) = house.begun
    correction = asked(house, fact)
    assert correction is not None
    by = house.viewer("sub_district_officer")
    with pytest.raises(ActionRefused, match="needs a reason"):
        correction_requests.refuse(correction=correction, reason=" ", by=by, at=house.at)
    correction_requests.refuse(correction=correction, reason="Two signed the roll.", by=by, at=house.at)
    correction.refresh_from_db()
    assert (correction.state, correction.answer, reversals_of(fact)) == ("refused", "Two signed the roll.", [])
    assert asked(house, fact) is not None, "it may be asked for again"


@pytest.mark.begins(after=absent_and_published)
def test_it_is_asked_for_once_at_a_time_and_with_what_it_takes(house: House) -> None:
    _run, (fact, other) = house.begun
    assert asked(house, fact) is not None
    with pytest.raises(ActionRefused, match="already been requested"):
        asked(house, fact)
    for what, message in [
        (Change(Remedy.REVERSE, None, " "), "needs a reason"),
        (Change(Remedy.REVERSE, None, "x" * 501), "At most 500"),
        (Change(Remedy.REPLACE, None, "x"), "the value it should have"),
        (Change(Remedy.ADD, 1000, "x"), "what should be done"),
        (Change(Remedy.NONE, None, "x"), "what should be done"),
    ]:
        with pytest.raises(ActionRefused, match=message):
            asked(house, other, what=what)


@pytest.mark.parametrize("who", ["member", "committee", "group_leader", "neighbour", "foreign_secretary", "auditor"])
def test_whoever_could_not_record_it_does_not_correct_it(house: House, who: str) -> None:
    (fact, _other) = absences(house)
    with pytest.raises(Denied):
        asked(house, fact, who)


@pytest.mark.begins(after=absent_and_published)
def test_what_is_under_objection_is_left_to_the_ruling(house: House) -> None:
    run, (fact, other) = house.begun
    earlier = asked(house, other)
    for one in (fact, other):
        objected(house, run, one)
    with pytest.raises(ActionRefused, match="open objection"):
        asked(house, fact)
    assert earlier is not None
    with pytest.raises(ActionRefused, match="open objection"):
        agree(house, earlier, "sub_district_officer")


@pytest.mark.begins(after=absent_and_published)
def test_two_who_agree_at_once_make_it_once(house: House, transactional_db: None) -> None:
    _run, (fact, _other) = house.begun
    correction = asked(house, fact)
    assert correction is not None
    found = correction
    viewers = [house.viewer(who) for who in ("sub_district_officer", "district_officer")]

    def act(place: int) -> None:
        correction_requests.agree(correction=found, scheme=house.scheme, by=viewers[place], at=house.at)

    went = at_once(lambda: act(0), lambda: act(1))
    assert [type(error) for error in went if error] == [ActionRefused]
    assert len(reversals_of(fact)) == 1


@pytest.mark.begins(after=absent_and_published)
def test_what_cannot_be_is_not_even_asked_for(house: House) -> None:
    _run, (fact, _other) = house.begun
    for what, says in (
        (Change(Remedy.REPLACE, 5000, "five?"), "larger than this kind of entry"),
        (Change(Remedy.REPLACE, 1000, "the same"), "the value it should have"),
        (Change(Remedy.MOVE, 1000, "the same", fact.occurred_on), "the day it should have"),
        (Change(Remedy.MOVE, 1000, "tomorrow", house.today + timedelta(days=1)), "still to come"),
        (Change(Remedy.RESTORE, None, "it holds"), "was not taken back"),
        (Change(Remedy.ADD, 1000, "no"), "Choose what"),
    ):
        with pytest.raises(ActionRefused, match=says):
            asked(house, fact, what=what)
    assert not Correction.objects.exists()


@pytest.mark.begins(after=absent_and_published)
def test_a_correction_that_cannot_be_written_any_more_stays_open(house: House) -> None:
    _run, (fact, _other) = house.begun
    correction = asked(house, fact)
    assert correction is not None
    reverse_and_replace.reverse(fact=fact, reason="found meanwhile", by=None, at=house.at)
    with pytest.raises(ActionRefused, match="already taken back"):
        agree(house, correction, "sub_district_officer")
    correction.refresh_from_db()
    assert (correction.state, len(reversals_of(fact))) == ("asked", 1)


@pytest.mark.begins(after=absent_and_published)
def test_what_two_people_took_back_two_people_restore(house: House) -> None:
    _run, (fact, _other) = house.begun
    for what in (BACK, Change(Remedy.RESTORE, None, "It was them after all.")):
        correction = asked(house, fact, what=what)
        assert correction is not None
        agree(house, correction, "sub_district_officer")
    back, again = reversals_of(fact)
    assert in_force.holds(fact)
    assert (again.reverses, again.agreed_by) == (back, house.account("secretary"))
