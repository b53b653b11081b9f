"""A roll on paper is worth the same, is typed in once however often, and never overwrites what others said."""

import pytest

from goodstanding.access.policies import Denied
from goodstanding.actions.attendance import attendance
from goodstanding.actions.check_in import paper_rolls
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import AttendanceConflict, Attendee, Meeting, PaperRoll, Proof
from tests.house import AT, House
from tests.meetings import HOUR, A, V, checked_in, closed, counted, facts_of, opened, planned, row, said


def printed(house: House, meeting: Meeting) -> PaperRoll:
    return paper_rolls.print_out(meeting=meeting, scheme=house.scheme, by=house.viewer("secretary"), at=AT)


def typed(house: House, roll: PaperRoll, marks: dict[int, Proof.Verdict], by: str = "secretary") -> int:
    return paper_rolls.type_in(roll=roll, marks=marks, scheme=house.scheme, by=house.viewer(by), at=AT)


def line_of(house: House, roll: PaperRoll, who: str = "member") -> int:
    one = Attendee.objects.get(meeting=roll.meeting, member=house.member(who))
    return int(roll.lines.index(one.pk)) + 1


def test_a_roll_opens_the_meeting_it_is_typed_in_for_and_counts_the_same(house: House) -> None:
    roll = printed(house, planned(house))
    line = line_of(house, roll)
    assert typed(house, roll, {line: V.PRESENT}) == 1
    meeting = Meeting.objects.get()
    assert (meeting.state, Proof.objects.get().assurance) == ("open", A.PAPER)
    closed(house, meeting)
    assert facts_of(meeting, house.member())["meeting.themed_day"] == 1000


def test_typed_in_again_it_changes_nothing_and_otherwise_it_takes_its_own_marks_back(house: House) -> None:
    roll = printed(house, opened(house))
    line = line_of(house, roll)
    assert [typed(house, roll, {line: V.PRESENT}) for _again in range(2)] == [1, 0]
    assert typed(house, roll, {line: V.LATE}) == 1
    assert counted(roll.meeting, house.member()) == "late"
    assert not AttendanceConflict.objects.exists()


def test_the_last_typed_mark_counts_whatever_was_typed_or_undone_before(house: House) -> None:
    roll = printed(house, opened(house))
    line, member = line_of(house, roll), house.member()
    typed(house, roll, {line: V.PRESENT})
    counts = row(roll.meeting, member).counted
    assert counts is not None
    attendance.undo(proof=counts, reason="slip", scheme=house.scheme, by=house.viewer("secretary"), at=AT)
    for verdict in (V.ABSENT, V.PRESENT, V.PRESENT, V.LATE, V.PRESENT):
        typed(house, roll, {line: verdict})
        assert counted(roll.meeting, member) == verdict
    closed(house, roll.meeting)
    assert facts_of(roll.meeting, member)["meeting.themed_day"] == 1000
    assert not AttendanceConflict.objects.exists()


def test_paper_typed_after_a_tap_by_the_same_host_counts_and_another_host_s_is_a_case(house: House) -> None:
    roll = printed(house, opened(house))
    line, member = line_of(house, roll), house.member()
    said(house, roll.meeting, member, V.PRESENT, occurred_at=AT - HOUR / 2)
    typed(house, roll, {line: V.ABSENT})
    assert counted(roll.meeting, member) == "absent"
    assert not AttendanceConflict.objects.exists()
    typed(house, roll, {line: V.PRESENT}, by="committee")
    assert counted(roll.meeting, member) == "absent"
    assert AttendanceConflict.objects.filter(state="open").count() == 1


def test_paper_that_contradicts_a_phone_is_a_case(house: House) -> None:
    meeting = opened(house)
    roll = printed(house, meeting)
    checked_in(house, meeting, "member")
    typed(house, roll, {line_of(house, roll): V.ABSENT})
    assert counted(meeting, house.member()) == "present"
    assert AttendanceConflict.objects.filter(state="open").count() == 1


def test_a_line_stays_who_it_was_when_the_list_changes(house: House) -> None:
    meeting = planned(house)
    roll = printed(house, meeting)
    line = line_of(house, roll)
    house.enrol("B111", "阿成员")
    typed(house, roll, {line: V.PRESENT})
    assert counted(Meeting.objects.get(), house.member()) == "present"


def test_a_roll_is_typed_in_by_the_branch_after_the_beginning_and_for_its_own_lines(house: House) -> None:
    roll = printed(house, opened(house))
    for who in ("member", "neighbour", "group_leader"):
        with pytest.raises(Denied):
            typed(house, roll, {1: V.PRESENT}, by=who)
    with pytest.raises(ActionRefused, match="no line 6"):
        typed(house, roll, {1: V.PRESENT, 6: V.PRESENT})
    assert not Proof.objects.exists(), "all of it or nothing"
    early = printed(house, planned(house, "study", starts=AT + HOUR))
    with pytest.raises(ActionRefused, match="not started"):
        typed(house, early, {1: V.PRESENT})


def test_every_roll_has_a_code_of_its_own_without_letters_that_look_alike(house: House) -> None:
    meeting = opened(house)
    codes = {printed(house, meeting).code for _place in range(5)}
    assert len(codes) == 5
    assert not set("".join(codes)) & set("0O1I5S2")
