"""SQL is worked out once for every form of expression, and every expression still reads its own tables and numbers."""

import ibis
import ibis.expr.types as ir
import pytest

from goodstanding.engine.backend import Backend
from goodstanding.engine.backends.compiled import sql_of


@pytest.fixture
def pair(duckdb_backend: Backend) -> tuple[ir.Table, ir.Table]:
    """Two tables of one shape, a row each."""
    first, second = (duckdb_backend.table([{"a": number}], {"a": "int64"}) for number in (1, 2))
    return first, second


def test_the_same_form_of_expression_reads_its_own_table(
    duckdb_backend: Backend, pair: tuple[ir.Table, ir.Table]
) -> None:
    assert [duckdb_backend.rows(one.mutate(b=one.a + 1)) for one in pair] == [[(1, 2)], [(2, 3)]]


def test_tables_are_told_apart_by_their_place(duckdb_backend: Backend, pair: tuple[ir.Table, ir.Table]) -> None:
    first, second = pair
    for left, right, expected in ((first, second, (1, 2)), (second, first, (2, 1)), (first, first, (1, 1))):
        assert duckdb_backend.rows(left.cross_join(right.select(b=right.a))) == [expected]


def test_numbers_and_kinds_belong_to_the_form(duckdb_backend: Backend, pair: tuple[ir.Table, ir.Table]) -> None:
    first, _second = pair
    found = [duckdb_backend.rows(first.select(x=ibis.literal(value)))[0][0] for value in (1, 2, True, "1")]
    assert [(type(one), one) for one in found] == [(int, 1), (int, 2), (bool, True), (str, "1")]


def test_one_form_is_compiled_once(pair: tuple[ir.Table, ir.Table]) -> None:
    asked = []

    def compiled(table: ir.Table) -> str:
        asked.append(table)
        return f'SELECT "a" + 77 AS "c" FROM "{table.op().parent.name}"'

    told = [sql_of(one.select(c=one.a + 77), "duckdb", compiled) for one in pair]
    assert told == [f'SELECT "a" + 77 AS "c" FROM "{one.get_name()}"' for one in pair]
    assert len(asked) == 1
