"""From a tally to points: measure, owed, earned, attainable (rating: base, bonus, deduction)."""

from collections.abc import Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from goodstanding.engine.arithmetic import bits, rdiv, whole
from goodstanding.engine.backend import Backend
from goodstanding.engine.rate import cells as rule_cells
from goodstanding.engine.rate import formula
from goodstanding.engine.rate.bound_months import eligibility, with_standing
from goodstanding.engine.rate.cells import RuleCell
from goodstanding.engine.rate.excuse import with_excuses
from goodstanding.engine.rate.population import Population
from goodstanding.engine.scheme.scheme import Scheme

POINT_COLUMNS = dict.fromkeys(["subject_id", "cell", "kind", "n", "value", "earned", "attainable"], "int64")


@dataclass(frozen=True)
class Rules:
    """The scheme as tables, for members or for units; made once a run.

    rows: the cells (see rulebook.cell_rows). eligible: profile, place, voluntary - which rule applies to whom.
    all_feeds: see rulebook.feed_rows. feeds: those of the cells that sum, count, average or take the largest.
    latest: those of the cells that take the latest; None where there are none. delicate: see rulebook.delicate_rows.
    """

    scheme: Scheme
    subject: str
    cells: Sequence[RuleCell]
    rows: ir.Table
    eligible: ir.Table
    all_feeds: ir.Table
    feeds: ir.Table
    latest: ir.Table | None
    delicate: ir.Table

    def kinds_of_latest(self) -> set[str]:
        """The kinds of facts that feed cells that take the latest."""
        return {kind for cell in self.cells if cell.indicator.measure == "latest" for kind in cell.indicator.facts}


def rules_for(backend: Backend, scheme: Scheme, month: int, tags: Sequence[frozenset[str]], subject: str) -> Rules:
    """The rules as they meet subjects with these profiles."""
    cells = rule_cells.cells_of(scheme, month, subject)
    late = [cell for cell in cells if cell.indicator.measure == "latest"]
    others = [cell for cell in cells if cell.indicator.measure != "latest"]

    def feeds(of: Sequence[RuleCell]) -> ir.Table:
        return backend.table(rule_cells.feed_rows(of), rule_cells.FEED_COLUMNS)

    return Rules(
        scheme,
        subject,
        cells,
        rows=backend.table(rule_cells.cell_rows(cells), rule_cells.CELL_COLUMNS),
        eligible=eligibility(backend, scheme, tags, subject),
        all_feeds=feeds(cells),
        feeds=feeds(others),
        latest=feeds(late) if late else None,
        delicate=backend.table(rule_cells.delicate_rows(cells), rule_cells.DELICATE_COLUMNS),
    )


def due_rows(backend: Backend, rules: Rules, standings: ir.Table, population: Population) -> ir.Table | None:
    """A row without an amount for each cell that stands even if nothing happened: tally.ROWS."""
    if all(cell.blank == rule_cells.LEFT_OUT for cell in rules.cells):
        return None
    blank = rules.rows.filter(rules.rows.blank != rule_cells.LEFT_OUT)
    rows = _in_period(standings.join(blank, "place"))
    rows = rows.filter((rows.blank == rule_cells.GIVEN) | ((rows.bound & rows.months) > 0))
    due = backend.keep(rows.select("track", "cell"))
    due_subjects = population.subjects.select("subject_id", "track").join(due, "track")
    return due_subjects.select("subject_id", "cell", amount=ibis.null("int64"))


def points(
    backend: Backend, tallies: ir.Table, excuses: ir.Table, rules: Rules, standings: ir.Table, population: Population
) -> ir.Table:
    """Scores tallies: subject_id, cell, kind, n, value, earned, attainable; only rows that a run tells, and raised
    flags."""
    rows = with_standing(tallies.join(rules.rows, "cell"), population, standings)
    rows = with_excuses(_in_period(rows), excuses)
    rows = backend.step(_measured(_owed(rows.filter(_stands(rows)))))
    rows = backend.step(formula.with_given(rows, rules.scheme, rules.subject))
    rows = rows.mutate(earned=_earned(rows), value=_value(rows))
    rows = rows.mutate(attainable=_attainable(rows))
    return rows.filter(_is_reported(rows)).select(*POINT_COLUMNS)


