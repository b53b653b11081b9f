"""A member's own pages on the phone: a pledge, suggestions, topics and posts, found where they are asked for."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from goodstanding.actions.initiative import holdings, suggestions
from goodstanding.models import AgendaTopic, DutyHolding, MemberClass, Pledge, Suggestion
from tests.beginnings import year_published
from tests.clock import Clock
from tests.house import AT, House
from tests.initiative import items, pledged, post, proposed, suggested, taken
from tests.pages import words
from tests.web.personal.waiting_list import badge, lines


def test_a_pledge_is_made_reported_and_read_by_the_own_branch_alone(house: House) -> None:
    client, page = house.client("member", verified=False), reverse("my_pledge")
    assert client.post(page, {"item1": ""}).status_code == 422
    assert client.post(page, {"item1": "Mind the reading room", "item3": "Visit a neighbour"}).status_code == 302
    pledge = Pledge.objects.get()
    assert [item.text for item in items(pledge)] == ["Mind the reading room", "Visit a neighbour"]
    first = items(pledge)[0]
    report = reverse("my_pledge_report", args=[first.key])
    answer = client.post(report, {f"i{first.number}r1-words": " "})
    assert answer.status_code == 422
    assert "This field is required" in words(answer)
    client.post(report, {f"i{first.number}r1-words": "Every Saturday."})
    said = words(client.get(page))
    assert all(text in said for text in ("Reported as fulfilled", "Every Saturday.", "Visit a neighbour"))
    answer = client.post(reverse("my_pledge_reword"), {"item1": "Mind the reading room", "item2": "Paint the fence"})
    assert answer.status_code == 302
    assert {item.text: item.state for item in items(pledge)} == {
        "Mind the reading room": "reported", "Paint the fence": "pledged"
    }  # fmt: skip
    for who, sees in (("committee", True), ("neighbour", False), ("stranger", False)):
        read = words(house.client(who, verified=False).get(reverse("branch_pledges")))
        assert ("Mind the reading room" in read) is sees, who
    stranger = house.client("stranger")
    assert stranger.post(report, {f"i{first.number}r1-words": "Mine."}).status_code == 404
    client.post(reverse("my_pledge_withdraw", args=[pledge.key]))
    assert Pledge.objects.get().state == "withdrawn"


def test_who_chooses_freely_is_told_so(house: House) -> None:
    client = house.client("member", verified=False)
    assert "your own choice" not in words(client.get(reverse("my_pledge")))
    MemberClass.objects.create(member=house.member(), word="elderly_sick", from_on=timezone.localdate())
    assert "A pledge is your own choice" in words(client.get(reverse("my_pledge")))


def test_a_suggestion_is_sent_up_the_tree_followed_and_taken_back(house: House) -> None:
    client = house.client("member", verified=False)
    new = reverse("my_suggestion_new")
    assert [text in words(client.get(new)) for text in (house.branch.name, house.city.name)] == [True, True]
    sent = {"title": "A lamp", "text": "It is dark.", "to": "S11", "form": "once"}
    for _again in range(2):
        assert client.post(new, sent).status_code == 302
    one = Suggestion.objects.get()
    assert (one.at_unit.code, one.member) == ("S11", house.member())
    assert client.post(new, sent | {"to": "B211", "form": "other"}).status_code == 422
    page = reverse("my_suggestion", args=[one.key])
    assert "An answer is due by" in words(client.get(page))
    assert "1 made, 0 answered" in words(client.get(reverse("my_suggestions")))
    for who in ("stranger", "secretary", "sub_district_officer"):
        assert house.client(who).get(page).status_code == 404, who
    assert client.post(reverse("my_suggestion_withdraw", args=[one.key])).status_code == 302
    assert Suggestion.objects.get().state == "withdrawn"


def test_a_topic_is_proposed_and_its_answer_read(house: House) -> None:
    client = house.client("member", verified=False)
    sent = {"title": "Opening hours", "text": "", "kind": "study", "form": "one"}
    assert client.post(reverse("my_topic_new"), sent).status_code == 302
    assert client.post(reverse("my_topic_new"), sent | {"kind": "election"}).status_code == 422
    topic = AgendaTopic.objects.get()
    house.client("secretary").post(reverse("topic", args=[topic.key]), {"reason": "Settled last week."})
    assert "Settled last week." in words(client.get(reverse("my_topics")))
    again = proposed(house, at=timezone.now())
    client.post(reverse("my_topic_withdraw", args=[again.key]))
    assert AgendaTopic.objects.get(pk=again.pk).state == "withdrawn"


def test_an_offered_post_waits_for_the_member_and_is_taken_with_one_tap(house: House) -> None:
    client, room = house.client("member", verified=False), post(house, at=timezone.now())
    before = badge(client, "home")
    offered = holdings.offer(
        post=room, member=house.member(), until=None, scheme=house.scheme, by=house.viewer("secretary"),
        at=timezone.now(),
    )  # fmt: skip
    assert badge(client, "home") == before + 1
    (line,) = [line for line in lines(client, "to_do") if "Reading room" in line]
    answer = reverse("my_post_answer", args=[offered.key])
    assert f'action="{answer}"' in line
    assert client.post(answer, {"next": reverse("to_do")})["Location"] == reverse("to_do")
    assert DutyHolding.objects.get().state == "held"
    assert badge(client, "home") == before
    client.post(answer, {"do": "end"})
    assert DutyHolding.objects.get().state == "ended"
    assert client.post(reverse("my_post_take", args=[room.key])).status_code == 302
    assert DutyHolding.objects.filter(state="held").count() == 1
    assert house.client("stranger").post(reverse("my_post_take", args=[room.key])).status_code == 404


@pytest.mark.begins(after=year_published)
def test_what_the_rules_ask_for_has_its_button_in_what_is_still_possible(house: House, clock: Clock) -> None:
    clock.stop_at(AT)
    post(house)
    client = house.client("member")

    def deeds() -> set[str]:
        page = client.get(reverse("my_record")).content.decode()
        return {name for name in ("my_pledge", "my_suggestion_new", "my_posts") if f'href="{reverse(name)}"' in page}

    assert deeds() == {"my_pledge", "my_suggestion_new", "my_posts"}
    pledged(house)
    suggested(house)
    taken(house, post(house))
    page = client.get(reverse("my_record")).content.decode()
    mine = [line for line in re.findall(r"<li.*?</li>", page, re.DOTALL) if "Look after the reading room" in line]
    assert len(mine) == 1, "an item of the pledge, with what fulfilling it would give"
    assert deeds() == {"my_pledge"}


def test_everything_stands_in_the_member_s_own_data(house: House) -> None:
    at = timezone.now()
    pledge = pledged(house, at=at)
    one = suggested(house, at=at)
    suggestions.answer(
        suggestion=one, adopted=False, reason="No money.", scheme=house.scheme, by=house.viewer("secretary"),
        at=at + timedelta(minutes=1),
    )  # fmt: skip
    proposed(house, at=at)
    taken(house, post(house, at=at), at=at)
    data = house.client("member").get(reverse("my_data_json")).json()
    found = {name: len(data[name]) for name in ("pledges", "pledge_items", "suggestions", "topics", "duty_holdings")}
    assert found == {"pledges": 1, "pledge_items": 2, "suggestions": 1, "topics": 1, "duty_holdings": 1}
    assert data["pledges"][0]["key"] == pledge.key
    assert "No money." in {step["words"] for step in data["initiative_steps"]}
    assert data["duty_holdings"][0]["title"] == "Reading room"
