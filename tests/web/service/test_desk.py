"""The desk: what waits in one list, an activity from the plan to its hours, and few taps for each deed."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from goodstanding.actions.service import wishes
from goodstanding.models import CommunityFeedback, HelpPair, PairCheck, RelayedNeed, ServiceActivity, SignUp, Wish
from tests.clock import Clock
from tests.house import AT, House
from tests.pages import words
from tests.service import DAY, claimed, classed, joined, left, paired, planned, put_down, registered, relayed, wished
from tests.web.personal.waiting_list import badge, lines


def over(house: House) -> ServiceActivity:
    """An activity of the day before yesterday, with two members."""
    activity = planned(house, starts=AT - 2 * DAY)
    for member in (house.member(), house.member("group_leader")):
        put_down(house, activity, member)
    return activity


def test_what_waits_stands_on_the_work_list_of_the_branch_alone(house: House) -> None:
    at = timezone.now()
    who = {name: house.client(name) for name in ("secretary", "group_leader", "neighbour", "sub_district_officer")}
    before = {name: badge(client, "desk") for name, client in who.items()}
    activity = planned(house, starts=at - 2 * DAY, at=at)
    put_down(house, activity, house.member(), at=at)
    registered(house, "neighbour", "B111", at=at, by_community="")
    wish = claimed(house, wished(house, at=at), at=at)
    wishes.report(wish=wish, scheme=house.scheme, by=house.viewer("member"), at=at)
    need = relayed(house, at=at)
    more = {name: badge(client, "desk") - before[name] for name, client in who.items()}
    assert more == {"secretary": 4, "group_leader": 0, "neighbour": 0, "sub_district_officer": 0}
    found = "".join(lines(who["secretary"], "desk"))
    for address in (
        reverse("activity_hours", args=[activity.key]), reverse("unit_community", args=["B111"]),
        reverse("wish", args=[wish.key]), reverse("need", args=[need.key]),
    ):  # fmt: skip
        assert address in found


def test_an_activity_is_planned_changed_and_cancelled(house: House) -> None:
    client, day = house.client("secretary"), timezone.localdate() + timedelta(days=3)
    new = reverse("activity_new", args=["B111"])
    sent = {
        "kind": "volunteer", "title": "Sweep", "on": f"{day:%Y-%m-%d}", "at": "09:00", "minutes": "120",
        "place": "Gate", "places": "2", "text": "Gloves", "form": "once",
    }  # fmt: skip
    assert client.post(new, sent | {"title": ""}).status_code == 422
    for _again in range(2):
        assert client.post(new, sent).status_code == 302
    one = ServiceActivity.objects.get()
    page = reverse("activity", args=[one.key])
    assert "Sweep" in words(client.get(reverse("unit_service", args=["B111"])))
    joined(house, one, at=timezone.now())
    assert house.member().name in words(client.get(page))
    assert client.post(reverse("activity_change", args=[one.key]), sent | {"places": "0"}).status_code == 422
    assert client.post(reverse("activity_change", args=[one.key]), sent | {"place": "Yard"}).status_code == 302
    assert ServiceActivity.objects.get().place == "Yard"
    client.post(reverse("activity_sign_off", args=[one.key]), {"member": house.member().key})
    assert SignUp.objects.get().state == "withdrawn"
    client.post(reverse("activity_cancel", args=[one.key]), {"reason": "Rain"})
    assert ServiceActivity.objects.get().state == "cancelled"
    for who in ("neighbour", "foreign_secretary"):
        assert house.client(who).get(page).status_code == 404


def test_one_tap_confirms_everyone_present(house: House, clock: Clock) -> None:
    activity, client = over(house), house.client("secretary")
    clock.stop_at(AT)
    page = reverse("activity_hours", args=[activity.key])
    shown = client.get(page)
    assert "Confirm for 2 members" in words(shown)
    assert shown.content.decode().count("checked") == 2
    assert "Confirmed for 2 members." in words(client.post(page, follow=True))
    assert left(house.member()) == {"service.joined": [1000], "service.hours": [2000]}
    assert house.member().record_views.filter(page="service").exists()


def test_what_is_typed_wrongly_is_kept_and_said_at_its_line(house: House, clock: Clock) -> None:
    activity, client = over(house), house.client("secretary")
    clock.stop_at(AT)
    page, key, other = (
        reverse("activity_hours", args=[activity.key]),
        house.member().key,
        house.member("group_leader").key,
    )
    for typed, says in (("two", "Write hours as a number"), ("9", "at most 8 hours of one day")):
        answer = client.post(page, {f"say-{key}": "came", f"hours-{key}": typed, f"say-{other}": "no_show"})
        assert answer.status_code == 422
        assert says in words(answer)
        assert f'value="{typed}"' in answer.content.decode()
    assert left(house.member()) == {}
    client.post(page, {f"say-{key}": "came", f"hours-{key}": "1.5", f"say-{other}": "no_show"})
    assert left(house.member())["service.hours"] == [1500]
    assert left(house.member("group_leader")) == {"service.no_show": [1000]}


def test_a_member_who_is_free_to_come_has_no_button_for_not_coming(house: House, clock: Clock) -> None:
    activity = over(house)
    classed(house.member(), "elderly_sick")
    clock.stop_at(AT)
    page = house.client("secretary").get(reverse("activity_hours", args=[activity.key])).content.decode()
    assert page.count('value="no_show"') == 1


def test_the_community_confirms_in_one_tap_gives_feedback_and_types_in_paper(house: House) -> None:
    one = registered(house, at=timezone.now(), by_community="")
    client, page = house.client("neighbour"), reverse("unit_community", args=["B112"])
    client.post(reverse("registration_act", args=[one.key]), {"next": reverse("desk")})
    one.refresh_from_db()
    assert one.state == "confirmed"
    assert "Opinions are not recorded" in words(client.get(page))
    client.post(page, {f"say-{one.key}": "took_part"})
    assert CommunityFeedback.objects.get().verdict == "took_part"
    paper, member = reverse("registration_paper", args=["B112"]), house.member("group_leader")
    classed(member, "in_service")
    told = {"number": member.number, "name": "Wrong", "on": "2016-10-01"}
    assert "No member has this number and this name" in words(client.post(paper, told))
    assert client.post(paper, told | {"name": member.name}).status_code == 302
    assert house.client("secretary").get(page).status_code == 404
    assert house.client("secretary").post(reverse("registration_act", args=[one.key])).status_code == 404


def test_a_wish_is_posted_and_the_word_of_the_person_helped_recorded(house: House) -> None:
    client = house.client("secretary")
    new = reverse("wish_new", args=["B111"])
    assert "A bench" in client.get(new, {"title": "A bench"}).content.decode()
    client.post(new, {"title": "A lamp", "text": "", "form": "a"})
    wish = Wish.objects.get()
    act = reverse("wish_act", args=[wish.key])
    client.post(act, {"do": "claim", "member": house.member().pk})
    assert client.post(act, {"do": "confirm", "how": "by magic"}).status_code == 404
    client.post(act, {"do": "confirm", "how": "phone"})
    assert left(house.member()) == {"wish.fulfilled": [1000]}
    client.post(act, {"do": "return", "reason": "Still dark"})
    assert left(house.member()) == {}
    assert "Still dark" in words(client.get(reverse("wish", args=[wish.key])))
    client.post(act, {"do": "close", "reason": "Done otherwise"})
    assert Wish.objects.get().state == "closed"


def test_a_need_is_taken_up_in_one_tap_and_can_become_a_wish(house: House) -> None:
    need, client = relayed(house, at=timezone.now()), house.client("secretary")
    page = reverse("need", args=[need.key])
    client.post(page, {"do": "take_up"})
    assert (RelayedNeed.objects.get().state, left(house.member())) == ("taken_up", {"need.relayed": [1000]})
    assert "?title=A%20bench" in client.get(page).content.decode()
    client.post(page, {"do": "reject", "reason": "Known already"})
    assert left(house.member()) == {}
    paper = {"member": house.member().pk, "title": "A ramp", "on": "2016-10-01", "form": "b"}
    assert client.post(reverse("need_paper", args=["B111"]), paper).status_code == 302


def test_pairs_are_made_confirmed_in_one_tap_and_ended_and_visits_typed_in(house: House, clock: Clock) -> None:
    client = house.client("secretary")
    clock.stop_at(AT)
    new = reverse("pair_new", args=["B111"])
    assert client.post(new, {"helper": house.member().pk}).status_code == 422
    assert client.post(new, {"helper": house.member().pk, "code": "B112"}).status_code == 302
    paired(house)
    clock.stop_at(AT.replace(month=12, day=20))
    page = reverse("pair_confirm", args=["B111"])
    assert any(page in line for line in lines(client, "desk"))
    assert "Confirmed for 2 pairs." in words(client.post(page, follow=True))
    assert PairCheck.objects.filter(verdict="helped").count() == 2
    client.post(reverse("pair_end", args=[HelpPair.objects.first().key]))  # type: ignore[union-attr]
    assert HelpPair.objects.filter(until_on=None).count() == 1
    visit = {"member": house.member().pk, "kind": "care", "on": "2016-12-01"}
    assert client.post(reverse("visit_paper", args=["B111"]), visit).status_code == 302
    assert left(house.member())["visit.care"] == [1000]
