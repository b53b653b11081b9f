"""Rulings: what one that upholds writes into the ledger, and that neither comes without the other."""

from datetime import date

import pytest

from goodstanding.access.policies import Denied
from goodstanding.actions.ledger import reverse_and_replace
from goodstanding.actions.ledger.ledger import Faulty
from goodstanding.actions.objections import rulings
from goodstanding.actions.objections.rulings import Answer
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import Correction, Fact, Notice, Remedy, Ruling, Standing
from goodstanding.queries.ledger.facts import about
from goodstanding.queries.months import explanations
from goodstanding.queries.months import runs as run_queries
from tests.house import House
from tests.months import SEPTEMBER, published
from tests.objected import ABSENT, RULE, THEMED, WHY, absent_and_published, objected, roll, ruled
from tests.threads import at_once


def in_force(house: House) -> dict[int, Fact]:
    """The member's facts that count now."""
    year = SEPTEMBER - SEPTEMBER % 12
    return {one.fact.pk: one.fact for one in about(house.member(), year, year + 11) if one.in_force}


@pytest.mark.begins(after=absent_and_published)
def test_upheld_takes_the_fact_back_with_both_names_and_the_reason(house: House) -> None:
    run, facts = house.begun
    objection = objected(house, run, facts[1])
    ruled(house, objection, remedy=Remedy.REVERSE)
    back = Fact.objects.get(reverses=facts[1])
    assert (back.recorded_by, back.agreed_by) == (house.account("sub_district_officer"), house.account("member"))
    assert back.reason == WHY
    assert set(in_force(house)) == {facts[0].pk}
    done = Correction.objects.get()
    assert (done.objection, done.state, done.fact, done.remedy) == (objection, "made", facts[1], "reverse")
    objection.refresh_from_db()
    assert (objection.state, objection.ended_at) == ("upheld", house.at)
    last = objection.steps.last()
    assert last is not None
    assert (last.verb, last.by, last.text) == ("upheld", house.account("sub_district_officer"), WHY)
    assert Notice.objects.filter(to=house.account("member"), kind="objection_upheld").count() == 1


@pytest.mark.begins(after=absent_and_published)
def test_the_next_issue_shows_it_and_the_first_stays_what_it_was(house: House) -> None:
    run, facts = house.begun
    ruled(house, objected(house, run, facts[1]), remedy=Remedy.REVERSE)
    again = published(house, reason="An objection was upheld")
    lines = [Standing.objects.get(run=one, member=house.member()) for one in (run, again)]
    assert [line.deduction for line in lines] == [500, 0]
    entries = explanations.lived_in(again, house.member()).entries
    assert [one.reversal.reason for one in entries if one.reversal] == [WHY]
    first = Standing.objects.select_related("run", "member", "unit").get(pk=lines[0].pk)
    assert explanations.explained(first).explanation.published.total == first.total


@pytest.mark.parametrize(("remedy", "value", "becomes"), [("excuse", None, None), ("replace", 500, 500)])
@pytest.mark.begins(after=absent_and_published)
def test_upheld_excuses_or_gives_another_value(
    house: House, remedy: str, value: int | None, becomes: int | None
) -> None:
    run, facts = house.begun
    ruled(house, objected(house, run, facts[1]), remedy=Remedy(remedy), value=value)
    (new,) = [fact for pk, fact in in_force(house).items() if pk != facts[0].pk]
    assert (new.replaces_id, new.kind, new.value, new.occurred_on) == (facts[1].pk, ABSENT, becomes, date(2016, 9, 20))
    assert (new.recorded_by, new.agreed_by) == (house.account("sub_district_officer"), house.account("member"))


@pytest.mark.begins(after=absent_and_published)
def test_upheld_adds_what_was_missing(house: House) -> None:
    run, _facts = house.begun
    objection = objected(house, run, None, indicator="ORG04", period="2016-09")
    wrong: list[tuple[dict[str, object], str]] = [
        ({"kind": ABSENT}, "what kind"),
        ({"on": date(2016, 8, 31)}, "within the period"),
        ({"on": None}, "within the period"),
        ({"value": None}, "its value"),
    ]
    right: dict[str, object] = {"remedy": Remedy.ADD, "kind": THEMED, "value": 1000, "on": date(2016, 9, 13)}
    for change, message in wrong:
        with pytest.raises(ActionRefused, match=message):
            ruled(house, objection, "secretary", **(right | change))
    with pytest.raises(Faulty):
        ruled(house, objection, "secretary", **(right | {"value": 2000}))
    assert not Ruling.objects.exists()
    ruled(house, objection, "secretary", **right)
    (new,) = [fact for fact in in_force(house).values() if fact.kind == THEMED]
    assert (new.source, new.reason, new.value) == ("correction", WHY, 1000)
    assert (new.recorded_by, new.agreed_by) == (house.account("secretary"), house.account("member"))


def test_one_of_the_lines_facts_is_chosen_where_the_whole_line_is_doubted(house: House) -> None:
    (wrong,) = roll(house, [house.member()], "meeting-1", value=0)
    (elsewhere,) = roll(house, [house.member("committee")], "meeting-2", value=0)
    run, _facts = absent_and_published(house)
    objection = objected(house, run, None, indicator="ORG04", period="2016-09")
    for fact in (None, elsewhere):
        with pytest.raises(ActionRefused, match="Choose the entry"):
            ruled(house, objection, "secretary", remedy=Remedy.REPLACE, value=1000, fact=fact)
    ruled(house, objection, "secretary", remedy=Remedy.REPLACE, value=1000, fact=wrong)
    assert [fact.value for fact in in_force(house).values() if fact.kind == THEMED] == [1000]


