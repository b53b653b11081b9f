"""Who may vote is said apart from who is due: a full member who need not come, and comes, has a vote."""

import pytest

from goodstanding.actions.meetings import attendees, minutes
from goodstanding.actions.meetings.minutes import Votes
from goodstanding.actions.refusal import ActionRefused
from goodstanding.engine.scheme.scheme import MeetingType
from goodstanding.models import Attendee, Meeting, Member, MemberClass
from goodstanding.queries.meetings import meetings
from goodstanding.queries.meetings.meetings import AttendanceCount
from tests.house import AT, OPENED, House
from tests.meetings import V, opened, planned, row, said


def _classed(member: Member, *words: str) -> Member:
    member.classes.all().delete()
    MemberClass.objects.bulk_create(MemberClass(member=member, word=word, from_on=OPENED) for word in words)
    return member


def _tally(house: House, meeting: Meeting) -> AttendanceCount:
    return meetings.tally(meetings.people(meeting), house.scheme.meetings[meeting.type])


def _come(house: House, meeting: Meeting, *members: Member) -> None:
    for member in members:
        said(house, meeting, member, V.PRESENT)


def _elderly(house: House) -> tuple[Meeting, list[Member]]:
    """A general meeting of five full members, of whom the last is welcome and not due."""
    members = house.members("B111")
    for member in members[:-1]:
        _classed(member, "full")
    _classed(members[-1], "full", "elderly_sick")
    return opened(house, "general"), members


def test_the_vote_of_a_full_member_who_is_welcome_and_comes_counts(house: House) -> None:
    meeting, members = _elderly(house)
    assert (row(meeting, members[-1]).role, row(meeting, members[-1]).votes) == ("welcome", True)
    _come(house, meeting, *members[:2])
    assert (_tally(house, meeting).voters, _tally(house, meeting).voters_there, _tally(house, meeting).needed) == (
        4,
        2,
        3,
    )
    _come(house, meeting, members[-1])
    tally = _tally(house, meeting)
    assert (tally.voters, tally.voters_there, tally.needed, tally.is_quorate) == (5, 3, 3, True)
    assert (tally.due, tally.came, tally.guests) == (4, 2, 1), "nobody else is due by it"
    made = minutes.resolve(
        meeting=meeting, text="x", votes=Votes(3, 0, 0), scheme=house.scheme, by=house.viewer("secretary"), at=AT
    )
    assert (made.needed, made.carried) == (3, True)
    with pytest.raises(ActionRefused, match="more votes than people with a vote who are there"):
        minutes.resolve(
            meeting=meeting, text="y", votes=Votes(4, 0, 0), scheme=house.scheme, by=house.viewer("secretary"), at=AT
        )


def test_whoever_is_welcome_and_stays_away_takes_nothing_from_the_quorum(house: House) -> None:
    meeting, members = _elderly(house)
    _come(house, meeting, *members[:3])
    said(house, meeting, members[-1], V.ABSENT)
    tally = _tally(house, meeting)
    assert (tally.voters, tally.voters_there, tally.is_quorate) == (4, 3, True)


def test_whoever_is_welcome_without_a_vote_has_none_by_coming(house: House) -> None:
    members = house.members("B111")
    for member in members[:-2]:
        _classed(member, "full")
    _classed(members[-2], "probationary", "elderly_sick")
    _classed(members[-1], "full", "elderly_sick", "no_vote")
    meeting = opened(house, "general")
    _come(house, meeting, *members[-2:])
    assert [row(meeting, member).votes for member in members[-2:]] == [False, False]
    assert (_tally(house, meeting).voters, _tally(house, meeting).voters_there) == (3, 0)


def test_a_member_made_welcome_by_hand_has_the_vote_that_the_rules_give(house: House) -> None:
    meeting, member = planned(house, "general"), _classed(house.member(), "full")
    for role, votes in (("welcome", True), ("due", True), ("guest", False)):
        one = attendees.add(
            meeting=meeting, member=member, role=Attendee.Role(role), scheme=house.scheme,
            by=house.viewer("secretary"), at=AT,
        )  # fmt: skip
        assert one.votes is votes


@pytest.mark.parametrize("there", range(1, 12))
def test_coming_never_takes_a_quorum_away(there: int) -> None:
    for rule in ({"more_than": "1/2"}, {"at_least": "4/5"}, {"at_least": "1"}, {"more_than": "1/9"}):
        kind = _kind({"quorum": rule})
        assert kind.quorum is not None
        for voters in range(there, 24):
            if there >= kind.quorum.needed(voters):
                assert there + 1 >= kind.quorum.needed(voters + 1)


def _kind(more: dict[str, object]) -> MeetingType:
    return MeetingType.model_validate({"title": {"en": "x", "zh": "某"}, "fact": "meeting.held", **more})


def test_rules_that_were_agreed_on_before_say_the_same() -> None:
    before = _kind({"quorum": {"more_than": "1/2", "of": ["full"], "not_for": ["no_vote"]}})
    now = _kind({"quorum": {"more_than": "1/2"}, "votes": {"of": ["full"], "not_for": ["no_vote"]}})
    assert before == now
