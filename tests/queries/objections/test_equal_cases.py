"""Equal cases: every fact like the one that was put right is found, and no other."""

import random
from datetime import date

import pytest

from goodstanding.access.policies import Denied
from goodstanding.access.roles import Role
from goodstanding.actions.attendance import corrections
from goodstanding.actions.ledger import ledger, reverse_and_replace
from goodstanding.actions.ledger.ledger import NewFact
from goodstanding.actions.objections import equal_cases
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import Correction, Fact, Notice, Objection, Remedy, Run
from goodstanding.queries.objections import equal_cases as equal_case_queries
from tests.house import BRANCHES, House
from tests.months import published
from tests.objected import ABSENT, THEMED, WHY, absent_and_published, objected, roll, ruled
from tests.tampering import unguarded


def planted(house: House, seed: int) -> tuple[Fact, set[int]]:
    """A fact of the member's, its equals among many others that only look like it, and which those are."""
    chance = random.Random(seed)
    everybody = [member for code in BRANCHES for member in house.members(code)]
    others = [one for one in everybody if one != house.member()]
    (mine,) = roll(house, [house.member()], "meeting-7", key="m")
    alike = roll(house, chance.sample(others, chance.randint(3, 20)), "meeting-7", key="a")
    roll(house, others, "meeting-8")
    roll(house, others[:9], "", key="none")
    told = [NewFact("meeting.lecture", one, 0, date(2016, 9, 13), f"k-{one.number}", "meeting-7") for one in others]
    ledger.record_many(told, source=Fact.Source.IMPORT, scheme=house.scheme, by=None, at=house.at)
    told = [NewFact(THEMED, one, 0, date(2016, 9, 13), f"s-{one.number}", "meeting-7") for one in others]
    ledger.record_many(told, source=Fact.Source.FORM, scheme=house.scheme, by=None, at=house.at)
    gone, back, *_left = chance.sample(alike, 3)
    for fact in (gone, back):
        reverse_and_replace.reverse(fact=fact, reason="a slip", by=None, at=house.at)
    reverse_and_replace.restore(fact=back, reason="no slip", by=None, at=house.at)
    changed = next(one for one in alike if one not in (gone, back))
    reverse_and_replace.correct(fact=changed, value=1000, reason="was there", scheme=house.scheme, by=None, at=house.at)
    return mine, {one.pk for one in alike} - {gone.pk, changed.pk}


@pytest.mark.parametrize("seed", range(5))
def test_all_planted_equal_cases_are_found_and_nothing_else(house: House, seed: int) -> None:
    fact, expected = planted(house, seed)
    assert set(equal_case_queries.like(fact).values_list("pk", flat=True)) == expected


def test_a_fact_without_a_reference_has_no_equals(house: House) -> None:
    (mine, *_others) = roll(house, house.members("B111"), "", key="none")
    assert not equal_case_queries.like(mine).exists()


def upheld(house: House) -> tuple[Run, Objection, list[Fact]]:
    """The roll of a meeting said that everybody was absent; the member objected, and was right."""
    everybody = [member for code in ("B111", "B112", "B211") for member in house.members(code)]
    facts = roll(house, everybody, "meeting-7")
    run, _absences = absent_and_published(house)
    mine = next(one for one in facts if one.member == house.member())
    objection = objected(house, run, mine, indicator="ORG04", period="2016-09")
    ruled(house, objection, "secretary", remedy=Remedy.REPLACE, value=1000)
    objection.refresh_from_db()
    return run, objection, [one for one in facts if one != mine]


def test_whoever_rules_sees_their_own_and_how_many_lie_beyond(house: House) -> None:
    _run, objection, facts = upheld(house)
    found = equal_case_queries.of(objection, house.viewer("secretary"))
    assert found is not None
    # Nobody puts right what is about themselves.
    mine = {one.pk for one in facts if one.member in house.members("B111")[1:]}
    assert ({one.pk for one in found.facts}, found.count, found.beyond) == (mine, 3, 11)
    (told,) = Notice.objects.filter(kind="objection_equal")
    assert (told.to, told.facts["count"]) == (house.account("sub_district_officer"), 11)
    above = equal_case_queries.of(objection, house.viewer("sub_district_officer"))
    assert above is not None
    assert (above.count, above.beyond) == (8, 6)


