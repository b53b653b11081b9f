"""The oracle, paragraph by paragraph of the contract, against numbers worked out on paper."""

from collections.abc import Iterable
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, given, settings

from goodstanding.engine.period import parse_month
from goodstanding.engine.scheme.scheme import Scheme
from tests.effort import examples
from tests.engine.oracle import Fact, Organization, Row, UnitRow, rate_by_hand
from tests.engine.situations import (
    ALONE,
    DECEMBER,
    JANUARY,
    MEMBER,
    OCTOBER,
    TREE,
    UNIT,
    Members,
    fact,
    rule,
    since,
    stays,
    words,
)
from tests.engine.strategies import situations


def rate(
    rules: Iterable[dict[str, Any]],
    facts: Iterable[Fact] = (),
    *,
    month: int = OCTOBER,
    members: Members = ALONE,
    units: tuple[UnitRow, ...] = TREE,
    member: dict[str, Any] | None = None,
    unit: dict[str, Any] | None = None,
    effective: dict[str, Any] | None = None,
) -> dict[str, list[Row]]:
    scheme: dict[str, Any] = {
        **{"name": "small", "title": words("small"), "categories": [{"code": "ALL", "title": words("all")}]},
        **{"classes": {"full": words("full")}, "fact_kinds": {"seen": words("seen")}},
        **{"effective": effective or {"from": "2015-01"}, "indicators": list(rules)},
        **{"member": {**MEMBER, **(member or {})}, "unit": {**UNIT, **(unit or {})}},
    }
    return rate_by_hand(Scheme.model_validate(scheme), Organization(units, members, tuple(facts)), month)


def scored(tables: dict[str, list[Row]]) -> dict[tuple[str, str], tuple[int, int]]:
    """(indicator, period) -> (earned, attainable), of a run with points for one subject."""
    return {(row[2], row[3]): (row[6], row[7]) for row in tables["points"]}


def everyone(*ids: int) -> Members:
    return {month: dict.fromkeys(ids, (11, ("full",))) for month in ALONE}


class TestOneRun:
    def test_refuses_a_month_in_which_the_scheme_does_not_hold(self) -> None:
        with pytest.raises(ValueError, match="does not hold"):
            rate([rule()], effective={"from": "2016-01", "until": "2016-10"})

    def test_refuses_a_month_without_a_snapshot(self) -> None:
        with pytest.raises(ValueError, match="no snapshot"):
            rate([rule()], month=OCTOBER + 1)

    def test_rates_the_members_of_the_month_only(self) -> None:
        left: Members = {**ALONE, JANUARY: {1: (11, ()), 2: (11, ())}}
        tables = rate([rule()], [fact("2016-01-05", 1000, of=2)], members=left)
        assert [row[0] for row in tables["totals"]] == [1]
        assert tables["points"] == []

    def test_looks_at_no_fact_after_the_month(self) -> None:
        assert rate([rule(period="year")], [fact("2016-11-01", 1000)])["points"] == []

    def test_gives_no_points_for_a_month_without_a_snapshot(self) -> None:
        without_may = {month: snapshot for month, snapshot in ALONE.items() if month != JANUARY + 4}
        tables = rate([rule()], [fact("2016-05-01", 1000), fact("2016-06-01", 1000)], members=without_may)
        assert scored(tables) == {("A", "2016-06"): (1000, 1000)}


class TestWho:
    def test_has_a_rule_in_a_period_in_one_month_of_which_it_had_it(self) -> None:
        promoted: Members = {month: {1: (11, ("full",) if month > JANUARY else ())} for month in ALONE}
        rules = [
            rule("A", applies_to=["full"]),
            rule("B", not_for=["full"]),
            rule("C", period="quarter", not_for=["full"]),
        ]
        tables = rate(rules, [fact("2016-01-05", 1000)], members=promoted)
        assert scored(tables) == {("B", "2016-01"): (1000, 1000), ("C", "2016-Q1"): (1000, 1000)}

    def test_takes_a_units_type_and_level_as_its_classes(self) -> None:
        rules = [rule("A", subject="unit", applies_to=["branch"]), rule("B", subject="unit", not_for=["community"])]
        facts = [fact("2016-05-01", 1000, of=unit, subject="unit") for unit in (1, 11)]
        tables = rate(rules, facts)
        assert [row[:4] for row in tables["points"]] == [("unit", 1, "B", "2016-05"), ("unit", 11, "A", "2016-05")]

    def test_keeps_a_unit_and_a_member_of_the_same_number_apart(self) -> None:
        assert rate([rule()], [fact("2016-05-01", 1000, subject="unit")])["points"] == []


