"""The same run from Spark: in one process, on a stand-alone cluster on loopback, and through Spark Connect."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from goodstanding.engine.period import parse_month
from goodstanding.engine.scheme.load import scheme_of
from goodstanding.flows.simulate import simulate
from goodstanding.lake.layout import Lake
from tests.flows.conftest import SCHEMES

pytestmark = [pytest.mark.spark, pytest.mark.slow]

_LOOPBACK = "127.0.0.1"


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A volunteer corps of 400 with indicators of its units, three months."""
    folder = tmp_path_factory.mktemp("spark") / "lake"
    simulate(
        Lake(folder),
        members=400,
        first=parse_month("2017-04"),
        last=parse_month("2017-06"),
        seed=3,
        scheme=scheme_of(SCHEMES / "volunteer-corps"),
        progress=lambda done: None,
    )
    return folder


@pytest.fixture(scope="module")
def expected(lake: Path) -> dict[str, Any]:
    """What DuckDB gives."""
    return _rated(lake)


def _rated(lake: Path, *options: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "goodstanding", "rate", str(lake), "--month", "2017-06", "--json"]
    command += ["--scheme", str(SCHEMES / "volunteer-corps"), *options]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    tables: dict[str, Any] = json.loads(done.stdout)["tables"]
    return tables


@pytest.mark.thorough
def test_spark_in_one_process_gives_the_same_content(lake: Path, expected: dict[str, Any]) -> None:
    assert _rated(lake, "--engine", "spark", "--spark-master", "local[2]", "--shards", "2") == expected


@pytest.mark.cluster
def test_a_cluster_of_a_master_and_two_workers_gives_the_same_content(
    lake: Path, expected: dict[str, Any], tmp_path: Path
) -> None:
    with _cluster(tmp_path) as master:
        assert _rated(lake, "--engine", "spark", "--spark-master", master) == expected


@pytest.mark.cluster
@pytest.mark.thorough
def test_a_spark_connect_server_gives_the_same_content(lake: Path, expected: dict[str, Any], tmp_path: Path) -> None:
    port = _free_port()
    server = "org.apache.spark.sql.connect.service.SparkConnectServer"
    settings = [f"spark.connect.grpc.binding.port={port}", f"spark.connect.grpc.binding.address={_LOOPBACK}"]
    options = [part for setting in (*settings, "spark.ui.enabled=false") for part in ("--conf", setting)]
    submit = ["org.apache.spark.deploy.SparkSubmit", "--master", "local[2]", *options]
    with _started(tmp_path / "connect", *submit, "--class", server, "spark-internal"):
        _await_port(port)
        assert _rated(lake, "--engine", "spark", "--spark-remote", f"sc://{_LOOPBACK}:{port}") == expected


@contextmanager
def _cluster(folder: Path) -> Iterator[str]:
    """A master and two workers, stopped afterwards."""
    port = _free_port()
    address = f"spark://{_LOOPBACK}:{port}"
    host = ["--host", _LOOPBACK, "--webui-port", "0"]
    with ExitStack() as running:
        master = ["org.apache.spark.deploy.master.Master", *host, "--port", str(port)]
        running.enter_context(_started(folder / "master", *master))
        _await_port(port)
        for number in (1, 2):
            work = folder / f"worker-{number}"
            worker = ["org.apache.spark.deploy.worker.Worker", *host, "--cores", "1", "--memory", "1g"]
            running.enter_context(_started(work, *worker, "--work-dir", str(work), address))
        yield address


@contextmanager
def _started(folder: Path, *arguments: str) -> Iterator[None]:
    """One of Spark's own processes, its output in the folder."""
    import pyspark

    home = Path(pyspark.__file__).parent
    folder.mkdir(parents=True)
    environment = {**os.environ, "SPARK_HOME": str(home), "SPARK_LOCAL_IP": _LOOPBACK, "SPARK_NO_DAEMONIZE": "1"}
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            [str(home / "bin" / "spark-class"), *arguments], stdout=log, stderr=log, env=environment, cwd=folder
        )
        try:
            yield
        finally:
            process.terminate()
            process.wait(timeout=60)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((_LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port


def _await_port(port: int, seconds: float = 120) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex((_LOOPBACK, port)) == 0:
                return
        time.sleep(0.2)
    raise AssertionError(f"nothing answers on port {port}")
