"""An explanation is complete: it leaves out no point, no fact and no rule, and adds up to the published total."""

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from goodstanding.engine.explain.explanation import (
    ExplainedLine,
    Explanation,
    IndicatorPart,
    MembersPart,
    Published,
    Sums,
    adds_up,
    rounded,
    sums_of,
)
from goodstanding.engine.explain.lines import Point
from goodstanding.engine.period import first_of_year, parse_month, periods_until
from goodstanding.engine.scheme.scheme import Scheme
from tests.effort import examples
from tests.engine.explain.small import Situation, evidence_of, explained, members_of, small
from tests.engine.oracle import Organization, UnitRow, rate_by_hand
from tests.engine.situations import ALONE, OCTOBER, TREE, fact, rule
from tests.engine.strategies import situations

laws = settings(max_examples=examples(20), deadline=None, suppress_health_check=list(HealthCheck))


def lines_of(explanation: Explanation) -> list[tuple[str, ExplainedLine]]:
    return [(one.code, line) for one in explanation.indicators for line in one.lines]


class TestLaws:
    @given(situations())
    @laws
    def test_every_members_lines_and_caps_add_up_to_the_total(self, situation: Situation) -> None:
        for explanation, _, row in members_of(situation):
            sums = sums_of(explanation)
            assert (sums.earned, sums.attainable, sums.bonus, sums.deduction) == row[3:7]
            assert adds_up(explanation)

    @given(situations())
    @laws
    def test_every_units_own_lines_add_up_to_its_own_total(self, situation: Situation) -> None:
        tables = rate_by_hand(*situation)
        for unit_id, _, _, own, _ in tables["unit_totals"]:
            evidence = evidence_of(situation, tables, "unit", unit_id)
            sums = sums_of(explained(evidence, Published(None, own, own, None, None)))
            assert (sums.total if sums.attainable else None) == own

    @given(situations())
    @laws
    def test_a_line_stands_exactly_where_the_run_has_a_row(self, situation: Situation) -> None:
        for explanation, evidence, _ in members_of(situation):
            standing = {
                (code, line.period): Point(line.n, line.value, line.earned, line.attainable)
                for code, line in lines_of(explanation)
                if line.silence is None
            }
            assert standing == evidence.points

    @given(situations())
    @laws
    def test_every_indicator_is_told_with_all_periods_or_with_why_it_does_not_apply(self, situation: Situation) -> None:
        scheme, _, month = situation
        for explanation, _, _ in members_of(situation):
            told = {one.code: [line.period for line in one.lines] for one in explanation.indicators}
            flags = [flag.code for flag in explanation.flags]
            mine = [one.code for one in scheme.indicators if one.subject == "member"]
            assert sorted([*told, *flags, *explanation.away]) == mine
            for code, periods in told.items():
                assert periods == [one.name for one in periods_until(month, scheme.indicator(code).period)]

    @given(situations())
    @laws
    def test_every_fact_stands_once_in_each_line_that_it_feeds(self, situation: Situation) -> None:
        scheme, _, month = situation
        for explanation, evidence, _ in members_of(situation):
            for one in explanation.indicators:
                for line, period in zip(
                    one.lines, periods_until(month, scheme.indicator(one.code).period), strict=True
                ):
                    last, indicator = period.until(month), scheme.indicator(one.code)
                    fed = evidence.history.facts.of(indicator, period.first, last)
                    here = line.asked is not None
                    assert Counter(each.fact_id for each in line.facts) == Counter(each.fact_id for each in fed if here)
                    assert line.n == sum(1 for each in line.facts if each.role not in ("excused", "not_asked"))

    @given(situations())
    @laws
    def test_the_months_of_a_line_are_all_told_and_give_its_points(self, situation: Situation) -> None:
        scheme, _, month = situation
        for explanation, _, _ in members_of(situation):
            for code, line in lines_of(explanation):
                what, indicator = line.asked, scheme.indicator(code)
                if what is None:
                    continue
                period = next(one for one in periods_until(month, indicator.period) if one.name == line.period)
                so_far = period.until(month) - period.first + 1
                assert what.bound + what.voluntary + what.excused + what.without + what.away == so_far
                if line.silence is None and line.gives is not None:
                    had = what.of if indicator.missing == "full" else what.had
                    assert line.earned == rounded(line.gives * had, what.of)
                    missed = rounded((indicator.points - line.gives) * what.owed, what.of)
                    opened = indicator.due == "close" and not line.closed
                    assert line.attainable - line.earned == (0 if opened else missed)
                elif line.silence is None and line.owed is not None and line.n:
                    opened = indicator.due == "close" and not line.closed
                    assert line.attainable == (line.earned if opened else max(line.earned, line.owed))

    @given(situations())
    @laws
    def test_no_fact_of_the_year_is_passed_over(self, situation: Situation) -> None:
        for explanation, evidence, _ in members_of(situation):
            lines = [line.facts for _, line in lines_of(explanation)]
            lines += [flag.facts for flag in explanation.flags]
            lines += [month.facts for flag in explanation.flags for month in flag.months]
            shown = {each.fact_id for facts in [*lines, explanation.idle] for each in facts}
            year = {each.fact_id for each in evidence.facts if each.month >= first_of_year(evidence.month)}
            assert year <= shown

    @given(situations())
    @laws
    def test_the_months_of_a_streak_are_as_many_as_its_flag_says(self, situation: Situation) -> None:
        for explanation, evidence, _ in members_of(situation):
            for flag in explanation.flags:
                assert (flag.value, flag.level) == evidence.flags.get(flag.code, (None, None))
                if flag.months and flag.value is not None:
                    assert 1000 * sum(one.in_streak for one in flag.months) == flag.value