class TestMeasure:
    FACTS = (
        *(fact("2016-05-09", 500, number=8), fact("2016-05-09", 0, number=9), fact("2016-05-01", 2001, number=10)),
        fact("2016-05-31", None, number=11),
    )

    @pytest.mark.parametrize(
        ("measure", "value"), [("mean", 834), ("count", 2000), ("sum", 2501), ("max", 2001), ("latest", 0)]
    )
    def test_measures_what_is_not_excused(self, measure: str, value: int) -> None:
        row = rate([rule(measure=measure)], self.FACTS)["points"][0]
        assert row[4:6] == (3, value)

    def test_takes_every_kind_the_indicator_names_and_no_other(self) -> None:
        facts = [fact("2016-05-09", 500, kind=kind) for kind in ("seen", "heard", "dreamt")]
        assert rate([rule(facts=["seen", "heard"], measure="sum")], facts)["points"][0][4:6] == (2, 1000)


class TestBase:
    def test_prorata_gives_the_share_of_the_target_rounded_half_up_and_no_more_than_full(self) -> None:
        facts = [fact("2016-05-01", 500), fact("2016-06-01", 9000), fact("2016-07-01", 1)]
        tables = rate([rule(points="0.5", target=3)], facts)
        assert [row[6:] for row in tables["points"]] == [(83, 500), (500, 500), (0, 500)]

    def test_prorata_of_a_mean_is_exact(self) -> None:
        facts = [fact("2016-05-01", 1000), fact("2016-05-02", 0), fact("2016-05-03", 0)]
        assert rate([rule(points="0.005", target="0.667")], facts)["points"][0][5:] == (333, 2, 5)

    def test_step_gives_all_or_nothing(self) -> None:
        facts = [fact("2016-05-01", 999), fact("2016-06-01", 1000)]
        assert [row[6:] for row in rate([rule(formula="step")], facts)["points"]] == [(0, 1000), (1000, 1000)]

    def test_map_gives_the_points_of_the_highest_threshold_reached(self) -> None:
        facts = [fact("2016-05-01", 499), fact("2016-06-01", 500), fact("2016-07-01", 7000)]
        tables = rate([rule(formula="map", target=None, map=[("0.5", "0.3"), (2, 1)])], facts)
        assert [row[6:] for row in tables["points"]] == [(0, 1000), (300, 1000), (1000, 1000)]

    def test_occurrence_leaves_out_a_period_without_facts_or_with_excused_ones_only(self) -> None:
        assert rate([rule()], [fact("2016-05-01", None)])["points"] == []

    def test_close_takes_an_open_period_for_what_it_has_earned(self) -> None:
        tables = rate([rule(due="close", missing="zero", period="quarter")], [fact("2016-10-01", 250)])
        assert scored(tables)["A", "2016-Q4"] == (250, 250)

    def test_close_leaves_out_an_open_period_without_facts(self) -> None:
        assert ("A", "2016-Q4") not in scored(rate([rule(due="close", missing="full", period="quarter")]))

    @pytest.mark.parametrize(("missing", "expected"), [("zero", (0, 1000)), ("full", (1000, 1000)), ("skip", None)])
    def test_close_of_a_closed_period_without_facts_follows_missing(self, missing: str, expected: Any) -> None:
        tables = rate([rule(due="close", missing=missing, period="quarter")], [fact("2016-02-01", 250)])
        assert scored(tables).get(("A", "2016-Q2")) == expected
        assert scored(tables)["A", "2016-Q1"] == (250, 1000)

    def test_pace_asks_a_late_joiner_for_the_months_since(self) -> None:
        joined_in_june: Members = {month: snapshot if month >= JANUARY + 5 else {} for month, snapshot in ALONE.items()}
        paced = rule(due="pace", period="year", measure="sum", target=12, points=10)
        tables = rate([paced], [fact("2016-03-01", 2000), fact("2016-07-01", 1000)], members=joined_in_june)
        # 5 of 12 months: 4.167 of 10 points for 5 of 12 hours; 3 hours are 2.5002 of 4.167 points
        assert tables["points"] == [("member", 1, "A", "2016", 2, 3000, 2500, 4167)]

    def test_pace_without_facts_is_nothing_of_what_is_due(self) -> None:
        tables = rate([rule(due="pace", period="year", points=10)])
        assert tables["points"] == [("member", 1, "A", "2016", 0, None, 0, 8333)]

    def test_pace_asks_one_month_of_an_open_quarter(self) -> None:
        tables = rate([rule(due="pace", period="quarter", measure="sum")], [fact("2016-10-31", 200)])
        assert scored(tables)["A", "2016-Q3"] == (0, 1000)
        assert scored(tables)["A", "2016-Q4"] == (200, 333)

    def test_pace_moves_the_target_of_a_step_and_the_thresholds_of_a_map(self) -> None:
        paced: dict[str, Any] = {"due": "pace", "period": "year", "measure": "sum"}
        steps = [rule("A", formula="step", target=12, **paced), rule("B", formula="step", target="12.002", **paced)]
        maps = [rule("C", formula="map", target=None, map=[(10, "0.5"), ("10.001", 1)], **paced)]
        tables = rate([*steps, *maps], [fact("2016-03-01", 10_000)])
        # ten hours are the half step of twelve months, and more than the full step of eleven: 11 of 12 points
        assert [row[6:] for row in tables["points"]] == [(833, 833), (0, 833), (917, 917)]

    def test_pace_asks_nothing_of_who_was_always_voluntary_and_half_of_who_was_half_the_time(self) -> None:
        aged: Members = {
            month: {1: (11, ("old",)), 2: (11, ("old",) if month > JANUARY + 4 else ())} for month in ALONE
        }
        tables = rate([rule(due="pace", period="year", points=12, voluntary_for=["old"])], [fact("2016-01-01", 9000)])
        assert scored(tables) == {("A", "2016"): (10_000, 10_000)}
        facts = [fact("2016-01-01", 125, of=each) for each in (1, 2)]
        tables = rate([rule(due="pace", period="year", points=12, voluntary_for=["old"])], facts, members=aged)
        # an eighth is 1.5 of 12 points, 1.25 for 10 of 12 months; of the other 10.5, 5 of 12 months miss 4.375
        assert [row[1:] for row in tables["points"]] == [
            (1, "A", "2016", 1, 125, 1250, 1250),
            (2, "A", "2016", 1, 125, 1250, 5625),
        ]

    def test_voluntary_can_only_help(self) -> None:
        rules = [
            *(rule("A", voluntary_for=["full"]), rule("B", due="close", missing="zero", voluntary_for=["full"])),
            rule("C", due="close", missing="full", period="year", voluntary_for=["full"]),
        ]
        tables = rate(rules, [fact("2016-05-01", 250), fact("2016-06-01", 0)])
        assert scored(tables) == {
            **{("A", "2016-05"): (250, 250), ("B", "2016-05"): (250, 250)},
            ("C", "2016"): (250, 250),
        }

    def test_the_yearly_cap_bounds_what_counts_and_not_the_rows(self) -> None:
        facts = [fact("2016-05-01", 500), fact("2016-06-01", 500), fact("2016-07-01", 500)]
        tables = rate([rule(yearly_cap="1.2")], facts)
        assert [row[6:] for row in tables["points"]] == [(500, 1000)] * 3
        assert tables["totals"][0][3:5] == (1200, 1200)


