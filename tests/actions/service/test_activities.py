"""Activities: sign-ups and the waiting list, the host's word about each, and what that leaves in the record."""

from datetime import timedelta
from typing import Any

import pytest

from goodstanding.access.policies import Denied
from goodstanding.actions.refusal import ActionRefused
from goodstanding.actions.service import activities, sign_ups
from goodstanding.actions.service.activities import ActivityPlan
from goodstanding.actions.service.hours import HoursWord
from goodstanding.models import Notice, ServiceActivity, ServiceStep, SignUp
from tests.house import House
from tests.service import DAY, HOUR, S, classed, confirmed, joined, left, left_out, planned, put_down, registered


def states(activity: ServiceActivity) -> dict[str, str]:
    found = SignUp.objects.filter(activity=activity).exclude(state="withdrawn").select_related("member")
    return {one.member.number: one.state for one in found}


def notices_of(house: House, who: str) -> list[str]:
    return list(Notice.objects.filter(to=house.account(who)).order_by("pk").values_list("kind", flat=True))


def test_everyone_present_is_one_word_and_leaves_the_planned_hours(house: House) -> None:
    activity = planned(house)
    joined(house, activity)
    put_down(house, activity, house.member("group_leader"))
    assert confirmed(house, activity) == 2
    assert left(house.member()) == {"service.joined": [1000], "service.hours": [2000]}
    assert left(house.member("group_leader")) == left(house.member()), "paper counts the same"
    assert confirmed(house, activity) == 0, "said again, nothing is written twice"
    activity.refresh_from_db()
    assert activity.state == "confirmed"


def test_other_hours_excused_and_not_there_are_said_of_each_and_put_right(house: House) -> None:
    activity = planned(house)
    member, leader, other = house.member(), house.member("group_leader"), house.members("B111")[4]
    for one in (member, leader, other):
        put_down(house, activity, one)
    said = {member.key: HoursWord(S.CAME, 90), leader.key: HoursWord(S.EXCUSED), other.key: HoursWord(S.NO_SHOW)}
    confirmed(house, activity, said)
    assert left(member) == {"service.joined": [1000], "service.hours": [1500]}
    assert left(leader) == {}
    assert left(other) == {"service.no_show": [1000]}
    later = activity.ends_at + 5 * HOUR
    again = {member.key: HoursWord(S.EXCUSED), other.key: HoursWord(S.CAME, 120)}
    assert confirmed(house, activity, again, at=later) == 2
    assert left(member) == {"service.joined": [None]}, "excused, and the hours are taken back"
    assert left(other) == {"service.joined": [1000], "service.hours": [2000]}, "and no absence is left"
    assert "service_corrected" in notices_of(house, "member")


def test_signing_off_in_time_is_no_absence_and_the_first_who_waits_moves_up(house: House) -> None:
    activity = planned(house, places=1)
    mine = joined(house, activity)
    second, third = joined(house, activity, "group_leader"), joined(house, activity, "committee")
    assert (second.state, third.state) == ("waiting", "waiting")
    left_out(house, mine)
    assert states(activity) == {"11103": "signed_up", "11102": "waiting"}
    assert notices_of(house, "group_leader") == ["service_moved_up"]
    assert joined(house, activity).state == "waiting", "signed up again, at the end of the list"
    confirmed(house, activity)
    assert left(house.member()) == {}
    assert left(house.member("committee")) == {}, "who waited to the end was never expected"


def test_once_it_has_begun_a_member_neither_joins_nor_leaves_but_the_host_adds_who_came(house: House) -> None:
    activity = planned(house, places=1)
    mine = joined(house, activity)
    waits = joined(house, activity, "group_leader")
    begun = activity.starts_at + HOUR
    with pytest.raises(ActionRefused, match="Tell the host"):
        left_out(house, mine, at=begun)
    with pytest.raises(ActionRefused, match="the host adds you"):
        joined(house, planned(house, title="Other"), at=begun)
    assert put_down(house, activity, house.members("B111")[4], at=begun).state == "signed_up", "whatever the places"
    assert put_down(house, activity, house.member("group_leader"), at=begun).pk == waits.pk
    assert set(states(activity).values()) == {"signed_up"}


def test_more_places_move_the_list_up_and_fewer_than_are_taken_are_refused(house: House) -> None:
    activity = planned(house, places=1)
    for who in ("member", "group_leader", "committee"):
        joined(house, activity, who)

    def change(places: int | None, title: str = activity.title) -> None:
        what = ActivityPlan(title, activity.starts_at, activity.ends_at, activity.place, "", places)
        activities.change(
            activity=activity, what=what, scheme=house.scheme, by=house.viewer("secretary"), at=house.at + HOUR
        )  # fmt: skip

    change(2)
    assert states(activity) == {"11104": "signed_up", "11103": "signed_up", "11102": "waiting"}
    with pytest.raises(ActionRefused, match="have a place already"):
        change(1)
    change(None, "Tidy the long park")
    assert set(states(activity).values()) == {"signed_up"}
    assert "service_changed" in notices_of(house, "member")


