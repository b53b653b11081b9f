"""Probation on pages: the member's own timeline with one tap, and the desk with the decisions of the bodies."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from goodstanding.models import Probation
from tests.clock import Clock
from tests.house import AT, House
from tests.pages import words
from tests.probation import accepted, left, step_of
from tests.web.personal.waiting_list import badge, lines

OWN, DESK = reverse("my_probation"), reverse("probations")


@pytest.fixture(autouse=True)
def then(clock: Clock) -> None:
    clock.stop_at(AT)


def test_what_is_due_waits_in_to_do_and_takes_one_tap(house: House) -> None:
    client = house.client("member")
    assert "You are not on probation." in words(client.get(OWN))
    assert OWN not in client.get(reverse("me")).content.decode()
    before = badge(client, "to_do")
    probation = accepted(house)
    assert badge(client, "to_do") == before + 3, "three reports are due or past their day"
    assert OWN in client.get(reverse("me")).content.decode()
    said = words(client.get(OWN))
    assert "Quarterly written report, no. 1" in said
    assert "counts nothing against you" in said
    step = reverse("my_probation_step", args=[step_of(probation, "report").key])
    assert house.client("committee").post(step).status_code == 404
    client.post(step)
    assert badge(client, "to_do") == before + 2
    client.post(step, {"do": "undo"})
    assert badge(client, "to_do") == before + 3
    assert left(house.member()) == {}


def test_the_desk_sees_what_is_past_its_day_and_records_and_moves(house: House) -> None:
    probation, client = accepted(house), house.client("secretary")
    page = reverse("probation", args=[probation.key])
    assert any("steps past their day" in one for one in lines(client, "desk"))
    assert "steps past their day" in words(client.get(DESK))
    for who, status in (("neighbour", 404), ("group_leader", 404), ("auditor", 404), ("sub_district_officer", 200)):
        assert house.client(who).get(page).status_code == status, who
    step = step_of(probation, "oath")
    done = reverse("probation_done", args=[step.key])
    assert client.post(done, {"on": "2016-10-16"}).status_code == 422
    assert client.post(done, {"on": "2016-07-01"}).status_code == 302
    assert left(house.member()) == {"probation.oath": [1000]}
    client.post(reverse("probation_undo", args=[step.key]))
    assert left(house.member()) == {}
    move = reverse("probation_move", args=[step.key])
    assert client.post(move, {"to": "2016-12-01", "reason": ""}).status_code == 422
    assert client.post(move, {"to": "2016-12-01", "reason": "On leave"}).status_code == 302
    assert "On leave" in words(client.get(page))
    assert "On leave" in words(house.client("member").get(OWN))
    assert house.client("neighbour").get(move).status_code == 404


def test_the_bodies_decide_with_their_documents(house: House, clock: Clock) -> None:
    probation = accepted(house)
    clock.stop_at(AT + timedelta(days=120))
    secretary, officer = house.client("secretary"), house.client("sub_district_officer")
    assert any("to decide" in one for one in lines(secretary, "desk"))
    meeting, above = (reverse(f"probation_{body}", args=[probation.key]) for body in ("meeting", "committee"))
    form = {"what": "full", "body": "Branch meeting", "document": "2017-1", "on": "2017-02-10", "until_on": ""}
    assert secretary.post(meeting, form | {"document": ""}).status_code == 422
    assert secretary.post(meeting, form).status_code == 302
    assert secretary.post(above, form).status_code == 422
    assert house.client("committee").get(meeting).status_code == 404
    assert officer.post(above, form | {"body": "Sub-district committee", "document": "2017-4"}).status_code == 302
    assert Probation.objects.get().state == "full"
    assert house.member().full_on == date(2017, 1, 20)
    assert "Sub-district committee · 2017-4" in words(house.client("member").get(OWN))
    assert "Full member" in words(secretary.get(DESK))


def test_a_cancelled_probation_leaves_the_desk_without_an_error(house: House, clock: Clock) -> None:
    probation = accepted(house)
    clock.stop_at(AT + timedelta(days=120))
    form = {"what": "cancelled", "body": "Branch meeting", "document": "2017-1", "on": "2017-02-10", "until_on": ""}
    house.client("secretary").post(reverse("probation_meeting", args=[probation.key]), form)
    officer = house.client("sub_district_officer")
    answer = officer.post(reverse("probation_committee", args=[probation.key]), form)
    assert answer.headers["Location"] == DESK
    assert "No member is on probation." in words(officer.get(DESK))
