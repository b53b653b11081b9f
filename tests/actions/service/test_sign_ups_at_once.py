"""Members who sign up and off at the same moment: no place is given twice, and the list moves up in order."""

import pytest

from goodstanding.actions.service import sign_ups
from goodstanding.models import Member, Notice, ServiceActivity, ServiceStep, SignUp
from tests.house import House
from tests.service import joined, planned
from tests.threads import at_once


def states(activity: ServiceActivity) -> list[str]:
    found = SignUp.objects.filter(activity=activity).exclude(state="withdrawn")
    return sorted(found.values_list("state", flat=True))


@pytest.mark.usefixtures("transactional_db")
def test_at_once_the_last_place_goes_to_one_and_those_who_wait_move_up_in_order_exactly_once(house: House) -> None:
    activity = planned(house, places=2)
    first = joined(house, activity)
    people = {who: (house.member(who), house.viewer(who)) for who in ("group_leader", "committee", "secretary")}

    def sign_up(member: Member, by: object) -> None:
        sign_ups.sign_up(activity=activity, member=member, scheme=house.scheme, by=by, at=house.at)  # type: ignore[arg-type]

    assert at_once(*[lambda one=one: sign_up(*one) for one in people.values()]) == [None] * 3
    assert states(activity) == ["signed_up", "signed_up", "waiting", "waiting"]
    waiting = list(SignUp.objects.filter(activity=activity, state="waiting").order_by("pk"))
    second = SignUp.objects.filter(activity=activity, state="signed_up").exclude(pk=first.pk).get()
    viewers = {member.pk: viewer for member, viewer in people.values()} | {first.member_id: house.viewer("member")}

    def sign_off(one: SignUp) -> None:
        sign_ups.withdraw(sign_up=one, scheme=house.scheme, by=viewers[one.member_id], at=house.at)

    went = at_once(lambda: sign_off(first), lambda: sign_off(second), lambda: sign_off(first))
    assert went == [None] * 3
    assert states(activity) == ["signed_up", "signed_up"]
    moved = ServiceStep.objects.filter(what="moved_up").order_by("pk").values_list("sign_up", flat=True)
    assert list(moved) == [one.pk for one in waiting], "in order, and each exactly once"
    assert Notice.objects.filter(kind="service_moved_up").count() == len(waiting)