def office(first: str, last: str) -> Members:
    """A member all year, secretary from one month of 2016 to another."""
    held = range(parse_month(first), parse_month(last) + 1)
    return stays({month: ("secretary",) if month in held else () for month in range(JANUARY, DECEMBER + 1)})


class TestOwed:
    """12 points a year for 12 hours, or for a mean of 1: a point a month."""

    HOURS = rule(due="close", missing="zero", period="year", measure="sum", target=12, points=12)
    MEAN = rule(due="close", missing="zero", period="year", points=12)
    ALL_YEAR = since("2016-01")

    def of(self, asked: dict[str, Any], *facts: Fact, members: Members = ALL_YEAR, month: int | None = None) -> Any:
        tables = rate([asked], facts, members=members, month=DECEMBER if month is None else month)
        return {row[3]: row[6:] for row in tables["points"] if row[1] == 1}

    def test_who_came_in_september_owes_four_twelfths_and_keeps_all_that_was_done(self) -> None:
        late = since("2016-09")
        assert self.of(self.HOURS, members=late) == {"2016": (0, 4000)}
        assert self.of(self.HOURS, fact("2016-10-01", 2000), members=late) == {"2016": (2000, 4000)}
        assert self.of(self.HOURS, fact("2016-10-01", 9000), members=late) == {"2016": (9000, 9000)}
        assert self.of(self.HOURS, fact("2016-10-01", 90_000), members=late) == {"2016": (12_000, 12_000)}

    def test_a_share_counts_for_the_months_in_which_the_rule_was_there(self) -> None:
        # half of 12 points for 4 of 12 months, and the other half of them missed
        assert self.of(self.MEAN, fact("2016-10-01", 500), members=since("2016-09")) == {"2016": (2000, 4000)}

    def test_what_was_done_before_the_rule_was_there_counts_and_what_failed_then_does_not(self) -> None:
        late, facts = since("2016-09"), [fact("2016-03-01", 0), fact("2016-04-01", 1000)]
        assert self.of(self.MEAN, *facts, members=late) == {"2016": (4000, 4000)}
        assert self.of(self.MEAN, facts[0], members=late) == {"2016": (0, 4000)}

    def test_an_excused_month_takes_from_what_is_owed_and_not_from_what_is_earned(self) -> None:
        hours = [fact("2016-02-01", 11_000), fact("2016-03-01", None)]
        assert self.of(self.HOURS, *hours) == {"2016": (11_000, 11_000)}
        quarter = rule(due="close", missing="zero", period="quarter", points=3)
        attended = [fact("2016-01-05", 1000), fact("2016-02-05", 0), fact("2016-03-05", None)]
        # a half of 3 points for three months; the other half is missed for two of them
        assert self.of(quarter, *attended)["2016-Q1"] == (1500, 2500)

    def test_a_failure_in_the_same_month_leaves_no_excuse_and_a_yes_does(self) -> None:
        missed = [fact("2016-02-01", None), fact("2016-02-08", 0)]
        partly = [fact("2016-02-01", None), fact("2016-02-08", 500)]
        done = [fact("2016-02-01", None), fact("2016-02-08", 1000)]
        assert self.of(self.MEAN, *missed) == {"2016": (0, 12_000)}
        assert self.of(self.MEAN, *partly) == {"2016": (6000, 12_000)}
        assert self.of(self.MEAN, fact("2016-03-01", 0), *done) == {"2016": (6000, 11_500)}
        # of hours only a 0 falls short: half an hour beside the excuse leaves the month excused
        assert self.of(self.HOURS, *partly) == {"2016": (500, 11_000)}

    def test_excused_all_year_owes_nothing(self) -> None:
        excuses = [fact(f"2016-{month:02d}-01", None) for month in range(1, 13)]
        assert self.of(self.HOURS, *excuses) == {}
        assert self.of(self.HOURS, fact("2016-05-20", 3000), *excuses) == {"2016": (3000, 3000)}

    @pytest.mark.parametrize(("measure", "row"), [("latest", {}), ("max", {}), ("mean", {"2016": (0, 11_000)})])
    def test_a_duty_done_once_is_left_out_where_it_was_excused(self, measure: str, row: Any) -> None:
        assert self.of({**self.MEAN, "measure": measure}, fact("2016-05-01", None)) == row

    def test_an_excuse_from_before_joining_excuses_nothing(self) -> None:
        once = {**self.MEAN, "measure": "latest"}
        assert self.of(once, fact("2016-05-01", None), members=since("2016-09")) == {"2016": (0, 4000)}

    def test_voluntary_all_year_counts_what_was_done(self) -> None:
        old = {**self.HOURS, "voluntary_for": ["full"]}
        assert self.of(old) == {}
        assert self.of(old, fact("2016-05-01", 12_000)) == {"2016": (12_000, 12_000)}

    def test_away_and_back_owes_the_months_that_were_there(self) -> None:
        away = range(parse_month("2016-04"), parse_month("2016-09"))
        back = stays({month: ("full",) for month in range(JANUARY, DECEMBER + 1) if month not in away})
        assert self.of(self.HOURS, members=back) == {"2016": (0, 7000)}

    def test_an_office_given_up_in_june_is_owed_for_its_months_or_not_at_all(self) -> None:
        given_up = office("2016-01", "2016-05")
        duty = {**self.MEAN, "measure": "max", "applies_to": ["secretary"]}
        assert self.of(duty, members=given_up) == {"2016": (0, 5000)}
        assert self.of({**duty, "owed_by": "end"}, members=given_up) == {}
        assert self.of({**duty, "owed_by": "end"}, fact("2016-02-01", 1000), members=given_up) == {}

    def test_an_office_taken_up_in_october_is_owed_by_the_end_for_its_months(self) -> None:
        taken = office("2016-10", "2016-12")
        duty = {**self.MEAN, "measure": "max", "applies_to": ["secretary"], "owed_by": "end"}
        assert self.of(duty, members=taken) == {"2016": (0, 3000)}
        assert self.of(duty, fact("2016-12-20", 1000), members=taken) == {"2016": (3000, 3000)}

    def test_an_open_period_looks_ahead_for_who_has_the_rule_now(self) -> None:
        # joined in September, seen in October: 4 of 12 months will be hers
        assert self.of(self.MEAN, fact("2016-10-01", 1000), members=since("2016-09"), month=OCTOBER) == {
            "2016": (4000, 4000)
        }
        left = stays({month: ("other",) if month >= OCTOBER else ("full",) for month in range(JANUARY, DECEMBER + 1)})
        mine = {**self.MEAN, "applies_to": ["full"]}
        assert self.of(mine, fact("2016-02-01", 1000), members=left, month=OCTOBER) == {"2016": (9000, 9000)}

    def test_missing_full_counts_every_month_as_there(self) -> None:
        kind = {**self.MEAN, "missing": "full"}
        late = since("2016-09")
        assert self.of(kind, members=late) == {"2016": (12_000, 12_000)}
        assert self.of(kind, fact("2016-10-01", 500), members=late) == {"2016": (6000, 8000)}

    def test_a_map_asks_less_of_who_was_there_less(self) -> None:
        steps = {**self.HOURS, "formula": "map", "target": None, "map": [(6, 5), (12, 12)]}
        # four months: 2 hours for 1.667, 4 hours for 4 points; 5 hours are the full step of five months
        assert self.of(steps, fact("2016-10-01", 3000), members=since("2016-09")) == {"2016": (2500, 4000)}
        assert self.of(steps, fact("2016-10-01", 5000), members=since("2016-09")) == {"2016": (5000, 5000)}


