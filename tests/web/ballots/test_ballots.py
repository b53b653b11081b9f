"""Ballots on pages: the desk opens one, members vote with what the phone sealed, tellers open and count."""

import json
import logging
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from goodstanding.models import Ballot, BallotVoter
from goodstanding.proofs.sealed_vote import to_bytes, to_text
from goodstanding.queries.personal import data_export
from tests.ballots import TELLERS, Held, Teller, boxes, made, opened, opened_layer
from tests.clock import Clock
from tests.house import AT, House
from tests.pages import words
from tests.web.personal.waiting_list import badge, lines


@pytest.fixture(autouse=True)
def then(clock: Clock) -> None:
    clock.stop_at(AT)


def address(name: str, held: Held) -> str:
    return reverse(name, args=[held.ballot.key])


def fields(held: Held, choices: list[int]) -> dict[str, str]:
    return dict(zip(("first", "second"), held.sealed(choices), strict=True))


def test_the_desk_opens_a_ballot_and_the_tellers_are_asked(house: House) -> None:
    client, new = house.client("secretary"), reverse("ballot_new", args=["B111"])
    assert "No ballot has been held yet." in words(client.get(reverse("ballots")))
    one, two, three, *_rest = house.members("B111")
    form = {
        "kind": "appraisal", "title": "Appraisal of 2016", "members": [one.pk, two.pk], "lines": "", "first": two.pk,
        "second": two.pk, "closes_on": "2016-10-18", "form": "f" * 22,
    }  # fmt: skip
    refused = client.post(new, form)
    assert refused.status_code == 422
    assert "two different members" in words(refused)
    before = badge(house.client("group_leader"), "to_do")
    assert client.post(new, form | {"second": three.pk}).status_code == 302
    client.post(new, form | {"second": three.pk})
    ballot = Ballot.objects.get()
    assert ballot.voters.count() == 5
    assert badge(house.client("group_leader"), "to_do") == before + 1
    assert any("You are a teller: Appraisal of 2016" in line for line in lines(house.client("group_leader"), "to_do"))
    page = words(client.get(reverse("ballot", args=[ballot.key])))
    assert "has to make the key" in page
    motion = form | {"kind": "motion", "second": three.pk, "form": "g" * 22}
    assert client.post(new, motion).status_code == 422, "a motion has lines"
    assert client.post(new, motion | {"lines": "Buy a lawnmower\n\nMeet at seven"}).status_code == 302
    assert [one.title for one in Ballot.objects.get(kind="motion").subjects.all()] == [
        "Buy a lawnmower",
        "Meet at seven",
    ]
    for who, status in (("neighbour", 404), ("member", 404), ("sub_district_officer", 200)):
        assert house.client(who).get(reverse("ballot", args=[ballot.key])).status_code == status, who


