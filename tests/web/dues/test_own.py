"""A member's own dues: what is due, one tap to confirm, receipts, consent, and what waits on To do."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import timezone

from goodstanding.models import DuesBase, DuesConsent
from tests.clock import Clock
from tests.dues import owes, paid
from tests.house import House
from tests.pages import words
from tests.web.personal.waiting_list import badge, lines


def test_what_is_due_and_paid_with_receipts(house: House) -> None:
    client = house.client("member")
    assert "Your amount a month is not set yet." in words(client.get(reverse("my_dues")))
    owes(house, at=timezone.now())
    said = words(client.get(reverse("my_dues")))
    assert "To pay: 25.00 yuan" in said
    assert "confirm" not in said.lower().replace("confirmed on", "")
    paid(house, 2500, at=timezone.now())
    said = words(client.get(reverse("my_dues")))
    assert "Everything is paid" in said
    assert "receipt" in said
    assert house.client("analyst").get(reverse("my_dues")).status_code == 404


def test_the_member_chooses_a_band_and_nothing_typed_is_lost(house: House) -> None:
    client, page = house.client("member"), reverse("my_dues_amount")
    answer = client.post(page, {"band": "pay_to_5000", "fen": "12,3"})
    assert answer.status_code == 422
    assert "12,3" in answer.content.decode()
    assert client.post(page, {"band": "pay_to_5000", "fen": "31.50"}).status_code == 302
    assert DuesBase.objects.get().fen == 3150
    assert client.post(page, {"band": "student", "fen": ""}).status_code == 302
    assert DuesBase.objects.latest("pk").fen == 20


def test_unchanged_is_one_tap_from_to_do_once_a_year(house: House, clock: Clock) -> None:
    owes(house)
    clock.stop_at(datetime(2017, 1, 10, 9, tzinfo=ZoneInfo("Asia/Shanghai")))
    client = house.client("member")
    before = badge(client, "to_do")
    assert any("still 25.00 yuan a month?" in line for line in lines(client, "to_do"))
    client.post(reverse("my_dues_confirm"))
    assert DuesBase.objects.filter(on__year=2017).count() == 1
    assert badge(client, "to_do") == before - 1
    assert not any("a month?" in line for line in lines(client, "to_do"))


def test_an_open_month_waits_in_its_last_days_for_the_member_and_the_branch(house: House, clock: Clock) -> None:
    owes(house)
    mine, desk = house.client("member"), house.client("secretary")
    found = {}
    for day in (10, 28):
        clock.stop_at(datetime(2016, 10, day, 9, tzinfo=ZoneInfo("Asia/Shanghai")))
        found[day] = (
            sum(reverse("my_dues") in line for line in lines(mine, "to_do")),
            sum(reverse("unit_dues", args=["B111"]) in line for line in lines(desk, "desk")),
        )
        for client, route in ((mine, "to_do"), (desk, "desk")):
            assert badge(client, route) == len(lines(client, route))
    assert found == {10: (0, 0), 28: (1, 1)}
    assert reverse("unit_dues", args=["B111"]) in desk.get(reverse("desk_week")).content.decode()


def test_consent_is_given_and_taken_back_by_the_member_alone(house: House) -> None:
    client, page = house.client("member"), reverse("my_dues_consent")
    for given in ("yes", "yes", "no"):
        client.post(page, {"given": given})
    assert list(DuesConsent.objects.order_by("pk").values_list("given", flat=True)) == [True, False]
