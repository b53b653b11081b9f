"""One run, composed: from a lake's tables and a scheme to the six tables of a run.

Members are worked through in stretches of their numbers, so that memory stays bounded; whatever looks across members
(ranks, the members' part of a unit) starts from the finished totals.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from goodstanding.engine.arithmetic import whole
from goodstanding.engine.backend import Backend
from goodstanding.engine.period import first_of_year, month_text
from goodstanding.engine.problems import InputError
from goodstanding.engine.rate import bound_months, excuse, flags, rank, score, tally, total, unit_total
from goodstanding.engine.rate import cells as rule_cells
from goodstanding.engine.rate.population import (
    Between,
    Population,
    member_labels,
    member_population,
    profile_codes,
    tags_of,
    union_all,
    unit_kinds,
    unit_population,
)
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.engine.tables import Inputs


@dataclass(frozen=True)
class TableColumn:
    """Where an output column comes from: a column as it is, a column of codes with their words, or one word
    throughout."""

    source: str | None
    words: Sequence[str] | None = None


@dataclass(frozen=True)
class RunResult:
    """Rows of one output table, sorted by its keys, with codes in place of words."""

    name: str
    table: ir.Table
    columns: dict[str, TableColumn]


@dataclass(frozen=True)
class Side:
    """The rules as members or units meet them, made once a run."""

    rules: score.Rules
    streaks: flags.StreakRules | None


@dataclass(frozen=True)
class Rating:
    """A scheme applied to a lake in one month. labels: the class texts of the members."""

    scheme: Scheme
    month: int
    inputs: Inputs
    backend: Backend
    labels: Sequence[str]
    codes: ir.Table
    peer_groups: ir.Table
    members: Side
    units: Side
    unit_kinds: Sequence[tuple[str, str]]


def rating(backend: Backend, inputs: Inputs, scheme: Scheme, month: int) -> Rating:
    """Prepares a run. Raises InputError where the scheme does not hold or the month has no members."""
    if not scheme.effective.holds(month):
        raise InputError(
            f"The scheme {scheme.name} is not in force in {month_text(month)}; see 'effective' in its scheme.yaml."
        )
    if month not in inputs.members:
        raise InputError(
            f"The lake has no members for {month_text(month)}, so there is nobody to rate; "
            "build the lake up to that month or rate an earlier one."
        )
    labels = member_labels(backend, inputs, month)
    profiles, tags = rule_cells.profiles_of(scheme, [tags_of(label) for label in labels])
    kinds = unit_kinds(backend, inputs)

    def side(subject: str, tags: Sequence[frozenset[str]]) -> Side:
        return Side(
            score.rules_for(backend, scheme, month, tags, subject),
            flags.streak_rules(backend, scheme, month, subject),
        )

    return Rating(
        scheme=scheme,
        month=month,
        inputs=inputs,
        backend=backend,
        labels=labels,
        codes=profile_codes(backend, labels, profiles),
        peer_groups=total.peer_groups(backend, scheme, tags),
        members=side("member", tags),
        units=side("unit", [frozenset(pair) for pair in kinds]),
        unit_kinds=kinds,
    )


@dataclass(frozen=True)
class Scored:
    """What a population earned: points (see score.points), sums for each subject, and raised flags."""

    population: Population | None
    points: ir.Table
    sums: ir.Table
    flags: ir.Table


def score_members(rating: Rating, only: Between) -> Scored:
    """Scores the members in a stretch of numbers."""
    population = member_population(rating.backend, rating.inputs, rating.month, rating.codes, only)
    return _score(rating, rating.members, population, only)


def score_units(rating: Rating) -> Scored:
    """Scores every unit's own indicators."""
    if not rating.units.rules.cells and rating.units.streaks is None:
        return _nothing(rating)
    population = unit_population(rating.backend, rating.inputs, rating.month, rating.unit_kinds)
    return _score(rating, rating.units, population, Between())


def _score(rating: Rating, side: Side, population: Population, only: Between) -> Scored:
    rules = side.rules
    standings = bound_months.standing(rating.backend, rules.eligible, population)
    points = rating.backend.keep(_points(rating, rules, standings, population, only))
    sums = total.sums(points, rule_cells.binding_yearly_caps(rules.cells), rating.scheme.member)
    raised = flags.measured_flags(points)
    if side.streaks is not None:
        streaks = flags.streak_flags(side.streaks, rating.inputs, population, standings, rules.subject, only)
        raised = raised if streaks is None else raised.union(streaks, distinct=False)
    return Scored(population, points, sums, raised)


def _nothing(rating: Rating) -> Scored:
    """What subjects earn for whom there is no rule at all."""
    points = rating.backend.table([], score.POINT_COLUMNS)
    sums = rating.backend.table([], {"subject_id": "int64", **dict.fromkeys(total.SUMS, "int64")})
    return Scored(None, points, sums, flags.measured_flags(points))


def _points(rating: Rating, rules: score.Rules, standings: ir.Table, population: Population, only: Between) -> ir.Table:
    facts = _facts(rating, rules, only)
    if facts is None:
        facts = rating.backend.table([], tally.FACTS)
    delicate = rating.backend.keep(tally.delicate(facts, rules.delicate))
    parts = [
        tally.counting(facts, rules.feeds),
        tally.counting_where_bound(delicate, rules.feeds, population, standings),
        score.due_rows(rating.backend, rules, standings, population),
        _latest(rating, rules, standings, population, only),
    ]
    tallies = tally.tally(union_all([part for part in parts if part is not None]))
    excuses = rating.backend.keep(excuse.excuses(delicate, rules.all_feeds))
    return score.points(rating.backend, tallies, excuses, rules, standings, population)


