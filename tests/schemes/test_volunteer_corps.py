"""The second scheme: other words, levels and limits than the reference, and units with duties of their own."""

from collections import Counter
from pathlib import Path

import pytest

from goodstanding.engine.cases.read import read_cases
from goodstanding.engine.explain.rule_text import most_a_year
from goodstanding.engine.period import MONTHS_IN, month_text
from goodstanding.engine.scheme.check import check_scheme
from goodstanding.engine.scheme.load import load_scheme, scheme_of
from goodstanding.engine.scheme.scheme import Indicator

FOLDER = Path(__file__).parents[2] / "schemes" / "volunteer-corps"
SCHEME = scheme_of(FOLDER)


def of_subject(subject: str) -> list[Indicator]:
    return [indicator for indicator in SCHEME.indicators if indicator.subject == subject]


def attainable(*classes: str) -> int:
    """Thousandths of a point in a year in which everything occurs."""
    mine = [one for one in of_subject("member") if one.kind == "base" and one.has(frozenset(classes))]
    return sum(most_a_year(one) or 0 for one in mine)


def test_the_linter_finds_nothing() -> None:
    checked = check_scheme(load_scheme(FOLDER))
    assert checked.faults == ()
    assert checked.warnings == ()


def test_it_shares_no_word_with_the_reference_scheme() -> None:
    other = scheme_of(FOLDER.parent / "vanguard-136")
    assert not {*SCHEME.classes} & {*other.classes}
    assert not {*SCHEME.fact_kinds} & {*other.fact_kinds}
    assert not {*SCHEME.unit_levels} & {*other.unit_levels}
    assert not {one.code for one in SCHEME.categories} & {one.code for one in other.categories}


def test_it_holds_from_april() -> None:
    assert month_text(SCHEME.effective.from_) == "2017-04"


def test_it_uses_everything_that_a_rule_can_be() -> None:
    rules = SCHEME.indicators
    assert {one.kind for one in rules} == {"base", "bonus", "deduction", "flag"}
    assert {one.measure for one in rules} == {"mean", "count", "sum", "latest", "max", "streak"}
    assert {one.period for one in rules} == {"month", "quarter", "year"}
    assert {one.due for one in rules} == {"occurrence", "close", "pace", None}
    assert {one.missing for one in rules} == {"skip", "zero", "full", None}
    assert {one.formula for one in rules} == {"prorata", "step", "map", "per_unit", None}
    assert any(one.not_for for one in rules)


def test_units_have_duties_of_every_kind() -> None:
    assert Counter(one.kind for one in of_subject("unit")) == {"base": 6, "bonus": 1, "deduction": 1, "flag": 1}


@pytest.mark.parametrize(
    ("classes", "points"),
    [(("volunteer",), 68_000), (("team_leader",), 76_000), (("trainee",), 56_000), (("reserve",), 48_000)],
    ids=["volunteer", "team leader", "trainee", "reserve"],
)
def test_a_year_with_everything_in_it_is_worth_what_the_role_says(classes: tuple[str, ...], points: int) -> None:
    assert attainable(*classes) == points


def test_each_yearly_cap_can_bind() -> None:
    capped = [one for one in SCHEME.indicators if one.yearly_cap is not None]
    assert {one.code for one in capped} == {"LED02", "OPS03", "OPS04", "SAF01", "TEM06"}
    for one in capped:
        of_period = one.points if one.cap is None else one.cap
        assert of_period * 12 // MONTHS_IN[one.period] > (one.yearly_cap or 0), one.code


def test_whoever_pauses_is_never_pressed() -> None:
    pressed = {
        one.code for one in of_subject("member") if one.kind != "bonus" and not one.voluntary(frozenset({"on_pause"}))
    }
    assert pressed == {"SAF03"}


def test_each_language_stands_in_its_own_place() -> None:
    for one in SCHEME.indicators:
        for text in (one.title, one.why):
            assert not any("\u4e00" <= sign <= "\u9fff" for sign in text.en), one.code
            assert any("\u4e00" <= sign <= "\u9fff" for sign in text.zh), one.code


def test_its_cases_show_members_units_ranks_and_flags() -> None:
    read = read_cases(FOLDER, SCHEME)
    assert read.faults == ()
    assert len(read.cases) == 25
    shown = {table for worked in read.cases for table in worked.case.expect.model_fields_set}
    assert shown == {"points", "totals", "ranks", "flags", "unit_totals", "unit_ranks"}
    both = [row for worked in read.cases for row in worked.case.expect.unit_totals if row.members_part and row.own]
    assert both, "one case shows a unit with both its members' part and its own"


def test_both_schemes_name_every_office_in_words_of_their_own() -> None:
    from goodstanding.models.people.post import Post

    other = scheme_of(FOLDER.parent / "vanguard-136")
    for scheme in (SCHEME, other):
        assert set(scheme.offices) == set(Post.Role.values)
    assert SCHEME.offices["secretary"] != other.offices["secretary"]
