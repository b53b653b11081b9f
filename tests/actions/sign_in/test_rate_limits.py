"""Limits: so many at once, one more after each step, exact when many try, and given back to whoever was right."""

from collections import Counter
from datetime import datetime, timedelta

import pytest
from django.test import override_settings
from hypothesis import given, settings
from hypothesis import strategies as st

from goodstanding.actions.sign_in import rate_limits
from goodstanding.actions.sign_in.rate_limits import Limit, RateLimited
from goodstanding.models import RateLimit
from tests.effort import examples
from tests.house import AT
from tests.threads import at_once

FIVE = Limit("five", 5, timedelta(minutes=1))
LONG = Limit("long", 7, timedelta(hours=1))
SECOND = timedelta(seconds=1)


def tries(times: int, *wanted: tuple[Limit, str], at: datetime = AT) -> int:
    """How many of so many tries are let through."""
    through = 0
    for _try in range(times):
        try:
            rate_limits.consume(*wanted, at=at)
        except RateLimited:
            continue
        through += 1
    return through


def wait(*wanted: tuple[Limit, str], at: datetime = AT) -> timedelta:
    """For how long there is no try."""
    with pytest.raises(RateLimited) as refused:
        rate_limits.consume(*wanted, at=at)
    return refused.value.until - at


@pytest.mark.django_db
def test_so_many_are_let_through_and_then_one_after_each_step() -> None:
    who = (FIVE, "somebody")
    assert tries(9, who) == 5
    assert wait(who) == timedelta(minutes=1)
    assert wait(who, at=AT + 59 * SECOND) == SECOND
    assert tries(9, who, at=AT + 60 * SECOND) == 1
    assert tries(9, who, at=AT + timedelta(days=1)) == 5


@pytest.mark.django_db
def test_there_is_no_edge_at_which_twice_as_many_get_through() -> None:
    who = (FIVE, "somebody")
    assert tries(5, who, at=AT + 59 * SECOND) == 5
    assert tries(5, who, at=AT + 61 * SECOND) == 0


@pytest.mark.django_db
def test_one_is_not_limited_by_another() -> None:
    assert [tries(9, (FIVE, who)) for who in ("one", "another")] == [5, 5]
    assert tries(9, (LONG, "one")) == 7


@pytest.mark.django_db
def test_whoever_goes_on_waits_longer_and_refused_tries_cost_nothing() -> None:
    both = ((FIVE, "somebody"), (LONG, "somebody"))
    assert tries(5, *both) == 5
    later = AT + timedelta(minutes=10)
    assert tries(9, *both, at=later) == 2
    assert wait(*both, at=later) == timedelta(minutes=50)
    # The short limit has its other three: what the long one refused was not taken from it.
    assert tries(9, (FIVE, "somebody"), at=later) == 3


@pytest.mark.django_db
def test_what_was_given_back_can_be_taken_again() -> None:
    who = (FIVE, "somebody")
    for _sign_in in range(20):
        rate_limits.refund(rate_limits.consume(who, at=AT), at=AT)
    assert tries(9, who) == 5


@pytest.mark.django_db
def test_giving_back_never_gives_more_than_there_was() -> None:
    taken = rate_limits.consume((FIVE, "somebody"), at=AT)
    later = AT + timedelta(hours=1)
    for _again in range(9):
        rate_limits.refund(taken, at=later)
    assert tries(20, (FIVE, "somebody"), at=later) == 5


@pytest.mark.django_db
def test_the_table_tells_nobodys_address_or_name_to_whoever_has_not_the_secret() -> None:
    kept = set()
    for secret in ("one secret", "another secret"):
        with override_settings(SECRET_KEY=secret):
            rate_limits.consume((FIVE, "203.0.113.7"), at=AT)
        kept |= set(RateLimit.objects.values_list("key", flat=True))
    assert len(kept) == 2
    assert not any("203.0.113.7" in key for key in kept)


@pytest.mark.django_db
def test_whoever_has_all_tries_for_a_day_is_forgotten_and_nobody_else() -> None:
    for who in ("one", "another"):
        tries(5, (FIVE, who))
    full_again = AT + timedelta(minutes=5)
    assert rate_limits.purge(at=full_again + timedelta(days=1)) == 0
    tries(1, (FIVE, "another"), at=full_again + timedelta(hours=1))
    assert rate_limits.purge(at=full_again + timedelta(days=1) + SECOND) == 1
    assert RateLimit.objects.count() == 1


@pytest.mark.django_db
@settings(max_examples=examples(40), deadline=None)
@given(st.lists(st.integers(0, 240), min_size=1, max_size=30))
def test_in_no_stretch_of_time_do_more_get_through_than_the_limit_says(gaps: list[int]) -> None:
    RateLimit.objects.all().delete()
    through: list[int] = []
    second = 0
    for gap in gaps:
        second += gap
        through += [second] * tries(1, (FIVE, "somebody"), at=AT + second * SECOND)
    for begin in range(len(through)):
        for end in range(begin, len(through)):
            assert end - begin + 1 <= 5 + (through[end] - through[begin]) // 60


@pytest.mark.usefixtures("transactional_db")
def test_of_thirty_at_the_same_moment_exactly_five_get_through() -> None:
    wanted = ((FIVE, "somebody"), (Limit("wide", 1000, SECOND), "everybody"))
    went = at_once(*[lambda: rate_limits.consume(*wanted, at=AT)] * 30)
    assert Counter(type(one) for one in went) == {type(None): 5, RateLimited: 25}
    # Refused tries were not taken from the wide limit either.
    assert tries(1000, (Limit("wide", 1000, SECOND), "everybody")) == 995


@pytest.mark.usefixtures("transactional_db")
def test_limits_in_another_order_do_not_wait_for_one_another_for_ever() -> None:
    one, another = (Limit("one", 1000, SECOND), "x"), (Limit("another", 1000, SECOND), "x")
    acts = [lambda: rate_limits.consume(one, another, at=AT), lambda: rate_limits.consume(another, one, at=AT)] * 10
    assert at_once(*acts) == [None] * 20
