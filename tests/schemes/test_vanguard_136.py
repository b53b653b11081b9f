"""The reference scheme: its sums, its promises to members, and that nothing in it is loose."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from goodstanding.engine.period import MONTHS_IN
from goodstanding.engine.scheme.check import check_scheme
from goodstanding.engine.scheme.load import load_scheme, scheme_of
from goodstanding.engine.scheme.scheme import Indicator
from goodstanding.engine.scheme.source import read_yaml

FOLDER = Path(__file__).parents[2] / "schemes" / "vanguard-136"
SCHEME = scheme_of(FOLDER)
#: The 136 are about members; what units owe is counted apart.
OF_MEMBERS = [indicator for indicator in SCHEME.indicators if indicator.subject == "member"]
OF_UNITS = [indicator for indicator in SCHEME.indicators if indicator.subject == "unit"]
CASES = sorted((FOLDER / "cases").glob("*.yaml"))

PER_CATEGORY = {
    "ORG": 18, "STU": 16, "ASG": 12, "SVC": 16, "DUE": 6, "EVL": 10,
    "REL": 8, "POS": 8, "HON": 10, "DIS": 14, "DUT": 12, "PRB": 6,
}  # fmt: skip

IN_SERVICE = ("full", "ordinary", "group", "in_service")


def of_kind(kind: str) -> list[Indicator]:
    return [indicator for indicator in OF_MEMBERS if indicator.kind == kind]


def periods_a_year(indicator: Indicator) -> int:
    return 12 // MONTHS_IN[indicator.period]


def attainable(*classes: str) -> int:
    """Thousandths of a point that these classes can attain in a year in which everything occurs."""
    mine = [indicator for indicator in of_kind("base") if indicator.has(frozenset(classes))]
    return sum(indicator.points * periods_a_year(indicator) for indicator in mine)


def most_a_year(indicator: Indicator) -> int:
    """Thousandths of a point that a bonus can give, or a deduction take, in a year."""
    of_period = indicator.points if indicator.cap is None else indicator.cap
    return of_period * periods_a_year(indicator)


def case_of(path: Path) -> Any:
    source = read_yaml(path, path.name)
    assert not source.faults
    return source.content


# The catalogue


def test_it_has_136_indicators_of_members_and_twelve_of_units() -> None:
    assert len(OF_MEMBERS) == 136
    assert [indicator.code for indicator in OF_UNITS] == [f"UNT{number:02}" for number in range(1, 13)]


def test_every_indicator_of_units_comes_from_a_duty_and_every_duty_counts() -> None:
    rules = SCHEME.unit_duties
    assert rules is not None
    assert {kind for one in OF_UNITS for kind in one.facts} == set(rules.by_fact())
    for one in OF_UNITS:
        # What did not fall due is never a zero, and a level without the duty does not have the indicator.
        assert (one.due, one.measure) == ("occurrence", "mean")
        assert one.applies_to == rules.by_fact()[one.facts[0]].units
    levels = list(SCHEME.unit_levels)
    assert all(rules.owners_of(duty).keys() >= set(levels) for duty in rules.duties.values())


def test_each_category_numbers_its_indicators_without_gaps() -> None:
    expected = {f"{category}{number:02}" for category, many in PER_CATEGORY.items() for number in range(1, many + 1)}
    assert {indicator.code for indicator in OF_MEMBERS} == expected
    assert [category.code for category in SCHEME.categories] == [*PER_CATEGORY, "UNT"]


def test_an_indicator_stands_in_the_category_of_its_code() -> None:
    assert all(indicator.code.startswith(indicator.category) for indicator in SCHEME.indicators)


def test_most_indicators_are_base_and_few_take_points_away() -> None:
    kinds = Counter(indicator.kind for indicator in OF_MEMBERS)
    assert kinds == {"base": 86, "bonus": 27, "flag": 12, "deduction": 11}


def test_the_linter_finds_nothing() -> None:
    checked = check_scheme(load_scheme(FOLDER))
    assert checked.faults == ()
    assert checked.warnings == ()


# What a year can bring


@pytest.mark.parametrize(
    ("classes", "points"),
    [
        (IN_SERVICE, 100_000),
        (("full", "secretary", "group", "in_service"), 120_000),
        (("full", "committee", "group", "in_service"), 110_000),
        (("probationary", "ordinary", "group", "in_service"), 103_500),
        (("full", "ordinary", "group", "retired"), 95_000),
        ((*IN_SERVICE, "cadre"), 103_000),
        ((*IN_SERVICE, "floating"), 101_500),
        (("full", "ordinary", "in_service"), 97_000),
    ],
    ids=["ordinary", "secretary", "committee", "probationary", "retired", "cadre", "floating", "without groups"],
)
def test_a_year_with_everything_in_it_is_worth_what_the_role_says(classes: tuple[str, ...], points: int) -> None:
    assert attainable(*classes) == points


def test_all_base_indicators_together_are_worth_140_and_a_half() -> None:
    assert sum(indicator.points * periods_a_year(indicator) for indicator in of_kind("base")) == 140_500


def test_bonuses_could_give_56_of_which_a_member_keeps_20() -> None:
    assert sum(most_a_year(indicator) for indicator in of_kind("bonus")) == 56_000
    assert SCHEME.member.bonus_cap == 20_000


def test_deductions_could_take_54_of_which_a_member_loses_30() -> None:
    assert sum(most_a_year(indicator) for indicator in of_kind("deduction")) == 54_000
    assert SCHEME.member.deduction_cap == 30_000


def test_no_yearly_cap_is_written_that_the_points_already_say() -> None:
    assert [indicator.code for indicator in SCHEME.indicators if indicator.yearly_cap is not None] == []


# Fairness


def test_approved_leave_is_spared_wherever_old_age_and_illness_are() -> None:
    for indicator in of_kind("base") + of_kind("deduction"):
        if "elderly_sick" in indicator.voluntary_for:
            assert "on_leave" in indicator.voluntary_for, indicator.code


def test_only_the_first_unexcused_absence_of_a_quarter_is_free() -> None:
    assert {one.code: one.target for one in of_kind("deduction") if one.target} == {"DIS01": 1000}


def test_a_streak_warns_at_two_and_four_months_and_is_raised_at_six() -> None:
    streaks = [indicator for indicator in SCHEME.indicators if indicator.measure == "streak"]
    assert [streak.code for streak in streaks] == ["DIS02", "DIS13", "DUE06", "REL07"]
    assert all((streak.warn_at, streak.target) == ((2, 4), 6000) for streak in streaks)


@pytest.mark.parametrize("word", ["elderly_sick", "overseas", "on_leave"])
def test_meetings_and_tasks_missed_with_reason_never_raise_a_flag(word: str) -> None:
    assert all(word in SCHEME.indicator(code).voluntary_for for code in ("DIS02", "DIS13"))


def test_any_meeting_at_all_ends_the_silence() -> None:
    kept_meetings = {one.facts[0] for one in of_kind("base") if one.facts[0].startswith("meeting.")}
    within_one = {"meeting.on_time", "meeting.stayed_to_end", "meeting.discussion"}
    assert set(SCHEME.indicator("DIS13").facts) == kept_meetings - within_one


def test_every_flag_is_without_points() -> None:
    assert all(indicator.points == 0 for indicator in of_kind("flag"))


def test_whoever_has_no_vote_misses_no_ballot() -> None:
    assert [one.code for one in SCHEME.indicators if "no_vote" in one.not_for] == ["ORG12", "ORG15"]


# Facts


def test_every_fact_kind_is_declared_and_every_declared_kind_is_used() -> None:
    used = {kind for indicator in SCHEME.indicators for kind in indicator.facts}
    assert used == set(SCHEME.fact_kinds)


def test_no_target_lies_above_what_a_single_fact_can_be() -> None:
    for indicator in SCHEME.indicators:
        if indicator.measure not in ("mean", "latest", "max"):
            continue
        for kind in indicator.facts:
            at_most = SCHEME.fact_kinds[kind].at_most
            assert at_most is not None, f"{kind} is measured against a target and says no largest value"
            assert (indicator.target or 0) <= at_most, indicator.code


def test_only_hours_have_no_largest_value() -> None:
    endless = {kind for kind, text in SCHEME.fact_kinds.items() if text.at_most is None}
    assert endless == {"study.hours", "service.hours", "service.skilled_hours"}


# Words


def test_no_two_indicators_give_the_same_reason() -> None:
    assert len({one.why.en for one in SCHEME.indicators}) == len(SCHEME.indicators)
    assert len({one.why.zh for one in SCHEME.indicators}) == len(SCHEME.indicators)


def test_each_language_stands_in_its_own_place() -> None:
    for indicator in SCHEME.indicators:
        for text in (indicator.title, indicator.why):
            assert not any("\u4e00" <= sign <= "\u9fff" for sign in text.en), indicator.code
            assert any("\u4e00" <= sign <= "\u9fff" for sign in text.zh), indicator.code


# Worked cases


def test_there_are_enough_worked_cases() -> None:
    assert len(CASES) >= 32


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_case_says_what_it_shows_and_expects_something(path: Path) -> None:
    case = case_of(path)
    assert case["says"]["en"].endswith(".")
    assert case["says"]["zh"].endswith("。")
    assert case.get("expect") or case.get("absent")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_case_uses_only_words_that_the_scheme_has(path: Path) -> None:
    case = case_of(path)
    assert {fact["kind"] for fact in case["facts"]} <= set(SCHEME.fact_kinds)
    assert {word for member in case["members"] for word in member["classes"]} <= set(SCHEME.classes)
    for rows in [*case.get("expect", {}).values(), *case.get("absent", {}).values()]:
        assert all(SCHEME.indicator(row["indicator"]) for row in rows if "indicator" in row)
