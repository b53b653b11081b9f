"""Small wishes and relayed needs: claimed in one tap, given back without harm, confirmed by the person helped."""

from typing import Any

import pytest

from goodstanding.access.policies import Denied
from goodstanding.actions.refusal import ActionRefused
from goodstanding.actions.service import needs, wishes
from goodstanding.models import Notice, RelayedNeed, ServiceStep, Wish
from tests.house import House
from tests.service import DAY, claimed, left, relayed, wished
from tests.threads import at_once


def confirm(house: House, wish: Wish, by: str = "secretary") -> None:
    how = Wish.How.PHONE
    wishes.confirm(wish=wish, how=how, scheme=house.scheme, by=house.viewer(by), at=house.at + 9 * DAY)


def report(house: House, wish: Wish) -> None:
    wishes.report(wish=wish, scheme=house.scheme, by=house.viewer("member"), at=house.at + DAY)


def test_a_wish_counts_once_the_person_helped_has_confirmed_it(house: House) -> None:
    wish = claimed(house, wished(house))
    report(house, wish)
    assert left(house.member()) == {}, "a member's own word leaves nothing yet"
    for _tap in range(2):
        confirm(house, wish)
    wish.refresh_from_db()
    assert (wish.state, wish.confirmed_how, wish.decided_on) == ("fulfilled", "phone", house.today + DAY)
    assert left(house.member()) == {"wish.fulfilled": [1000]}
    with pytest.raises(ActionRefused, match="Another member has claimed"):
        claimed(house, wish, "group_leader")


def test_a_claim_is_given_back_without_harm_and_another_member_takes_it(house: House) -> None:
    wish = claimed(house, wished(house))
    with pytest.raises(ActionRefused, match="Another member has claimed"):
        claimed(house, wish, "group_leader")
    wishes.give_back(wish=wish, scheme=house.scheme, by=house.viewer("member"), at=house.at)
    assert left(house.member()) == {}
    assert claimed(house, wish, "group_leader").member == house.member("group_leader")
    assert not Notice.objects.filter(to=house.account("member")).exists()


def test_what_was_confirmed_by_mistake_is_returned_with_its_entry(house: House) -> None:
    wish = claimed(house, wished(house))
    confirm(house, wish)
    common: dict[str, Any] = {
        "wish": wish,
        "scheme": house.scheme,
        "by": house.viewer("secretary"),
        "at": house.at + 10 * DAY,
    }
    with pytest.raises(ActionRefused, match="reason"):
        wishes.send_back(reason="", **common)
    wishes.send_back(reason="The lamp is still dark", **common)
    assert left(house.member()) == {}
    confirm(house, wish)
    assert left(house.member()) == {"wish.fulfilled": [1000]}
    with pytest.raises(ActionRefused, match="no longer possible"):
        wishes.close(reason="Over", **common)


def test_members_of_other_branches_cannot_claim_and_nobody_confirms_their_own(house: House) -> None:
    wish = wished(house)
    with pytest.raises(ActionRefused, match="for other members"):
        claimed(house, wish, "stranger")
    claimed(house, wish, "secretary")
    with pytest.raises(Denied):
        confirm(house, wish)
    confirm(house, wish, "committee")
    assert left(house.member("secretary")) == {"wish.fulfilled": [1000]}


def test_a_closed_wish_is_held_against_no_member(house: House) -> None:
    wish = claimed(house, wished(house))
    by = house.viewer("secretary")
    wishes.close(wish=wish, reason="The lamp was mended", scheme=house.scheme, by=by, at=house.at)
    assert Notice.objects.get(to=house.account("member")).kind == "wish_closed"
    assert left(house.member()) == {}


@pytest.mark.usefixtures("transactional_db")
def test_of_two_who_claim_at_once_one_has_the_wish(house: House) -> None:
    wish = wished(house)
    people = [(house.member(who), house.viewer(who)) for who in ("member", "group_leader")]
    went = at_once(
        *[
            lambda one=one: wishes.claim(wish=wish, member=one[0], scheme=house.scheme, by=one[1], at=house.at)
            for one in people
        ]
    )
    assert sorted(type(error).__name__ for error in went) == ["ActionRefused", "NoneType"]
    assert ServiceStep.objects.filter(what="claimed").count() == 1


def test_a_need_counts_on_its_day_once_it_is_taken_up(house: House) -> None:
    one, by = relayed(house), house.viewer("secretary")
    assert Notice.objects.get(to=house.account("secretary")).kind == "need_made"
    assert left(house.member()) == {}
    needs.take_up(need=one, scheme=house.scheme, by=by, at=house.at + 3 * DAY)
    assert left(house.member()) == {"need.relayed": [1000]}
    with pytest.raises(ActionRefused, match="reason"):
        needs.reject(need=one, reason=" ", scheme=house.scheme, by=by, at=house.at)
    needs.reject(need=one, reason="Known already", scheme=house.scheme, by=by, at=house.at + 4 * DAY)
    assert left(house.member()) == {}
    with pytest.raises(ActionRefused, match="no longer possible"):
        needs.withdraw(need=one, scheme=house.scheme, by=house.viewer("member"), at=house.at)


def test_a_need_is_taken_back_before_the_answer_and_typed_in_from_paper(house: House) -> None:
    one = relayed(house)
    needs.withdraw(need=one, scheme=house.scheme, by=house.viewer("member"), at=house.at)
    assert RelayedNeed.objects.get().state == "withdrawn"
    common: dict[str, Any] = {
        "member": house.member(),
        "title": "A ramp",
        "text": "",
        "scheme": house.scheme,
        "at": house.at,
    }
    with pytest.raises(Denied):
        needs.relay(**common, by=house.viewer("neighbour"))
    day = house.today - DAY
    paper = needs.relay(**common, by=house.viewer("committee"), on=day)
    needs.take_up(need=paper, scheme=house.scheme, by=house.viewer("secretary"), at=house.at)
    assert (paper.made_on, left(house.member())) == (day, {"need.relayed": [1000]})