class TestBonusAndDeduction:
    def test_a_bonus_keeps_what_was_done_before_the_rule_and_no_deduction_looks_there(self) -> None:
        rules = [
            rule("B", kind="bonus", formula="per_unit", target=None, measure="sum", period="year"),
            rule("D", kind="deduction", formula="per_unit", target=0, measure="sum", period="year"),
        ]
        facts = [fact("2016-03-01", 2000), fact("2016-10-01", 500)]
        tables = rate(rules, facts, members=since("2016-09"), month=DECEMBER)
        assert [row[2:] for row in tables["points"]] == [
            ("B", "2016", 2, 2500, 2500, 0),
            ("D", "2016", 1, 500, -500, 0),
        ]

    def test_a_failure_by_choice_does_not_lower_a_bonus(self) -> None:
        bonus = rule("B", kind="bonus", points=3, period="quarter", voluntary_for=["full"])
        tables = rate([bonus], [fact("2016-07-01", 1000), fact("2016-08-01", 0)])
        assert tables["points"] == [("member", 1, "B", "2016-Q3", 1, 1000, 3000, 0)]

    def test_a_bonus_per_unit_is_bounded_in_the_period_the_year_and_all_together(self) -> None:
        bonus = rule(
            "B", kind="bonus", formula="per_unit", target=None, measure="sum", points="0.5", cap=1, yearly_cap="1.7"
        )
        facts = [fact("2016-05-01", 1500), fact("2016-06-01", 9000), fact("2016-07-01", 0)]
        tables = rate([bonus], facts)
        assert [row[3:] for row in tables["points"]] == [("2016-05", 1, 1500, 750, 0), ("2016-06", 1, 9000, 1000, 0)]
        assert tables["totals"][0][5] == 1700
        assert rate([bonus], facts, member={"bonus_cap": "1.6"})["totals"][0][5] == 1600

    @pytest.mark.parametrize(
        ("shape", "earned"),
        [
            ({"formula": "step"}, 3000),
            ({"formula": "prorata", "target": 4}, 1500),
            ({"formula": "map", "map": [(2, 1)]}, 1000),
        ],
    )
    def test_a_bonus_may_also_step_map_or_grow_with_the_share(self, shape: dict[str, Any], earned: int) -> None:
        tables = rate([rule("B", kind="bonus", points=3, **shape)], [fact("2016-05-01", 2000)])
        assert tables["points"] == [("member", 1, "B", "2016-05", 1, 2000, earned, 0)]

    def test_a_deduction_counts_what_is_beyond_the_target(self) -> None:
        late = rule("D", kind="deduction", formula="per_unit", target=1, points=2, measure="mean")
        facts = [fact("2016-05-01", 1000), fact("2016-06-01", 1000), fact("2016-06-02", 2001)]
        tables = rate([late], facts)
        assert tables["points"] == [("member", 1, "D", "2016-06", 2, 1501, -1001, 0)]
        assert tables["totals"][0][6] == 1001

    def test_a_deduction_is_bounded_in_the_period_the_year_and_all_together(self) -> None:
        late = rule("D", kind="deduction", formula="per_unit", target=0, points=2, cap=3, yearly_cap=5)
        facts = [fact("2016-05-01", 9000), fact("2016-06-01", 9000)]
        assert [row[6] for row in rate([late], facts)["points"]] == [-3000, -3000]
        assert rate([late], facts)["totals"][0][6] == 5000
        assert rate([late], facts, member={"deduction_cap": 4})["totals"][0][6] == 4000

    def test_nothing_is_deducted_from_the_voluntary(self) -> None:
        late = rule("D", kind="deduction", formula="per_unit", target=0, voluntary_for=["full"])
        assert rate([late], [fact("2016-05-01", 9000)])["points"] == []