def test_a_member_votes_once_and_nothing_of_the_vote_is_logged(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:  # fmt: skip
    held, client = opened(house), house.client("member")
    page, vote = address("my_ballot", held), address("my_ballot_vote", held)
    before = badge(client, "to_do")
    said = client.get(page).content.decode()
    assert "data-ballot-cast" in said
    assert 'name="choice' not in said
    sealed = fields(held, [1, 1, 1])
    with caplog.at_level(logging.DEBUG):
        answer = client.post(vote, sealed, headers={"X-Delivery": "1"})
    assert (answer.status_code, answer.json()) == (200, {"url": page})
    assert sealed["first"][:40] not in caplog.text
    assert badge(client, "to_do") == before - 1
    assert "You have voted. Nobody can see how." in words(client.get(page))
    assert client.post(vote, sealed, headers={"X-Delivery": "1"}).status_code == 200
    again = client.post(vote, fields(held, [2, 2, 2]), headers={"X-Delivery": "1"})
    assert again.status_code == 422
    assert "voted already" in again.json()["said"]
    assert "voted already" in words(client.post(vote, fields(held, [2, 2, 2]), follow=True))
    assert house.client("stranger").get(page).status_code == 404
    assert house.client("stranger").post(vote, sealed).status_code == 404


def test_a_late_vote_is_refused_with_a_reason_and_the_page_offers_none(house: House, clock: Clock) -> None:
    held, client = opened(house), house.client("member")
    clock.stop_at(AT + timedelta(days=3))
    late = client.post(address("my_ballot_vote", held), fields(held, [1, 1, 1]), headers={"X-Delivery": "1"})
    assert late.status_code == 422
    assert "is closed" in late.json()["said"]
    assert "data-ballot-cast" not in client.get(address("my_ballot", held)).content.decode()
    assert any("Close" in line for line in lines(house.client(TELLERS[0]), "to_do"))


def test_both_tellers_go_through_their_page_to_the_result(house: House) -> None:
    held = made(house)
    clients = [house.client(who) for who in TELLERS]
    for client, teller in zip(clients, held.tellers, strict=True):
        assert "data-teller-begin" in client.get(address("my_ballot_teller", held)).content.decode()
        bad = client.post(address("my_ballot_key", held), {"public_key": "no", "locked_key": "x"})
        assert bad.status_code == 422
        key = {"public_key": to_text(teller.public), "locked_key": "locked"}
        assert client.post(address("my_ballot_key", held), key).status_code == 200
    members = house.members("B111")
    for member in members[:4]:
        held.vote(member, [1, 1, 1])
    papers, page = address("my_ballot_papers", held), address("my_ballot_teller", held)
    clients[0].post(papers, {"member": members[4].key, "do": "give"})
    assert BallotVoter.objects.get(member=members[4]).how == "paper"
    clients[0].post(papers, {"member": members[4].key, "do": "back"})
    clients[0].post(papers, {"member": members[4].key, "do": "give"})
    assert "takes no paper" in words(clients[0].post(papers, {"member": members[0].key, "do": "give"}, follow=True))
    assert "☐" in clients[0].get(address("ballot_paper", held)).content.decode()
    assert house.client("member").get(address("ballot_paper", held)).status_code == 404
    assert house.client("member").get(page).status_code == 404
    assert "Paper handed back" in words(clients[1].get(page))
    clients[0].post(address("my_ballot_close", held))
    for place, client in enumerate(clients):
        assert "Open and shuffle" in words(client.get(page))
        _shuffle(held, place, client)
    wrong = clients[0].post(address("my_ballot_count", held), {"counted": "{", "fingerprint": "x"})
    assert wrong.status_code == 422
    assert "not complete" in wrong.json()["said"]
    assert "Fewer than five papers" in words(clients[0].get(page))
    _count(held, clients[0], [0, 5, 0, 0, 0])
    differ = _count(held, clients[1], [0, 4, 1, 0, 0])
    assert differ.status_code == 422
    assert "Basically qualified: you 1, the other 0" in " ".join(differ.json()["differences"])
    assert _count(held, clients[1], [0, 5, 0, 0, 0]).status_code == 200
    _see_results(house, held)


def _see_results(house: House, held: Held) -> None:
    """The desk and the tellers see all, a member who was voted on the own line, and everyone the receipts."""
    desk = words(house.client("secretary").get(address("ballot", held)))
    assert "5 valid, 0 invalid" in desk
    first, _second, third = held.ballot.subjects.all()
    own = words(house.client("secretary").get(address("my_ballot", held)))
    assert first.title in own
    assert third.title not in own
    other = words(house.client("member").get(address("my_ballot", held)))
    assert first.title not in other
    assert "Receipts of the votes that were opened" in other


def _shuffle(held: Held, place: int, client: Client) -> None:
    teller: Teller = held.tellers[place]
    (box,) = boxes(held.ballot)
    left = [to_text(opened_layer(to_bytes(pair[place]), teller.private, held.ballot.key)) for pair in box.sealed]
    assert client.post(address("my_ballot_shuffle", held), {"opened": json.dumps({"1": left})}).status_code == 200


def _count(held: Held, client, line: list[int]):  # type: ignore[no-untyped-def]
    counted = {"1": {"votes": [line] * 3, "invalid": 0, "unreturned": 0}}
    return client.post(address("my_ballot_count", held), {"counted": json.dumps(counted), "fingerprint": "same"})


def test_a_ballot_is_cancelled_with_a_reason_that_voters_read(house: House) -> None:
    held, client = opened(house), house.client("secretary")
    cancel = address("ballot_cancel", held)
    assert client.post(cancel, {"reason": ""}).status_code == 422
    assert client.post(cancel, {"reason": "A code is lost"}).status_code == 302
    assert "A code is lost" in words(house.client("member").get(address("my_ballot", held)))
    assert house.client("group_leader").get(cancel).status_code == 404


def test_what_a_member_takes_along_says_that_they_had_a_vote_and_nothing_more(house: House) -> None:
    held = opened(house)
    member = house.member()
    held.vote(member, [1, 1, 1])
    taken = data_export.everything(member, house.account("member"), "en")
    assert [set(row) for row in taken["ballots"]] == [{"id", "unit", "kind", "title", "state", "how"}]
    assert not taken["ballots_as_teller"]
