"""Exact division: what it gives, and that no engine is ever made to divide by 0."""

import re

import pytest

from goodstanding.engine.arithmetic import FUNCTIONS, bits, narrow, quotient, rdiv, whole
from goodstanding.engine.backend import Backend


def value_of(backend: Backend, expression: object) -> int | None:
    ((found,),) = backend.rows(expression.as_table())  # type: ignore[attr-defined]
    return None if found is None else int(found)


@pytest.mark.parametrize(("a", "b", "expected"), [(5, 2, 3), (4, 3, 1), (0, 7, 0), (1, 2, 1), (10**18, 3, 10**18 // 3)])
def test_rounds_half_up(duckdb_backend: Backend, a: int, b: int, expected: int) -> None:
    assert value_of(duckdb_backend, rdiv(whole(a), whole(b))) == expected


def test_rounds_down_and_counts_bits(duckdb_backend: Backend) -> None:
    assert value_of(duckdb_backend, quotient(whole(7), whole(2))) == 3
    assert value_of(duckdb_backend, bits(whole(0b1011))) == 3


def test_a_product_that_leaves_64_bits_fails_and_never_wraps(duckdb_backend: Backend) -> None:
    with pytest.raises(Exception, match=r"(?i)overflow|out of range"):
        value_of(duckdb_backend, rdiv(whole(2**62), whole(3)))


@pytest.mark.parametrize("divide", [rdiv, quotient])
def test_a_divisor_of_0_is_no_division(duckdb_backend: Backend, divide: object) -> None:
    assert value_of(duckdb_backend, divide(whole(7), whole(0))) is None  # type: ignore[operator]


@pytest.mark.spark
@pytest.mark.thorough
@pytest.mark.parametrize("divide", [rdiv, quotient])
def test_a_divisor_of_0_is_no_division_on_spark_which_raises_on_it(spark_backend: Backend, divide: object) -> None:
    assert value_of(spark_backend, divide(whole(7), whole(0))) is None  # type: ignore[operator]
    assert value_of(spark_backend, bits(whole(0b1011))) == 3


def test_every_division_of_every_backend_stands_behind_a_guard() -> None:
    bodies = [body for _parameters, *both in FUNCTIONS.values() for body in both]
    divisions = [re.split(r"//| div ", body)[1:] for body in bodies]
    assert sum(map(len, divisions)) == 4
    assert all(divisor.strip().startswith("nullif(") for found in divisions for divisor in found)


def test_a_sum_comes_back_in_64_bits_or_fails(duckdb_backend: Backend) -> None:
    rows: list[dict[str, object]] = [{"amount": 2**62}, {"amount": 2**62}]
    with duckdb_backend.scope():
        table = duckdb_backend.table(rows, {"amount": "int64"})
        with pytest.raises(Exception, match=r"(?i)out of range|conversion"):
            value_of(duckdb_backend, narrow(table.amount.sum()))
