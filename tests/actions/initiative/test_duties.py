"""Duty posts: taken or offered, never without the member's word; confirmed once a period for all in one list."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from goodstanding.access.policies import Denied
from goodstanding.actions import arrivals
from goodstanding.actions.initiative import duties, holdings, moved
from goodstanding.actions.initiative.duties import Word
from goodstanding.actions.people import memberships
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import DutyCheck, DutyHolding, Fact, InitiativeStep, Member, MemberClass, Notice
from goodstanding.models.initiative.moves import HOLDING_MOVES, HoldingMove, HoldingState
from goodstanding.queries.initiative import duties as queries
from goodstanding.queries.initiative.periods import period_on
from tests.house import House
from tests.initiative import DAY, left, post, taken

V = DutyCheck.Verdict
#: The last quarter of the year nears its end from the first of December on.
DECEMBER = date(2016, 12, 5)


def confirm(house: House, said: Mapping[str, Word] | None = None, on: date = DECEMBER, by: str = "secretary") -> int:
    return duties.confirm(
        unit=house.branch, kind="duty_post", period=period_on(DECEMBER, "quarter"), said=said or {},
        scheme=house.scheme, by=house.viewer(by, on=on), at=house.at + (on - house.today),
    )  # fmt: skip


def test_a_quarter_is_confirmed_for_everyone_at_once_and_put_right(house: House) -> None:
    room, stairs = post(house), post(house, title="Staircase")
    first, second = taken(house, room), taken(house, stairs, "committee")
    own = taken(house, stairs, "secretary")
    with pytest.raises(ActionRefused, match="cannot be confirmed now"):
        confirm(house, on=house.today)
    assert confirm(house, {second.key: Word(V.EXCUSED)}) == 2
    assert confirm(house) == 0
    assert left(house.member()) == {"duty_post.kept": [1000]}
    assert left(house.member("committee")) == {"duty_post.kept": [None]}, "excused, so that nothing is missing"
    assert not DutyCheck.objects.filter(holding=own).exists(), "of themselves another person says it"
    with pytest.raises(ActionRefused, match="reason"):
        confirm(house, {first.key: Word(V.NOT_KEPT)})
    assert confirm(house, {first.key: Word(V.NOT_KEPT, "Closed on four Saturdays")}) == 1
    assert left(house.member()) == {"duty_post.kept": [0]}
    assert confirm(house, {first.key: Word(V.KEPT)}, on=date(2017, 1, 20)) == 1, "the quarter before, put right"
    assert left(house.member()) == {"duty_post.kept": [1000]}
    assert set(Fact.objects.values_list("occurred_on", flat=True)) == {DECEMBER}


def test_what_waits_is_counted_in_the_branch_alone_and_only_when_the_period_nears_its_end(house: House) -> None:
    taken(house, post(house))
    on = {"before": date(2016, 11, 30), "then": DECEMBER, "after": date(2017, 2, 1), "long after": date(2017, 4, 1)}
    found = {
        word: queries.waiting(house.viewer("secretary", on=day), house.scheme, day).count() for word, day in on.items()
    }
    assert found == {"before": 0, "then": 1, "after": 1, "long after": 1}
    assert not queries.waiting(house.viewer("sub_district_officer"), house.scheme, DECEMBER).exists()
    confirm(house)
    assert not queries.waiting(house.viewer("secretary", on=DECEMBER), house.scheme, DECEMBER).exists()


def test_an_offer_is_accepted_by_the_member_or_with_their_word_and_ends_with_its_term(house: House) -> None:
    room, by = post(house), house.viewer("secretary")
    until = date(2016, 12, 31)
    offered = holdings.offer(
        post=room, member=house.member(), until=until, scheme=house.scheme, by=by, at=house.at
    )  # fmt: skip
    assert (offered.state, offered.from_on, queries.last_day_held(offered)) == ("offered", None, until)
    assert confirm(house) == 0, "nobody keeps what they have not agreed to"
    assert taken(house, room) == offered
    assert DutyHolding.objects.get().state == "held"
    on_paper = holdings.offer(
        post=room, member=house.member("group_leader"), until=None, scheme=house.scheme, by=by, at=house.at
    )
    holdings.accept(holding=on_paper, scheme=house.scheme, by=by, at=house.at)
    assert confirm(house) == 2
    assert left(house.member("group_leader")) == left(house.member()), "on paper it earns the same"
    next_year = house.at + timedelta(days=90)
    again = holdings.take(post=room, scheme=house.scheme, by=house.viewer("member", on=next_year.date()), at=next_year)
    assert (again.pk == offered.pk, DutyHolding.objects.get(pk=offered.pk).state) == (False, "ended")


def test_nothing_is_held_against_who_chooses_freely(house: House) -> None:
    MemberClass.objects.create(member=house.member(), word="on_leave", from_on=date(2016, 1, 1))
    holding = taken(house, post(house))
    with pytest.raises(ActionRefused, match="own choice"):
        confirm(house, {holding.key: Word(V.NOT_KEPT, "Away")})
    assert confirm(house, {holding.key: Word(V.EXCUSED)}) == 1
    assert left(house.member()) == {"duty_post.kept": [None]}


def test_what_stood_before_the_member_was_free_to_choose_can_still_be_excused(house: House) -> None:
    holding = taken(house, post(house))
    confirm(house, {holding.key: Word(V.NOT_KEPT, "Never seen there")})
    MemberClass.objects.create(member=house.member(), word="on_leave", from_on=date(2016, 12, 1))
    assert confirm(house, {holding.key: Word(V.EXCUSED)}) == 1
    assert left(house.member()) == {"duty_post.kept": [None]}


def test_posts_are_for_their_unit_and_close_with_their_holders(house: House) -> None:
    room = post(house)
    assert post(house) == room
    for who in ("neighbour", "stranger"):
        with pytest.raises(ActionRefused, match="other members"):
            taken(house, room, who)
        with pytest.raises(Denied):
            duties.close(post=room, scheme=house.scheme, by=house.viewer(who), at=house.at)
    holding = taken(house, room)
    at = house.at + 9 * DAY
    duties.close(post=room, scheme=house.scheme, by=house.viewer("committee"), at=at)
    holding.refresh_from_db()
    assert (holding.state, holding.until_on) == ("ended", at.date())
    with pytest.raises(ActionRefused, match="closed"):
        taken(house, room, "committee")
    assert confirm(house) == 1, "the days before count"
    assert Fact.objects.get().occurred_on == at.date() - DAY


def test_a_post_ends_with_a_move_and_both_sides_are_notified(house: House) -> None:
    holding, at = taken(house, post(house)), house.at + 9 * DAY
    memberships.move_all(Member.objects.filter(pk=holding.member_id), to=house.unit("B112"), on=at.date())
    arrivals.came([house.unit("B112")], at=at + DAY)
    holding.refresh_from_db()
    assert (holding.state, holding.until_on) == ("ended", at.date()), "on the day of the move, not of the look at it"
    assert InitiativeStep.objects.latest("pk").by is None
    kinds = {"member": "duty_ended", "secretary": "duty_left", "committee": "duty_left"}
    for who, kind in kinds.items():
        assert Notice.objects.filter(to=house.account(who), kind=kind).count() == 1, who
    assert moved.end_left(scheme=house.scheme, at=at + DAY) == 0


@pytest.mark.parametrize("state", HoldingState)
def test_from_every_state_there_is_every_way_of_the_dict_and_no_other(house: House, state: HoldingState) -> None:
    same = {(HoldingState.HELD, HoldingMove.ACCEPT), (HoldingState.DECLINED, HoldingMove.DECLINE)}
    same |= {(HoldingState.ENDED, HoldingMove.END)}
    deeds = {
        HoldingMove.ACCEPT: holdings.accept, HoldingMove.DECLINE: holdings.decline, HoldingMove.END: holdings.end
    }  # fmt: skip
    for move, deed in deeds.items():
        one = DutyHolding.objects.create(
            post=post(house, title=move.value), member=house.member(), state=state, from_on=house.today,
            made_at=house.at, made_by=house.account("secretary"),
        )  # fmt: skip
        becomes = HOLDING_MOVES.get((state, move))
        if becomes is None and (state, move) not in same:
            with pytest.raises(ActionRefused, match="no longer possible"):
                deed(holding=one, scheme=house.scheme, by=house.viewer("member"), at=house.at)
        else:
            deed(holding=one, scheme=house.scheme, by=house.viewer("member"), at=house.at)
        assert DutyHolding.objects.get(pk=one.pk).state == (becomes or state), move
