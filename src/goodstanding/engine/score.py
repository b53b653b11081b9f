"""From a tally to points: measure, full, earned, attainable (rating: base, bonus, deduction)."""

from collections.abc import Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from goodstanding.engine import rulebook
from goodstanding.engine.arithmetic import rdiv, whole
from goodstanding.engine.backends import Backend
from goodstanding.engine.population import Population, profile_in, union_all
from goodstanding.engine.rulebook import Cell
from goodstanding.engine.scheme import Scheme

POINT_COLUMNS = dict.fromkeys(["subject_id", "cell", "kind", "n", "value", "earned", "attainable"], "int64")


@dataclass(frozen=True)
class Rules:
    """The scheme as tables, for members or for units; made once a run.

    terms: profile, cell, the cell's columns, voluntary - on what terms a cell counts for somebody with that profile.
    owed: profile, cell, slot - the months that count towards a pace cell; None where nothing is paced.
    feeds: fact_kind, fact_month, cell, measure - of the cells that sum, count, average or take the largest.
    latest: the same of the cells that take the latest; None where there are none.
    """

    scheme: Scheme
    subject: str
    cells: Sequence[Cell]
    terms: ir.Table
    owed: ir.Table | None
    feeds: ir.Table
    latest: ir.Table | None

    def kinds(self, *, latest: bool) -> set[str]:
        """The kinds of facts that feed cells, those that take the latest or the others."""
        return {
            kind
            for cell in self.cells
            if (cell.indicator.measure == "latest") == latest
            for kind in cell.indicator.facts
        }


def rules_for(backend: Backend, scheme: Scheme, month: int, tags: Sequence[frozenset[str]], subject: str) -> Rules:
    """The rules as they meet subjects with these profiles."""
    numbered = rulebook.cells_of(scheme, month, subject)
    cells = backend.table(rulebook.cell_rows(numbered), rulebook.CELL_COLUMNS)
    eligibility = backend.table(rulebook.eligibility_rows(scheme, tags, subject), rulebook.ELIGIBILITY_COLUMNS)
    late = [cell for cell in numbered if cell.indicator.measure == "latest"]
    feeds = rulebook.feed_rows(cell for cell in numbered if cell.indicator.measure != "latest")
    terms = backend.keep(eligibility.join(cells, "place"))
    paced = any(cell.paced for cell in numbered)
    owed = backend.keep(_owed(backend, numbered, eligibility)) if paced else None
    return Rules(
        scheme,
        subject,
        numbered,
        terms,
        owed,
        feeds=backend.table(feeds, rulebook.FEED_COLUMNS),
        latest=backend.table(rulebook.feed_rows(late), rulebook.FEED_COLUMNS) if late else None,
    )


def _owed(backend: Backend, cells: Sequence[Cell], eligibility: ir.Table) -> ir.Table:
    months: list[dict[str, object]] = [
        {"place": cell.place, "cell": cell.number, "slot": month % 12}
        for cell in cells
        if cell.paced
        for month in range(cell.period.first, cell.period.until(cell.month) + 1)
    ]
    table = backend.table(months, {"place": "int64", "cell": "int64", "slot": "int64"})
    return eligibility.filter(~eligibility.voluntary).join(table, "place").select("profile", "cell", "slot")


def paces(backend: Backend, rules: Rules, population: Population) -> ir.Table | None:
    """For each lived year and pace cell, in how many of its months it counted and was not voluntary: track, cell,
    share."""
    if rules.owed is None:
        return None
    lived = union_all(
        [
            population.tracks.select("track", slot=whole(slot), profile=profile_in(population.tracks, whole(slot)))
            for slot in population.slots
        ]
    )
    counted = lived.join(rules.owed, ["profile", "slot"]).group_by("track", "cell")
    return backend.keep(counted.agg(share=lambda joined: joined.count()))


def due_rows(rules: Rules, paced: ir.Table | None, population: Population) -> ir.Table | None:
    """A row without an amount for each cell that stands even if nothing happened: subject_id, cell, amount."""
    parts = []
    closed = {cell.number % 12 for cell in rules.cells if cell.blank != rulebook.LEFT_OUT and not cell.paced}
    terms = rules.terms
    blank = terms.filter(
        (terms.blank != rulebook.LEFT_OUT) & ~terms.paced & ~(terms.voluntary & (terms.blank == rulebook.OWED))
    )
    for slot in sorted(closed):
        subjects = population.subjects
        here = subjects.select("subject_id", profile=profile_in(subjects, whole(slot)))
        parts.append(here.join(blank.filter(blank.cell % 12 == slot).select("profile", "cell"), "profile"))
    if paced is not None:
        parts.append(population.subjects.select("subject_id", "track").join(paced, "track"))
    if not parts:
        return None
    rows = union_all([part.select("subject_id", "cell") for part in parts])
    return rows.mutate(amount=ibis.null("int64"))


