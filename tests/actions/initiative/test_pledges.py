"""Pledges: made for a period, worded anew until the first item is decided, confirmed by another person."""

from datetime import date

import pytest

from goodstanding.access.policies import Denied
from goodstanding.actions.initiative import pledge_items, pledges
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import Fact, InitiativeStep, MemberClass, Notice, Pledge
from goodstanding.models.initiative.moves import ITEM_MOVES, ItemMove, ItemState
from tests.house import House
from tests.initiative import DAY, TEXTS, items, left, pledged

M = ItemMove


def decide(house: House, item: object, move: ItemMove, reason: str = "", by: str = "secretary", days: int = 0) -> None:
    viewer = house.viewer(by, on=house.today + days * DAY)
    pledge_items.decide(
        item=item, move=move, reason=reason, scheme=house.scheme, by=viewer, at=house.at + days * DAY  # type: ignore[arg-type]
    )  # fmt: skip


def report(house: House, item: object, words: str = "Done every week.", by: str = "member") -> None:
    pledge_items.report(
        item=item, words=words, scheme=house.scheme, by=house.viewer(by), at=house.at  # type: ignore[arg-type]
    )  # fmt: skip


def test_a_pledge_is_registered_once_and_sent_again_is_the_same(house: House) -> None:
    pledge = pledged(house)
    assert (pledge.period, [item.text for item in items(pledge)]) == ("2016", list(TEXTS))
    assert pledged(house, "member", f" {TEXTS[0]} ", "", TEXTS[1]) == pledge
    assert left(house.member()) == {"pledge.registered": [1000]}
    for texts, says in ((("Other",), "already"), (("",), "at least one"), (("a", "a"), "same"), (tuple("abcdef"), "5")):
        with pytest.raises(ActionRefused, match=says):
            pledged(house, "member" if says == "already" else "committee", *texts)


def test_a_paper_pledge_earns_the_same_on_the_day_of_the_paper(house: House) -> None:
    own, on_paper = pledged(house), pledged(house, "group_leader", by="secretary", on=date(2016, 10, 3))
    for who, pledge in (("member", own), ("group_leader", on_paper)):
        for item in items(pledge):
            report(house, item, by="member" if who == "member" else "secretary")
        assert pledge_items.fulfil_reported(
            pledge=pledge, scheme=house.scheme, by=house.viewer("secretary"), at=house.at
        ) == len(TEXTS)
    assert left(house.member()) == left(house.member("group_leader"))
    assert left(house.member()) == {"pledge.registered": [1000], "pledge.fulfilled": [1000, 1000]}
    assert Fact.objects.get(member=house.member("group_leader"), kind="pledge.registered").occurred_on.day == 3
    for day in (house.today + DAY, date(2009, 1, 1)):
        with pytest.raises(ActionRefused):
            pledged(house, "committee", by="secretary", on=day)


def test_items_are_worded_anew_and_the_old_words_stay_until_one_is_decided(house: House) -> None:
    pledge = pledged(house)
    report(house, items(pledge)[0])
    by, at = house.viewer("member"), house.at
    pledges.reword(pledge=pledge, texts=[TEXTS[0], "Paint the fence"], scheme=house.scheme, by=by, at=at)
    assert {item.text: item.state for item in items(pledge)} == {TEXTS[0]: "reported", "Paint the fence": "pledged"}
    assert InitiativeStep.objects.get(what="replaced").words == TEXTS[1]
    decide(house, items(pledge)[0], M.FULFIL)
    with pytest.raises(ActionRefused, match="can no longer be changed"):
        pledges.reword(pledge=pledge, texts=["Nothing"], scheme=house.scheme, by=by, at=at)
    with pytest.raises(ActionRefused, match="can no longer be taken back"):
        pledges.withdraw(pledge=pledge, reason="", scheme=house.scheme, by=by, at=at)