def test_the_same_is_done_at_once_and_in_a_published_month_by_two(house: House) -> None:
    _run, objection, facts = upheld(house)
    chosen = [one for one in facts if one.member in house.members("B111")[1:]]
    by = house.viewer("secretary")
    told = {"objection": objection, "scheme": house.scheme, "at": house.at}
    assert equal_cases.rectify_alike(facts=chosen, by=by, **told) == (0, 3)  # type: ignore[arg-type]
    asked = Correction.objects.filter(state="asked")
    assert {(one.fact_id, one.remedy, one.value, one.reason, one.objection) for one in asked} == {
        (one.pk, "replace", 1000, WHY, objection) for one in chosen
    }
    assert not Fact.objects.filter(replaces__in=chosen).exists()
    with pytest.raises(ActionRefused, match="changed meanwhile"):
        equal_cases.rectify_alike(facts=chosen, by=by, **told)  # type: ignore[arg-type]
    officer = house.viewer("sub_district_officer")
    assert corrections.agree_together(objection=objection, scheme=house.scheme, by=officer, at=house.at) == 3
    new = Fact.objects.filter(replaces__in=chosen)
    assert {(one.value, one.reason, one.recorded_by, one.agreed_by) for one in new} == {
        (1000, WHY, house.account("sub_district_officer"), house.account("secretary"))
    }
    for who in ("committee", "group_leader"):
        assert Notice.objects.filter(to=house.account(who), kind="fact_corrected").count() == 1


@pytest.mark.begins(after=absent_and_published)
def test_where_no_published_month_counts_them_the_same_is_done_in_one_step(house: House) -> None:
    run, _absences = house.begun
    objection = objected(house, run, None, indicator="ORG04", period="2016-09")
    facts = roll(house, house.members("B111"), "meeting-7")
    # The months counts what was recorded by its freeze; here everything of the meeting came later.
    with unguarded("goodstanding_run"):
        Run.objects.filter(pk=run.pk).update(state="withdrawn")
    mine = next(one for one in facts if one.member == house.member())
    Correction.objects.create(
        fact=mine, remedy="excuse", reason=WHY, at_unit=house.branch, state="made", asked_at=house.at,
        asked_by=house.account("member"), answered_at=house.at, answered_by=house.account("secretary"),
        objection=objection,
    )  # fmt: skip
    Objection.objects.update(state="upheld")
    chosen = [one for one in facts if one.member in house.members("B111")[1:] and one != mine]
    done = equal_cases.rectify_alike(
        objection=objection, facts=chosen, scheme=house.scheme, by=house.viewer("secretary"), at=house.at
    )
    assert done == (3, 0)
    assert {one.value for one in Fact.objects.filter(replaces__in=chosen)} == {None}


def test_nobody_reaches_beyond_their_units_and_whoever_had_a_hand_in_it_reaches_nothing(house: House) -> None:
    _run, objection, facts = upheld(house)
    foreign = [one for one in facts if one.member in house.members("B211")][:1]
    own = [one for one in facts if one.member == house.member("committee")]
    for who, chosen, error in [
        ("secretary", foreign, ActionRefused),
        ("secretary", [], ActionRefused),
        ("sub_district_officer", foreign, ActionRefused),
        ("foreign_secretary", foreign, Denied),
        ("neighbour", own, Denied),
        ("member", own, Denied),
        ("committee", own, Denied),
    ]:
        with pytest.raises(error):
            equal_cases.rectify_alike(
                objection=objection, facts=chosen, scheme=house.scheme, by=house.viewer(who), at=house.at
            )
    house.appoint("member", Role.OFFICER, "CITY")
    with pytest.raises(Denied):
        equal_cases.rectify_alike(
            objection=objection, facts=own, scheme=house.scheme, by=house.viewer("member"), at=house.at
        )
    assert Correction.objects.filter(state="asked").count() == 0


def test_a_rejection_offers_nothing(house: House) -> None:
    roll(house, house.members("B111"), "meeting-7")
    run = published(house)
    mine = Fact.objects.get(member=house.member(), kind=THEMED)
    objection = objected(house, run, mine, indicator="ORG04", period="2016-09")
    ruled(house, objection, "secretary", upheld=False)
    assert equal_case_queries.of(objection, house.viewer("secretary")) is None
    with pytest.raises(ActionRefused, match="nothing that could be applied"):
        equal_cases.rectify_alike(
            objection=objection, facts=[mine], scheme=house.scheme, by=house.viewer("secretary"), at=house.at
        )
    assert ABSENT not in set(Fact.objects.values_list("kind", flat=True))
