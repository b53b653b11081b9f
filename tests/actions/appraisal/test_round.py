"""A round goes one way, step by step; members speak first, a named body decides, and the share of the best holds."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from goodstanding.access.policies import Denied
from goodstanding.actions.appraisal import above, balloting, grades, members, objections, rounds, words
from goodstanding.actions.appraisal.balloting import WantedBallot
from goodstanding.actions.appraisal.grades import GivenGrade
from goodstanding.actions.appraisal.words import SelfText
from goodstanding.actions.decisions import decisions
from goodstanding.actions.decisions.decisions import ChangePaper
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import AppraisalRound, Ballot, GradeObjection, MemberClass, Notice, SelfAppraisal
from goodstanding.models.appraisal.moves import ONWARD, ROUND_MOVES, RoundMove, RoundState
from goodstanding.queries.appraisal import members as member_queries
from tests import appraisal as made
from tests.decisions import decided
from tests.house import OPENED, House

State, Move = RoundState, RoundMove
SAID = SelfText("A year of work.", "Read more")


def to_grades(house: House) -> AppraisalRound:
    """A round at the grades, without a ballot: in the house two of five have no vote."""
    found = made.begun(house, "ballot")
    MemberClass.objects.filter(member__in=house.members("B111")[3:], word="full").update(until_on=OPENED)
    found = made.on_to(house, found, "view")
    for member in house.members("B111")[3:]:
        MemberClass.objects.filter(member=member, word="full").update(until_on=None)
    return made.on_to(house, found, "grades")


def test_every_state_is_reached_and_every_other_way_refused() -> None:
    reached, at = {State.OPENED}, [State.OPENED]
    while at:
        for (was, _move), becomes in ROUND_MOVES.items():
            if was == at[-1] and becomes not in reached:
                reached.add(becomes)
                at.append(becomes)
                break
        else:
            at.pop()
    assert reached == set(State)
    assert {(state, move) for state, move in ONWARD.items()} <= set(ROUND_MOVES)
    ends = {state for state in State if not any(was == state for was, _move in ROUND_MOVES)}
    assert ends == {State.FILED, State.CANCELLED}


def test_what_the_dict_does_not_have_is_refused_by_the_action_and_by_the_database(house: House) -> None:
    found = made.begun(house, "opened")
    for move in Move:
        if (State.OPENED, move) not in ROUND_MOVES:
            with pytest.raises(ActionRefused):
                rounds.step(made.now(found), move, by=house.viewer("secretary"), at=house.at, reason="x", body="y")
    with pytest.raises(Exception, match="appraisal"), transaction.atomic():
        AppraisalRound.objects.filter(pk=found.pk).update(state="filed")


def test_it_is_opened_once_by_who_leads_and_goes_on_step_by_step(house: House) -> None:
    opening: dict[str, Any] = {"unit": house.branch, "scheme": house.scheme, "at": house.at}
    for who in ("member", "group_leader", "neighbour", "auditor"):
        with pytest.raises(Denied):
            rounds.open_round(year=2016, by=house.viewer(who), **opening)
    with pytest.raises(ActionRefused, match="this year or the last"):
        rounds.open_round(year=2014, by=house.viewer("secretary"), **opening)
    found = made.begun(house, "opened")
    assert made.begun(house, "opened") == found
    assert found.appraisees.count() == 5
    found = made.on_to(house, found, "evidence")
    assert found.due_on == house.today + timedelta(days=14)
    assert Notice.objects.filter(kind="appraisal_sheet", to__member=house.member()).exists()
    assert len(member_queries.missing(found)) == 5
    with pytest.raises(Denied):
        rounds.go_on(found=found, scheme=house.scheme, by=house.viewer("neighbour"), at=house.at)
    rounds.cancel(
        found=found, reason="Opened too early", scheme=house.scheme, by=house.viewer("secretary"), at=house.at
    )
    assert made.begun(house, "opened") != found, "a cancelled round makes room for another"


def test_members_speak_first_and_the_ledger_says_only_that_they_did(house: House) -> None:
    found, mine = made.begun(house, "evidence"), house.member()
    one = made.of(found, mine)
    members.confirm_sheet(found=one, scheme=house.scheme, by=house.viewer("member"), at=house.at)
    with pytest.raises(Denied):
        members.confirm_sheet(found=one, scheme=house.scheme, by=house.viewer("committee"), at=house.at)
    words.save_self(found=one, said=SelfText("A draft"), by=house.viewer("member"), at=house.at)
    with pytest.raises(ActionRefused):
        made.handed_in(house, found, "member")
    found = made.on_to(house, found, "self")
    with pytest.raises(ActionRefused, match="few sentences"):
        made.handed_in(house, found, "member", text=" ")
    made.handed_in(house, found, "member", plan="Read more")
    made.handed_in(house, found, "member", "Once more, longer")
    assert SelfAppraisal.objects.filter(appraisee=one, handed_in_at__isnull=False).count() == 2
    found = made.on_to(house, found, "mutual")
    made.remarked(house, found, "member", "committee", better="Come earlier")
    made.remarked(house, found, "member", "secretary")
    with pytest.raises(ActionRefused, match="another member"):
        made.remarked(house, found, "member", "member")
    assert made.left(mine) == {
        "appraisal.summary_confirmed": [1000], "appraisal.self": [1000], "appraisal.improvement_plan": [1000],
        "appraisal.peer": [1000], "appraisal.advice_offered": [1000],
    }  # fmt: skip
    assert made.left(house.member("committee")) == {}, "who says nothing has no entry, and no bad one"


def test_paper_counts_the_same_and_who_is_excused_or_welcome_is_not_missing(house: House) -> None:
    found, old = made.begun(house, "self"), house.members("B111")[4]
    typing: dict[str, Any] = {"found": made.of(found, old), "said": SAID, "scheme": house.scheme, "at": house.at}
    with pytest.raises(Denied):
        words.hand_in_self(how="paper", by=house.viewer("member"), **typing)
    words.hand_in_self(how="paper", by=house.viewer("secretary"), **typing)
    assert made.left(old)["appraisal.self"] == [1000]
    made.excused(house, found, house.member("group_leader"))
    MemberClass.objects.create(member=house.member("committee"), word="elderly_sick", from_on=OPENED)
    with pytest.raises(Denied):
        made.excused(house, found, house.member("secretary"))
    found = made.on_to(house, found, "mutual")
    missing = {one.member_id for one in member_queries.missing(found)}
    assert missing == {house.member("secretary").pk, house.member("member").pk, old.pk}


def test_the_ballot_holds_the_round_until_it_is_counted_and_a_small_unit_goes_on_without(house: House) -> None:
    found = made.begun(house, "ballot")
    with pytest.raises(ActionRefused, match="not counted yet"):
        made.on_to(house, found, "view")
    wanted = WantedBallot(
        "Appraisal 2016", house.at + timedelta(days=2), (house.member("committee"), house.member("group_leader"))
    )  # fmt: skip
    opening: dict[str, Any] = {"found": found, "wanted": wanted, "scheme": house.scheme, "at": house.at}
    ballot = balloting.open_ballot(by=house.viewer("secretary"), **opening)
    assert balloting.open_ballot(by=house.viewer("secretary"), **opening) == ballot
    assert ballot.subjects.count() == 5
    assert {one.word: one.voters.count() for one in ballot.classes.all()} == {"members": 3, "committee": 2}
    with pytest.raises(ActionRefused, match="not counted yet"):
        made.on_to(house, made.now(found), "view")
    assert Ballot.objects.count() == 1


def test_the_view_has_a_reason_and_can_be_written_anew(house: House) -> None:
    found = made.begun(house, "ballot")
    MemberClass.objects.filter(member=house.members("B111")[4], word="full").update(until_on=OPENED)
    found = made.on_to(house, found, "view")
    view: dict[str, Any] = {
        "found": made.of(found, house.member()),
        "on": house.today,
        "scheme": house.scheme,
        "at": house.at,
    }
    with pytest.raises(ActionRefused, match="Give a reason"):
        grades.write_view(score=80, reason="", by=house.viewer("committee"), **view)
    with pytest.raises(Denied):
        grades.write_view(score=80, reason="x", by=house.viewer("member"), **view)
    grades.write_view(score=80, reason="Always there", by=house.viewer("committee"), **view)
    grades.write_view(score=85, reason="Always there", by=house.viewer("secretary"), **view)
    assert made.left(house.member())["appraisal.committee_view"] == [85_000]


def test_a_body_decides_with_reasons_and_the_share_of_the_best_holds(house: House) -> None:
    found = to_grades(house)
    assert (found.places, found.placed) == (1, 0)
    with pytest.raises(ActionRefused, match="no grade yet"):
        made.on_to(house, found, "publicity")
    with pytest.raises(ActionRefused, match="At most 1"):
        made.graded(house, found, {3: "excellent", 4: "excellent"})
    with pytest.raises(ActionRefused, match="recorded by another person"):
        made.graded(house, found, {1: "qualified"})
    with pytest.raises(ActionRefused, match="help and education"):
        made.graded(house, found, {4: "unqualified"})
    with pytest.raises(ActionRefused, match="no ballot and no view"):
        made.graded(house, found, {4: "qualified"}, basis="balloted")
    with pytest.raises(Denied):
        made.graded(house, found, {4: "qualified"}, by="group_leader")
    assert made.graded(house, found, {3: "excellent", 4: "basically_qualified"}, measure="A talk each month") == 2
    assert made.graded(house, found, {3: "qualified", 4: "excellent"}) == 2, "two change places at once"
    assert made.now(found).placed == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        AppraisalRound.objects.filter(pk=found.pk).update(placed=2)


def test_objections_are_answered_by_another_and_lead_back_to_the_grades(house: House) -> None:
    found = to_grades(house)
    made.all_graded(house, found)
    found = made.on_to(house, found, "publicity")
    one, by = made.of(found, house.member()), house.viewer("member")
    with pytest.raises(ActionRefused, match="not over yet"):
        made.on_to(house, found, "reported")
    made_one = objections.make(about=one, text="The service hours are missing", scheme=house.scheme, by=by, at=house.at)
    assert made.of(found, house.member()).answered_on == house.today, "objecting is as good as reading"
    with pytest.raises(ActionRefused, match="waits for its answer"):
        made.reported(house, found)
    answering: dict[str, Any] = {"objection": made_one, "words_said": "True", "scheme": house.scheme, "at": house.at}
    for who in ("member", "secretary", "neighbour"):
        with pytest.raises(Denied):
            objections.answer(upheld=True, by=house.viewer(who), **answering)
    objections.answer(upheld=True, by=house.viewer("sub_district_officer"), **answering)
    found = made.now(found)
    assert found.state == State.GRADES
    with pytest.raises(ActionRefused, match="an objection was upheld"):
        made.on_to(house, found, "publicity")
    later = house.at + timedelta(hours=1)
    made.graded(house, found, {4: "qualified"}, at=later)
    found = made.on_to(house, found, "publicity", at=later)
    other = objections.make(
        about=made.of(found, house.members("B111")[4]), text="Think again", scheme=house.scheme, by=by, at=later
    )
    objections.withdraw(objection=other, by=by, at=later)
    assert set(GradeObjection.objects.values_list("state", flat=True)) == {"upheld", "withdrawn"}


def test_the_unit_above_returns_or_confirms_and_then_the_grades_are_entries(house: House) -> None:
    found = to_grades(house)
    made.all_graded(house, found)
    found = made.on_to(house, found, "publicity")
    later = made.reported(house, found)
    given: dict[str, Any] = {"found": found, "body": "Sub-district committee", "scheme": house.scheme, "at": later}
    with pytest.raises(Denied):
        above.confirm(words_said="", by=house.viewer("secretary"), **given)
    with pytest.raises(ActionRefused, match="and why"):
        above.send_back(reason="", by=house.viewer("sub_district_officer"), **given)
    above.send_back(reason="Look at one again", by=house.viewer("sub_district_officer"), **given)
    found = made.on_to(house, found, "publicity", at=later)
    rounds.go_on(found=found, scheme=house.scheme, by=house.viewer("secretary"), at=later + timedelta(days=6))
    mine = house.member("committee")
    assert "appraisal.grade" not in made.left(mine)
    above.confirm(words_said="", by=house.viewer("sub_district_officer"), **given | {"at": later + timedelta(days=6)})
    assert made.left(mine)["appraisal.grade"] == [4000]
    filed = made.on_to(house, found, "filed", at=later + timedelta(days=6))
    anew = GivenGrade(made.of(filed, mine), "qualified", "reason", "A mistake in the list")
    correcting: dict[str, Any] = {"given": anew, "sitting": made.sitting(date(2016, 10, 20)), "scheme": house.scheme}
    with pytest.raises(Denied):
        grades.correct(by=house.viewer("secretary"), at=later + timedelta(days=7), **correcting)
    grades.correct(by=house.viewer("sub_district_officer"), at=later + timedelta(days=7), **correcting)
    assert made.left(mine)["appraisal.grade"] == [3000]
    assert made.of(filed, mine).decisions.count() == 2


def test_who_recorded_a_grade_does_not_confirm_the_round(house: House) -> None:
    found = to_grades(house)
    made.all_graded(house, found)
    made.graded(house, found, {4: "qualified"}, by="sub_district_officer")
    found = made.on_to(house, found, "publicity")
    later = made.reported(house, found)
    given: dict[str, Any] = {
        "found": found,
        "body": "District committee",
        "words_said": "",
        "scheme": house.scheme,
        "at": later,
    }
    with pytest.raises(ActionRefused, match="another person"):
        above.confirm(by=house.viewer("sub_district_officer"), **given)
    above.confirm(by=house.viewer("district_officer"), **given)
    assert made.now(found).state == State.CONFIRMED


def test_who_is_on_probation_takes_part_without_a_grade(house: House) -> None:
    MemberClass.objects.create(member=house.member(), word="probationary", from_on=OPENED)
    found = to_grades(house)
    assert not made.of(found, house.member()).graded
    with pytest.raises(ActionRefused, match="no grade in this round"):
        made.graded(house, found, {4: "qualified"})
    assert made.now(found).places == 1


def test_a_decision_in_effect_takes_the_grade_until_it_is_lifted(house: House) -> None:
    decided(house, "probation", form="one_year")
    found = made.begun(house, "opened")
    assert [one.member for one in found.appraisees.filter(graded=False)] == [house.member()]
    lifted = ChangePaper("〔2016〕40", "District committee", house.today, "Rights restored")
    decisions.lift(
        decision=house.member().decisions.get(), paper=lifted, scheme=house.scheme,
        by=house.viewer("district_officer"), at=house.at,
    )  # fmt: skip
    assert made.of(made.on_to(house, found, "evidence"), house.member()).graded


def test_who_loses_the_grade_while_the_unit_decides_again_has_none(house: House) -> None:
    found = to_grades(house)
    made.all_graded(house, found)
    found = made.on_to(house, found, "publicity")
    later = made.reported(house, found)
    above.send_back(
        found=found, body="Sub-district", reason="Look again", scheme=house.scheme,
        by=house.viewer("sub_district_officer"), at=later,
    )  # fmt: skip
    decided(house, "probation", form="one_year", who="committee")
    found = made.on_to(house, found, "grades", at=later)
    one = made.of(found, house.member("committee"))
    assert (one.graded, one.grade, one.decisions.count()) == (False, "", 1)
    assert (found.places, found.placed) == (1, 0)
