"""The engine against the slow, obvious one: all six tables, over random schemes and lakes."""

import pytest
from hypothesis import HealthCheck, given, settings

from goodstanding.engine.backend import Backend
from goodstanding.engine.cases.in_memory import Rows, rate_in_memory
from goodstanding.engine.problems import InputError
from goodstanding.engine.scheme.scheme import Scheme
from tests.effort import examples
from tests.engine.oracle import Organization, rate_by_hand
from tests.engine.strategies import situations
from tests.lakes import inputs_of

Situation = tuple[Scheme, Organization, int]


def _settings(how_many: int) -> settings:
    return settings(
        max_examples=how_many,
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
    )


def _rated(backend: Backend, scheme: Scheme, organization: Organization, month: int) -> Rows:
    with backend.scope():
        return rate_in_memory(backend, inputs_of(backend, organization), scheme, month)


def _same_as_by_hand(backend: Backend, situation: Situation) -> None:
    scheme, organization, month = situation
    if not organization.members.get(month):
        with pytest.raises(InputError, match="no members"):
            _rated(backend, scheme, organization, month)
        return
    found, expected = _rated(backend, scheme, organization, month), rate_by_hand(scheme, organization, month)
    for table, rows in expected.items():
        assert found[table] == rows, table


@_settings(examples(40))
@given(situation=situations())
def test_duckdb_gives_the_six_tables_that_the_rules_give_by_hand(duckdb_backend: Backend, situation: Situation) -> None:
    _same_as_by_hand(duckdb_backend, situation)


@pytest.mark.spark
@pytest.mark.thorough
@_settings(examples(5, thorough=5))
@given(situation=situations())
def test_spark_gives_the_six_tables_that_the_rules_give_by_hand(spark_backend: Backend, situation: Situation) -> None:
    _same_as_by_hand(spark_backend, situation)


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("parts", [2, 3, 7])
def test_in_how_many_parts_places_are_counted_changes_none(duckdb_backend: Backend, parts: int, sign: int) -> None:
    from goodstanding.engine.rate import rank
    from goodstanding.engine.tables import UNITS

    units = [(1, None), (2, 1), (3, 1), (4, 2), (5, 2), (6, 3), (7, 3)]
    named: list[dict[str, object]] = [
        {"unit_id": sign * one, "parent_id": above and sign * above, "level": "l", "type": "t", "name": "n"}
        for one, above in units
    ]
    people: list[dict[str, object]] = [
        {"unit_id": sign * (4 + number % 4), "group": number % 2, "total": 10 * (number % 5) if number % 9 else None}
        for number in range(90)
    ]
    with duckdb_backend.scope():
        ancestors = duckdb_backend.keep(rank.ancestry(duckdb_backend, duckdb_backend.table(named, UNITS)))
        totals = duckdb_backend.table(people, {"unit_id": "int64", "group": "int64", "total": "int64"})
        whole, in_parts = (
            sorted(duckdb_backend.rows(rank.member_standings(duckdb_backend, totals, ancestors, 5, number)))
            for number in (1, parts)
        )
    assert whole == in_parts
    assert {row[0] for row in whole} == {sign * number for number in range(1, 8)}