# Worked by hand


def only(*facts: Any, scheme: Scheme, classes: tuple[str, ...] = ("full",), month: int = OCTOBER) -> Explanation:
    """The explanation of the one member."""
    snapshots = {one: {1: (11, classes)} for one in range(first_of_year(month), month + 1)}
    situation = scheme, Organization(TREE, snapshots, tuple(facts)), month
    ((explanation, _, _),) = members_of(situation)
    return explanation


def part(explanation: Explanation, code: str = "A") -> IndicatorPart:
    return next(one for one in explanation.indicators if one.code == code)


def silences(explanation: Explanation) -> list[str | None]:
    return [line.silence for line in part(explanation).lines]


class TestFacts:
    @pytest.mark.parametrize(
        ("measure", "roles"),
        [
            ("mean", ["counts", "excused", "counts", "counts"]),
            ("latest", ["not_latest", "excused", "not_latest", "counts"]),
            ("max", ["not_largest", "excused", "counts", "not_largest"]),
        ],
    )
    def test_say_whether_they_counted(self, measure: str, roles: list[str]) -> None:
        values = (("2016-10-01", 500), ("2016-10-02", None), ("2016-10-03", 900), ("2016-10-04", 100))
        facts = [fact(day, value, number=number) for number, (day, value) in enumerate(values)]
        line = part(only(*facts, scheme=small(rule(measure=measure)))).lines[-1]
        assert [each.role for each in line.facts] == roles
        assert [each.occurred_on for each in line.facts] == [date.fromisoformat(day) for day, _ in values]
        assert line.n == 3

    def test_of_a_kind_that_no_rule_names_are_told_apart(self) -> None:
        explanation = only(fact("2016-10-01", 1000, kind="unheard_of", number=7), scheme=small(rule()))
        assert [(each.fact_id, each.kind) for each in explanation.idle] == [(7, "unheard_of")]


class TestSilence:
    def test_says_that_nothing_was_held(self) -> None:
        assert silences(only(scheme=small(rule(period="quarter")))) == ["nothing_held"] * 4

    def test_says_that_all_was_excused_and_shows_it(self) -> None:
        explanation = only(fact("2016-10-01", None), scheme=small(rule(period="year")))
        assert silences(explanation) == ["all_excused"]
        assert len(part(explanation).lines[0].facts) == 1

    def test_tells_the_open_period_from_the_closed_ones(self) -> None:
        explanation = only(scheme=small(rule(period="quarter", due="close", missing="zero")))
        assert silences(explanation) == [None, None, None, "period_open"]

    def test_says_what_voluntariness_changes(self) -> None:
        close = rule(period="quarter", due="close", missing="zero", voluntary_for=["full"])
        assert silences(only(scheme=small(close)))[0] == "only_if_done"
        assert silences(only(scheme=small(rule(period="year", due="pace", voluntary_for=["full"])))) == ["only_if_done"]

    def test_says_why_bonus_and_deduction_have_no_line(self) -> None:
        bonus = rule(kind="bonus", formula="per_unit", target=None, period="year")
        deduction = rule(kind="deduction", formula="per_unit", target=1, period="year")
        spared = {**deduction, "voluntary_for": ["full"]}
        once = fact("2016-05-01", 1000)
        assert silences(only(scheme=small(bonus))) == ["nothing_happened"]
        assert silences(only(once, scheme=small(deduction))) == ["gave_nothing"]
        assert silences(only(fact("2016-05-01", 9000), scheme=small(spared))) == ["spared"]

    def test_counts_the_months_that_bind(self) -> None:
        line = part(only(scheme=small(rule(period="year", due="pace")))).lines[0]
        assert line.asked is not None
        assert (line.asked.bound, line.asked.of, line.silence, line.attainable) == (10, 12, None, 833)

    def test_says_that_an_office_was_given_up(self) -> None:
        duty = rule(period="quarter", due="close", missing="zero", applies_to=["full"], owed_by="end")
        snapshots = {one: {1: (11, () if one == OCTOBER - 1 else ("full",))} for one in ALONE}
        ((explanation, _, _),) = members_of((small(duty), Organization(TREE, snapshots, ()), OCTOBER))
        assert silences(explanation) == [None, None, "given_up", "period_open"]

    def test_says_which_month_was_not_asked(self) -> None:
        late: Any = {one: {9: (11, ()), **({1: (11, ())} if one >= OCTOBER else {})} for one in ALONE}
        missed, done = fact("2016-08-01", 0), fact("2016-09-01", 1000, number=1)
        situation = small(rule(period="year")), Organization(TREE, late, (missed, done)), OCTOBER
        explanation, *_ = next(iter(members_of(situation)))
        (line,) = part(explanation).lines
        assert [one.role for one in line.facts] == ["not_asked", "counts"]
        assert (line.n, line.earned, line.attainable) == (1, 1000, 1000)


