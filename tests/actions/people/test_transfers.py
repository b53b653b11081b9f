"""A transfer is done when both units and the member agree, in whatever order; until then nothing has changed."""

from datetime import date, timedelta
from itertools import permutations

import pytest

from goodstanding.access.policies import Denied
from goodstanding.access.roles import Role
from goodstanding.actions.people import members, posts, transfers, units
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import Consent, Notice, Post, Transfer
from goodstanding.queries.people.transfers import sides_of
from tests.house import OPENED, TODAY, House

Side = Consent.Side
State = Transfer.State
#: Who answers for which side of a transfer of `member` from B111 to B211.
ANSWERS = {Side.MEMBER: "member", Side.GIVING: "secretary", Side.RECEIVING: "foreign_secretary"}


def ask(house: House, who: str = "member", member: str = "member", to: str = "B211") -> Transfer:
    return transfers.ask(
        member=house.member(member), to=house.unit(to), reason="moving house", by=house.viewer(who), at=house.at
    )


def answer(house: House, transfer: Transfer, who: str, side: Side, agrees: bool = True, reason: str = "") -> None:
    transfers.answer(transfer=transfer, side=side, agrees=agrees, reason=reason, by=house.viewer(who), at=house.at)


def state(transfer: Transfer) -> str:
    transfer.refresh_from_db()
    return transfer.state


def told(house: House, who: str) -> list[str]:
    return list(Notice.objects.filter(to=house.account(who)).order_by("pk").values_list("kind", flat=True))


@pytest.mark.parametrize("order", list(permutations(Side)), ids="-".join)
def test_whoever_asks_and_in_whatever_order_they_agree_it_is_done_with_the_last(
    house: House, order: tuple[Side, ...]
) -> None:
    first, second, third = order
    transfer = ask(house, ANSWERS[first])
    answer(house, transfer, ANSWERS[second], second)
    assert (house.member().unit, state(transfer)) == (house.branch, State.OPEN)
    answer(house, transfer, ANSWERS[third], third)
    assert (house.member().unit, state(transfer)) == (house.unit("B211"), State.DONE)
    assert (house.branch.members_here, house.unit("B211").members_here) == (4, 6)
    spans = house.member().memberships.order_by("pk").values_list("unit__code", "from_on", "until_on")
    assert list(spans) == [("B111", OPENED, TODAY), ("B211", TODAY, None)]


def test_one_officer_above_both_agrees_for_both(house: House) -> None:
    transfer = ask(house, "city_officer")
    assert set(transfer.consents.values_list("side", flat=True)) == {Side.GIVING, Side.RECEIVING}
    answer(house, transfer, "member", Side.MEMBER)
    assert state(transfer) == State.DONE


@pytest.mark.parametrize("side", Side)
def test_one_refusal_with_a_reason_ends_it(house: House, side: Side) -> None:
    transfer = ask(house, "secretary" if side is not Side.GIVING else "member")
    answer(house, transfer, ANSWERS[side], side, agrees=False, reason="too far")
    assert state(transfer) == State.REFUSED
    assert house.member().unit == house.branch
    assert transfer.consents.get(side=side).reason == "too far"
    assert "transfer_refused" in told(house, "member")


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_refusal_needs_a_reason(house: House, reason: str) -> None:
    transfer = ask(house)
    with pytest.raises(ActionRefused) as refusal:
        answer(house, transfer, "secretary", Side.GIVING, agrees=False, reason=reason)
    assert refusal.value.field == "reason"
    assert state(transfer) == State.OPEN


def test_nobody_answers_for_a_unit_about_themselves(house: House) -> None:
    transfer = ask(house, "secretary", member="secretary")
    assert set(transfer.consents.values_list("side", flat=True)) == {Side.MEMBER}
    with pytest.raises(Denied):
        answer(house, transfer, "secretary", Side.GIVING)
    answer(house, transfer, "sub_district_officer", Side.GIVING)


