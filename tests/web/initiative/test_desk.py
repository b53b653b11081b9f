"""The desk: what waits in one list with its number, a unit's page, and few taps for each deed."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from goodstanding.actions.initiative import pledge_items
from goodstanding.actions.meetings import meetings
from goodstanding.actions.meetings.meetings import Particulars
from goodstanding.models import AgendaTopic, DutyCheck, DutyHolding, Pledge, RecordView, Suggestion
from tests.clock import Clock
from tests.house import House
from tests.initiative import items, left, pledged, post, proposed, suggested, taken
from tests.pages import words
from tests.web.personal.waiting_list import badge, lines


def reported(house: House) -> Pledge:
    """A pledge with a reported item."""
    at = timezone.now()
    pledge = pledged(house, at=at)
    item = items(pledge)[0]
    pledge_items.report(item=item, words="Done.", scheme=house.scheme, by=house.viewer("member"), at=at)
    return pledge


def test_what_waits_stands_on_the_work_list_and_in_its_number_for_the_branch_alone(house: House) -> None:
    who = {name: house.client(name) for name in ("secretary", "group_leader", "neighbour", "sub_district_officer")}
    before = {name: badge(client, "desk") for name, client in who.items()}
    pledge, at = reported(house), timezone.now()
    one, topic = suggested(house, at=at), proposed(house, at=at)
    now = {name: badge(client, "desk") for name, client in who.items()}
    more = {name: now[name] - before[name] for name in who}
    assert more == {"secretary": 3, "group_leader": 0, "neighbour": 0, "sub_district_officer": 0}
    found = "".join(lines(who["secretary"], "desk"))
    for address in (
        reverse("pledge", args=[pledge.key]), reverse("suggestion", args=[one.key]), reverse("topic", args=[topic.key])
    ):  # fmt: skip
        assert address in found
    assert house.member().record_views.filter(how=RecordView.How.LIST).exists()


def test_all_that_is_reported_is_confirmed_with_one_tap_or_decided_one_by_one(house: House) -> None:
    pledge, client = reported(house), house.client("secretary")
    page = reverse("pledge", args=[pledge.key])
    assert "Done." in words(client.get(page))
    assert client.post(page).status_code == 302
    second = items(pledge)[1]
    answer = client.post(page, {"item": second.key, f"i{second.number}r1-move": "drop"})
    assert answer.status_code == 422
    assert "Give a reason." in words(answer)
    client.post(page, {"item": second.key, f"i{second.number}r1-move": "drop", f"i{second.number}r1-reason": "Moved"})
    assert {item.state for item in items(pledge)} == {"fulfilled", "dropped"}
    assert left(house.member())["pledge.fulfilled"] == [1000]
    for who, status in (("neighbour", 404), ("member", 404), ("auditor", 404), ("sub_district_officer", 200)):
        assert house.client(who).get(page).status_code == status, who
    client.post(reverse("pledge_withdraw", args=[pledge.key]), {"reason": "Of another member"})
    assert left(house.member()) == {}


def test_paper_is_typed_in_and_earns_the_same(house: House) -> None:
    client, member, on = house.client("secretary"), house.members("B111")[4], timezone.localdate().isoformat()
    said = {"member": member.pk, "on": on}
    for route, more in (
        ("pledge_paper", {"item1": "Mind the room"}),
        ("suggestion_paper", {"title": "A lamp", "text": "Dark", "to": "B111", "form": "a"}),
        ("topic_paper", {"title": "Hours", "kind": "study", "form": "b"}),
    ):
        assert client.post(reverse(route, args=["B111"]), said | more).status_code == 302, route
    assert left(member) == {"pledge.registered": [1000], "suggestion.made": [1000]}
    assert AgendaTopic.objects.get().member == member
    said_there = words(client.get(reverse("unit_initiative", args=["B111"])))
    assert "1 of 5" in said_there
    assert "No pledge yet:" in said_there


def test_a_suggestion_is_answered_where_it_lies_and_what_is_overdue_has_its_number(house: House, clock: Clock) -> None:
    clock.stop_at(house.at)
    one, client = suggested(house), house.client("secretary")
    page = reverse("suggestion", args=[one.key])
    assert client.post(page, {"answer": "reject"}).status_code == 422
    clock.stop_at(house.at + timedelta(days=40))
    client, above = house.client("secretary"), house.client("sub_district_officer")
    assert "1 suggestion is overdue for an answer." in words(client.get(reverse("unit_initiative", args=["B111"])))
    assert "Overdue" in next(line for line in lines(client, "desk") if one.title in line)
    assert above.get(page).status_code == 404
    assert client.post(page, {"answer": "pass_up", "reason": "Not ours."}).status_code == 302
    assert client.get(page).status_code == 404
    assert "1 suggestion is overdue for an answer." in words(above.get(reverse("initiative")))
    assert above.post(page, {"answer": "adopt", "reason": ""}).status_code == 302
    assert Suggestion.objects.get().state == "adopted"
    assert "1 made, 1 answered, of them 0 in time; 1 adopted" in words(above.get(reverse("initiative")))


def test_a_topic_is_seen_when_a_meeting_is_planned_and_goes_on_its_agenda_with_one_tap(house: House) -> None:
    topic, client, at = proposed(house, at=timezone.now()), house.client("secretary"), timezone.now()
    plan = f"{reverse('meeting_plan', args=['B111'])}?type=study"
    assert "The lamp" in words(client.get(plan))
    what = Particulars(at + timedelta(days=2), at + timedelta(days=2, hours=1), "Hall", "", "1. Reading")
    meeting = meetings.plan(
        unit=house.branch, word="study", what=what, scheme=house.scheme, by=house.viewer("secretary"), at=at
    )
    for route in ("meeting", "meeting_change"):
        assert "The lamp" in words(client.get(reverse(route, args=[meeting.key]))), route
    take_up = reverse("topic_take_up", args=[topic.key])
    assert house.client("neighbour").post(take_up, {"meeting": meeting.key}).status_code == 404
    assert client.post(take_up, {"meeting": meeting.key})["Location"] == reverse("meeting", args=[meeting.key])
    meeting.refresh_from_db()
    assert meeting.agenda == "1. Reading\n2. The lamp"
    assert "Topics that members propose" not in words(client.get(reverse("meeting", args=[meeting.key])))


def test_posts_are_set_up_offered_and_confirmed_for_all_in_one_list(house: House, clock: Clock) -> None:
    clock.stop_at(house.at)
    client = house.client("secretary")
    new = {"kind": "duty_post", "title": "Staircase", "text": "Report broken lamps"}
    assert client.post(reverse("duty_post_new", args=["B111"]), new).status_code == 302
    stairs = post(house, title="Staircase")
    page = reverse("duty_post", args=[stairs.key])
    assert client.post(page, {"member": house.member("committee").pk}).status_code == 302
    offered = DutyHolding.objects.get()
    client.post(reverse("duty_act", args=[offered.key]), {"do": "accept"})
    mine = taken(house, stairs)
    clock.stop_at(house.at + timedelta(days=55))
    client = house.client("secretary")
    confirm = reverse("duty_confirm", args=["B111"])
    assert confirm in "".join(lines(client, "desk"))
    name = f"2016-Q4-{offered.key}"
    assert client.post(confirm, {name: "not_kept"}).status_code == 422
    assert not DutyCheck.objects.exists(), "all or nothing"
    assert client.post(confirm, {name: "excused"}).status_code == 302
    assert dict(DutyCheck.objects.values_list("holding", "verdict")) == {offered.pk: "excused", mine.pk: "kept"}
    assert confirm not in "".join(lines(client, "desk"))
    assert "Did not apply" in words(client.get(confirm)), "and there to be put right"
    client.post(reverse("duty_post_close", args=[stairs.key]))
    assert DutyHolding.objects.filter(state="ended").count() == 2