class TestTotal:
    BONUS = rule("B", kind="bonus", formula="per_unit", target=None, facts=["more"])
    LESS = rule("D", kind="deduction", formula="per_unit", target=0, facts=["less"])

    def total(self, *facts: Fact, **rules: Any) -> Row:
        return rate([rule(), self.BONUS, self.LESS], facts, **rules)["totals"][0]

    def test_is_the_share_plus_bonus_minus_deduction(self) -> None:
        facts = (fact("2016-05-01", 667), fact("2016-05-01", 1005, kind="more"), fact("2016-05-01", 45, kind="less"))
        # 66.70 + 1.01 - 0.05
        assert self.total(*facts) == (1, 11, "ordinary", 667, 1000, 1005, 45, 6766, "fair")

    def test_stays_between_0_and_120(self) -> None:
        most = self.total(fact("2016-05-01", 1000), fact("2016-05-01", 99_000, kind="more"), member={"bonus_cap": 50})
        least = self.total(fact("2016-05-01", 100), fact("2016-05-01", 99_000, kind="less"))
        assert (most[7], least[7]) == (12_000, 0)

    def test_is_null_where_nothing_was_attainable(self) -> None:
        assert self.total(fact("2016-05-01", 5000, kind="more"))[3:] == (0, 0, 5000, 0, None, None)

    @pytest.mark.parametrize(("least", "total"), [("1.2", 10_000), ("1.202", None)])
    def test_is_null_where_less_was_at_stake_than_the_months_ask(self, least: str, total: int | None) -> None:
        # 10/12 of 1.2 is 1; of 1.202 it is 1.0017, rounded 1.002
        assert self.total(fact("2016-05-01", 1000), member={"min_attainable": least})[7] == total

    @pytest.mark.parametrize(("value", "band"), [(800, "good"), (799, "fair"), (599, "low")])
    def test_falls_in_the_highest_band_it_reaches(self, value: int, band: str) -> None:
        assert self.total(fact("2016-05-01", value))[8] == band

    def test_falls_in_no_band_below_the_lowest(self) -> None:
        assert self.total(fact("2016-05-01", 1), member={"bands": [{"name": "fair", "at_least": 60}]})[7:] == (10, None)


