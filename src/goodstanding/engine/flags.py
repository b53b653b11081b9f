"""Flags: what asks for a person's attention. They carry no points."""

from collections.abc import Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from goodstanding.engine import rulebook
from goodstanding.engine.arithmetic import whole
from goodstanding.engine.backends import Backend
from goodstanding.engine.population import Between, Population
from goodstanding.engine.scheme import Indicator, Scheme
from goodstanding.engine.tables import Inputs
from goodstanding.engine.tally import facts_of

#: How far back a streak looks, the run's month included.
STREAK_MONTHS = 12

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
    return points.filter(points.raised).select("subject_id", "place", "value", level=ibis.literal(RAISED))


@dataclass(frozen=True)
class StreakRules:
    """The streak flags as tables. feeds: fact_kind, place. held: profile, place - who has which of them, not
    voluntarily."""

    indicators: dict[int, Indicator]
    feeds: ir.Table
    held: ir.Table


def streak_rules(backend: Backend, scheme: Scheme, tags: Sequence[frozenset[str]], subject: str) -> StreakRules | None:
    """The streak flags of members or units; None where there are none."""
    indicators = streak_indicators(scheme, subject)
    if not indicators:
        return None
    feeds: list[dict[str, object]] = [
        {"fact_kind": kind, "place": place} for place, indicator in indicators.items() for kind in indicator.facts
    ]
    held = [
        row
        for row in rulebook.eligibility_rows(scheme, tags, subject)
        if row["place"] in indicators and not row["voluntary"]
    ]
    return StreakRules(
        indicators,
        backend.table(feeds, {"fact_kind": "string", "place": "int64"}),
        backend.table(held, rulebook.ELIGIBILITY_COLUMNS).select("profile", "place"),
    )


def streak_flags(
    rules: StreakRules, inputs: Inputs, population: Population, subject: str, only: Between
) -> ir.Table | None:
    """The streaks that warn or raise: subject_id, place, value (thousandths of a month), level."""
    facts = facts_of(inputs, subject, population.month - STREAK_MONTHS + 1, population.month, only)
    if facts is None:
        return None
    lengths = _lengths(_failing_months(rules.feeds, facts))
    here = population.subjects.select("subject_id", "profile").join(lengths, "subject_id")
    here = here.join(rules.held, ["profile", "place"])
    rows = here.mutate(level=_level(here, rules.indicators), value=here.months * 1000)
    return rows.filter(rows.level.notnull()).select("subject_id", "place", "value", "level")


def _failing_months(feeds: ir.Table, facts: ir.Table) -> ir.Table:
    real = facts.filter(facts.value.notnull())
    fed = real.join(feeds, real.kind == feeds.fact_kind)
    return fed.group_by("subject_id", "place", "fact_month").agg(best=fed.value.max())


def _lengths(months: ir.Table) -> ir.Table:
    """Failing months after the last passing one: subject_id, place, months."""
    last_pass = months.fact_month.max(where=months.best > 0).over(group_by=[months.subject_id, months.place])
    marked = months.mutate(last_pass=last_pass.fill_null(0))
    failing = marked.filter((marked.best == 0) & (marked.fact_month > marked.last_pass))
    return failing.group_by("subject_id", "place").agg(months=failing.count().cast("int64"))


def _level(rows: ir.Table, indicators: dict[int, Indicator]) -> ir.StringValue:
    branches = []
    for place, indicator in indicators.items():
        mine = rows.place == place
        branches.append((mine & (rows.months * 1000 >= whole(indicator.target or 0)), ibis.literal(RAISED)))
        if indicator.warn_at:
            branches.append((mine & (rows.months >= min(indicator.warn_at)), ibis.literal(WARNED)))
    return ibis.cases(*branches, else_=ibis.null("string"))
