"""The engine's tests run on every backend that is here."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from goodstanding.engine.backends import Backend
from goodstanding.engine.backends.duckdb import DuckDBBackend


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
    yield backend
    backend.close()
