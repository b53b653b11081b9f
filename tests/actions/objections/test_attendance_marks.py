"""A ruling on an entry that a mark of attendance wrote puts everything right that the mark had written."""

import pytest

from goodstanding.actions.attendance import corrections
from goodstanding.actions.ledger.change import Change
from goodstanding.actions.objections import equal_cases, objections, rulings
from goodstanding.actions.objections.rulings import Answer
from goodstanding.models import Correction, Fact, Meeting, Member, Objection, Proof, Remedy
from goodstanding.queries.objections import equal_cases as equal_case_queries
from tests.house import House
from tests.meetings import V, closed, facts_of, opened, said

THERE = {"meeting.themed_day": 1000, "meeting.on_time": 1000, "meeting.stayed_to_end": 1000}
OFFICER = "sub_district_officer"


def main_fact(member: Member) -> Fact:
    return Fact.objects.get(kind="meeting.themed_day", member=member, source="meeting")


def doubted(house: House, verdict: Proof.Verdict) -> tuple[Meeting, Objection]:
    """A closed meeting that says so of the member, who objects."""
    meeting = opened(house)
    said(house, meeting, house.member(), verdict)
    meeting = closed(house, meeting)
    fact = main_fact(house.member())
    return meeting, objections.open_running(fact=fact, reason="No.", by=house.viewer("member"), at=house.at)


def ruled(house: House, objection: Objection, remedy: Remedy, value: int | None = None) -> None:
    answer = Answer(upheld=True, reason="Three saw her there.", remedy=remedy, value=value)
    rulings.rule(objection=objection, answer=answer, scheme=house.scheme, by=house.viewer(OFFICER), at=house.at)


@pytest.mark.parametrize(
    ("before", "remedy", "value", "after"),
    [
        (V.ABSENT, Remedy.REPLACE, 1000, THERE),
        (V.ABSENT, Remedy.EXCUSE, None, {"meeting.themed_day": None}),
        (V.PRESENT, Remedy.REVERSE, None, {}),
    ],
)
def test_a_ruling_on_whether_the_member_came_takes_the_rest_with_it(
    house: House, before: Proof.Verdict, remedy: Remedy, value: int | None, after: dict[str, int | None]
) -> None:
    meeting, objection = doubted(house, before)
    ruled(house, objection, remedy, value)
    left = facts_of(meeting, house.member())
    assert {kind: says for kind, says in left.items() if kind in THERE} == after
    done = Correction.objects.get(objection=objection)
    assert (done.state, done.remedy, done.fact) == ("made", remedy, main_fact(house.member()))


def test_equal_cases_of_a_mark_are_put_right_as_wholes_too(house: House) -> None:
    meeting, objection = doubted(house, V.ABSENT)
    ruled(house, objection, Remedy.REPLACE, 1000)
    by, other = house.viewer(OFFICER), house.member("group_leader")
    found = equal_case_queries.of(objection, by)
    assert found is not None
    chosen = [fact for fact in found.facts if fact.member_id == other.pk]
    told = {"objection": objection, "scheme": house.scheme, "at": house.at}
    assert equal_cases.rectify_alike(facts=chosen, by=by, **told) == (1, 0)  # type: ignore[arg-type]
    assert facts_of(meeting, other) == THERE


def test_a_contested_entry_is_corrected_with_its_mark(house: House) -> None:
    meeting = closed(house, opened(house))
    what = Change(Remedy.REPLACE, 1000, "I saw her")
    fact, by = main_fact(house.member()), house.viewer("secretary")
    corrections.correct_entry(fact=fact, what=what, scheme=house.scheme, by=by, at=house.at)
    assert facts_of(meeting, house.member()) == THERE
