"""Flags: what asks for a person's attention. They carry no points."""

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from goodstanding.engine.arithmetic import bit_or, quotient, whole
from goodstanding.engine.backend import Backend
from goodstanding.engine.period import STREAK_MONTHS, bit_of, window_of
from goodstanding.engine.rate import cells as rule_cells
from goodstanding.engine.rate.population import Between, Population
from goodstanding.engine.rate.tally import facts_of
from goodstanding.engine.scheme.scheme import Indicator, Scheme
from goodstanding.engine.tables import Inputs

RAISED, WARNED = "raised", "warned"


def streak_indicators(scheme: Scheme, subject: str) -> dict[int, Indicator]:
    """The streak flags of members or units, by their place in the scheme."""
    return {
        place: indicator
        for place, indicator in enumerate(scheme.indicators)
        if indicator.measure == "streak" and indicator.subject == subject
    }


def measured_flags(points: ir.Table) -> ir.Table:
    """The raised flags among scored cells: subject_id, place, value, level."""
    flagged = points.filter(points.kind == rule_cells.FLAGGED)
    return flagged.select(
        "subject_id", "value", place=quotient(flagged.cell, whole(12)), level=ibis.literal(RAISED)
    ).select("subject_id", "place", "value", "level")


@dataclass(frozen=True)
class StreakRules:
    """The streak flags as a table. feeds: fact_kind, fact_month, place, bit.

    Each of the twelve months has a bit, the run's month the highest, so that a group of facts becomes two numbers:
    the months with a failing fact and the months with a passing one.
    """

    indicators: dict[int, Indicator]
    feeds: ir.Table


def streak_rules(backend: Backend, scheme: Scheme, month: int, subject: str) -> StreakRules | None:
    """The streak flags of members or units; None where there are none."""
    indicators = streak_indicators(scheme, subject)
    if not indicators:
        return None
    feeds: list[dict[str, object]] = [
        {"fact_kind": kind, "fact_month": window_month, "place": place, "bit": bit_of(window_month, month)}
        for place, indicator in indicators.items()
        for kind in indicator.facts
        for window_month in window_of(month)
    ]
    return StreakRules(
        indicators,
        backend.table(feeds, {"fact_kind": "string", "fact_month": "int64", "place": "int64", "bit": "int64"}),
    )


def streak_flags(
    rules: StreakRules, inputs: Inputs, population: Population, standings: ir.Table, subject: str, only: Between
) -> ir.Table | None:
    """The streaks that warn or raise: subject_id, place, value (thousandths of a month), level. Only months in which
    the rule bound the subject fail or pass, and no member has a flag whom it does not bind in the run's month."""
    kinds = {kind for indicator in rules.indicators.values() for kind in indicator.facts}
    facts = facts_of(inputs, subject, window_of(population.month).start, population.month, only, kinds)
    if facts is None:
        return None
    marked = _marked_months(rules.feeds, facts)
    streaks = marked.filter(marked.failing > 0).join(population.subjects.select("subject_id", "track"), "subject_id")
    streaks = streaks.join(standings.select("track", "place", "bound"), ["track", "place"])
    streaks = streaks.filter((streaks.bound & bit_of(population.month, population.month)) > 0)
    streaks = streaks.mutate(failing=streaks.failing & streaks.bound, passing=streaks.passing & streaks.bound)
    streaks = streaks.mutate(months=_length(streaks))
    rows = streaks.mutate(level=_level(streaks, rules.indicators), value=streaks.months * 1000)
    return rows.filter(rows.level.notnull()).select("subject_id", "place", "value", "level")


def _marked_months(feeds: ir.Table, facts: ir.Table) -> ir.Table:
    """subject_id, place, failing and passing: the bits of the months with a fact of 0, and with one above 0."""
    real = facts.filter(facts.value.notnull())
    fed = real.join(feeds, [real.kind == feeds.fact_kind, real.fact_month == feeds.fact_month])
    return fed.group_by("subject_id", "place").agg(
        failing=bit_or(ibis.ifelse(fed.value == 0, fed.bit, whole(0))),
        passing=bit_or(ibis.ifelse(fed.value > 0, fed.bit, whole(0))),
    )


def _length(marked: ir.Table) -> ir.IntegerValue:
    """How many months failed after the last that passed: no passing bit as high as theirs or higher."""
    months = whole(0)
    for place_of_bit in range(STREAK_MONTHS):
        failed = quotient(marked.failing, whole(2**place_of_bit)) % 2 == 1
        months = months + (failed & (marked.passing < 2**place_of_bit)).cast("int64")
    return months


def _level(rows: ir.Table, indicators: dict[int, Indicator]) -> ir.StringValue:
    branches = []
    for place, indicator in indicators.items():
        mine = rows.place == place
        branches.append((mine & (rows.months * 1000 >= whole(indicator.target or 0)), ibis.literal(RAISED)))
        if indicator.warn_at:
            branches.append((mine & (rows.months >= min(indicator.warn_at)), ibis.literal(WARNED)))
    return ibis.cases(*branches, else_=ibis.null("string"))
