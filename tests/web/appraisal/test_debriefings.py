"""A debriefing on pages: begun from the records, commented on the phone, graded above; comments come without names."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from goodstanding.models import Debriefing
from tests.clock import Clock
from tests.house import House
from tests.meetings import closed, opened
from tests.pages import words
from tests.web.personal.waiting_list import lines

AT = datetime(2016, 11, 20, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
WRITE = ("debriefing_write", "B111")


@pytest.fixture(autouse=True)
def then(clock: Clock) -> None:
    clock.stop_at(AT)


def test_from_the_records_to_a_grade_that_the_secretary_reads_without_names(house: House, clock: Clock) -> None:
    closed(house, opened(house))
    desk, phone, above = (house.client(who) for who in ("secretary", "member", "sub_district_officer"))
    assert any("begun for you" in line for line in lines(desk, "desk"))
    begun = words(desk.get(reverse(WRITE[0], args=[WRITE[1]])))
    assert "Meetings held: Themed Party Day" in begun
    desk.post(reverse(WRITE[0], args=[WRITE[1]]), {"text": "A draft", "do": "save"})
    assert "A draft" not in words(above.get(reverse("debriefings")))
    assert above.get(reverse("debriefing", args=[Debriefing.objects.get().key])).status_code == 404
    desk.post(reverse(WRITE[0], args=[WRITE[1]]), {"text": "What I did", "do": "hand_in"})
    found = Debriefing.objects.get()
    page, own = reverse("debriefing", args=[found.key]), reverse("my_debriefing", args=[found.key])
    assert reverse("my_debriefings") in phone.get(reverse("me")).content.decode()
    assert "What I did" in words(phone.get(own))
    phone.post(own, {"text": "Visits came late"})
    assert phone.post(own, {"text": ""}).status_code == 422
    name = house.member().name
    assert name in words(above.get(page))
    read = words(desk.get(page))
    assert "Visits came late" in read
    assert name not in read
    clock.stop_at(AT + timedelta(days=8))
    assert any("The days for comments are over" in line for line in lines(above, "desk"))
    said = {"grade": "good", "reason": "Seen on the spot", "body": "Committee", "present": "All", "on": "2016-11-27"}
    assert above.post(reverse("debriefing_grade", args=[found.key]), said).status_code == 302
    assert "Seen on the spot" in words(desk.get(page))
    assert desk.get(reverse("debriefing_grade", args=[found.key])).status_code == 404
    assert "Seen on the spot" not in words(phone.get(own))
