"""The roll's page for a phone whose signal comes and goes: what it delivers with, and what counts by now."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from goodstanding.models import Meeting, Proof
from tests.house import House
from tests.meetings import counted, row
from tests.phones import open_meeting
from tests.rolls import idempotency_key, ms


@pytest.fixture
def meeting(house: House) -> Meeting:
    """A meeting that began five minutes ago."""
    return open_meeting(house, timezone.now() - timedelta(minutes=5))


@pytest.fixture
def host(house: House) -> Client:
    """The secretary's browser."""
    return house.client("secretary")


def page(client: Client, meeting: Meeting) -> str:
    return client.get(reverse("meeting_roll", args=[meeting.key])).content.decode()


def ticket(client: Client, meeting: Meeting) -> str:
    """With what the page delivers its marks."""
    found = re.search(r'data-ticket="([\w-]+)"', page(client, meeting))
    assert found, "the page has a ticket"
    return found[1]


def deliver(client: Client, meeting: Meeting, word: str, *items: dict[str, Any]) -> list[dict[str, str]]:
    address = reverse("meeting_roll_deliver", args=[meeting.key])
    answer = client.post(address, json.dumps({"word": word, "items": items}), content_type="application/json")
    found: list[dict[str, str]] = answer.json()["results"]
    return found


def standing(client: Client, meeting: Meeting) -> Any:
    """What counts by now."""
    return client.get(reverse("meeting_roll", args=[meeting.key]), {"part": "now"}).json()


def test_a_mark_that_waited_arrives_once_with_the_moment_at_which_it_was_made(
    house: House, host: Client, meeting: Meeting
) -> None:
    word = ticket(host, meeting)
    made = timezone.now()
    mark = {"once": idempotency_key(), "do": "late", "member": house.member().key, "at": ms(made)}
    assert [deliver(host, meeting, word, mark)[0]["state"] for _try in range(2)] == ["taken", "known"]
    proof = Proof.objects.get()
    assert abs(proof.occurred_at - made) < timedelta(milliseconds=2)
    assert proof.recorded_at > proof.occurred_at


def test_the_page_asks_what_counts_by_now_and_reads_no_names(house: House, host: Client, meeting: Meeting) -> None:
    word, member = ticket(host, meeting), house.member()
    mark = {"once": idempotency_key(), "do": "present", "member": member.key}
    deliver(host, meeting, word, mark)
    now = standing(host, meeting)
    proof = str(Proof.objects.get().pk)
    line = {"counted": "present", "how": "", "mine": mark["once"], "proof": proof, "has_case": False}
    assert now["lines"][member.key] == line
    assert now["lines"][house.member("committee").key]["counted"] == ""
    assert member.name not in json.dumps(now, ensure_ascii=False)
    assert member.number not in json.dumps(now)
    assert (
        house.client("neighbour").get(reverse("meeting_roll", args=[meeting.key]), {"part": "now"}).status_code == 404
    )


def test_the_line_says_what_a_phone_needs_to_count_and_to_leave_out(
    house: House, host: Client, meeting: Meeting
) -> None:
    text = page(host, meeting)
    attendee = row(meeting, house.member())
    line = text[text.index(f'id="line-{attendee.pk}"') :].split("</li>")[0]
    assert f'data-member="{house.member().key}"' in line
    assert 'data-is-due="yes"' in line
    assert 'data-counted=""' in line
    assert "is-idle" in line, "the place of Undo is there before it can be used, so that no mark moves a line"


def test_a_ticket_of_another_host_or_meeting_delivers_nothing(house: House, host: Client, meeting: Meeting) -> None:
    other = open_meeting(house, timezone.now() - timedelta(minutes=5), "general")
    mark = {"once": idempotency_key(), "do": "present", "member": house.member().key}
    address = reverse("meeting_roll_deliver", args=[meeting.key])
    body = json.dumps({"word": ticket(host, other), "items": [mark]})
    assert host.post(address, body, content_type="application/json").status_code == 422
    assert counted(meeting, house.member()) is None