def test_about_the_secretary_whoever_is_above_is_asked(house: House) -> None:
    ask(house, "secretary", member="secretary")
    assert "transfer_asked" in told(house, "sub_district_officer")
    assert "transfer_asked" not in told(house, "secretary")


@pytest.mark.parametrize(
    ("who", "side"),
    [
        ("stranger", Side.MEMBER),
        ("member", Side.GIVING),
        ("foreign_secretary", Side.GIVING),
        ("secretary", Side.RECEIVING),
        ("secretary", Side.MEMBER),
        ("committee", Side.GIVING),
        ("auditor", Side.GIVING),
        ("operator", Side.RECEIVING),
    ],
)
def test_nobody_answers_for_another_side(house: House, who: str, side: Side) -> None:
    transfer = ask(house, "member")
    with pytest.raises(Denied):
        answer(house, transfer, who, side)


@pytest.mark.parametrize("who", ["stranger", "neighbour", "committee", "auditor", "operator"])
def test_nobody_else_asks_for_a_transfer(house: House, who: str) -> None:
    with pytest.raises(Denied):
        ask(house, who)


def test_a_side_answers_once(house: House) -> None:
    transfer = ask(house, "secretary")
    with pytest.raises(ActionRefused, match="already"):
        answer(house, transfer, "secretary", Side.GIVING, agrees=False, reason="after all")


def test_the_sides_to_answer_for_are_those_that_have_not(house: House) -> None:
    transfer = ask(house, "member")
    assert sides_of(house.viewer("member"), transfer) == []
    assert sides_of(house.viewer("secretary"), transfer) == [Side.GIVING]
    assert sides_of(house.viewer("city_officer"), transfer) == [Side.GIVING, Side.RECEIVING]
    assert sides_of(house.viewer("stranger"), transfer) == []


@pytest.mark.parametrize("to", ["B111"])
def test_nobody_is_transferred_to_where_they_are(house: House, to: str) -> None:
    with pytest.raises(ActionRefused) as refusal:
        ask(house, to=to)
    assert refusal.value.field == "to"


def test_a_transfer_needs_a_reason(house: House) -> None:
    with pytest.raises(ActionRefused) as refusal:
        transfers.ask(member=house.member(), to=house.unit("B211"), reason=" ", by=house.viewer("member"), at=house.at)
    assert refusal.value.field == "reason"


def test_there_is_one_open_transfer_at_a_time(house: House) -> None:
    ask(house)
    with pytest.raises(ActionRefused, match="already open"):
        ask(house, "secretary", to="B112")


def test_whoever_has_left_is_not_transferred(house: House) -> None:
    members.leave(member=house.member(), why="resigned", on=TODAY, by=None, at=house.at)  # type: ignore[arg-type]
    with pytest.raises(ActionRefused, match="no longer"):
        ask(house, "secretary")


@pytest.mark.parametrize(("asked", "who"), [("secretary", "secretary"), ("secretary", "member"), ("member", "member")])
def test_who_asked_and_the_member_can_take_it_back(house: House, asked: str, who: str) -> None:
    transfer = ask(house, asked)
    transfers.withdraw(transfer=transfer, by=house.viewer(who), at=house.at)
    assert state(transfer) == State.WITHDRAWN
    ask(house)


@pytest.mark.parametrize("who", ["foreign_secretary", "stranger", "city_officer"])
def test_others_cannot_take_it_back(house: House, who: str) -> None:
    transfer = ask(house)
    with pytest.raises(Denied):
        transfers.withdraw(transfer=transfer, by=house.viewer(who), at=house.at)


def test_an_ended_transfer_stays_ended(house: House) -> None:
    transfer = ask(house)
    transfers.withdraw(transfer=transfer, by=house.viewer("member"), at=house.at)
    with pytest.raises(ActionRefused, match="ended"):
        answer(house, transfer, "secretary", Side.GIVING)
    with pytest.raises(ActionRefused, match="ended"):
        transfers.withdraw(transfer=transfer, by=house.viewer("member"), at=house.at)


