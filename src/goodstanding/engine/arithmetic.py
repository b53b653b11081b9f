"""Exact integer division as the backends know it. Ibis' own `//` goes through a float, which no score may do."""

from collections.abc import Callable
from typing import Any, TypeVar

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir

#: name -> (parameters, DuckDB body, Spark body); every backend defines these. A divisor of 0 gives null everywhere:
#: some engines raise on it, even in a branch that no row takes.
FUNCTIONS = {
    "rdiv": (("a", "b"), "(2 * a + b) // nullif(2 * b, 0)", "(2 * a + b) div nullif(2 * b, 0)"),
    "quotient": (("a", "b"), "a // nullif(b, 0)", "a div nullif(b, 0)"),
    "bits": (("a",), "CAST(bit_count(a) AS BIGINT)", "CAST(bit_count(a) AS BIGINT)"),
    "narrow": (("a",), "CAST(a AS BIGINT)", "CAST(a AS BIGINT)"),
}

Function = TypeVar("Function", bound=Callable[..., Any])


def _builtin(function: Function) -> Function:
    """Lets expressions call a function that the backend has."""
    declared: Function = ibis.udf.scalar.builtin(function)
    return declared


@_builtin
def rdiv(a: dt.int64, b: dt.int64) -> dt.int64:
    """a / b rounded half up, for a >= 0 and b > 0."""


@_builtin
def quotient(a: dt.int64, b: dt.int64) -> dt.int64:
    """a / b rounded down, for a >= 0 and b > 0."""


@_builtin
def narrow(a: dt.int64) -> dt.int64:
    """A sum back in 64 bits: DuckDB adds in 128. Fails where it does not fit, instead of wrapping round."""


@_builtin
def bits(a: dt.int64) -> dt.int64:
    """How many bits a number has: of a set of months, how many months."""


def _bit_or(a: dt.int64) -> dt.int64:
    """The bits that any of a group's numbers has."""


#: Both backends have this aggregate, but Ibis speaks of it to one of them only.
bit_or: Callable[..., ir.IntegerScalar] = ibis.udf.agg.builtin(_bit_or, name="bit_or")


def whole(value: int) -> ir.IntegerScalar:
    """A 64-bit literal, so that products are computed in 64 bits."""
    return ibis.literal(value, type="int64")
