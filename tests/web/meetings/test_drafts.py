"""What is typed on the page of the minutes is kept for its author, form by form, until it is saved."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from goodstanding.models import Meeting, Minutes, MinutesDraft, Resolution
from tests.house import House
from tests.meetings import opened
from tests.pages import words

WORDS = "First line\nSecond line"


@pytest.fixture
def desk(house: House) -> Client:
    return house.client("secretary")


def keep(desk: Client, meeting: Meeting, part: str, **fields: str) -> Any:
    return desk.post(reverse("meeting_minutes_draft", args=[meeting.key]), {"part": part, **fields})


def forms(client: Client, meeting: Meeting) -> dict[str, Any]:
    answer = client.get(reverse("meeting_minutes", args=[meeting.key]))
    return {
        "page": words(answer),
        **{name: answer.context[name] for name in ("form", "resolution_form", "follow_up_form")},
    }


def test_a_draft_says_when_it_was_kept_and_comes_back_to_its_author_alone(house: House, desk: Client) -> None:
    meeting = opened(house)
    answer = keep(desk, meeting, "minutes", text=WORDS, chair=house.member().key)
    moment = timezone.localtime(MinutesDraft.objects.get().saved_at).strftime("%H:%M")
    assert answer.content.decode().startswith(f"Saved as a draft at {moment}.")
    mine = forms(desk, meeting)
    assert (mine["form"]["text"].value(), mine["form"]["chair"].value()) == (WORDS, house.member().key)
    assert f"Saved as a draft at {moment}." in mine["page"]
    assert forms(house.client("committee"), meeting)["form"]["text"].value() == meeting.agenda
    assert not Minutes.objects.exists(), "nothing is recorded until it is saved"


def test_saving_one_keeps_what_is_typed_in_the_others(house: House, desk: Client) -> None:
    meeting = opened(house)
    keep(desk, meeting, "minutes", text=WORDS, chair="")
    keep(desk, meeting, "vote", **{"vote-text": "Buy a lamp", "vote-votes_for": "3"})
    keep(desk, meeting, "task", **{"task-member": house.member().key, "task-text": "Sweep", "task-due_on": ""})
    told = {"text": WORDS, "chair": ""}
    assert desk.post(reverse("meeting_minutes", args=[meeting.key]), told).status_code == 302
    found = forms(desk, meeting)
    assert found["form"]["text"].value() == WORDS
    assert [found["resolution_form"][name].value() for name in ("text", "votes_for")] == ["Buy a lamp", "3"]
    assert [found["follow_up_form"][name].value() for name in ("text", "member")] == ["Sweep", house.member().key]
    assert sorted(MinutesDraft.objects.values_list("part", flat=True)) == ["task", "vote"]


def test_a_refused_form_keeps_what_is_typed_in_it_and_in_the_others(house: House, desk: Client) -> None:
    meeting = opened(house)
    keep(desk, meeting, "minutes", text=WORDS, chair="")
    told = {"vote-text": "Buy a lamp", "vote-votes_for": "900", "vote-votes_against": "0", "vote-abstained": "0"}
    answer = desk.post(reverse("meeting_resolution", args=[meeting.key]), told)
    assert (answer.status_code, Resolution.objects.count()) == (422, 0)
    assert answer.context["form"]["text"].value() == WORDS
    assert answer.context["resolution_form"]["votes_for"].value() == "900"


@pytest.mark.parametrize("route", ["meeting_resolution", "meeting_follow_up"])
def test_coming_back_to_where_a_form_was_sent_is_the_page(house: House, desk: Client, route: str) -> None:
    meeting = opened(house)
    answer = desk.get(reverse(route, args=[meeting.key]))
    assert (answer.status_code, answer["Location"]) == (302, reverse("meeting_minutes", args=[meeting.key]))


def test_a_form_that_was_emptied_keeps_nothing_and_too_much_is_refused(house: House, desk: Client) -> None:
    meeting = opened(house)
    keep(desk, meeting, "minutes", text=WORDS)
    assert keep(desk, meeting, "minutes", text=" ", chair="").content == b""
    assert keep(desk, meeting, "minutes", text="x" * 50_000).status_code == 422
    assert keep(desk, meeting, "password", text="x").status_code == 404
    assert not MinutesDraft.objects.exists()


def test_nobody_keeps_drafts_for_a_meeting_that_is_not_theirs(house: House) -> None:
    meeting = opened(house)
    for who in ("member", "neighbour", "auditor"):
        assert keep(house.client(who), meeting, "minutes", text=WORDS).status_code == 404, who
    assert not MinutesDraft.objects.exists()


def test_only_the_fields_of_the_form_are_kept(house: House, desk: Client) -> None:
    meeting = opened(house)
    keep(desk, meeting, "vote", **{"vote-text": "Buy", "text": "other", "csrfmiddlewaretoken": "x", "vote-key": "x"})
    assert MinutesDraft.objects.get().fields == {"text": "Buy"}
