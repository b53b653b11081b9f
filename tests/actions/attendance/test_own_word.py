"""A member hears the same day that they are recorded as absent or late, says otherwise, and another person decides."""

import pytest

from goodstanding.access.policies import Denied
from goodstanding.actions.attendance import conflicts, corrections, own_word
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import AttendanceConflict, Meeting, Notice
from goodstanding.queries.meetings import meetings
from tests.house import AT, House
from tests.meetings import HOUR, V, checked_in, closed, counted, facts_of, opened, said


def told(house: House, who: str) -> list[str]:
    return list(Notice.objects.filter(to=house.account(who)).order_by("pk").values_list("kind", flat=True))


def says(house: House, meeting: Meeting, who: str = "member") -> AttendanceConflict:
    return own_word.say(meeting=meeting, words="Ask Li", scheme=house.scheme, by=house.viewer(who), at=AT + HOUR)


def settled(house: House, case: AttendanceConflict, *, for_member: bool, by: str = "committee") -> None:
    chosen = case.second if for_member else case.first
    conflicts.settle(
        conflict=case, chosen=chosen, reason="I saw her", scheme=house.scheme, by=house.viewer(by), at=AT + 2 * HOUR
    )


def test_who_is_put_down_as_absent_or_late_hears_of_it_once_it_is_written(house: House) -> None:
    meeting = opened(house)
    said(house, meeting, house.member("committee"), V.PRESENT)
    said(house, meeting, house.member("group_leader"), V.LATE)
    assert told(house, "member") == []
    closed(house, meeting)
    assert told(house, "member") == ["meeting_put_down_absent"]
    assert told(house, "group_leader") == ["meeting_put_down_late"]
    assert told(house, "committee") == []
    assert Notice.objects.get(to=house.account("member")).link == f"/my/meetings/{meeting.key}/#i-was-there"


def test_what_the_member_says_is_a_case_for_another_person_and_the_ledger_follows_it(house: House) -> None:
    meeting = closed(house, opened(house))
    case = says(house, meeting)
    assert counted(meeting, house.member()) == "absent", "what they say of themselves decides nothing"
    assert "attendance_own_word" in told(house, "committee")
    assert "attendance_own_word_about_yours" in told(house, "secretary")
    assert not meetings.cases(house.viewer("secretary")).exists()
    with pytest.raises(Denied):
        settled(house, case, for_member=True, by="secretary")
    with pytest.raises(Denied):
        settled(house, case, for_member=True, by="member")
    with pytest.raises(ActionRefused, match="checking it already"):
        says(house, meeting)
    settled(house, meetings.cases(house.viewer("committee")).get(), for_member=True)
    assert facts_of(meeting, house.member())["meeting.themed_day"] == 1000
    notice = Notice.objects.get(to=house.account("member"), kind="attendance_settled")
    assert (notice.facts["verdict"], notice.facts["reason"]) == ("present", "I saw her")


def test_what_was_decided_against_them_stands_and_is_not_asked_again(house: House) -> None:
    meeting = closed(house, opened(house))
    settled(house, says(house, meeting), for_member=False)
    assert facts_of(meeting, house.member())["meeting.themed_day"] == 0
    with pytest.raises(ActionRefused, match="can still object"):
        says(house, meeting)


def test_a_phone_that_was_late_is_not_in_time_because_its_owner_says_so(house: House) -> None:
    meeting = opened(house)
    checked_in(house, meeting, "member", occurred_at=AT - HOUR / 2)
    case = says(house, meeting)
    assert (counted(meeting, house.member()), case.state) == ("late", "open")
    settled(house, case, for_member=True)
    assert counted(meeting, house.member()) == "present"


def test_nobody_says_it_who_was_there_or_is_not_on_the_list(house: House) -> None:
    meeting = opened(house)
    said(house, meeting, house.member(), V.PRESENT)
    with pytest.raises(ActionRefused, match="not recorded as absent"):
        says(house, meeting)
    with pytest.raises(Denied):
        says(house, meeting, "stranger")
    corrected = closed(house, meeting)
    corrections.correct(
        meeting=corrected, member=house.member("group_leader"), verdict=V.PRESENT, reason="saw", scheme=house.scheme,
        by=house.viewer("secretary"), at=AT,
    )  # fmt: skip
    with pytest.raises(ActionRefused, match="not recorded as absent"):
        says(house, corrected, "group_leader")
