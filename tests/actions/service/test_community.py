"""Registering with a community: asked by the member, confirmed in one tap, said a word of once a year, and ended."""

from typing import Any

import pytest

from goodstanding.access.policies import Denied
from goodstanding.actions.refusal import ActionRefused
from goodstanding.actions.service import registrations
from goodstanding.models import CommunityFeedback, CommunityRegistration, Notice
from goodstanding.queries.service import community
from tests.house import House
from tests.service import DAY, classed, left, registered

V = CommunityFeedback.Verdict


def test_a_confirmed_registration_counts_from_the_day_it_was_asked_for(house: House) -> None:
    one = registered(house, by_community="")
    assert left(house.member()) == {}
    assert Notice.objects.get(to=house.account("neighbour")).kind == "registration_asked"
    assert list(community.waiting(house.viewer("neighbour"), house.scheme)) == [one]
    by, at = house.viewer("neighbour"), house.at + 20 * DAY
    for _tap in range(2):
        registrations.confirm(registration=one, scheme=house.scheme, by=by, at=at)
    one.refresh_from_db()
    assert (one.state, one.decided_on) == ("confirmed", house.today)
    assert left(house.member()) == {"community.registered": [1000]}


def test_only_the_community_confirms_and_nobody_their_own(house: House) -> None:
    one = registered(house, by_community="")
    for who in ("member", "secretary", "stranger", "foreign_secretary"):
        with pytest.raises(Denied):
            registrations.confirm(registration=one, scheme=house.scheme, by=house.viewer(who), at=house.at)


def test_not_confirmed_takes_a_reason_and_takes_back_what_was_left(house: House) -> None:
    one, by = registered(house), house.viewer("neighbour")
    with pytest.raises(ActionRefused, match="reason"):
        registrations.decline(registration=one, reason="", scheme=house.scheme, by=by, at=house.at)
    registrations.decline(registration=one, reason="Lives elsewhere", scheme=house.scheme, by=by, at=house.at)
    assert left(house.member()) == {}
    assert registered(house, unit="B121", by_community="").state == "asked", "another can be asked then"


def test_another_community_ends_the_first_and_what_was_confirmed_stays(house: House) -> None:
    first = registered(house)
    second = registered(house, unit="B121", at=house.at + DAY, by_community="")
    first.refresh_from_db()
    assert (first.state, second.state) == ("ended", "asked")
    assert left(house.member()) == {"community.registered": [1000]}
    assert community.was_registered([first.member_id], first.unit, house.today) == {first.member_id}
    registrations.end(registration=second, scheme=house.scheme, by=house.viewer("member"), at=house.at + DAY)
    assert community.current(house.member()) is None


def test_it_is_for_members_in_service_and_with_a_community_that_is_not_their_own(house: House) -> None:
    def ask(code: str) -> CommunityRegistration:
        who = house.viewer("member")
        return registrations.ask(
            member=house.member(), unit=house.unit(code), scheme=house.scheme, by=who, at=house.at
        )  # fmt: skip

    with pytest.raises(ActionRefused, match="other members"):
        ask("B112")
    classed(house.member(), "in_service")
    with pytest.raises(ActionRefused, match="own branch"):
        ask("B111")
    with pytest.raises(ActionRefused, match="Choose the community"):
        ask("S11")
    assert ask("B112").pk == ask("B112").pk


def test_the_community_types_in_what_is_on_paper_with_its_day(house: House) -> None:
    classed(house.member(), "in_service")
    common: dict[str, Any] = {
        "member": house.member(),
        "unit": house.unit("B112"),
        "scheme": house.scheme,
        "at": house.at,
    }
    with pytest.raises(Denied):
        registrations.ask(**common, by=house.viewer("foreign_secretary"))
    with pytest.raises(ActionRefused, match="still to come"):
        registrations.ask(**common, by=house.viewer("neighbour"), on=house.today + DAY)
    day = house.today - 9 * DAY
    one = registrations.ask(**common, by=house.viewer("neighbour"), on=day)
    registrations.confirm(registration=one, scheme=house.scheme, by=house.viewer("neighbour"), at=house.at)
    assert CommunityRegistration.objects.get().decided_on == day


def test_feedback_is_three_words_of_which_none_moves_a_point(house: House) -> None:
    one, by = registered(house), house.viewer("neighbour")
    before = left(house.member())
    assert {field.name for field in CommunityFeedback._meta.fields} == {
        "id", "registration", "year", "verdict", "at", "by"
    }, "no words, no marks"  # fmt: skip

    def say(verdict: CommunityFeedback.Verdict, year: int = 2016) -> int:
        return registrations.give_feedback(
            unit=one.unit, year=year, said={one.key: verdict}, scheme=house.scheme, by=by, at=house.at
        )  # fmt: skip

    assert [say(V.NOT_CALLED), say(V.NOT_CALLED), say(V.TOOK_PART)] == [1, 0, 1]
    assert community.newest_feedback([one.pk], 2016)[one.pk].verdict == "took_part"
    assert left(house.member()) == before
    with pytest.raises(ActionRefused, match="this year or the last"):
        say(V.TOOK_PART, 2012)
