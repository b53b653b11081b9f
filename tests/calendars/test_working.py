"""Working days: what is counted, what is provisional, and the laws that hold for every calendar."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodstanding.calendars import china, countries
from goodstanding.calendars.choosing import calendar_of, is_code
from goodstanding.calendars.working import Announced, Calendar, Deadline
from tests.effort import examples

CHINA = calendar_of("CN")
DAY = timedelta(days=1)


def after(start: str, count: int, calendar: Calendar = CHINA) -> str:
    return calendar.after(date.fromisoformat(start), count).day.isoformat()


@pytest.mark.parametrize(
    ("start", "count", "then"),
    [
        ("2026-09-30", 10, "2026-10-20"),  # National Day, and a Saturday worked for it
        ("2026-02-13", 5, "2026-02-27"),  # the Spring Festival between two Saturdays that are worked
        ("2026-09-18", 1, "2026-09-20"),  # a Sunday that is worked
        ("2018-12-28", 1, "2018-12-29"),  # the notice of 2019 names days of 2018
        ("2019-04-26", 3, "2019-04-30"),  # the second notice of 2019
        ("2020-01-23", 1, "2020-02-03"),  # the Spring Festival made longer
        ("2016-10-10", 5, "2016-10-17"),
        ("2016-10-15", 1, "2016-10-17"),
    ],
)
def test_a_deadline_runs_over_the_days_that_are_worked(start: str, count: int, then: str) -> None:
    assert after(start, count) == then


def test_two_thousand_deadlines_are_what_a_count_over_a_plain_list_gives() -> None:
    """A slower way: the whole list of working days from the notices, and a place in it."""
    worked = [
        day
        for day in (date(2016, 1, 1) + DAY * place for place in range(4018))
        if _named_last(day, default=day.isoweekday() < 6)
    ]
    for start in (date(2026, 1, 1) + DAY * place for place in range(344)):
        later = [day for day in worked if day > start]
        for count in (1, 3, 5, 10, 15):
            expected = later[count - 1] if len(later) >= count else None
            found = CHINA.after(start, count)
            assert expected is None or found.day == expected, (start, count)
            assert expected is not None or found.provisional, (start, count)


def _named_last(day: date, *, default: bool) -> bool:
    """What the last notice that names a day says of it."""
    told = [one.days[day] for one in china.notices() if day in one.days]
    return told[-1] if told else default


def test_counted_over_a_year_that_is_not_announced_it_is_provisional() -> None:
    assert CHINA.after(date(2026, 12, 1), 15) == Deadline(date(2026, 12, 22), provisional=False)
    assert CHINA.after(date(2026, 12, 15), 15) == Deadline(date(2027, 1, 5), provisional=True)
    assert CHINA.after(date(2027, 2, 1), 5).provisional
    assert CHINA.after(date(2015, 12, 1), 5).provisional


def test_the_last_week_of_a_year_waits_for_the_notice_of_the_next() -> None:
    assert not CHINA.after(date(2026, 12, 23), 1).provisional
    assert CHINA.after(date(2026, 12, 24), 1) == Deadline(date(2026, 12, 25), provisional=True)
    told = CHINA.with_announced([Announced(2027, {date(2027, 1, 1): False})])
    assert told.after(date(2026, 12, 24), 1) == Deadline(date(2026, 12, 25), provisional=False)
    assert told.after(date(2026, 12, 31), 1) == Deadline(date(2027, 1, 4), provisional=False)


def test_what_is_put_in_here_holds_over_what_came_with_the_product_and_the_latest_holds() -> None:
    first = Announced(2026, {date(2026, 11, 30): False})
    second = Announced(2026, {date(2026, 11, 30): True, date(2026, 12, 5): True})
    assert after("2026-11-27", 1, CHINA.with_announced([first])) == "2026-12-01"
    assert after("2026-11-27", 6, CHINA.with_announced([first, second])) == "2026-12-05"


def test_a_deadline_is_at_least_a_day_away() -> None:
    with pytest.raises(ValueError, match="at least one working day"):
        CHINA.after(date(2026, 1, 5), 0)


def test_without_a_calendar_it_is_monday_to_friday_and_never_final() -> None:
    assert calendar_of("").after(date(2026, 9, 30), 10) == Deadline(date(2026, 10, 14), provisional=True)


def test_other_countries_have_their_own_days_and_their_own_weekends() -> None:
    german, bavarian, emirates = calendar_of("DE"), calendar_of("DE-BY"), calendar_of("SA")
    assert german.after(date(2026, 10, 2), 1) == Deadline(date(2026, 10, 5), provisional=False)
    assert german.after(date(2026, 4, 2), 1).day == date(2026, 4, 7)  # Good Friday and Easter Monday
    assert not bavarian.is_worked(date(2026, 1, 6))
    assert german.is_worked(date(2026, 1, 6))
    assert not emirates.is_worked(date(2026, 1, 9))  # a Friday


def test_what_a_library_would_guess_is_not_believed() -> None:
    later = countries.KNOWN_THROUGH + 1
    assert not calendar_of("DE").is_announced(later)
    assert calendar_of("DE").after(date(later, 1, 2), 5).provisional
    # Feasts that hang on the sight of the moon are marked as estimated there.
    assert not calendar_of("EG").is_announced(2026)


def test_a_code_is_that_of_a_calendar_or_of_none() -> None:
    assert [is_code(one) for one in ("", "CN", "DE", "DE-BY", "CN-BJ", "DE-XX", "XX", "cn")] == [
        True, True, True, True, False, False, False, False,
    ]  # fmt: skip
    with pytest.raises(ValueError, match="no calendar XX"):
        calendar_of("XX")


YEAR = date(2026, 1, 1)
named = st.dictionaries(st.integers(0, 500).map(lambda place: YEAR + DAY * place), st.booleans(), max_size=40)
starts, counts = st.integers(0, 400).map(lambda place: YEAR + DAY * place), st.integers(1, 40)


def announced(days: Mapping[date, bool]) -> Calendar:
    return CHINA.with_announced([Announced(2026, days)])


@settings(max_examples=examples(100), deadline=None)
@given(named, starts, counts, counts)
def test_counting_on_from_a_deadline_gives_the_deadline_of_the_sum(
    days: Mapping[date, bool], start: date, first: int, second: int
) -> None:
    calendar = announced(days)
    one = calendar.after(start, first)
    two, both = calendar.after(one.day, second), calendar.after(start, first + second)
    assert two.day == both.day
    assert both.provisional == (one.provisional or two.provisional)


@settings(max_examples=examples(100), deadline=None)
@given(named, starts, st.integers(0, 60), counts)
def test_who_begins_later_is_never_due_earlier_and_nobody_on_a_day_off(
    days: Mapping[date, bool], start: date, later: int, count: int
) -> None:
    calendar = announced(days)
    early, late = calendar.after(start, count), calendar.after(start + DAY * later, count)
    assert early.day <= late.day
    assert calendar.is_worked(early.day)
    assert calendar.is_worked(late.day)
    assert start < early.day


@settings(max_examples=examples(100), deadline=None)
@given(named, starts, counts)
def test_between_the_beginning_and_the_deadline_lie_so_many_working_days(
    days: Mapping[date, bool], start: date, count: int
) -> None:
    calendar = announced(days)
    end = calendar.after(start, count).day
    between = [start + DAY * place for place in range(1, (end - start).days + 1)]
    assert sum(calendar.is_worked(day) for day in between) == count
