"""Announcements on pages: one tap for the member, and for the branch a list of those it has not reached."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from goodstanding.models import Bulletin, BulletinReceipt, RecordView
from tests.house import House
from tests.pages import words
from tests.web.personal.waiting_list import badge, lines


def announce(house: House, who: str = "secretary", code: str = "B111") -> Bulletin:
    sent = {
        "title": "Road works", "text": "The hall is reached from the back.",
        "until_on": (timezone.localdate() + timedelta(days=5)).isoformat(), "form": "f",
    }  # fmt: skip
    assert house.client(who).post(reverse("bulletin_new", args=[code]), sent).status_code == 302
    return Bulletin.objects.get()


def test_a_member_finds_it_at_home_reads_it_and_confirms_with_one_tap(house: House) -> None:
    made = announce(house)
    client = house.client("member", verified=False)
    assert "Road works" in words(client.get(reverse("home")))
    before = badge(client, "to_do")
    assert before == len(lines(client, "to_do"))
    page = client.get(reverse("my_bulletin", args=[made.key]))
    assert "The hall is reached from the back." in words(page)
    assert not BulletinReceipt.objects.exists(), "to open a page is no reading, and is not recorded"
    client.post(reverse("my_bulletin_confirm", args=[made.key]))
    assert badge(client, "to_do") == before - 1
    assert "You have read it" in words(client.get(reverse("my_bulletins")))


def test_the_branch_sees_whom_it_did_not_reach_and_notes_who_was_told(house: House) -> None:
    made, desk = announce(house), house.client("secretary")
    page = desk.get(reverse("bulletin", args=[made.key]))
    others = house.members("B111")
    assert all(member.name in words(page) for member in others)
    seen = RecordView.objects.filter(by=house.account("secretary"), page="bulletin")
    assert seen.count() == len(others) - 1, "everyone but oneself can read that they were looked up"
    desk.post(reverse("bulletin_tell", args=[made.key]), {"member": [one.key for one in others[2:]]})
    said = words(desk.get(reverse("bulletin", args=[made.key])))
    assert others[0].name in said and others[4].name not in said
    desk.post(reverse("bulletin_withdraw", args=[made.key]), {"reason": "Over."})
    assert "Withdrawn: Over." in words(desk.get(reverse("bulletin", args=[made.key])))


def test_what_is_missing_is_said_at_its_field_and_what_was_typed_stays(house: House) -> None:
    desk = house.client("secretary")
    new = reverse("bulletin_new", args=["B111"])
    page = desk.get(new)
    assert f"To all 5 members of {house.branch.name}" in words(page)
    answer = desk.post(new, {"title": "Road works", "text": "", "until_on": "2016-02-30", "form": "f"})
    assert answer.status_code == 422
    assert "There is no such day" in words(answer)
    assert 'value="Road works"' in answer.content.decode()
    assert not Bulletin.objects.exists()


@pytest.mark.parametrize("who", ["neighbour", "stranger", "foreign_secretary"])
def test_it_does_not_exist_for_others(house: House, who: str) -> None:
    made, client = announce(house), house.client(who)
    for name in ("my_bulletin", "bulletin"):
        assert client.get(reverse(name, args=[made.key])).status_code == 404, name
    assert client.post(reverse("my_bulletin_confirm", args=[made.key])).status_code == 404
