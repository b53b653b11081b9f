"""Visitors who cannot sign in ask their branch: it hears of members, and a visitor learns nothing about anybody."""

from datetime import timedelta

import pytest

from goodstanding.access.policies import Denied
from goodstanding.actions.sign_in import sign_in_requests
from goodstanding.models import AuditRow, Notice, SignInRequest
from goodstanding.queries.sign_in import invitations
from tests.house import House


def asked(house: House, who: str = "member", name: str = "") -> int:
    member = house.member(who)
    sign_in_requests.ask(number=member.number, name=name or member.name, at=house.at)
    return sign_in_requests.match(at=house.at)


def test_the_secretary_is_notified_once_however_often_a_member_asks(house: House) -> None:
    assert [asked(house), asked(house)] == [1, 0]
    notice = Notice.objects.get(kind="sign_in_asked")
    assert notice.to == house.account("secretary")
    assert notice.link == "/desk/invitations/B111/"
    assert [found.member for found in invitations.asking(house.viewer("secretary"))] == [house.member()]
    assert not invitations.asking(house.viewer("neighbour"))


def test_a_secretary_who_asks_is_helped_by_the_office_above(house: House) -> None:
    asked(house, "secretary")
    assert Notice.objects.get(kind="sign_in_asked").to == house.account("sub_district_officer")
    assert not invitations.asking(house.viewer("secretary")), "nobody answers their own request"


@pytest.mark.parametrize(("number", "name"), [("11104", "成员乙一"), ("99999", "成员甲四"), ("x" * 40, "y" * 100)])
def test_a_number_and_a_name_that_are_not_one_members_reach_nobody(house: House, number: str, name: str) -> None:
    sign_in_requests.ask(number=number, name=name, at=house.at)
    assert sign_in_requests.match(at=house.at) == 0
    assert not Notice.objects.exists()


def test_a_name_is_found_however_it_is_typed(house: House) -> None:
    assert asked(house, name="成 员 甲四".replace(" ", "\u3000")) == 0
    assert asked(house, name=f" {house.member().name} ") == 1


def test_a_request_is_answered_by_those_who_invite_and_stands_in_the_trail(house: House) -> None:
    asked(house)
    with pytest.raises(Denied):
        sign_in_requests.answer(member=house.member(), by=house.viewer("committee"), at=house.at)
    sign_in_requests.answer(member=house.member(), by=house.viewer("secretary"), at=house.at)
    assert SignInRequest.objects.get().answered_by == house.account("secretary")
    assert AuditRow.objects.get(noun="sign_in_request").verb == "answer"
    assert asked(house) == 1, "who is locked out again may ask again"


def test_requests_are_forgotten_after_a_month(house: House) -> None:
    asked(house)
    assert sign_in_requests.purge(at=house.at + timedelta(days=29)) == 0
    assert sign_in_requests.purge(at=house.at + timedelta(days=31)) == 1