def _value(rows: ir.Table) -> ir.IntegerValue:
    return ibis.cases((rows.n == 0, ibis.null("int64")), (rows.den == 1, rows.num), else_=rdiv(rows.num, rows.den))


def _in_period(rows: ir.Table) -> ir.Table:
    """Only the cells that a subject has in their period."""
    return rows.filter(((rows.had & rows.months) > 0) & (~rows.at_end | ((rows.had & rows.last) > 0)))


def _stands(rows: ir.Table) -> ir.BooleanValue:
    """Whether something was measured, or its lack counts. One excused fact lifts a duty that is done once."""
    lifted = rows.once & (rows.blank == rule_cells.OWED) & ((rows.touched & rows.had) > 0)
    return (rows.n > 0) | ((rows.blank != rule_cells.LEFT_OUT) & ~lifted)


def _owed(rows: ir.Table) -> ir.Table:
    """Adds free (it bound in no month of the period: voluntary throughout), owed (in how many months it bound and was
    not excused) and counted (for how many months a value stands), with the months ahead of an open period."""
    bound = rows.bound & rows.months
    owed = bits(bound) - bits(bound & rows.excused) + ibis.ifelse((rows.bound & rows.last) > 0, rows.ahead, whole(0))
    had = bits(rows.had & rows.months) + ibis.ifelse((rows.had & rows.last) > 0, rows.ahead, whole(0))
    return rows.mutate(
        free=bound == 0, owed=owed, counted=ibis.ifelse(rows.all_given, rows.span, ibis.least(had, rows.span))
    )


def _measured(rows: ir.Table) -> ir.Table:
    """Adds num, den, and from how many months (least) to how many (most) the measure may be held against."""
    return rows.mutate(
        num=ibis.ifelse(rows.measure == rule_cells.LARGEST, rows.largest, rows.total),
        den=ibis.ifelse((rows.measure == rule_cells.AVERAGED) & (rows.n > 0), rows.n, whole(1)),
        least=ibis.ifelse(rows.additive, ibis.greatest(rows.owed, whole(1)), whole(1)),
        most=ibis.ifelse(rows.additive, rows.span, whole(1)),
    )


def _earned(rows: ir.Table) -> ir.IntegerValue:
    """What is earned in the end: nothing happened, a deduction, or a value that stands for part of the period."""
    return ibis.cases(
        (rows.n == 0, ibis.ifelse(rows.blank == rule_cells.GIVEN, rows.points, whole(0))),
        (rows.kind == rule_cells.DEDUCTION, rows.given * -1),
        (rows.in_months & ~rows.additive, rdiv(rows.given * rows.counted, rows.span)),
        else_=rows.given,
    )


def _attainable(rows: ir.Table) -> ir.IntegerValue:
    """What is at stake: never less than what is earned."""
    owed = rdiv(rows.points * rows.owed, rows.span)
    missed = rdiv(ibis.greatest(rows.points - rows.given, whole(0)) * rows.owed, rows.span)
    return ibis.cases(
        (rows.kind != rule_cells.BASE, whole(0)),
        (rows.n == 0, ibis.ifelse(rows.blank == rule_cells.GIVEN, rows.points, owed)),
        (rows.early, rows.earned),
        (rows.additive, ibis.greatest(rows.earned, owed)),
        (rows.in_months, rows.earned + missed),
        (rows.free, rows.earned),
        else_=rows.points,
    )


def _is_reported(rows: ir.Table) -> ir.BooleanValue:
    """Base rows with something at stake or something done, bonuses and deductions that move a point, raised flags."""
    return ibis.cases(
        (rows.kind == rule_cells.BASE, (rows.attainable > 0) | (rows.n > 0)),
        (rows.kind == rule_cells.FLAGGED, _raised(rows)),
        else_=rows.earned != 0,
    )


def _raised(rows: ir.Table) -> ir.BooleanValue:
    """Whether a flag that is no streak goes up: for a subject that the rule binds in the run's month."""
    return (rows.n > 0) & (rows.num > 0) & formula.reached(rows) & ((rows.bound & rows.last) > 0)
