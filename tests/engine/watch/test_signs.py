"""Signs: what is voluntary, excused, recorded or not rated never warns, and more that is recorded adds no warning."""

from datetime import date
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodstanding.engine.scheme.load import scheme_of
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.engine.scheme.shipped import shipped_schemes
from goodstanding.engine.watch.signs import Sign, Watched, signs

MONTH, TODAY = 2016 * 12 + 10, date(2016, 12, 10)
EASED = ("elderly_sick", "overseas", "on_leave")


@cache
def rules() -> Scheme:
    return scheme_of(shipped_schemes()["vanguard-136"])


def watched(**said: Any) -> Watched:
    usual: dict[str, Any] = {"subject": "member", "since": date(2010, 7, 1), "tags": frozenset({"full", "ordinary"})}
    return Watched(**usual | said)


def found(one: Watched, today: date = TODAY, month: int | None = MONTH) -> dict[str, Sign]:
    return signs(one, rules(), month, today)


TOTALS = st.dictionaries(st.integers(MONTH - 2, MONTH), st.none() | st.integers(0, 12000), max_size=3)
SHARES = st.fixed_dictionaries({"STU": st.tuples(st.integers(0, 5000), st.integers(0, 5000))})
ENTRIES = st.frozensets(st.sampled_from(["DUE03", "ASG05"]))


@settings(max_examples=60, deadline=None)
@given(totals=TOTALS, shares=SHARES, entries=ENTRIES, more=ENTRIES, up=st.integers(0, 5000))
def test_more_that_is_recorded_adds_no_warning(
    totals: dict[int, int | None], shares: dict[str, tuple[int, int]], entries: frozenset[str], more: frozenset[str],
    up: int,
) -> None:  # fmt: skip
    before = found(watched(totals=totals, shares=shares, entries=entries))
    last = totals.get(MONTH)
    higher = totals if last is None else totals | {MONTH: last + up}
    earned, attainable = shares["STU"]
    richer = watched(totals=higher, shares={"STU": (earned + up, attainable)}, entries=entries | more)
    assert found(richer).keys() <= before.keys()


@settings(max_examples=60, deadline=None)
@given(totals=TOTALS, shares=SHARES, eased=st.sampled_from(EASED), today=st.booleans())
def test_a_member_of_whom_nothing_hard_is_asked_is_never_warned_of_what_was_not_reached(
    totals: dict[int, int | None], shares: dict[str, tuple[int, int]], eased: str, today: bool
) -> None:
    tags = frozenset({"full", "ordinary"})
    one = watched(totals=totals, shares=shares, tags=tags | {eased} if today else tags, eased=frozenset({eased}))
    assert set(found(one)) <= {"dues_base"}, "the rules ask everybody for that one, in one tap"


@settings(max_examples=40, deadline=None)
@given(before=st.none() | st.integers(0, 12000), share=st.integers(0, 100))
def test_a_member_who_is_not_rated_is_not_warned_of_a_total(before: int | None, share: int) -> None:
    one = watched(totals={MONTH - 1: before, MONTH: None}, shares={"STU": (share, 100)}, entries={"DUE03", "ASG05"})
    assert found(one) == {}
    assert found(watched(entries={"DUE03", "ASG05"}), month=None) == {}, "nothing is published"


def test_each_kind_says_what_it_saw() -> None:
    low = {MONTH - 2: 5900, MONTH - 1: 5500, MONTH: 3900}
    seen = found(watched(totals=low, shares={"STU": (29, 100)}))
    assert seen["low_total"] == Sign(value=3900, month=MONTH)
    assert seen["fallen"] == Sign(value=3900, before=5500, month=MONTH)
    assert seen["low_for_months"] == Sign(value=3900, month=MONTH)
    assert seen["little_study"] == Sign(value=2900, month=MONTH)
    assert seen["dues_base"] == seen["pledge_ahead"] == Sign(due_on=date(2016, 12, 31))
    assert "low_for_months" not in found(watched(totals=low | {MONTH - 1: None})), "a month without a rating breaks it"
    assert "low_total" not in found(watched(totals={MONTH: 6000})), "60 is not below 60"


@pytest.mark.parametrize(
    ("today", "since", "there"),
    [
        (date(2016, 2, 28), date(2010, 7, 1), False),
        (date(2016, 2, 29), date(2010, 7, 1), True),
        (date(2016, 2, 29), date(2016, 1, 2), False),
    ],
)
def test_what_is_missing_warns_from_its_day_and_no_newcomer(today: date, since: date, there: bool) -> None:
    assert ("dues_base" in found(watched(since=since), today)) is there
    assert "pledge_ahead" not in found(watched(since=since), today), "that one comes near the end of the year"


def test_units_have_warnings_of_their_own() -> None:
    branch = Watched("unit", date(2015, 1, 1), {MONTH - 1: 7000, MONTH: 5000}, tags=frozenset({"branch", "community"}))
    assert set(found(branch)) == {"branch_low", "branch_fallen"}
