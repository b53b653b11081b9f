"""The engine against the slow, obvious one: all six tables, over random schemes and lakes."""

import pytest
from hypothesis import HealthCheck, given, settings

from goodstanding.engine.backends import Backend
from goodstanding.engine.fault import Refused
from goodstanding.engine.scheme import Scheme
from goodstanding.engine.small import Rows, rate_in_memory
from tests.engine.oracle import Organization, rate_by_hand
from tests.engine.strategies import situations
from tests.lakes import inputs_of

Situation = tuple[Scheme, Organization, int]


def _settings(examples: int) -> settings:
    return settings(
        max_examples=examples,
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
        with pytest.raises(Refused, match="no members"):
            _rated(backend, scheme, organization, month)
        return
    found, expected = _rated(backend, scheme, organization, month), rate_by_hand(scheme, organization, month)
    for table, rows in expected.items():
        assert found[table] == rows, table


@_settings(80)
@given(situation=situations())
def test_duckdb_gives_the_six_tables_that_the_rules_give_by_hand(duckdb_backend: Backend, situation: Situation) -> None:
    _same_as_by_hand(duckdb_backend, situation)


@pytest.mark.spark
@_settings(5)
@given(situation=situations())
def test_spark_gives_the_six_tables_that_the_rules_give_by_hand(spark_backend: Backend, situation: Situation) -> None:
    _same_as_by_hand(spark_backend, situation)
