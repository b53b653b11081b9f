"""Objections: who can doubt what, who has how long to answer, and what happens when nobody does."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from goodstanding.access.policies import Denied
from goodstanding.access.roles import Role
from goodstanding.actions.ledger import ledger, reverse_and_replace
from goodstanding.actions.objections import objections
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import AuditRow, ConflictOfInterest, Fact, Objection, Post, Ruling, Step
from goodstanding.queries.objections import objections as objection_queries
from tests.beginnings import absent_by_import
from tests.house import House
from tests.months import drafted, published
from tests.objected import QUARTER, RULE, THEMED, absences, absent_and_published, objected, rejected, told
from tests.tampering import UNCHANGED


@pytest.mark.begins(after=absent_and_published)
def test_a_member_objects_and_whoever_recorded_it_is_not_asked(house: House) -> None:
    run, facts = house.begun
    objection = objected(house, run, facts[1])
    # The secretary wrote it down, so it lies with the sub-district; the 15th was a Saturday.
    assert (objection.at_unit, objection.due_on) == (house.unit("S11"), date(2016, 11, 4))
    assert {hand.account for hand in objection.conflicts_of_interest.all()} == {
        house.account("member"),
        house.account("secretary"),
    }
    assert told(house, "sub_district_officer") == ["objection_opened"]
    assert told(house, "secretary") == []
    (step,) = objection.steps.all()
    assert (step.verb, step.by, step.text, step.due_on) == (
        "opened", house.account("member"), objection.reason, objection.due_on,
    )  # fmt: skip
    assert AuditRow.objects.filter(noun="objection", key=objection.key, verb="opened").count() == 1


@pytest.mark.begins(after=absent_by_import)
def test_it_lies_with_the_branch_where_nobody_there_had_a_hand_in_it(house: House) -> None:
    run, facts = house.begun
    objection = objected(house, run, facts[1])
    assert objection.at_unit == house.branch
    assert told(house, "secretary") == ["objection_opened"]
    assert told(house, "sub_district_officer") == []


def test_an_empty_chair_is_passed_over_and_so_is_the_secretary_who_objects(house: House) -> None:
    Post.objects.filter(role=Role.OFFICER, unit=house.unit("S11")).delete()
    member = house.member("secretary")
    (_first, second) = absences(house, None, member)
    run = published(house)
    objection = objections.open_one(
        run=run, indicator=RULE, period=QUARTER, fact=second, reason="No.", by=house.viewer("secretary"), at=house.at
    )
    assert objection.at_unit == house.unit("D1")
    with pytest.raises(Denied):
        rejected(house, objection, "secretary")


@pytest.mark.begins(after=absent_and_published)
def test_only_ones_own_lines_of_published_months_and_the_facts_in_them(house: House) -> None:
    run, facts = house.begun
    other = ledger.record(
        kind=THEMED, subject=house.member(), value=1000, occurred_on=date(2016, 10, 3), key="later",
        source=Fact.Source.FORM, scheme=house.scheme, by=None, at=house.at,
    )  # fmt: skip
    wrong: list[dict[str, object]] = [
        {"indicator": "NO99"},
        {"indicator": "DUT01"},
        {"period": "2016-Q4"},
        {"period": "2015-Q3"},
        {"period": "2016-09"},
        {"fact": other},
        {"indicator": "ORG04", "period": "2016-09"},
    ]
    for change in wrong:
        with pytest.raises(Denied):
            objected(house, run, **({"fact": facts[0]} | change))  # type: ignore[arg-type]
    for who in ("stranger", "secretary"):
        with pytest.raises(Denied):
            objections.open_one(
                run=run, indicator=RULE, period=QUARTER, fact=facts[0], reason="x", by=house.viewer(who), at=house.at
            )
    again = drafted(house, reason="once more")
    with pytest.raises(Denied):
        objected(house, again, facts[0])
    assert not Objection.objects.exists()


@pytest.mark.begins(after=absent_and_published)
def test_it_needs_a_reason_and_one_is_open_at_a_time(house: House) -> None:
    run, facts = house.begun
    for nothing in ("", "  \n"):
        with pytest.raises(ActionRefused, match="Give a reason"):
            objected(house, run, facts[0], reason=nothing)
    with pytest.raises(ActionRefused, match="At most 2000"):
        objected(house, run, facts[0], reason="x" * 2001)
    objected(house, run, facts[0])
    with pytest.raises(ActionRefused, match="already"):
        objected(house, run, facts[0])
    objected(house, run, facts[1])
    assert objection_queries.by_line(house.member(), run) == {(RULE, QUARTER, fact.pk) for fact in facts}


@pytest.mark.begins(after=absent_and_published)
def test_what_takes_points_away_is_always_about_a_fact(house: House) -> None:
    run, facts = house.begun
    with pytest.raises(ActionRefused, match="Choose the entry"):
        objected(house, run, None)
    reverse_and_replace.reverse(fact=facts[0], reason="a slip", by=None, at=house.at)
    again = published(house, reason="a slip")
    assert objected(house, again, None).fact == facts[1]


@pytest.mark.begins(after=absent_and_published)
def test_a_line_without_a_fact_can_be_doubted(house: House) -> None:
    run, _facts = house.begun
    objection = objected(house, run, None, indicator="ORG04", period="2016-09")
    assert objection.at_unit == house.branch
    with pytest.raises(ActionRefused, match="already"):
        objected(house, run, None, indicator="ORG04", period="2016-09")
    objected(house, run, None, indicator="ORG04", period="2016-08")


def test_facts_that_only_some_offices_record_are_ruled_on_by_those(house: House) -> None:
    talk = ledger.record(
        kind="discipline.reminder_talk", subject=house.member(), value=1000, occurred_on=date(2016, 9, 5), key="talk",
        source=Fact.Source.FORM, scheme=house.scheme, by=house.viewer("district_officer"), at=house.at,
    )  # fmt: skip
    run = published(house)
    objection = objected(house, run, talk, indicator="DIS04", period=_period(house, "DIS04"))
    assert objection.at_unit == house.unit("S11")
    Objection.objects.update(at_unit=house.branch)
    for who in ("secretary", "district_officer"):
        with pytest.raises(Denied):
            rejected(house, objection, who)
    rejected(house, objection, "sub_district_officer")


def _period(house: House, code: str) -> str:
    from goodstanding.engine.period import period_holding

    return period_holding(2016 * 12 + 8, house.scheme.indicator(code).period).name


@pytest.mark.begins(after=absent_and_published)
def test_the_database_refuses_a_ruling_by_whoever_had_a_hand_in_it(house: House) -> None:
    run, facts = house.begun
    objection = objected(house, run, facts[1])
    for who in ("member", "secretary"):
        with pytest.raises(DatabaseError, match="does not rule"), transaction.atomic():
            Ruling.objects.create(
                objection=objection, instance=1, upheld=True, reason="x", at=house.at, by=house.account(who), office="x"
            )
    assert not Ruling.objects.exists()


@pytest.mark.begins(after=absent_and_published)
def test_the_database_refuses_two_rulings_by_one_person(house: House) -> None:
    run, facts = house.begun
    objection = objected(house, run, facts[1])
    rejected(house, objection, "sub_district_officer")
    with pytest.raises(IntegrityError), transaction.atomic():
        Ruling.objects.create(
            objection=objection, instance=2, upheld=False, reason="x", at=house.at, office="x",
            by=house.account("sub_district_officer"),
        )  # fmt: skip


@pytest.mark.parametrize("model", [Step, ConflictOfInterest])
@pytest.mark.parametrize("statement", ["UPDATE {} SET objection_id = objection_id", "DELETE FROM {}"])
@pytest.mark.begins(after=absent_and_published)
def test_no_step_is_ever_changed(house: House, model: type[Step | ConflictOfInterest], statement: str) -> None:
    run, facts = house.begun
    objected(house, run, facts[1])
    with pytest.raises(DatabaseError, match=UNCHANGED), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(model._meta.db_table))
    assert model.objects.exists()


@pytest.mark.begins(after=absent_and_published)
def test_the_member_takes_it_back_and_nobody_else(house: House) -> None:
    run, facts = house.begun
    objection = objected(house, run, facts[1])
    with pytest.raises(Denied):
        objections.withdraw(objection=objection, by=house.viewer("sub_district_officer"), at=house.at)
    objections.withdraw(objection=objection, by=house.viewer("member"), at=house.at)
    with pytest.raises(ActionRefused, match="meanwhile"):
        objections.withdraw(objection=objection, by=house.viewer("member"), at=house.at)
    with pytest.raises(ActionRefused, match="meanwhile"):
        rejected(house, objection, "sub_district_officer")
    assert [step.verb for step in objection.steps.all()] == ["opened", "withdrawn"]


@pytest.mark.begins(after=absent_and_published)
def test_a_viewer_sees_those_they_may_rule_on_by_due_date(house: House) -> None:
    run, facts = house.begun
    one, other = objected(house, run, facts[0]), objected(house, run, facts[1])
    Objection.objects.filter(pk=other.pk).update(due_after=date(2016, 9, 22), due_on=date(2016, 10, 14))
    assert list(objection_queries.to_rule(house.viewer("sub_district_officer"))) == [other, one]
    assert list(objection_queries.to_rule(house.viewer("city_officer"))) == [other, one]
    for who in ("secretary", "committee", "neighbour", "foreign_secretary", "member", "auditor", "operator"):
        assert not objection_queries.visible(house.viewer(who)).exists(), who
    assert not objection_queries.visible(house.viewer("city_officer", verified=False)).exists()
    rejected(house, one, "sub_district_officer")
    assert list(objection_queries.to_rule(house.viewer("sub_district_officer"))) == [other]
    assert list(objection_queries.ruled(house.viewer("sub_district_officer"))) == [one]