def _latest(
    rating: Rating, rules: score.Rules, standings: ir.Table, population: Population, only: Between
) -> ir.Table | None:
    if rules.latest is None:
        return None
    facts = _facts(rating, rules, only, rules.kinds_of_latest())
    return None if facts is None else tally.latest(facts, rules.latest, population, standings)


def _facts(rating: Rating, rules: score.Rules, only: Between, kinds: Collection[str] | None = None) -> ir.Table | None:
    return tally.facts_of(rating.inputs, rules.subject, first_of_year(rating.month), rating.month, only, kinds)


def points_result(rating: Rating, scored: Scored, subject: str) -> RunResult:
    """The rows of points.parquet."""
    shown = scored.points.filter(scored.points.kind != rule_cells.FLAGGED)
    columns = ["subject_id", "cell", "n", "value", "earned", "attainable"]
    indicators, periods = _cell_words(rating, subject)
    return RunResult(
        "points",
        shown.select(*columns).order_by("subject_id", "cell"),
        {
            "subject": TableColumn(None, [subject]),
            "subject_id": TableColumn("subject_id"),
            "indicator": TableColumn("cell", indicators),
            "period": TableColumn("cell", periods),
            **{name: TableColumn(name) for name in columns[2:]},
        },
    )


def _cell_words(rating: Rating, subject: str) -> tuple[list[str], list[str]]:
    size = 12 * len(rating.scheme.indicators)
    indicators, periods = [""] * size, [""] * size
    for cell in rule_cells.cells_of(rating.scheme, rating.month, subject):
        indicators[cell.number] = cell.indicator.code
        periods[cell.number] = cell.period.name
    return indicators, periods


def totals_table(rating: Rating, scored: Scored) -> ir.Table:
    """Every member's line: member_id, unit_id, peer_group and band as codes, the sums and the total."""
    assert scored.population is not None, "a run of members has a population"
    rows = total.totals(rating.peer_groups, scored.sums, scored.population, rating.scheme)
    bands = sorted(enumerate(rating.scheme.member.bands), key=lambda pair: -pair[1].at_least)
    steps = [(rows.total * 10 >= band.at_least, whole(place)) for place, band in bands]
    return rows.select(
        "unit_id",
        *total.SUMS,
        "total",
        member_id="subject_id",
        peer_group="group",
        band=ibis.cases(*steps, else_=ibis.null("int64")),
    )


def totals_result(rating: Rating, scored: Scored) -> RunResult:
    """The rows of totals.parquet."""
    rules = rating.scheme.member
    plain = ["member_id", "unit_id", *total.SUMS, "total"]
    return RunResult(
        "totals",
        totals_table(rating, scored).order_by("member_id"),
        {
            **{name: TableColumn(name) for name in plain},
            "peer_group": TableColumn("peer_group", [group.name for group in rules.peer_groups]),
            "band": TableColumn("band", [band.name for band in rules.bands]),
        },
    )


def flags_result(rating: Rating, scored: Scored, subject: str) -> RunResult:
    """The rows of flags.parquet."""
    return RunResult(
        "flags",
        scored.flags.order_by("subject_id", "place"),
        {
            "subject": TableColumn(None, [subject]),
            "subject_id": TableColumn("subject_id"),
            "indicator": TableColumn("place", [indicator.code for indicator in rating.scheme.indicators]),
            "value": TableColumn("value"),
            "level": TableColumn("level"),
        },
    )


@dataclass(frozen=True)
class Across:
    """What is needed to look across members: the units' ancestry and every place that members share."""

    ancestors: ir.Table
    places: ir.Table
    totals: ir.Table


def across(rating: Rating, totals: ir.Table, parts: int = 1) -> Across:
    """Prepares ranks from the finished totals: member_id, unit_id, peer_group (word), total.

    parts: see rank.member_standings.
    """
    names = [group.name for group in rating.scheme.member.peer_groups]
    group = ibis.cases(
        *[(totals.peer_group == name, whole(place)) for place, name in enumerate(names)], else_=whole(-1)
    )
    coded = totals.select("member_id", "unit_id", "total", group=group)
    ancestors = rating.backend.keep(rank.ancestry(rating.backend, rating.inputs.units))
    places = rank.member_standings(rating.backend, coded, ancestors, rating.scheme.member.min_peers, parts)
    return Across(ancestors, places, coded)


def ranks_result(rank_inputs: Across, only: Between) -> RunResult:
    """The rows of ranks.parquet for the members in a stretch of numbers."""
    ranks = rank.member_ranks(only(rank_inputs.totals, "member_id"), rank_inputs.ancestors, rank_inputs.places)
    return _plain("ranks", ranks.order_by("member_id", "scope_id"))


def unit_results(rating: Rating, rank_inputs: Across, own: Scored) -> list[RunResult]:
    """The rows of unit_totals.parquet and unit_ranks.parquet."""
    sums = unit_total.member_sums(rank_inputs.totals, rank_inputs.ancestors)
    lines = rating.backend.keep(
        unit_total.unit_totals(rating.inputs.units, sums, unit_total.own_totals(own.sums), rating.scheme.unit)
    )
    shown = lines.select("unit_id", "n", "members_part", "own", "total").order_by("unit_id")
    ranks = rank.unit_ranks(lines, rank_inputs.ancestors)
    return [_plain("unit_totals", shown), _plain("unit_ranks", ranks.order_by("unit_id", "scope_id"))]


def _plain(name: str, table: ir.Table) -> RunResult:
    return RunResult(name, table, {column: TableColumn(column) for column in table.columns})
