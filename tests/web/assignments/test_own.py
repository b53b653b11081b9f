"""A member's own assignments on the phone: found where it waits, accepted with a tap, handed in, declined."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from goodstanding.models import Assignee, Fact
from tests.assignments import given, now
from tests.attached import HTML, PDF
from tests.beginnings import year_published
from tests.clock import Clock
from tests.house import AT, House
from tests.pages import tags, words
from tests.web.personal.waiting_list import badge, lines, words_of


def waiting(house: House, title: str = "Count the chairs") -> Assignee:
    """An assignment of the branch that waits for the member now."""
    at = timezone.now()
    assignment = given(house, at=at, due_on=timezone.localdate() + timedelta(days=9), title=title)
    return assignment.assignees.select_related("assignment", "member").get(member=house.member())


def test_it_waits_in_the_one_list_and_is_accepted_with_one_tap_there(house: House) -> None:
    client = house.client("member", verified=False)
    before = badge(client, "home")
    task = waiting(house)
    assert badge(client, "home") == before + 1
    line = next(line for line in lines(client, "to_do") if "Count the chairs" in line)
    accept = reverse("my_assignment_accept", args=[task.assignment.key])
    assert f'action="{accept}"' in line
    answer = client.post(accept, {"next": reverse("to_do")})
    assert (answer["Location"], now(task).state) == (reverse("to_do"), "accepted")
    line = next(line for line in lines(client, "to_do") if "Count the chairs" in line)
    assert "Hand in" in line, "the next deed stands in its place"
    assert Fact.objects.get(kind="assignment.answered").value == 1000


def test_it_is_handed_in_with_a_file_and_every_step_is_there_to_read(house: House) -> None:
    client, task = house.client("member", verified=False), waiting(house)
    page = reverse("my_assignment", args=[task.assignment.key])
    sent = {"text": "Forty chairs.", "attachment": SimpleUploadedFile("list.pdf", PDF)}
    assert client.post(page, sent).status_code == 302
    said = words(client.get(page))
    assert all(text in said for text in ("Handed in", "Forty chairs.", "list.pdf"))
    step = now(task).steps.get()
    for who, status in (("member", 200), ("secretary", 200), ("neighbour", 404), ("stranger", 404), ("auditor", 404)):
        answer = house.client(who).get(reverse("assignment_file", args=[step.attachment]))
        assert answer.status_code == status, who
    assert house.member().record_views.filter(page="assignment", how="export").count() == 1


def test_what_is_wrong_stands_on_the_form_and_the_words_stay(house: House) -> None:
    client, task = house.client("member", verified=False), waiting(house)
    page = reverse("my_assignment", args=[task.assignment.key])
    for sent, says in (
        ({"text": " "}, "Write what you did, or attach a file."),
        ({"text": "Forty.", "attachment": SimpleUploadedFile("a.pdf", HTML)}, "Only PDF, PNG, JPEG and plain text"),
    ):
        answer = client.post(page, sent)
        assert answer.status_code == 422
        assert says in words(answer)
    assert "Forty." in answer.content.decode()
    assert now(task).state == "given"


def test_declining_takes_a_reason_and_costs_nothing(house: House) -> None:
    client, task = house.client("member", verified=False), waiting(house)
    decline = reverse("my_assignment_decline", args=[task.assignment.key])
    answer = client.post(decline, {"reason": ""})
    assert answer.status_code == 422
    assert "This field is required" in words(answer)
    assert client.post(decline, {"reason": "I am away."}).status_code == 302
    assert "nothing is held against you" in words(client.get(reverse("my_assignment", args=[task.assignment.key])))
    assert [fact.value for fact in Fact.objects.filter(member=house.member())] == [1000]
    assert not [line for line in lines(client, "to_do") if "Count the chairs" in line]


def test_more_time_is_asked_for_on_the_same_page(house: House) -> None:
    client, task = house.client("member", verified=False), waiting(house)
    address = reverse("my_assignment_time", args=[task.assignment.key])
    until = task.due_on + timedelta(days=5)
    assert client.post(address, {"until": task.due_on.isoformat(), "reason": "x"}).status_code == 422
    assert client.post(address, {"until": until.isoformat(), "reason": "The key is missing."}).status_code == 302
    assert now(task).extension_to == until


def test_others_find_nothing_at_its_address(house: House) -> None:
    task = waiting(house)
    for who in ("stranger", "neighbour", "analyst", "operator"):
        for route in ("my_assignment", "my_assignment_decline", "my_assignment_time"):
            assert house.client(who).get(reverse(route, args=[task.assignment.key])).status_code == 404, (who, route)
        assert house.client(who).post(reverse("my_assignment_accept", args=[task.assignment.key])).status_code == 404


def test_with_nothing_to_do_the_page_says_what_happens_next(house: House) -> None:
    said = words(house.client("member").get(reverse("my_assignments")))
    assert "When your branch gives you an assignment, it is shown here" in said


def test_the_day_it_is_due_stands_in_the_calendar(house: House) -> None:
    client, task = house.client("member", verified=False), waiting(house)
    client.post(reverse("my_calendar"))
    page = client.post(reverse("my_calendar")).content.decode()
    address = page[page.index("/calendar/") :].split('"')[0].split("<")[0]
    events = Calendar.from_ical(Client().get(address).content).walk("VEVENT")
    (event,) = [event for event in events if "Count the chairs" in str(event["summary"])]
    assert event.decoded("dtstart") == task.due_on
    assert str(event["url"]).endswith(reverse("my_assignment", args=[task.assignment.key]))


@pytest.mark.begins(after=year_published)
def test_an_open_one_stands_in_what_is_still_possible_with_its_effect_and_its_deed(house: House, clock: Clock) -> None:
    clock.stop_at(AT)
    client, task = house.client("member"), waiting(house)
    page = client.get(reverse("my_record")).content.decode()
    accept = reverse("my_assignment_accept", args=[task.assignment.key])
    (line,) = [line for line in re.findall(r"<li.*?</li>", page, re.DOTALL) if "Count the chairs" in line]
    assert f'action="{accept}"' in line
    assert re.search(r"0\.\d\d", words_of(line)), "what doing it would give"


def test_what_a_phone_delivers_later_is_answered_for_its_script_and_says_when_it_was_written(house: House) -> None:
    client, task = house.client("member", verified=False), waiting(house)
    page, moment = reverse("my_assignment", args=[task.assignment.key]), timezone.now() - timedelta(hours=5)
    away = {"X-Delivery": "1"}
    empty = client.post(page, {"text": " "}, headers=away)
    assert (empty.status_code, empty.json()["said"]) == (422, "Write what you did, or attach a file.")
    sent = {"text": "Forty chairs.", "written_at": moment.isoformat(), "seen": "0"}
    for _time in range(2):
        answer = client.post(page, sent, headers=away)
        assert (answer.status_code, answer.json()) == (200, {"url": page})
    (step,) = now(task).steps.all()
    assert step.words.startswith("Forty chairs.\n\nWritten without signal, ")
    later = client.post(page, sent | {"text": "Fifty.", "written_at": "x"}, headers=away)
    assert later.status_code == 422, "one came before"


def test_what_was_finished_in_time_without_signal_counts_as_of_then(house: House, clock: Clock) -> None:
    clock.stop_at(AT)
    client, task = house.client("member"), waiting(house)
    page = reverse("my_assignment", args=[task.assignment.key])
    clock.stop_at(AT + timedelta(hours=1))
    (served,) = [one["value"] for one in tags(client.get(page), "input", name="served")]
    moment = AT + timedelta(hours=2)
    clock.stop_at(AT + timedelta(days=7))
    sent = {"text": "Forty chairs.", "written_at": moment.isoformat(), "served": str(served)}
    assert client.post(page, sent, headers={"X-Delivery": "1"}).status_code == 200
    assert now(task).done_on == moment.date()
