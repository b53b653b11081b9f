"""An announcement reaches the members of a unit and all below it, and the office knows whom it did not reach."""

from datetime import date, timedelta

import pytest

from goodstanding.access.policies import Denied
from goodstanding.access.viewer import Viewer
from goodstanding.actions.bulletins import bulletins
from goodstanding.actions.bulletins.bulletins import Words
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import AuditRow, Bulletin, BulletinReceipt, Member, Membership
from goodstanding.queries.bulletins import bulletins as queries
from goodstanding.queries.bulletins.bulletins import Reached
from tests.house import TODAY, House

UNTIL = TODAY + timedelta(days=7)


def announced(
    house: House, who: str = "secretary", code: str = "B111", *, until_on: date = UNTIL, form: str = ""
) -> Bulletin:
    what = Words("Road works", "The hall is reached from the back.", until_on)
    return bulletins.make(unit=house.unit(code), what=what, by=house.viewer(who), at=house.at, form=form)


def waits_for(house: House, who: str, on: date = TODAY) -> list[Bulletin]:
    return list(queries.waiting(house.member(who), on))


def reached(made: Bulletin, viewer: Viewer) -> dict[str, Reached]:
    return {one.unit.code: one.reached for one in queries.reached(made, viewer)}


def test_it_waits_for_every_member_of_the_unit_and_of_those_below_and_for_no_other(house: House) -> None:
    of_branch, of_above = announced(house), announced(house, "sub_district_officer", "S11")
    assert waits_for(house, "member") == [of_branch, of_above]
    assert waits_for(house, "neighbour") == [of_above]
    assert waits_for(house, "district_officer") == []


def test_it_waits_until_its_last_day_or_until_the_member_confirms(house: House) -> None:
    made = announced(house)
    assert waits_for(house, "member", UNTIL) == [made]
    assert waits_for(house, "member", UNTIL + timedelta(days=1)) == []
    for _again in range(2):
        bulletins.confirm(bulletin=made, by=house.viewer("member"), at=house.at)
    assert waits_for(house, "member") == []
    receipt = BulletinReceipt.objects.get()
    assert (receipt.member, receipt.how, receipt.by) == (house.member(), "read", house.account("member"))


def test_a_member_who_moves_in_later_reads_it_and_one_who_moved_away_does_not(house: House) -> None:
    made = announced(house)
    Member.objects.filter(pk=house.member("neighbour").pk).update(unit=house.branch)
    Membership.objects.filter(member=house.member("neighbour")).update(unit=house.branch)
    Member.objects.filter(pk=house.member("committee").pk).update(unit=house.unit("B112"))
    assert waits_for(house, "neighbour") == [made]
    assert waits_for(house, "committee") == []
    with pytest.raises(Denied):
        bulletins.confirm(bulletin=made, by=house.viewer("committee"), at=house.at)


def test_whom_it_did_not_reach_is_counted_and_named_to_the_office_over_them(house: House) -> None:
    made = announced(house, "sub_district_officer", "S11")
    bulletins.confirm(bulletin=made, by=house.viewer("member"), at=house.at)
    officer, secretary = house.viewer("sub_district_officer"), house.viewer("secretary")
    assert reached(made, officer) == {"B111": Reached(5, 1, 0), "B112": Reached(5, 0, 0)}
    assert reached(made, secretary) == {"B111": Reached(5, 1, 0)}, "a branch counts its own"
    old = house.members("B111")[4]
    assert bulletins.tell(bulletin=made, members=[old], by=secretary, at=house.at) == 1
    assert bulletins.tell(bulletin=made, members=[old], by=secretary, at=house.at) == 0
    assert reached(made, officer) == {"B111": Reached(5, 1, 1), "B112": Reached(5, 0, 0)}
    assert reached(made, officer)["B111"].missing == 3
    names = {member.pk for member in queries.not_reached(made, secretary)}
    assert names == {member.pk for member in house.members("B111")} - {old.pk, house.member().pk}
    with pytest.raises(Denied):
        bulletins.tell(bulletin=made, members=house.members("B112"), by=secretary, at=house.at)


@pytest.mark.parametrize("who", ["member", "neighbour", "group_leader", "auditor", "foreign_secretary"])
def test_only_an_office_that_gives_the_unit_something_to_do_announces_there(house: House, who: str) -> None:
    with pytest.raises(Denied):
        announced(house, who)
    made = announced(house)
    with pytest.raises(Denied):
        bulletins.withdraw(bulletin=made, reason="No.", by=house.viewer(who), at=house.at)


@pytest.mark.parametrize(
    ("what", "field"),
    [
        (Words(" ", "Text.", UNTIL), "title"),
        (Words("Title", "", UNTIL), "text"),
        (Words("Title", "Text.", TODAY - timedelta(days=1)), "until_on"),
        (Words("Title", "Text.", TODAY + timedelta(days=400)), "until_on"),
    ],
)
def test_what_says_nothing_or_stands_on_no_day_is_refused_at_its_field(house: House, what: Words, field: str) -> None:
    with pytest.raises(ActionRefused) as refusal:
        bulletins.make(unit=house.branch, what=what, by=house.viewer("secretary"), at=house.at)
    assert refusal.value.field == field
    assert not Bulletin.objects.exists()


def test_two_taps_announce_once_and_withdrawing_needs_a_reason(house: House) -> None:
    made = announced(house, form="one form")
    assert announced(house, form="one form") == made
    with pytest.raises(ActionRefused):
        bulletins.withdraw(bulletin=made, reason=" ", by=house.viewer("secretary"), at=house.at)
    for _again in range(2):
        bulletins.withdraw(bulletin=made, reason="The works are over.", by=house.viewer("secretary"), at=house.at)
    assert waits_for(house, "member") == []
    assert list(AuditRow.objects.filter(noun="bulletin").values_list("verb", flat=True)) == ["make", "withdraw"]
