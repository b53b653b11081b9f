"""Two people do something at the same moment: the database decides, and nothing is half done.

On SQLite the second waits for the first from the beginning; what these tests are for shows on PostgreSQL.
"""

from collections.abc import Callable

import pytest
from django.db import transaction

from goodstanding.actions import notices
from goodstanding.actions.people import members, memberships, organization, transfers, units
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import Consent, Member, Membership, Notice, Organization, Transfer, Unit
from tests.house import OPENED, TODAY, House
from tests.threads import at_once

pytestmark = pytest.mark.usefixtures("transactional_db")


def moves(house: House, code: str, to: str) -> Callable[[], None]:
    unit, place = house.unit(code), house.unit(to)
    return lambda: units.move(unit=unit, to=place, on=TODAY, by=None, at=house.at, scheme=house.scheme)


def assert_whole() -> None:
    """The tree has no faults and every count is right."""
    assert not any(Unit.objects.find_problems())
    for unit in Unit.objects.all():
        assert unit.members_here == Member.objects.filter(unit=unit).count(), unit.code
        place = unit.places.get(until_on=None) if unit.closed_on is None else None
        assert place is None or place.parent == Unit.objects.get_parent(unit)
    assert Membership.objects.filter(until_on=None).count() == Member.objects.exclude(unit=None).count()


def test_two_units_moved_at_once_both_arrive(house: House) -> None:
    assert at_once(moves(house, "S11", "D2"), moves(house, "S21", "D1")) == [None, None]
    assert [unit.code for unit in Unit.objects.get_children(house.unit("D2"))] == ["S22", "S11"]
    assert_whole()


def test_a_unit_moved_while_the_one_above_it_moves_arrives_too(house: House) -> None:
    assert at_once(moves(house, "S11", "D2"), moves(house, "B111", "S22")) == [None, None]
    assert [unit.code for unit in Unit.objects.get_ancestors(house.branch)] == ["CITY", "D2", "S22"]
    assert_whole()


def test_two_units_put_below_one_another_at_once_make_no_circle(house: House) -> None:
    Unit.objects.filter(code__in=("S11", "S12")).update(level="branch")
    went = at_once(moves(house, "S11", "S12"), moves(house, "S12", "S11"))
    assert [type(error) for error in went if error] == [ActionRefused]
    assert_whole()


def test_two_new_units_at_once_both_stand(house: House) -> None:
    def creates(code: str) -> Callable[[], Unit]:
        told = {"level": "branch", "type": "community", "on": TODAY, "scheme": house.scheme, "by": None, "at": house.at}
        parent = house.unit("S11")
        return lambda: units.create(parent=parent, code=code, name=code, **told)  # type: ignore[arg-type]

    assert at_once(*[creates(f"N{number}") for number in range(4)]) == [None] * 4
    assert house.unit("S11").numchild == 6
    assert_whole()


def test_nobody_is_enrolled_into_a_unit_that_closes_at_that_moment(house: House) -> None:
    for member in house.members("B111"):
        members.leave(member=member, why=Member.Leaving.RESIGNED, on=TODAY, by=None, at=house.at)
    branch = house.branch
    went = at_once(
        lambda: units.close(unit=branch, on=TODAY, by=None, at=house.at, reason="-"),
        lambda: house.enrol("B111"),
    )
    assert [type(error) for error in went if error] == [ActionRefused]
    assert (house.branch.closed_on is None) is (house.branch.members_here == 1)
    assert_whole()


def test_many_enrolled_at_once_are_all_counted(house: House) -> None:
    assert (
        at_once(*[lambda number=number: house.enrol("B111", number=f"X{number}") for number in range(6)]) == [None] * 6
    )
    assert house.branch.members_here == 11
    assert_whole()


def test_members_who_change_places_do_not_wait_for_each_other_for_ever(house: House) -> None:
    def all_go(code: str, to: str) -> Callable[[], None]:
        unit, place = house.unit(code), house.unit(to)

        def act() -> None:
            with transaction.atomic():
                memberships.move_all(Member.objects.filter(unit=unit), to=place, on=TODAY)

        return act

    assert at_once(all_go("B111", "B211"), all_go("B211", "B111")) == [None, None]
    assert_whole()


def test_a_transfer_that_two_refuse_and_agree_to_at_once_ends_once(house: House) -> None:
    transfer = transfers.ask(
        member=house.member(), to=house.unit("B211"), reason="moving", by=house.viewer("city_officer"), at=house.at
    )
    Consent.objects.filter(side="giving").delete()

    def answers(who: str, side: str, agrees: bool) -> Callable[[], None]:
        viewer = house.viewer(who)
        return lambda: transfers.answer(
            transfer=transfer, side=Consent.Side(side), agrees=agrees, reason="no", by=viewer, at=house.at
        )

    went = at_once(answers("member", "member", True), answers("secretary", "giving", False))
    assert all(isinstance(error, ActionRefused) for error in went if error)
    assert Transfer.objects.get().state == "refused"
    assert house.member().unit == house.branch


def test_the_last_two_consents_at_once_transfer_once(house: House) -> None:
    transfer = transfers.ask(
        member=house.member(), to=house.unit("B211"), reason="moving", by=house.viewer("member"), at=house.at
    )
    viewers = {"giving": house.viewer("secretary"), "receiving": house.viewer("foreign_secretary")}
    went = at_once(
        *[
            lambda side=side, viewer=viewer: transfers.answer(
                transfer=transfer, side=Consent.Side(side), agrees=True, by=viewer, at=house.at
            )
            for side, viewer in viewers.items()
        ]
    )
    assert went == [None, None]
    assert Transfer.objects.get().state == "done"
    assert house.member().memberships.count() == 2
    assert_whole()


def test_a_merger_and_a_transfer_out_at_once_lose_nobody(house: House) -> None:
    transfer = transfers.ask(
        member=house.member(), to=house.unit("B211"), reason="moving", by=house.viewer("city_officer"), at=house.at
    )
    viewer, branch, into = house.viewer("member"), house.branch, house.unit("B112")
    went = at_once(
        lambda: transfers.answer(transfer=transfer, side=Consent.Side.MEMBER, agrees=True, by=viewer, at=house.at),
        lambda: units.merge(unit=branch, into=into, on=TODAY, by=None, at=house.at, reason="-", scheme=house.scheme),
    )
    assert all(isinstance(error, ActionRefused) for error in went if error)
    assert house.branch.closed_on == TODAY
    assert_whole()


def test_the_same_notice_told_at_once_is_told_once(house: House) -> None:
    account = house.account("member")
    went = at_once(*[lambda: notices.tell(account, "kind", {}, idempotency_key="1", at=house.at)] * 4)
    assert went == [None] * 4
    assert Notice.objects.filter(to=account).count() == 1


def test_an_organization_is_founded_once(house: House) -> None:
    def found() -> Unit:
        return organization.found(
            name="B", root_name="B", code="B", scheme=house.scheme, time_zone="UTC", on=OPENED, at=house.at
        )

    assert all(isinstance(error, ActionRefused) for error in at_once(found, found))
    assert Organization.objects.count() == 1