def test_a_decision_is_corrected_with_a_reason_and_the_ledger_follows(house: House) -> None:
    pledge = pledged(house)
    first = items(pledge)[0]
    with pytest.raises(ActionRefused, match="Too early"):
        decide(house, first, M.MISS, "Never seen there.")
    report(house, first)
    with pytest.raises(ActionRefused, match="reason"):
        decide(house, first, M.MISS)
    decide(house, first, M.MISS, "Never seen there.")
    assert left(house.member())["pledge.fulfilled"] == [0]
    first = items(pledge)[0]
    decide(house, first, M.FULFIL, "It was another day.")
    assert left(house.member())["pledge.fulfilled"] == [1000]
    decide(house, items(pledge)[0], M.DROP, "The room was closed.")
    assert left(house.member())["pledge.fulfilled"] == [None], "excused, where it stood in the ledger"
    second = items(pledge)[1]
    decide(house, second, M.DROP, "They moved away.")
    assert left(house.member())["pledge.fulfilled"] == [None], "and nothing where nothing stood"
    told = Notice.objects.filter(to=house.account("member"), kind__startswith="pledge_item").values_list(
        "kind", flat=True
    )
    assert sorted(told) == [f"pledge_item_{word}" for word in ("dropped", "dropped", "fulfilled", "missed")]


def test_nothing_is_held_against_who_chooses_freely_and_late_decisions_count_in_their_year(house: House) -> None:
    MemberClass.objects.create(member=house.member("group_leader"), word="elderly_sick", from_on=date(2016, 1, 1))
    welcome, other = pledged(house, "group_leader"), pledged(house)
    later = 90
    with pytest.raises(ActionRefused, match="own choice"):
        decide(house, items(welcome)[0], M.MISS, "Not seen.", days=later)
    decide(house, items(other)[0], M.MISS, "Not seen.", days=later)
    fact = Fact.objects.get(kind="pledge.fulfilled")
    assert (fact.occurred_on, fact.value) == (date(2016, 12, 31), 0)


def test_what_stood_before_the_member_was_free_to_choose_can_still_be_dropped(house: House) -> None:
    pledge = pledged(house)
    for item in items(pledge):
        decide(house, item, M.MISS, "Not seen.", days=90)
    MemberClass.objects.create(member=house.member(), word="on_leave", from_on=date(2016, 12, 1))
    decide(house, items(pledge)[0], M.DROP, "Ill since December.", days=90)
    assert sorted(left(house.member())["pledge.fulfilled"], key=str) == [0, None], "the one, and not the other"


def test_nobody_confirms_their_own_and_others_find_nothing(house: House) -> None:
    mine = pledged(house, "secretary")
    for by in ("secretary", "neighbour", "auditor", "member"):
        with pytest.raises(Denied):
            decide(house, items(mine)[0], M.FULFIL, by=by)
    with pytest.raises(Denied):
        pledged(house, "member", by="neighbour")
    decide(house, items(mine)[0], M.FULFIL, by="committee")
    assert left(house.member("secretary"))["pledge.fulfilled"] == [1000]


def test_a_wrong_one_is_taken_back_with_all_that_it_left(house: House) -> None:
    pledge = pledged(house, by="secretary")
    report(house, items(pledge)[0], by="secretary")
    decide(house, items(pledge)[0], M.FULFIL)
    for _again in range(2):
        pledges.withdraw(
            pledge=pledge, reason="Of another member", scheme=house.scheme, by=house.viewer("secretary"), at=house.at
        )
    assert left(house.member()) == {}
    assert pledged(house, "member", "Another").pk != pledge.pk
    assert Pledge.objects.filter(member=house.member()).count() == 2


@pytest.mark.parametrize("state", ItemState)
def test_from_every_state_there_is_every_way_of_the_dict_and_no_other(house: House, state: ItemState) -> None:
    pledge = pledged(house)
    for move in (M.FULFIL, M.MISS, M.DROP):
        item = items(pledge)[0]
        type(item).objects.bulk_create(
            [type(item)(pledge=pledge, revision=9, number=list(M).index(move) + 1, text=move.value, state=state,
                        decided_on=house.today, decided_at=house.at, decided_by=house.account("secretary"))]
        )  # fmt: skip
        item = pledge.items.get(text=move.value)
        becomes = ITEM_MOVES.get((state, move))
        if becomes is None:
            with pytest.raises(ActionRefused, match="no longer possible"):
                decide(house, item, move, "Because.", days=60)
        else:
            decide(house, item, move, "Because.", days=60)
        assert type(item).objects.get(pk=item.pk).state == (becomes or state)
