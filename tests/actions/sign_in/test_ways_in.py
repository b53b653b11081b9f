"""Nobody comes into an office above their own: by no code, no reset, no account, no transfer, in no order.

The table says for each kind of actor which ways in they may make for whom. Everything that is not in it is denied.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.urls import get_resolver

from goodstanding.access import office_grants
from goodstanding.access.policies import Denied
from goodstanding.access.roles import Role
from goodstanding.access.viewer import viewer_of
from goodstanding.actions.people import accounts, calendar_feeds, members, posts, transfers
from goodstanding.actions.refusal import ActionRefused
from goodstanding.actions.sign_in import challenges, invitations
from goodstanding.actions.sign_in.invitations import Printed
from goodstanding.models import Account, AuditRow, CalendarFeed, Challenge, Consent, Invitation, Member, Post
from goodstanding.queries.people.calendars import today
from tests.addresses import names_of
from tests.house import TODAY, House

SENTENCE = "a sentence of my own"
#: Whom a way in is for: members of B111 who have never signed in, by the office that waits for them, and over what.
SOUGHT: dict[str, tuple[Role | None, str]] = {
    "ordinary": (None, ""),
    "group_leader": (Role.GROUP_LEADER, "B111"),
    "co_secretary": (Role.SECRETARY, "B111"),
    "sub_officer": (Role.OFFICER, "S11"),
    "officer": (Role.OFFICER, "D1"),
    "auditor": (Role.AUDITOR, "CITY"),
    "operator": (Role.OPERATOR, "CITY"),
}
BELOW = {"ordinary", "group_leader"}
#: For whom each actor may print a code, and whose way in they may reset: only who is here, and nobody else.
MAY_INVITE: dict[str, set[str]] = {
    "secretary": BELOW,
    "sub_district_officer": BELOW | {"co_secretary"},
    "district_officer": BELOW | {"co_secretary", "sub_officer"},
    "city_officer": BELOW | {"co_secretary", "sub_officer", "officer"},
    **{who: set() for who in ("committee", "group_leader", "member", "neighbour", "foreign_secretary", "stranger")},
    **{who: set() for who in ("analyst", "scheme_editor", "auditor", "operator")},
}
MAY_RESET = {who: {"ordinary"} if may else set() for who, may in MAY_INVITE.items()}
ACTORS = sorted(MAY_INVITE)


def seek(house: House, sought: str) -> Member:
    """A member of B111 without a way in, with the office that the table says."""
    member, (role, code) = house.enrol("B111"), SOUGHT[sought]
    account = accounts.of_member(member, at=house.at)
    if role is not None:
        posts.grant(account=account, role=role, unit=house.unit(code), on=TODAY, by=None, at=house.at)
    return member


def tried(act: Callable[..., Any], *args: Any, **more: Any) -> bool:
    """Whether it was done."""
    try:
        act(*args, **more)
    except (Denied, ActionRefused):
        return False
    return True


def invite(house: House, member: Member, by: str, *, verified: bool = True) -> Printed:
    return invitations.invite(member=member, by=house.viewer(by, verified=verified), at=house.at)


def come_in(house: House, printed: Printed) -> Account:
    return invitations.accept(code=printed.code, password=SENTENCE, at=house.at)


def offices(account: Account) -> set[str]:
    """The offices of an account that count."""
    return set(Post.objects.filter(account=account).exclude(accepted_at=None).values_list("role", flat=True))


def let_in(house: House, by: str) -> Member:
    """A member of B111 whom somebody has let in, while there was no office."""
    member = house.enrol("B111")
    come_in(house, invite(house, member, by))
    return Member.objects.select_related("unit", "account").get(pk=member.pk)


# The table


@pytest.mark.parametrize("by", ACTORS)
def test_who_may_print_a_code_and_reset_a_way_in_for_whom(house: House, by: str) -> None:
    people = {sought: seek(house, sought) for sought in SOUGHT}
    viewer, at = house.viewer(by), house.at
    foreseen = {one for one, who in people.items() if office_grants.may_invite(viewer, who, today(at))}
    invited = {one for one, who in people.items() if tried(invite, house, who, by)}
    unverified = {one for one, who in people.items() if tried(invite, house, who, by, verified=False)}
    reset = {one for one, who in people.items() if tried(invitations.reset, member=who, by=viewer, at=at)}
    assert (foreseen, invited, reset, unverified) == (MAY_INVITE[by], MAY_INVITE[by], MAY_RESET[by], set())


@pytest.mark.parametrize("by", ACTORS)
def test_only_the_operator_opens_accounts_of_others_by_name_and_makes_new_ones(house: House, by: str) -> None:
    viewer, found = (
        house.viewer(by),
        {sought: accounts.of_member(seek(house, sought), at=house.at) for sought in SOUGHT},
    )
    everybody = set(SOUGHT) if by == "operator" else set()
    at = house.at
    for act in (invitations.invite_account, invitations.reset_account, accounts.close, accounts.reopen):
        done = {sought for sought, one in found.items() if tried(act, account=one, by=viewer, at=at)}
        assert done == everybody, act
    made = tried(accounts.create, login="new-one", name="New", by=viewer, at=at, password=SENTENCE)
    assert made is (by == "operator")


@pytest.mark.parametrize("by", [who for who in ACTORS if MAY_INVITE[who]])
def test_a_code_lets_its_makers_offices_count_and_no_higher_one(house: House, by: str) -> None:
    """Whatever was printed before an office was given: who made the code says what it is good for."""
    member = house.enrol("B111")
    account = accounts.of_member(member, at=house.at)
    code = invite(house, member, by)
    for role, place in (
        (Role.GROUP_LEADER, "B111"),
        (Role.SECRETARY, "B111"),
        (Role.OFFICER, "S11"),
        (Role.AUDITOR, "CITY"),
    ):
        posts.grant(account=account, role=role, unit=house.unit(place), on=TODAY, by=None, at=house.at)
    come_in(house, code)
    expected = {"secretary": {"group_leader"}, "sub_district_officer": {"group_leader", "secretary"}}
    assert offices(account) == expected.get(by, {"group_leader", "secretary", "officer"})


def test_there_is_no_other_page_that_gives_a_way_in() -> None:
    """A password is only ever set by a code, or by whoever knows the one before; no address is asked for by e-mail."""
    ways = {
        name for name in names_of(get_resolver().url_patterns) if set(name.split("_")) & {"email", "signup", "reset"}
    }
    assert ways == set()


# In every order


def test_a_secretary_does_not_come_into_an_office_that_was_given_to_their_member(house: House) -> None:
    member = seek(house, "officer")
    with pytest.raises(Denied):
        invite(house, member, "secretary")
    account = come_in(house, invite(house, member, "city_officer"))
    assert offices(account) == {"officer"}


def test_a_secretary_who_came_in_first_has_nothing_of_the_office_that_follows(house: House) -> None:
    member = let_in(house, "secretary")
    by = house.viewer("city_officer")
    post = posts.grant(account=member.account, role=Role.OFFICER, unit=house.unit("D1"), on=TODAY, by=by, at=house.at)
    thief = house.client(None)
    assert post.accepted_at is None
    assert thief.login(username=member.number, password=SENTENCE)
    assert not Account.objects.get(pk=member.account.pk).posts.exclude(accepted_at=None).exists()
    come_in(house, invite(house, member, "city_officer"))
    assert offices(member.account) == {"officer"}
    assert not UserSession.objects.filter(user=member.account).exists()


def test_what_the_first_to_come_in_left_open_ends_when_the_holder_accepts(house: House) -> None:
    member = let_in(house, "secretary")
    account = member.account
    Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={"secret": "x"})
    calendar_feeds.make(by=house.viewer("member"), at=house.at)
    CalendarFeed.objects.update(account=account)
    posts.grant(account=account, role=Role.OFFICER, unit=house.unit("D1"), on=TODAY, by=None, at=house.at)
    come_in(house, invite(house, member, "city_officer"))
    assert not Authenticator.objects.filter(user=account).exists()
    assert not CalendarFeed.objects.filter(account=account, revoked_at=None).exists()


def test_an_office_counts_at_once_where_who_let_them_in_may_give_it(house: House) -> None:
    member = let_in(house, "district_officer")
    by = house.viewer("district_officer")
    assert posts.grant(
        account=member.account, role=Role.SECRETARY, unit=house.branch, on=TODAY, by=by, at=house.at
    ).accepted_at


def test_whoever_let_them_in_counts_no_more_once_out_of_office(house: House) -> None:
    member = let_in(house, "district_officer")
    Post.objects.filter(account=house.account("district_officer")).update(until_on=TODAY)
    post = posts.grant(
        account=member.account,
        role=Role.SECRETARY,
        unit=house.branch,
        on=TODAY,
        by=house.viewer("city_officer"),
        at=house.at,
    )
    assert post.accepted_at is None


def test_a_chain_of_people_let_in_from_below_reaches_no_higher(house: House) -> None:
    """A secretary lets somebody in, who is made an officer and, not accepted, can let nobody else in."""
    first = let_in(house, "secretary")
    posts.grant(account=first.account, role=Role.OFFICER, unit=house.unit("D1"), on=TODAY, by=None, at=house.at)
    stolen = viewer_of(first.account, TODAY, verified=True)
    with pytest.raises(Denied):
        invitations.invite(member=house.enrol("B111"), by=stolen, at=house.at)
    assert not first.account.posts.exclude(accepted_at=None).exists()


def test_an_office_that_waits_gives_no_right_and_hears_of_nobody(house: House) -> None:
    member = let_in(house, "secretary")
    posts.grant(account=member.account, role=Role.OFFICER, unit=house.unit("D1"), on=TODAY, by=None, at=house.at)
    assert not viewer_of(member.account, TODAY, verified=True).offices
    Post.objects.filter(role=Role.SECRETARY, unit=house.branch).update(until_on=TODAY)
    asked = transfers.ask(
        member=house.member(), to=house.unit("B211"), reason="moving", by=house.viewer("member"), at=house.at
    )
    assert not member.account.notices.filter(link__contains=asked.key).exists()


def test_a_member_who_comes_over_with_an_office_is_not_the_new_secretarys_to_let_in(house: House) -> None:
    """An officer without a way in moves into another branch, whose secretary prints codes for all who have none."""
    officer = Member.objects.get(pk=house.member("district_officer").pk)
    Account.objects.filter(member=officer).update(password=make_password(None))
    asked = transfers.ask(
        member=officer, to=house.branch, reason="moving", by=house.viewer("city_officer"), at=house.at
    )
    transfers.answer(
        transfer=asked, side=Consent.Side.MEMBER, agrees=True, by=house.viewer("district_officer"), at=house.at
    )
    moved = house.member("district_officer")
    assert moved.unit == house.branch
    for act in (invitations.invite, invitations.reset):
        with pytest.raises(Denied):
            act(member=moved, by=house.viewer("secretary"), at=house.at)


@pytest.mark.parametrize(("since", "until"), [(0, None), (0, 1), (30, None), (30, 60)])
def test_an_office_that_is_to_come_or_ends_later_counts_as_one(house: House, since: int, until: int | None) -> None:
    member = house.member()
    post = house.appoint("member", Role.OFFICER, "D1", TODAY + timedelta(days=since))
    if until is not None:
        Post.objects.filter(pk=post.pk).update(until_on=TODAY + timedelta(days=until))
    with pytest.raises(Denied):
        invitations.reset(member=member, by=house.viewer("secretary"), at=house.at)


def test_after_an_operators_reset_the_branch_does_not_print_the_code(house: House) -> None:
    officer = house.account("sub_district_officer")
    invitations.reset_account(account=officer, by=house.viewer("operator"), at=house.at)
    with pytest.raises(Denied):
        invite(house, house.member("sub_district_officer"), "neighbour")


def test_nobody_prints_a_code_for_themselves(house: House) -> None:
    for act in (invitations.invite_account, invitations.reset_account):
        with pytest.raises(ActionRefused):
            act(account=house.account("operator"), by=house.viewer("operator"), at=house.at)


def test_a_membership_is_not_ended_under_an_office_that_is_given_above(house: House) -> None:
    by, post = house.viewer("neighbour"), Post.objects.get(account=house.account("sub_district_officer"))
    told: dict[str, Any] = {"why": Member.Leaving.RESIGNED, "on": TODAY, "by": by, "at": house.at}
    with pytest.raises(ActionRefused, match="given above"):
        members.leave(member=house.member("sub_district_officer"), **told)
    posts.end(post=post, on=TODAY, by=house.viewer("city_officer"), at=house.at)
    members.leave(member=house.member("sub_district_officer"), **told)


# What a reset ends


def test_a_reset_ends_everything_that_is_open_under_the_account(house: House) -> None:
    account = house.account("member")
    client = house.client("member")
    client.get("/home/")
    secret = calendar_feeds.make(by=house.viewer("member"), at=house.at)
    Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={"secret": "x"})
    challenges.issue(purpose=Challenge.Purpose.CONFIRM, account=account, at=house.at)
    invitations.reset(member=house.member(), by=house.viewer("secretary"), at=house.at)
    left = [
        calendar_feeds.found(secret, at=house.at),
        UserSession.objects.filter(user=account).first(),
        Session.objects.filter(session_key=client.session.session_key).first(),
        Authenticator.objects.filter(user=account).first(),
        Challenge.objects.filter(account=account).first(),
    ]
    assert left == [None] * 5
    row = AuditRow.objects.get(noun="calendar_feed", verb="revoke")
    assert (row.key, row.by, row.unit) == (account.login, house.account("secretary"), house.branch)


def test_an_account_that_is_closed_and_opened_again_has_nothing_of_before_open(house: House) -> None:
    member = seek(house, "ordinary")
    printed, secret = invite(house, member, "secretary"), ""
    account = house.account("member")
    secret = calendar_feeds.make(by=house.viewer("member"), at=house.at)
    for one in (account, printed.invitation.account):
        accounts.close(account=one, by=house.viewer("operator"), at=house.at)
        accounts.reopen(account=one, by=house.viewer("operator"), at=house.at)
    assert calendar_feeds.found(secret, at=house.at) is None
    with pytest.raises(ActionRefused):
        come_in(house, printed)
    assert Invitation.objects.get(pk=printed.invitation.pk).withdrawn_by == house.account("operator")