def points(tallies: ir.Table, rules: Rules, paced: ir.Table | None, population: Population) -> ir.Table:
    """Scores tallies: subject_id, cell, kind, n, value, earned, attainable; only rows that a run tells, and raised
    flags."""
    subjects = population.subjects.select("subject_id", "track", *_words(population.subjects))
    rows = tallies.join(subjects, "subject_id")
    rows = rows.mutate(profile=profile_in(rows, rows.cell % 12))
    rows = rows.join(rules.terms, ["profile", "cell"])
    rows = rows.filter((rows.n > 0) | (rows.blank != rulebook.LEFT_OUT))
    rows = _with_share(rows, paced)
    rows = rows.mutate(
        num=ibis.ifelse(rows.measure == rulebook.LARGEST, rows.largest, rows.total),
        den=ibis.ifelse((rows.measure == rulebook.AVERAGED) & (rows.n > 0), rows.n, whole(1)),
        full=rdiv(rows.points * rows.share, rows.span),
    )
    rows = rows.mutate(given=_earned(rows, rules.scheme))
    rows = rows.mutate(
        earned=_settled(rows), value=ibis.ifelse(rows.n > 0, rdiv(rows.num, rows.den), ibis.null("int64"))
    )
    rows = rows.mutate(attainable=_attainable(rows))
    return rows.filter(_told(rows)).select(*POINT_COLUMNS)


def _words(table: ir.Table) -> list[str]:
    return [name for name in table.columns if name.startswith("year_")]


def _with_share(rows: ir.Table, paced: ir.Table | None) -> ir.Table:
    """Adds the months that count; a pace cell in which nothing is due is left out."""
    if paced is None:
        return rows.mutate(share=whole(1))
    shares = paced.rename(paced_track="track", paced_cell="cell")
    joined = rows.left_join(shares, [rows.track == shares.paced_track, rows.cell == shares.paced_cell])
    joined = joined.filter(~joined.paced | joined.share.notnull())
    return joined.mutate(share=joined.share.fill_null(1))


def _earned(rows: ir.Table, scheme: Scheme) -> ir.IntegerValue:
    """What the measured value gives, before duty and voluntariness are looked at."""
    aim, reached = rows.target * rows.share, _reached(rows)
    # The product is only taken below the target, which keeps it inside 64 bits for any value.
    short = rdiv(
        rows.full * ibis.ifelse(reached, whole(0), rows.num) * rows.span, ibis.greatest(rows.den * aim, whole(1))
    )
    over = ibis.greatest(
        rows.num - ibis.ifelse(rows.kind == rulebook.DEDUCTION, rows.target, whole(0)) * rows.den, whole(0)
    )
    each = ibis.least(rows.cap, rdiv(rows.points * over, 1000 * rows.den))
    ladder = _ladder(rows, scheme)
    return ibis.cases(
        (rows.formula == rulebook.PRORATA, ibis.ifelse(reached, rows.full, short)),
        (rows.formula == rulebook.STEP, ibis.ifelse(reached, rows.full, whole(0))),
        (rows.formula == rulebook.PER_UNIT, each),
        (rows.formula == rulebook.MAP, rdiv(ladder * rows.share, rows.span)),
        else_=whole(0),
    )


def _reached(rows: ir.Table) -> ir.BooleanValue:
    return rows.num * rows.span >= rows.den * rows.target * rows.share


def _told(rows: ir.Table) -> ir.BooleanValue:
    """Base rows with something at stake or something done, bonuses and deductions that move a point, raised flags."""
    return ibis.cases(
        (rows.kind == rulebook.BASE, (rows.attainable > 0) | (rows.n > 0)),
        (rows.kind == rulebook.FLAGGED, _raised(rows)),
        else_=rows.earned != 0,
    )


def _raised(rows: ir.Table) -> ir.BooleanValue:
    """Whether a flag that is no streak goes up."""
    return (rows.n > 0) & (rows.num > 0) & _reached(rows) & ~rows.voluntary


def _ladder(rows: ir.Table, scheme: Scheme) -> ir.IntegerValue:
    """The points of the highest step of its map that each row reaches."""
    branches = [
        ((rows.place == place) & (rows.num >= floor * rows.den), whole(given))
        for place, indicator in enumerate(scheme.indicators)
        for floor, given in reversed(indicator.map or ())
    ]
    return ibis.cases(*branches, else_=whole(0)) if branches else whole(0)


def _settled(rows: ir.Table) -> ir.IntegerValue:
    """What is earned in the end: nothing happened, or a deduction that does not hold for the voluntary."""
    blank = ibis.ifelse(rows.blank == rulebook.GIVEN, rows.full, whole(0))
    deduction = ibis.ifelse(rows.voluntary, whole(0), rows.given * -1)
    return ibis.cases(
        (rows.n == 0, blank),
        (rows.kind == rulebook.DEDUCTION, deduction),
        else_=rows.given,
    )


def _attainable(rows: ir.Table) -> ir.IntegerValue:
    return ibis.cases(
        (rows.kind != rulebook.BASE, whole(0)),
        (rows.voluntary | rows.own_attainable, rows.earned),
        else_=rows.full,
    )
