"""A challenge is good once, for one purpose and one account, and for five minutes."""

from datetime import timedelta

import pytest

from goodstanding.actions.sign_in import challenges
from goodstanding.models import Challenge
from tests.house import AT, House
from tests.threads import at_once

Purpose = Challenge.Purpose
SIGN_IN = Purpose.SIGN_IN


def test_challenges_are_long_and_none_is_like_another(house: House) -> None:
    issued = {challenges.issue(purpose=SIGN_IN, account=None, at=AT) for _challenge in range(300)}
    assert len(issued) == 300
    assert {len(one) for one in issued} == {32}
    assert not any(one.hex() in str(Challenge.objects.values_list()) for one in list(issued)[:9])


def test_it_is_good_once_for_what_and_whom_it_was_made(house: House) -> None:
    member, stranger = house.account("member"), house.account("stranger")
    one = challenges.issue(purpose=SIGN_IN, account=member, at=AT)
    for purpose, account in ((Purpose.ADD, member), (SIGN_IN, stranger), (SIGN_IN, None)):
        assert not challenges.take(challenge=one, purpose=purpose, account=account, at=AT)
    assert challenges.take(challenge=one, purpose=SIGN_IN, account=member, at=AT)
    assert not challenges.take(challenge=one, purpose=SIGN_IN, account=member, at=AT)


@pytest.mark.parametrize(("seconds", "is_good"), [(0, True), (299, True), (300, False), (601, False)])
def test_it_is_good_for_five_minutes(house: House, seconds: int, is_good: bool) -> None:
    one = challenges.issue(purpose=SIGN_IN, account=None, at=AT)
    later = AT + timedelta(seconds=seconds)
    assert challenges.take(challenge=one, purpose=SIGN_IN, account=None, at=later) is is_good


@pytest.mark.usefixtures("transactional_db")
def test_of_many_who_take_it_at_the_same_moment_one_gets_it(house: House) -> None:
    for _round in range(15):
        one, got = challenges.issue(purpose=SIGN_IN, account=None, at=AT), list[bool]()

        def take(one: bytes = one, got: list[bool] = got) -> None:
            got.append(challenges.take(challenge=one, purpose=SIGN_IN, account=None, at=AT))

        assert at_once(*[take] * 8) == [None] * 8
        assert sorted(got) == [False] * 7 + [True]