class TestCaps:
    def test_of_a_year_are_lines_of_their_own(self) -> None:
        facts = [fact(f"2016-0{month}-01", 1000, number=month) for month in range(1, 7)]
        explanation = only(*facts, scheme=small(rule(yearly_cap=4)))
        yearly = part(explanation).yearly
        assert yearly is not None
        assert (yearly.limit, yearly.earned, yearly.attainable) == (4000, -2000, -2000)
        assert (part(explanation).earned, part(explanation).attainable) == (4000, 4000)

    def test_on_all_bonuses_and_deductions_are_lines_of_their_own(self) -> None:
        more = rule("B", kind="bonus", formula="per_unit", target=None, facts=["more"])
        less = rule("D", kind="deduction", formula="per_unit", target=0, facts=["less"])
        facts = [fact("2016-05-01", 9000, kind="more"), fact("2016-05-01", 7000, kind="less"), fact("2016-05-01", 1000)]
        explanation = only(*facts, scheme=small(rule(), more, less, bonus_cap=5, deduction_cap=3))
        assert [(one.cap, one.earned) for one in explanation.adjustments] == [
            ("bonus_cap", -4000),
            ("deduction_cap", 4000),
        ]
        assert sums_of(explanation) == Sums(1000, 1000, 5000, 3000)

    def test_that_change_nothing_are_not_told(self) -> None:
        explanation = only(fact("2016-05-01", 1000), scheme=small(rule(yearly_cap=4)))
        assert part(explanation).yearly is None
        assert explanation.adjustments == ()


class TestAddsUp:
    def test_finds_a_point_that_was_tampered_with(self) -> None:
        good = only(fact("2016-05-01", 667), scheme=small(rule()))
        assert adds_up(good)
        assert not adds_up(replace(good, published=replace(good.published, total=6671)))
        assert not adds_up(replace(good, categories=()))

    def test_finds_a_fact_that_is_missing(self) -> None:
        good = only(fact("2016-05-01", 667), scheme=small(rule()))
        (category,) = good.categories
        (one,) = category.indicators
        bare = replace(one, lines=tuple(replace(line, facts=()) for line in one.lines))
        assert not adds_up(replace(good, categories=(replace(category, indicators=(bare,)),)))


class TestMembersPart:
    PART = MembersPart(n=2, sum=15_000, all_n=3, all_sum=17_000, shrink=2, least=1, weight=60)

    def test_shrinks_towards_the_mean_of_its_kind(self) -> None:
        assert (self.PART.mean, self.PART.part) == (5667, 6584)

    def test_weighs_with_the_units_own_total(self) -> None:
        assert self.PART.weighed(3340) == 5286
        assert self.PART.weighed(None) == 6584

    def test_is_nothing_with_too_few_members(self) -> None:
        few = replace(self.PART, least=3)
        assert (few.part, few.weighed(3340), few.weighed(None)) == (None, 3340, None)


def test_a_month_of_another_class_is_told_as_such() -> None:
    scheme = small(rule(period="quarter", not_for=["away"]))
    snapshots = {one: {1: (11, ("away",) if one < OCTOBER else ("full",))} for one in range(OCTOBER - 5, OCTOBER + 1)}
    units = (UnitRow(11, None, "branch", "community", "Branch"),)
    situation = scheme, Organization(units, snapshots, ()), parse_month("2016-10")
    ((explanation, _, _),) = members_of(situation)
    assert silences(explanation) == ["not_there", "not_applying", "not_applying", "nothing_held"]