class TestRank:
    VALUES: ClassVar[dict[int, int]] = {1: 1000, 2: 500, 3: 500, 4: 100}
    FACTS = tuple(fact("2016-05-01", value, of=of) for of, value in VALUES.items())

    def test_equal_totals_share_a_rank_in_the_unit_and_in_each_one_above(self) -> None:
        ranks = rate([rule()], self.FACTS, members=everyone(1, 2, 3, 4, 5))["ranks"]
        assert ranks == [(of, scope, rank, 4) for of, rank in ((1, 1), (2, 2), (3, 2), (4, 4)) for scope in (1, 11)]

    def test_is_among_peers(self) -> None:
        members: Members = {OCTOBER: {1: (11, ("secretary",)), 2: (11, ()), 3: (11, ("full", "full"))}}
        facts = [fact("2016-10-01", value, of=of) for of, value in self.VALUES.items()]
        tables = rate([rule()], facts, members=members, member={"min_peers": 2})
        assert tables["ranks"] == [(2, 1, 1, 2), (2, 11, 1, 2), (3, 1, 1, 2), (3, 11, 1, 2)]
        assert [row[2] for row in tables["totals"]] == ["officer", "ordinary", "ordinary"]

    def test_a_small_group_has_none_but_a_larger_unit_may_have_enough(self) -> None:
        members: Members = {OCTOBER: {1: (11, ()), 2: (11, ()), 3: (1, ())}}
        facts = [fact("2016-10-01", value, of=of) for of, value in self.VALUES.items()]
        tables = rate([rule()], facts, members=members, member={"min_peers": 3})
        assert tables["ranks"] == [(1, 1, 1, 3), (2, 1, 2, 3), (3, 1, 2, 3)]


