"""Offices are granted by those above, and what they allow ends with them."""

from datetime import date

import pytest

from goodstanding.access import office_grants
from goodstanding.access.permissions import Permission
from goodstanding.access.policies import Denied
from goodstanding.access.roles import Role
from goodstanding.actions.people import accounts, posts, units
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import AuditRow, Notice, Post
from tests.house import IN_OFFICE_SINCE, TODAY, House

P = Permission

YESTERDAY, TOMORROW = date(2016, 10, 14), date(2016, 10, 16)

#: Who may give which offices over which units: all that is allowed, everything else is not.
GIVES: dict[str, dict[str, set[Role]]] = {
    "secretary": {"B111": {Role.GROUP_LEADER, Role.COMMITTEE}},
    "sub_district_officer": {
        "S11": {Role.GROUP_LEADER, Role.COMMITTEE, Role.SECRETARY},
        "B111": {Role.GROUP_LEADER, Role.COMMITTEE, Role.SECRETARY, Role.OFFICER},
    },
    "district_officer": {
        "D1": {Role.GROUP_LEADER, Role.COMMITTEE, Role.SECRETARY},
        "S11": {Role.GROUP_LEADER, Role.COMMITTEE, Role.SECRETARY, Role.OFFICER},
        "B111": {Role.GROUP_LEADER, Role.COMMITTEE, Role.SECRETARY, Role.OFFICER},
    },
    "operator": dict.fromkeys(("CITY", "D1", "S11", "B111", "B211"), set(Role) - {Role.OPERATOR}),
    **{who: {} for who in ("committee", "group_leader", "member", "analyst", "scheme_editor", "auditor")},
}


def grant(house: House, by: str, role: Role, code: str, to: str = "stranger", on: date = TODAY) -> Post:
    return posts.grant(
        account=house.account(to), role=role, unit=house.unit(code), on=on, by=house.viewer(by), at=house.at
    )


def end(house: House, post: Post, by: str, on: date = TODAY) -> None:
    posts.end(post=post, on=on, by=house.viewer(by), at=house.at)


@pytest.mark.parametrize("who", GIVES)
def test_who_may_give_which_office_over_which_unit(house: House, who: str) -> None:
    viewer = house.viewer(who)
    for code in ("CITY", "D1", "S11", "B111", "B211"):
        assert set(office_grants.grantable(viewer, house.unit(code))) == GIVES[who].get(code, set()), code


@pytest.mark.parametrize("who", ["secretary", "district_officer", "member"])
def test_what_may_not_be_given_is_denied(house: House, who: str) -> None:
    for code in ("D1", "B111", "B211"):
        for role in set(Role) - GIVES[who].get(code, set()):
            with pytest.raises(Denied):
                grant(house, who, role, code)
    assert not Post.objects.filter(account=house.account("stranger")).exists()


def test_an_officer_appoints_below_but_not_beside(house: House) -> None:
    grant(house, "district_officer", Role.OFFICER, "S12")
    with pytest.raises(Denied):
        grant(house, "district_officer", Role.OFFICER, "D1")


def test_a_new_office_is_told_audited_and_good_at_once(house: House) -> None:
    post = grant(house, "secretary", Role.COMMITTEE, "B111")
    assert house.viewer("stranger").may(P.SEE_MEMBER, house.branch)
    assert Notice.objects.get(to=house.account("stranger")).facts == {"role": "committee", "unit": "Branch 1.1.1"}
    assert AuditRow.objects.get(noun="post", key=post.key).by == house.account("secretary")


def test_an_office_from_tomorrow_is_not_good_today(house: House) -> None:
    grant(house, "secretary", Role.COMMITTEE, "B111", on=TOMORROW)
    assert not house.viewer("stranger").offices
    assert house.viewer("stranger", on=TOMORROW).offices


@pytest.mark.parametrize("who", ["secretary", "operator", "city_officer"])
def test_nobody_gives_themselves_an_office(house: House, who: str) -> None:
    with pytest.raises(ActionRefused) as refusal:
        grant(house, who, Role.COMMITTEE, "B111", to=who)
    assert refusal.value.field == "account"


def test_the_same_office_is_not_given_twice(house: House) -> None:
    with pytest.raises(ActionRefused, match="already"):
        grant(house, "sub_district_officer", Role.SECRETARY, "B111", to="secretary")


def test_an_office_that_ended_can_be_given_again(house: House) -> None:
    end(house, Post.objects.get(role=Role.SECRETARY, unit=house.branch), "sub_district_officer", on=YESTERDAY)
    grant(house, "sub_district_officer", Role.SECRETARY, "B111", to="secretary")
    assert house.viewer("secretary").may(P.CHANGE_MEMBER, house.branch)


def test_a_closed_account_gets_no_office(house: House) -> None:
    accounts.close(account=house.account("stranger"), by=house.viewer("operator"), at=house.at)
    with pytest.raises(ActionRefused) as refusal:
        grant(house, "secretary", Role.COMMITTEE, "B111")
    assert refusal.value.field == "account"


def test_a_closed_unit_has_no_offices(house: House) -> None:
    units.merge(
        unit=house.branch,
        into=house.unit("B112"),
        on=TODAY,
        by=None,
        at=house.at,
        reason="too few",
        scheme=house.scheme,
    )
    with pytest.raises(ActionRefused) as refusal:
        grant(house, "sub_district_officer", Role.SECRETARY, "B111")
    assert refusal.value.field == "unit"


def test_an_ended_office_allows_nothing_from_the_next_page_on(house: House) -> None:
    assert house.viewer("secretary").may(P.CHANGE_MEMBER, house.branch)
    end(house, Post.objects.get(role=Role.SECRETARY, unit=house.branch), "sub_district_officer")
    assert not house.viewer("secretary").may(P.CHANGE_MEMBER)
    assert Notice.objects.filter(to=house.account("secretary"), kind="post_ended").count() == 1


def test_who_may_give_an_office_may_take_it_and_nobody_else(house: House) -> None:
    post = Post.objects.get(role=Role.SECRETARY, unit=house.branch)
    for who in ("secretary", "neighbour", "foreign_secretary", "auditor", "member"):
        with pytest.raises(Denied):
            end(house, post, who)
    end(house, post, "district_officer")


def test_an_office_does_not_end_before_it_began_nor_twice(house: House) -> None:
    post = Post.objects.get(role=Role.COMMITTEE, unit=house.branch)
    with pytest.raises(ActionRefused) as refusal:
        end(house, post, "secretary", on=date(2015, 12, 31))
    assert refusal.value.field == "on"
    end(house, post, "secretary", on=IN_OFFICE_SINCE)
    with pytest.raises(ActionRefused, match="already"):
        end(house, post, "secretary")


def test_an_office_that_was_to_end_later_can_be_ended_now(house: House) -> None:
    post = Post.objects.get(role=Role.COMMITTEE, unit=house.branch)
    end(house, post, "secretary", on=date(2016, 12, 31))
    assert house.viewer("committee").offices
    end(house, post, "secretary", on=TODAY)
    assert not house.viewer("committee").offices