# What happens meanwhile


def closed(house: House, code: str, into: str) -> None:
    units.merge(
        unit=house.unit(code), into=house.unit(into), on=TODAY, by=None, at=house.at, reason="-", scheme=house.scheme
    )


def test_nobody_is_transferred_into_a_unit_that_was_closed_meanwhile(house: House) -> None:
    transfer = ask(house)
    answer(house, transfer, "foreign_secretary", Side.RECEIVING)
    closed(house, "B211", "B212")
    with pytest.raises(ActionRefused, match="closed meanwhile"):
        answer(house, transfer, "secretary", Side.GIVING)
    assert (state(transfer), house.member().unit) == (State.OPEN, house.branch)
    transfers.withdraw(transfer=transfer, by=house.viewer("member"), at=house.at)


def test_nobody_is_transferred_out_of_a_unit_they_are_no_longer_in(house: House) -> None:
    transfer = ask(house)
    answer(house, transfer, "foreign_secretary", Side.RECEIVING)
    closed(house, "B111", "B112")
    with pytest.raises(ActionRefused, match="no longer in that unit"):
        answer(house, transfer, "sub_district_officer", Side.GIVING)
    assert house.member().unit == house.unit("B112")


def test_a_closed_unit_cannot_be_asked_for(house: House) -> None:
    closed(house, "B211", "B212")
    with pytest.raises(ActionRefused) as refusal:
        ask(house)
    assert refusal.value.field == "to"


def test_where_the_new_unit_was_the_host_it_need_not_be_any_more(house: House) -> None:
    members.host(member=house.member(), unit=house.unit("B211"), on=date(2016, 10, 1), by=None, at=house.at)
    transfer = ask(house, "city_officer")
    answer(house, transfer, "member", Side.MEMBER)
    assert house.member().hostings.get().until_on == TODAY


# Telling and reminding


def test_asking_tells_those_who_have_not_answered(house: House) -> None:
    ask(house, "secretary")
    assert told(house, "member") == ["transfer_asked"]
    assert told(house, "foreign_secretary") == ["transfer_asked"]
    assert told(house, "secretary") == []


def test_the_end_is_told_to_who_asked_and_to_the_member(house: House) -> None:
    transfer = ask(house, "secretary")
    answer(house, transfer, "member", Side.MEMBER)
    answer(house, transfer, "foreign_secretary", Side.RECEIVING)
    assert told(house, "secretary") == ["transfer_done"]
    assert told(house, "member")[-1] == "transfer_done"


def remind(house: House, days: int) -> int:
    return transfers.remind(today=TODAY + timedelta(days=days), at=house.at + timedelta(days=days))


def test_nobody_is_reminded_before_it_is_due_and_then_at_most_weekly(house: House) -> None:
    ask(house)
    assert [day for day in range(60) if remind(house, day)] == [30, 37, 44, 51, 58]
    assert told(house, "secretary").count("transfer_reminder") == 5
    assert "transfer_reminder" not in told(house, "member")


def test_reminding_twice_on_one_day_reminds_once(house: House) -> None:
    ask(house)
    assert (remind(house, 30), remind(house, 30)) == (1, 0)


def test_an_ended_transfer_is_not_reminded_of(house: House) -> None:
    transfers.withdraw(transfer=ask(house), by=house.viewer("member"), at=house.at)
    assert remind(house, 40) == 0


def test_the_reminder_goes_to_who_holds_the_office_then(house: House) -> None:
    ask(house)
    house.appoint("committee", Role.SECRETARY, "B111", since=TODAY + timedelta(days=10))
    post = Post.objects.get(role=Role.SECRETARY, unit=house.branch, account=house.account("secretary"))
    posts.end(post=post, on=TODAY + timedelta(days=10), by=None, at=house.at)
    remind(house, 30)
    assert "transfer_reminder" in told(house, "committee")
    assert "transfer_reminder" not in told(house, "secretary")
