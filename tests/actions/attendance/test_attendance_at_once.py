"""Many check in at the same moment, and somebody closes the meeting meanwhile: each is taken once, none is lost."""

import pytest

from goodstanding.models import AttendanceConflict, Attendee, Fact, Proof
from tests.house import House
from tests.meetings import A, V, checked_in, closed, counted, opened, row, said
from tests.threads import at_once

pytestmark = pytest.mark.usefixtures("transactional_db")


def test_one_proof_sent_many_times_at_once_is_one_proof(house: House) -> None:
    meeting, member = opened(house), house.member()
    viewer = house.viewer("member")

    def send() -> None:
        said(house, meeting, member, None, by=viewer, assurance=A.PASSKEY_CODE, idempotency_key="same")

    assert at_once(*[send] * 6) == [None] * 6
    assert Proof.objects.count() == 1
    assert counted(meeting, member) == "present"


def test_a_guest_who_arrives_twice_at_once_is_on_the_list_once(house: House) -> None:
    meeting, stranger = opened(house), house.member("stranger")
    viewers = [house.viewer("secretary"), house.viewer("committee")]
    went = at_once(*[lambda by=by: said(house, meeting, stranger, V.PRESENT, by=by) for by in viewers])
    assert went == [None, None]
    assert Attendee.objects.filter(meeting=meeting, member=stranger).count() == 1
    assert row(meeting, stranger).proofs.count() == 2
    assert not AttendanceConflict.objects.exists()


def test_a_check_in_while_the_meeting_is_closed_is_before_it_or_a_case(house: House) -> None:
    meeting, member = opened(house), house.member()
    went = at_once(lambda: checked_in(house, meeting, "member"), lambda: closed(house, meeting))
    assert went == [None, None]
    fact = Fact.objects.get(member=member, kind="meeting.themed_day")
    if AttendanceConflict.objects.filter(attendee=row(meeting, member), state="open").exists():
        assert (fact.value, counted(meeting, member)) == (0, "absent")
    else:
        assert (fact.value, counted(meeting, member)) == (1000, "present")


def test_a_meeting_closed_twice_at_once_writes_once(house: House) -> None:
    meeting = opened(house)
    assert at_once(*[lambda: closed(house, meeting)] * 3) == [None] * 3
    assert Fact.objects.filter(kind="meeting.themed_day").count() == 5