@pytest.mark.begins(after=absent_and_published)
def test_without_a_reason_or_with_a_remedy_against_a_rejection_there_is_no_ruling(house: House) -> None:
    run, facts = house.begun
    objection = objected(house, run, facts[1])
    for answer, message in [
        ({"reason": " "}, "needs a reason"),
        ({"reason": "x" * 501}, "At most 500"),
        ({"upheld": False, "remedy": Remedy.REVERSE}, "Nothing is corrected"),
        ({"remedy": Remedy.REPLACE}, "the value it should have"),
        ({"remedy": Remedy.REPLACE, "value": 1000}, "the value it should have"),
    ]:
        with pytest.raises(ActionRefused, match=message):
            ruled(house, objection, **answer)  # type: ignore[arg-type]
    objection.refresh_from_db()
    assert (objection.state, Ruling.objects.count(), Correction.objects.count()) == ("open", 0, 0)
    assert len(in_force(house)) == 2


@pytest.mark.begins(after=absent_and_published)
def test_where_the_correction_cannot_be_written_there_is_no_ruling_either(house: House) -> None:
    run, facts = house.begun
    objection = objected(house, run, facts[1])
    before = Fact.objects.count()
    # The old fact is taken back before the new one turns out to be impossible; both go, and the ruling with them.
    with pytest.raises(Faulty):
        ruled(house, objection, remedy=Remedy.REPLACE, value=9000)
    reverse_and_replace.reverse(fact=facts[1], reason="found meanwhile", by=None, at=house.at)
    with pytest.raises(ActionRefused, match="already taken back"):
        ruled(house, objection, remedy=Remedy.REVERSE)
    objection.refresh_from_db()
    assert (objection.state, Ruling.objects.count(), Fact.objects.count()) == ("open", 0, before + 1)
    assert [step.verb for step in objection.steps.all()] == ["opened"]
    ruled(house, objection)
    assert Fact.objects.count() == before + 1


@pytest.mark.begins(after=absent_and_published)
def test_two_rulings_at_once_one_counts(house: House, transactional_db: None) -> None:
    run, facts = house.begun
    objection = objected(house, run, facts[1])
    officers = [house.viewer(who) for who in ("sub_district_officer", "district_officer")]
    answers = [Answer(True, WHY, Remedy.REVERSE), Answer(False, "No.")]

    def act(place: int) -> None:
        rulings.rule(objection=objection, answer=answers[place], scheme=house.scheme, by=officers[place], at=house.at)

    went = at_once(lambda: act(0), lambda: act(1))
    (lost,) = [error for error in went if error]
    # Whoever is from below may find that it lies with the level above by then.
    assert isinstance(lost, ActionRefused | Denied)
    (ruling,) = Ruling.objects.all()
    objection.refresh_from_db()
    assert objection.state == ("upheld" if ruling.upheld else "rejected")
    assert Fact.objects.filter(reverses=facts[1]).exists() == ruling.upheld
    assert objection.steps.count() == 2


def test_a_second_ruling_can_uphold_what_the_first_rejected(house: House) -> None:
    from tests.objected import appealed, rejected

    run, facts = absent_and_published(house)
    objection = objected(house, run, facts[1])
    rejected(house, objection, "sub_district_officer")
    appealed(house, objection)
    ruled(house, objection, "district_officer", remedy=Remedy.REVERSE)
    assert [(one.instance, one.upheld) for one in objection.rulings.all()] == [(1, False), (2, True)]
    assert Fact.objects.get(reverses=facts[1]).recorded_by == house.account("district_officer")


@pytest.mark.begins(after=absent_and_published)
def test_published_months_that_corrections_came_too_late_for_are_told(house: House) -> None:
    run, facts = house.begun
    for who in ("analyst", "city_officer"):
        assert run_queries.waiting_reissues(house.viewer(who)) == []
    ruled(house, objected(house, run, facts[1]), remedy=Remedy.EXCUSE)
    for who in ("analyst", "city_officer"):
        (waiting,) = run_queries.waiting_reissues(house.viewer(who))
        assert (waiting.run, waiting.count) == (run, 1)
    assert run_queries.waiting_reissues(house.viewer("secretary")) == []
    published(house, reason="An objection was upheld")
    assert run_queries.waiting_reissues(house.viewer("analyst")) == []


@pytest.mark.begins(after=absent_and_published)
def test_the_one_who_upheld_did_record_the_correction_and_does_not_rule_on_it_again(house: House) -> None:
    run, facts = house.begun
    ruled(house, objected(house, run, facts[1]), remedy=Remedy.REPLACE, value=500)
    (new,) = [fact for pk, fact in in_force(house).items() if pk != facts[0].pk]
    again = published(house, reason="An objection was upheld")
    objection = objected(house, again, new, indicator=RULE)
    assert objection.at_unit == house.unit("D1")
    with pytest.raises(Denied):
        ruled(house, objection, "sub_district_officer")
