"""A resolution that was written down wrongly is put right by another; the wrong one stays readable, and why."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from goodstanding.actions.meetings import minutes
from goodstanding.actions.meetings.minutes import Votes
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import Meeting, Resolution
from tests.house import AT, House
from tests.meetings import V, closed, opened, said

pytestmark = pytest.mark.usefixtures("house")


@pytest.fixture
def desk(house: House) -> Client:
    """The secretary's browser."""
    return house.client("secretary")


@pytest.fixture
def meeting(house: House) -> Meeting:
    """A general meeting to which four of five came."""
    found = opened(house, "general")
    for who in ("secretary", "committee", "group_leader", "member"):
        said(house, found, house.member(who), V.PRESENT)
    return found


def resolved(house: House, meeting: Meeting, text: str = "Buy chairs") -> Resolution:
    return minutes.resolve(
        meeting=meeting, text=text, votes=Votes(4, 0, 0), scheme=house.scheme, by=house.viewer("secretary"), at=AT
    )


def minutes_page(client: Client, meeting: Meeting) -> str:
    answer = client.get(reverse("meeting_minutes", args=[meeting.key]))
    assert answer.status_code == 200
    return str(answer.content.decode())


def right(**more: Any) -> dict[str, Any]:
    return {"text": "Buy tables", "votes_for": 2, "votes_against": 1, "abstained": 1, "reason": "Misheard"} | more


def correct(client: Client, wrong: Resolution, **more: Any) -> Any:
    return client.post(reverse("meeting_resolution_correct", args=[wrong.key]), right(**more))


def test_the_form_begins_with_what_stands_in_the_minutes(house: House, desk: Client, meeting: Meeting) -> None:
    wrong = resolved(house, meeting)
    assert reverse("meeting_resolution_correct", args=[wrong.key]) in minutes_page(desk, meeting)
    answer = desk.get(reverse("meeting_resolution_correct", args=[wrong.key]))
    assert answer.context["form"]["text"].value() == "Buy chairs"
    assert answer.context["form"]["votes_for"].value() == 4


def test_another_stands_in_its_place_and_the_old_one_is_struck_through_with_who_and_why(
    house: House, desk: Client, meeting: Meeting
) -> None:
    wrong = resolved(house, meeting)
    assert correct(desk, wrong).status_code == 302
    made = Resolution.objects.get(replaces=wrong)
    assert (made.number, made.text, made.carried, made.reason) == (1, "Buy tables", False, "Misheard")
    text = minutes_page(desk, meeting)
    struck = text[text.index("<s>") : text.index("</s>")]
    assert "Buy chairs" in struck
    assert "4 for, 0 against, 0 abstained" in struck
    assert f"Corrected by {house.member('secretary').name}" in text
    assert "Misheard" in text
    assert "Buy chairs" not in desk.get(reverse("meeting", args=[meeting.key])).content.decode()


def test_what_was_put_right_wrongly_is_put_right_again(house: House, desk: Client, meeting: Meeting) -> None:
    first = resolved(house, meeting)
    correct(desk, first)
    correct(desk, Resolution.objects.get(replaces=first), text="Buy benches", reason="Misheard again")
    text = minutes_page(desk, meeting)
    assert text.index("Buy benches") < text.index("Buy tables") < text.index("Buy chairs")
    assert resolved(house, meeting, "Paint the hall").number == 2


def test_after_the_meeting_is_closed_it_is_put_right_as_before(house: House, desk: Client, meeting: Meeting) -> None:
    wrong = resolved(house, meeting)
    closed(house, meeting)
    assert correct(desk, wrong).status_code == 302
    assert Resolution.objects.get(replaces=wrong).text == "Buy tables"


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"reason": ""}, "This field is required"),
        ({"votes_for": 5}, "more votes than people"),
        ({"text": "Buy chairs", "votes_for": 4, "votes_against": 0, "abstained": 0}, "Nothing has changed"),
    ],
)
def test_what_cannot_stand_is_said_on_the_form(
    house: House, desk: Client, meeting: Meeting, more: dict[str, Any], says: str
) -> None:
    answer = correct(desk, resolved(house, meeting), **more)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert Resolution.objects.count() == 1


def test_one_is_put_right_once(house: House, desk: Client, meeting: Meeting) -> None:
    wrong = resolved(house, meeting)
    correct(desk, wrong)
    assert b"already been corrected" in correct(desk, wrong, text="Buy lamps").content
    assert desk.get(reverse("meeting_resolution_correct", args=[wrong.key])).status_code == 302
    with pytest.raises(ActionRefused, match="already been corrected"):
        minutes.resolve(
            meeting=meeting, text="x", votes=Votes(1, 0, 0), scheme=house.scheme, by=house.viewer("secretary"), at=AT,
            replaces=wrong, reason="x",
        )  # fmt: skip


def test_the_database_keeps_both_and_knows_one_successor(house: House, desk: Client, meeting: Meeting) -> None:
    wrong = resolved(house, meeting)
    correct(desk, wrong)
    made = Resolution.objects.get(replaces=wrong)
    fields = {field.attname: getattr(made, field.attname) for field in Resolution._meta.concrete_fields}
    again = Resolution(**fields | {"id": None, "key": "another"})
    for act in (again.save, wrong.delete, lambda: Resolution.objects.filter(pk=wrong.pk).update(text="x")):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


@pytest.mark.parametrize("who", ["member", "group_leader", "neighbour", "auditor", "foreign_secretary"])
def test_others_find_nothing_to_put_right(house: House, meeting: Meeting, who: str) -> None:
    wrong = resolved(house, meeting)
    client = house.client(who)
    assert client.get(reverse("meeting_resolution_correct", args=[wrong.key])).status_code == 404
    assert correct(client, wrong).status_code == 404