class TestFlags:
    STREAK = rule("F", kind="flag", measure="streak", period="year", formula=None, target=4, points=0, warn_at=[2, 3])
    MARCH = JANUARY + 2
    LONG: ClassVar[Members] = {month: {1: (11, ("full",))} for month in range(MARCH - 14, MARCH + 1)}

    def streak(self, *facts: Fact, members: Members = LONG, **changes: Any) -> list[Row]:
        return rate([{**self.STREAK, **changes}], facts, month=self.MARCH, members=members)["flags"]

    def test_a_streak_reaches_into_the_year_before_over_neutral_months(self) -> None:
        missed = [fact(day, 0) for day in ("2016-03-01", "2016-01-01", "2015-11-30", "2015-10-01")]
        facts = [*missed, fact("2016-02-01", None), fact("2015-09-01", 0), fact("2015-09-02", 1), fact("2015-08-01", 0)]
        assert self.streak(*facts) == [("member", 1, "F", 4000, "raised")]

    def test_a_streak_looks_at_twelve_months(self) -> None:
        months_11_and_12_back = [fact("2015-04-30", 0), fact("2015-03-31", 0)]
        assert self.streak(*months_11_and_12_back, fact("2016-03-01", 0)) == [("member", 1, "F", 2000, "warned")]

    def test_a_streak_passes_over_months_before_joining_and_months_of_choice(self) -> None:
        missed = [fact(day, 0) for day in ("2016-03-01", "2016-02-01", "2016-01-01", "2015-12-01")]
        joined: Members = {month: rows for month, rows in self.LONG.items() if month >= self.MARCH - 1}
        assert self.streak(*missed, members=joined) == [("member", 1, "F", 2000, "warned")]
        ill: Members = {**self.LONG, self.MARCH - 2: {1: (11, ("ill",))}}
        for spared in ({"voluntary_for": ["ill"]}, {"not_for": ["ill"]}):
            assert self.streak(*missed, members=ill, **spared) == [("member", 1, "F", 3000, "warned")]

    def test_a_yes_of_a_month_of_choice_does_not_end_a_streak(self) -> None:
        facts = [fact("2016-03-01", 0), fact("2016-02-01", 1000), fact("2016-01-01", 0)]
        ill: Members = {**self.LONG, self.MARCH - 1: {1: (11, ("ill",))}}
        assert self.streak(*facts, members=ill, voluntary_for=["ill"]) == [("member", 1, "F", 2000, "warned")]

    def test_a_streak_below_every_warning_is_no_flag(self) -> None:
        assert self.streak(fact("2016-03-01", 0), fact("2016-02-01", 1), fact("2016-01-01", 0)) == []

    @pytest.mark.parametrize(
        ("target", "flags"),
        [("0.334", []), ("0.333", [("member", 1, "F", 333, "raised")]), (0, [("member", 1, "F", 333, "raised")])],
    )
    def test_other_measures_are_raised_from_the_target_on(self, target: Any, flags: list[Row]) -> None:
        flag = rule("F", kind="flag", formula=None, points=0, period="quarter", target=target)
        facts = [fact("2016-10-01", 1000), fact("2016-10-02", 0), fact("2016-10-03", 0), fact("2016-09-30", 9000)]
        assert rate([flag], facts)["flags"] == flags

    def test_a_measure_of_zero_raises_nothing(self) -> None:
        flag = rule("F", kind="flag", formula=None, points=0, target=0)
        assert rate([flag], [fact("2016-10-01", 0)])["flags"] == []

    @pytest.mark.parametrize("exempt", [{"voluntary_for": ["full"]}, {"not_for": ["full"]}, {"applies_to": ["other"]}])
    def test_the_voluntary_and_those_without_the_indicator_have_none(self, exempt: dict[str, Any]) -> None:
        flag = rule("F", kind="flag", formula=None, points=0, **exempt)
        assert rate([flag], [fact("2016-10-01", 1000)])["flags"] == []

    def test_units_have_flags_too(self) -> None:
        flag = rule("F", subject="unit", kind="flag", formula=None, points=0)
        facts = [fact("2016-10-01", 1000, of=11, subject="unit")]
        assert rate([flag], facts)["flags"] == [("unit", 11, "F", 1000, "raised")]


