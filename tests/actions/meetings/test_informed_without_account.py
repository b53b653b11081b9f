"""Members whom no notice in the application reaches: informed on paper or by telephone, with who and when."""

import pytest

from goodstanding.access.policies import Denied
from goodstanding.actions.meetings import meetings
from goodstanding.actions.meetings import notices as meeting_notices
from goodstanding.actions.people import accounts
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import Attendee, AuditRow, Meeting, Receipt
from tests.house import AT, House
from tests.meetings import HOUR, closed, counted, facts_of, planned, row

STARTS = AT + 48 * HOUR


def noticed(house: House) -> Meeting:
    meeting = planned(house, starts=STARTS)
    meetings.notice(meeting=meeting, scheme=house.scheme, by=house.viewer("secretary"), at=AT)
    return Meeting.objects.get(pk=meeting.pk)


def informed(house: House, meeting: Meeting, who: str = "secretary", at: object = AT + HOUR) -> int:
    return meeting_notices.record_all_informed(meeting=meeting, by=house.viewer(who), at=at)  # type: ignore[arg-type]


def test_all_without_an_account_are_recorded_once_with_who_and_when(house: House) -> None:
    silent, meeting = house.enrol("B111"), noticed(house)
    # The fifth member of the branch has no account either.
    assert [informed(house, meeting), informed(house, meeting)] == [2, 0]
    receipt = Receipt.objects.get(attendee=row(meeting, silent))
    assert (receipt.sent_by, receipt.sent_at) == (house.account("secretary"), AT + HOUR)
    assert AuditRow.objects.filter(noun="meeting", verb="tell").count() == 1


def test_they_count_as_absent_like_everyone_else(house: House) -> None:
    silent, meeting = house.enrol("B111"), noticed(house)
    informed(house, meeting)
    meetings.open_doors(meeting=meeting, scheme=house.scheme, by=house.viewer("secretary"), at=STARTS)
    closed(house, meeting, at=STARTS + HOUR)
    assert counted(meeting, silent) == "absent"
    assert facts_of(meeting, silent)["meeting.themed_day"] == 0


def test_an_account_that_nobody_has_made_theirs_is_reached_by_no_notice(house: House) -> None:
    invited = house.enrol("B111")
    accounts.of_member(invited, at=AT)
    meeting = noticed(house)
    assert not Receipt.objects.filter(attendee=row(meeting, invited)).exists()
    meetings.open_doors(meeting=meeting, scheme=house.scheme, by=house.viewer("secretary"), at=STARTS)
    closed(house, meeting, at=STARTS + HOUR)
    assert row(meeting, invited).role == Attendee.Role.WELCOME, "who could not know misses nothing"
    assert facts_of(meeting, invited) == {}


def test_it_is_recorded_after_the_notice_and_before_the_meeting_begins(house: House) -> None:
    early = planned(house, starts=STARTS)
    with pytest.raises(ActionRefused, match="Notify everyone first"):
        informed(house, early)
    meeting = noticed(house)
    with pytest.raises(ActionRefused, match="has begun"):
        informed(house, meeting, at=STARTS)
    assert not Receipt.objects.filter(channel=Receipt.Channel.IN_PERSON).exists()


def test_a_change_has_to_be_passed_on_anew(house: House) -> None:
    meeting = noticed(house)
    informed(house, meeting)
    what = meetings.Particulars(STARTS + HOUR, STARTS + 2 * HOUR, meeting.place, meeting.topic, meeting.agenda)
    meetings.change(meeting=meeting, what=what, scheme=house.scheme, by=house.viewer("secretary"), at=AT + 2 * HOUR)
    assert informed(house, meeting, at=AT + 3 * HOUR) == 1


@pytest.mark.parametrize("who", ["member", "neighbour", "group_leader"])
def test_only_who_holds_every_meeting_of_the_branch_records_it(house: House, who: str) -> None:
    meeting = noticed(house)
    with pytest.raises(Denied):
        informed(house, meeting, who)
