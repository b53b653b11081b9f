"""One batch that arrives many times in the same moment, and a meeting that is closed meanwhile."""

import pytest

from goodstanding.actions.check_in import offline_delivery
from goodstanding.actions.check_in.offline_delivery import DeliveredMark
from goodstanding.models import AttendanceConflict, Fact, Meeting, Proof
from tests.house import AT, House
from tests.meetings import closed, counted, opened
from tests.rolls import HostPhone, own_code, states
from tests.threads import at_once

pytestmark = pytest.mark.usefixtures("transactional_db")


def test_a_batch_that_arrives_many_times_at_once_is_taken_once(house: House) -> None:
    meeting = opened(house)
    phone = HostPhone(house, meeting)
    # A time that cannot be: then it is the moment of the delivery, which each of these has for itself.
    items = [phone.marks("member", "late", at=0), phone.scans(own_code(house, meeting, "committee"))]
    by, told = house.viewer("secretary"), list[list[DeliveredMark]]()

    def send() -> None:
        told.append(
            offline_delivery.deliver(meeting=meeting, ticket=phone.word, items=items, scheme=house.scheme, by=by, at=AT)
        )

    assert at_once(*[send] * 5) == [None] * 5
    # Whole batches may take turns: one of them takes the mark, and another the scan.
    for answers in zip(*(states(one) for one in told), strict=True):
        assert sorted(answers) == ["known"] * 4 + ["taken"]
    assert Proof.objects.count() == 2


def test_a_mark_that_is_delivered_while_the_meeting_is_closed_is_before_it_or_a_case(house: House) -> None:
    meeting = opened(house)
    phone = HostPhone(house, meeting)
    mark = phone.marks("member", "present")
    assert at_once(lambda: phone.delivers(mark, at=AT), lambda: closed(house, meeting)) == [None, None]
    fact = Fact.objects.get(member=house.member(), kind="meeting.themed_day")
    waits = AttendanceConflict.objects.filter(state="open").exists()
    assert (fact.value, counted(Meeting.objects.get(), house.member())) == (
        (0, "absent") if waits else (1000, "present")
    )
