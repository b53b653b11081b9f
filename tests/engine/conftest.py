"""The engine's tests run on every backend that is here."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from goodstanding.engine.backend import Backend
from goodstanding.engine.backends.duckdb import DuckDBBackend

#: Compiling every query to Java code, and parting its rows, takes seconds where there are twenty rows.
FOR_A_FEW_ROWS = {
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.shuffle.partitions": "1",
}


@pytest.fixture(scope="session")
def duckdb_backend(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Backend]:
    backend = DuckDBBackend(tmp_path_factory.mktemp("duckdb"), threads=2, memory="2GB")
    yield backend
    backend.close()


@pytest.fixture(scope="session")
def spark_backend(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Backend]:
    if shutil.which("java") is None:
        pytest.fail("Java 17 is needed for the Spark tests; 'make test' installs it (openjdk-17-jre-headless).")
    from goodstanding.engine.backends.spark import SparkBackend

    backend = SparkBackend(Path(tmp_path_factory.mktemp("spark")), master="local[2]")
    for setting, value in FOR_A_FEW_ROWS.items():
        backend._session.conf.set(setting, value)
    yield backend
    backend.close()