def test_a_cancelled_activity_leaves_nothing_and_says_why(house: House) -> None:
    activity = planned(house)
    joined(house, activity)
    common: dict[str, Any] = {
        "activity": activity,
        "scheme": house.scheme,
        "by": house.viewer("secretary"),
        "at": house.at,
    }
    with pytest.raises(ActionRefused, match="reason"):
        activities.cancel(reason=" ", **common)
    activities.cancel(reason="A storm", **common)
    assert Notice.objects.get(to=house.account("member")).facts["reason"] == "A storm"
    with pytest.raises(ActionRefused, match="cancelled"):
        confirmed(house, activity)
    with pytest.raises(ActionRefused, match="cancelled"):
        joined(house, activity, "group_leader")


def test_nobody_confirms_their_own_hours(house: House) -> None:
    activity = planned(house)
    joined(house, activity, "secretary")
    joined(house, activity)
    assert confirmed(house, activity) == 1
    assert left(house.member("secretary")) == {}
    assert confirmed(house, activity, by="committee") == 1
    assert left(house.member("secretary")) == {"service.joined": [1000], "service.hours": [2000]}


def test_a_day_is_worth_so_many_hours_over_all_its_activities(house: House) -> None:
    long, short = planned(house, lasts=7 * HOUR), planned(house, title="Second", lasts=2 * HOUR)
    for activity in (long, short):
        joined(house, activity)
    confirmed(house, long)
    with pytest.raises(ActionRefused, match="at most 8 hours of one day"):
        confirmed(house, short, at=long.ends_at + HOUR)
    said = {house.member().key: HoursWord(S.CAME, 60)}
    assert confirmed(house, short, said, at=long.ends_at + HOUR) == 1
    assert left(house.member())["service.hours"] == [7000, 1000]


def test_nothing_is_recorded_against_a_member_who_is_free_to_come(house: House) -> None:
    classed(house.member(), "elderly_sick")
    activity = planned(house)
    joined(house, activity)
    with pytest.raises(ActionRefused, match="free to come"):
        confirmed(house, activity, {house.member().key: HoursWord(S.NO_SHOW)})
    confirmed(house, activity)
    assert left(house.member())["service.joined"] == [1000], "what they do counts"


def test_only_the_unit_plans_and_says_who_came_and_only_its_members_sign_up(house: House) -> None:
    for who in ("member", "group_leader", "neighbour", "foreign_secretary", "auditor"):
        with pytest.raises(Denied):
            planned(house, by=who)
    activity = planned(house)
    with pytest.raises(ActionRefused, match="for other members"):
        joined(house, activity, "stranger")
    mine = joined(house, activity)
    with pytest.raises(Denied):
        sign_ups.withdraw(sign_up=mine, scheme=house.scheme, by=house.viewer("group_leader"), at=house.at)
    with pytest.raises(Denied):
        confirmed(house, activity, by="neighbour")
    wide = planned(house, "S11", by="sub_district_officer")
    assert joined(house, wide).state == "signed_up", "what the unit above plans is for all below it"


def test_an_activity_of_the_community_counts_for_a_registered_member_and_can_be_corrected(house: House) -> None:
    registered(house)
    activity = planned(house, "B112", by="neighbour")
    joined(house, activity)
    confirmed(house, activity, by="neighbour")
    expected = {"community.registered": [1000], "service.joined": [1000], "service.hours": [2000]}
    assert left(house.member()) == expected | {"community.activity": [1000]}
    confirmed(house, activity, {house.member().key: HoursWord(S.EXCUSED)}, by="neighbour", at=activity.ends_at + DAY)
    assert left(house.member()) == {"community.registered": [1000], "service.joined": [None]}


def test_the_same_form_plans_once_and_what_cannot_be_is_refused(house: House) -> None:
    def plan(form: str = "", **more: object) -> ServiceActivity:
        told = {"title": "Park", "starts_at": house.at + DAY, "ends_at": house.at + DAY + HOUR} | more
        return activities.plan(
            unit=house.branch, kind="volunteer", what=ActivityPlan(**told), scheme=house.scheme,  # type: ignore[arg-type]
            by=house.viewer("secretary"), at=house.at, form=form,
        )  # fmt: skip

    assert plan("f").pk == plan("f").pk
    for more in (
        {"title": " "}, {"ends_at": house.at}, {"places": 0}, {"starts_at": house.at - timedelta(days=100)},
        {"ends_at": house.at + 3 * DAY}, {"starts_at": house.at + 500 * DAY, "ends_at": house.at + 500 * DAY + HOUR},
    ):  # fmt: skip
        with pytest.raises(ActionRefused):
            plan(**more)
    assert plan(starts_at=house.at - 3 * DAY, ends_at=house.at - 3 * DAY + HOUR).pk, "what took place can be entered"


def test_every_step_is_written_down_with_its_person(house: House) -> None:
    activity = planned(house)
    left_out(house, joined(house, activity))
    joined(house, activity)
    confirmed(house, activity)
    found = ServiceStep.objects.order_by("pk").values_list("what", "by__member__number")
    assert list(found) == [
        ("signed_up", "11104"), ("withdrawn", "11104"), ("signed_up", "11104"), ("came", "11101")
    ]  # fmt: skip
