"""A whole run in memory, as plain tuples: for worked cases and for looking at a handful of members."""

from collections.abc import Iterator
from typing import Any

import ibis.expr.types as ir

from goodstanding.engine import run
from goodstanding.engine.backend import Backend
from goodstanding.engine.rate.population import Between
from goodstanding.engine.run import Rating, RunResult
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.engine.tables import OUTPUTS, Inputs

Rows = dict[str, list[tuple[Any, ...]]]


def rate_in_memory(backend: Backend, inputs: Inputs, scheme: Scheme, month: int) -> Rows:
    """The six tables of a run, each sorted by its keys. Raises Refused like `run.rating`."""
    tables: Rows = {name: [] for name in OUTPUTS}
    with backend.scope():
        for result in _results(run.rating(backend, inputs, scheme, month)):
            tables[result.name] += _decoded(backend, result)
    return tables


def _results(rating: Rating) -> Iterator[RunResult]:
    members, units = run.score_members(rating, Between()), run.score_units(rating)
    for scored, subject in ((members, "member"), (units, "unit")):
        yield run.points_result(rating, scored, subject)
        yield run.flags_result(rating, scored, subject)
    totals = run.totals_result(rating, members)
    yield totals
    seen = run.across(rating, _with_words(totals))
    yield run.ranks_result(seen, Between())
    yield from run.unit_results(rating, seen, units)


def _with_words(totals: RunResult) -> ir.Table:
    column = totals.columns["peer_group"]
    names = list(column.words or ())
    return totals.table.mutate(peer_group=totals.table.peer_group.cases(*enumerate(names), else_=None))


def _decoded(backend: Backend, result: RunResult) -> list[tuple[Any, ...]]:
    places = {name: place for place, name in enumerate(result.table.columns)}
    columns = [result.columns[name] for name in OUTPUTS[result.name].columns]

    def cell(row: tuple[Any, ...], column: run.TableColumn) -> Any:
        if column.source is None:
            return (column.words or ())[0]
        value = row[places[column.source]]
        return value if column.words is None or value is None else column.words[value]

    return [tuple(cell(row, column) for column in columns) for row in backend.rows(result.table)]