class TestUnits:
    UNITS = (*TREE, UnitRow(12, 1, "branch", "community", "Other"), UnitRow(13, 1, "branch", "school", "School"))
    OWN = rule("U", subject="unit")
    # totals 100.00, 50.00 in unit 11 and 20.00 in unit 12; 9 is in unit 12 and not rated
    MEMBERS: ClassVar[Members] = {OCTOBER: {1: (11, ()), 2: (11, ()), 3: (12, ()), 9: (12, ())}}
    FACTS = tuple(fact("2016-10-01", value, of=of) for of, value in ((1, 1000), (2, 500), (3, 200)))

    def units(self, *more: Fact, **unit: int) -> dict[str, list[Row]]:
        facts = (*self.FACTS, *more)
        return rate([rule(), self.OWN], facts, members=self.MEMBERS, units=self.UNITS, unit=unit)

    def test_every_unit_has_a_row_and_its_members_part_is_the_mean_over_its_subtree(self) -> None:
        assert self.units()["unit_totals"] == [
            *((1, 3, 5667, None, 5667), (11, 2, 7500, None, 7500), (12, 1, 2000, None, 2000)),
            (13, 0, None, None, None),
        ]

    def test_small_units_shrink_towards_their_kind(self) -> None:
        # the mean of communities is 170/3 = 56.67: (150 + 2 x 56.67) / 4 and (20 + 2 x 56.67) / 3
        totals = {row[0]: row[2] for row in self.units(shrink=2)["unit_totals"]}
        assert (totals[11], totals[12]) == (6584, 4445)

    def test_too_few_members_make_no_part_but_count_in_the_mean_of_their_kind(self) -> None:
        rows = {row[0]: row[1:3] for row in self.units(shrink=2, min_members=2)["unit_totals"]}
        assert (rows[11], rows[12]) == ((2, 6584), (1, None))

    def test_own_points_and_members_part_are_weighed(self) -> None:
        own = [fact("2016-10-01", value, of=of, subject="unit") for of, value in ((11, 334), (13, 900))]
        rows = {row[0]: row[2:] for row in self.units(*own)["unit_totals"]}
        # 60 % of 75.00 and 40 % of 33.40
        assert (rows[11], rows[13]) == ((7500, 3340, 5836), (None, 9000, 9000))

    def test_own_points_know_no_least_attainable(self) -> None:
        own = [fact("2016-10-01", 334, of=11, subject="unit")]
        tables = rate([self.OWN], own, member={"min_attainable": 1000})
        assert tables["unit_totals"][1] == (11, 0, None, 3340, 3340)

    def test_are_ranked_among_their_kind_under_each_unit_above(self) -> None:
        own = [fact("2016-10-01", 900, of=13, subject="unit")]
        assert self.units(*own)["unit_ranks"] == [(11, 1, 1, 2), (12, 1, 2, 2), (13, 1, 1, 1)]

    def test_a_unit_above_of_the_same_kind_is_in_its_own_subtree(self) -> None:
        nested = (TREE[0], TREE[1], UnitRow(111, 11, "branch", "community", "Cell"))
        facts = [fact("2016-10-01", value, of=of, subject="unit") for of, value in ((11, 900), (111, 800))]
        tables = rate([self.OWN], facts, units=nested)
        assert tables["unit_ranks"] == [(11, 1, 1, 2), (111, 1, 2, 2), (111, 11, 2, 2)]


KEYS = {"points": 4, "totals": 1, "ranks": 2, "flags": 3, "unit_totals": 1, "unit_ranks": 2}


@given(situations())
@settings(max_examples=examples(60), deadline=None, suppress_health_check=list(HealthCheck))
def test_any_situation_gives_tables_that_hold_together(situation: tuple[Scheme, Organization, int]) -> None:
    scheme, organization, month = situation
    tables = rate_by_hand(*situation)
    for name, keys in KEYS.items():
        found = [row[:keys] for row in tables[name]]
        assert found == sorted(set(found)), name
    assert [row[0] for row in tables["totals"]] == sorted(organization.members[month])
    assert all(row[3] <= row[4] and (row[7] is None or 0 <= row[7] <= 12_000) for row in tables["totals"])
    assert all(1 <= rank <= of for _, _, rank, of in tables["ranks"] + tables["unit_ranks"])
    assert all(of >= scheme.member.min_peers for *_, of in tables["ranks"])


@given(situations())
@settings(max_examples=examples(40), deadline=None, suppress_health_check=list(HealthCheck))
def test_a_situation_repeats_and_knows_no_order(situation: tuple[Scheme, Organization, int]) -> None:
    scheme, organization, month = situation
    turned = Organization(organization.units[::-1], organization.members, organization.facts[::-1])
    assert rate_by_hand(scheme, turned, month) == rate_by_hand(*situation)
