"""Guests: nothing is missing when they stay away, and what they leave when they come is what the rules say."""

import pytest

from goodstanding.actions.meetings import attendees, meetings
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import Attendee, Fact, Hosting, Meeting, MemberClass, Proof
from tests.house import AT, OPENED, House
from tests.meetings import STARTS, V, closed, facts_of, opened, planned, row, said

S = Attendee.Role
NEAR_BY = "meeting.host_branch"


def classed(house: House, who: str, word: str) -> None:
    MemberClass.objects.create(member=house.member(who), word=word, from_on=OPENED)


def hosted(house: House, who: str, code: str) -> None:
    Hosting.objects.create(member=house.member(who), unit=house.unit(code), from_on=OPENED)


def visited(house: House, who: str, word: str = "themed_day", verdict: Proof.Verdict = V.PRESENT) -> Meeting:
    """A meeting of the neighbours to which somebody came as a guest."""
    meeting = opened(house, word, code="B112", by="neighbour")
    said(house, meeting, house.member(who), verdict, by="neighbour")
    return closed(house, meeting, by="neighbour")


def test_a_guest_of_another_branch_earns_nothing_and_owes_nothing(house: House) -> None:
    meeting = visited(house, "member")
    assert row(meeting, house.member()).role == "guest"
    assert facts_of(meeting, house.member()) == {}


def test_at_home_the_same_meeting_is_due_all_the_same(house: House) -> None:
    visited(house, "member")
    home = closed(house, opened(house))
    assert facts_of(home, house.member())["meeting.themed_day"] == 0, "until it is made up for or excused"


@pytest.mark.parametrize("verdict", [V.PRESENT, V.LATE])
def test_a_floating_member_who_joins_a_branch_near_by_has_joined_in_where_they_live(
    house: House, verdict: Proof.Verdict
) -> None:
    classed(house, "member", "floating")
    assert facts_of(visited(house, "member", verdict=verdict), house.member()) == {NEAR_BY: 1000}


def test_who_was_expected_as_a_guest_and_did_not_come_leaves_nothing(house: House) -> None:
    classed(house, "member", "floating")
    assert facts_of(visited(house, "member", verdict=V.ABSENT), house.member()) == {}


def test_an_election_is_nobodys_to_visit(house: House) -> None:
    classed(house, "member", "floating")
    assert facts_of(visited(house, "member", "election"), house.member()) == {}


def test_a_floating_member_at_home_did_not_join_a_host_branch(house: House) -> None:
    classed(house, "member", "floating")
    hosted(house, "member", "B112")
    meeting = opened(house)
    said(house, meeting, house.member(), V.PRESENT)
    meeting = closed(house, meeting)
    assert row(meeting, house.member()).role == "guest"
    assert facts_of(meeting, house.member()) == {}


def test_a_floating_member_has_one_duty_where_they_are_hosted_and_none_at_home(house: House) -> None:
    classed(house, "member", "floating")
    hosted(house, "member", "B112")
    here, home = visited(house, "member", "lecture"), closed(house, opened(house, "lecture"))
    found = facts_of(here, house.member())
    assert (found["meeting.lecture"], found[NEAR_BY], found["meeting.on_time"]) == (1000, 1000, 1000)
    assert facts_of(home, house.member()) == {}
    assert Fact.objects.filter(member=house.member(), kind="meeting.lecture").count() == 1


def test_who_is_taken_in_after_the_list_was_made_counts_in_full(house: House) -> None:
    meeting = opened(house, "lecture", code="B112", by="neighbour")
    hosted(house, "member", "B112")
    said(house, meeting, house.member(), V.PRESENT, by="neighbour")
    meeting = closed(house, meeting, by="neighbour")
    found = facts_of(meeting, house.member())
    assert (found["meeting.lecture"], found[NEAR_BY]) == (1000, 1000)


def test_a_member_of_the_branch_who_was_left_out_and_came_counts_in_full(house: House) -> None:
    meeting = planned(house)
    by = house.viewer("secretary")
    attendees.take_off(meeting=meeting, member=house.member(), reason="On duty", scheme=house.scheme, by=by, at=AT)
    meeting = opened_again(house, meeting)
    said(house, meeting, house.member(), V.PRESENT)
    meeting = closed(house, meeting)
    assert facts_of(meeting, house.member())["meeting.themed_day"] == 1000


def test_a_member_of_the_branch_who_was_left_out_and_stayed_away_misses_nothing(house: House) -> None:
    meeting = planned(house)
    by = house.viewer("secretary")
    attendees.take_off(meeting=meeting, member=house.member(), reason="On duty", scheme=house.scheme, by=by, at=AT)
    meeting = closed(house, opened_again(house, meeting))
    assert facts_of(meeting, house.member()) == {}


def opened_again(house: House, meeting: Meeting) -> Meeting:
    return meetings.open_doors(meeting=meeting, scheme=house.scheme, by=house.viewer("secretary"), at=STARTS)


def add(house: House, meeting: Meeting, who: str, role: Attendee.Role, by: str = "secretary") -> None:
    attendees.add(meeting=meeting, member=house.member(who), role=role, scheme=house.scheme, by=house.viewer(by), at=AT)


def test_no_branch_makes_a_meeting_the_duty_of_another_branchs_member(house: House) -> None:
    meeting = opened(house)
    for role in (S.DUE, S.WELCOME):
        with pytest.raises(ActionRefused, match="not due here, but in their own branch"):
            add(house, meeting, "stranger", role)
    add(house, meeting, "stranger", S.GUEST)
    assert row(meeting, house.member("stranger")).role == "guest"


def test_whom_another_branch_hosts_is_due_there_and_not_by_hand_at_home(house: House) -> None:
    hosted(house, "member", "B112")
    meeting = opened(house, "lecture")
    with pytest.raises(ActionRefused, match="not due here, but in their own branch"):
        add(house, meeting, "member", S.DUE)
    there = opened(house, "lecture", code="B112", by="neighbour")
    add(house, there, "member", S.DUE, by="neighbour")
    election = opened(house, "election")
    add(house, election, "member", S.DUE)
    assert row(election, house.member()).role == "due"
