"""`python -m benchmarks.peers`: the same rating in pandas, in PostgreSQL, on Spark and in loops, beside the engine.

pandas and PostgreSQL are tried on a tenth of the city first. Where that forecasts more than five minutes, or more
memory than there is, for the whole city, the tenth is what is measured.
"""

import shutil
import sys
from dataclasses import dataclass, replace
from typing import Any

from benchmarks import machine
from benchmarks.contestants import ours
from benchmarks.contestants.ours import Engine
from benchmarks.contestants.postgres import cluster as postgres
from benchmarks.contestants.postgres import peer
from benchmarks.lakes import Data, data_of
from benchmarks.measure import Failed, Measured, measured
from benchmarks.pairs import Contestant, in_turn, tell
from benchmarks.places import CITY, MONTH, WORK
from benchmarks.results import Summary, last_line, ratio, save
from benchmarks.settings import Settings, settings

AIMS = {"spark_over_engine_at_least": 10.0, "loop_over_engine_at_least": 100.0}

#: Seconds of wall time beyond which the whole city is not tried.
_PATIENCE = 300.0
_SPARK_PATIENCE = 3600.0
_SAMPLE_IN_MEMORY, _SAMPLE_QUERIED = 2_000, 300

Line = dict[str, Any]


@dataclass(frozen=True)
class Bench:
    """What every measurement here needs. trial: the tenth; city: all of it."""

    how: Settings
    trial: Data
    city: Data

    def engine(self, data: Data) -> Engine:
        """The engine on one of the two."""
        return Engine(data, MONTH, self.how.cores, self.how.memory)


def main() -> None:
    """Measures every peer that can run here and saves peers.json after each."""
    how = settings(__doc__ or "", members=CITY, times=3, memory="3GB")
    bench = Bench(how, *[data_of(members, MONTH, MONTH) for members in (how.members // 10, how.members)])
    bench.trial.warm()
    bench.city.warm()
    content: dict[str, Any] = {"machine": machine.facts(), "memory": how.memory, "aims": AIMS}
    content |= {"data": {"trial": bench.trial.as_json(), "city": bench.city.as_json()}, "peers": {}}
    for name, measure in {"loop": _loop, "pandas": _pandas, "postgres": _postgres, "spark": _spark}.items():
        tell(name)
        try:
            content["peers"] |= measure(bench)
        except Failed as failure:
            content["peers"][name] = {"left_out": str(failure)}
        save(how.results, "peers", content)


def _pair(
    bench: Bench, data: Data, other: Contestant, times: int, limit: float
) -> tuple[list[Measured], list[Measured]]:
    engine = Contestant("engine", bench.engine(data).with_duckdb())
    runs = in_turn([engine, other], times=times, limit=limit)
    return runs["engine"], runs[other.name]


def _line(data: Data, engine: list[Measured], other: list[Measured], **more: object) -> Line:
    return {
        "data": data.as_json(),
        "engine": Summary(engine).as_json(),
        "peer": Summary(other).as_json(),
        "peer_over_engine": ratio(other, engine),
        **more,
    }


def _fits(bench: Bench, run: Measured) -> bool:
    """Whether ten times what the tenth took is bearable."""
    scale = bench.city.facts / bench.trial.facts
    there_mib = float(machine.facts()["memory_gib"]) * 1024
    return run.wall * scale <= _PATIENCE and run.peak_mib * scale <= 0.9 * there_mib


def _differences(bench: Bench, data: Data, folder: str) -> dict[str, int]:
    run = bench.engine(data).run_folder
    command = [sys.executable, "-m", "benchmarks.contestants.compare", str(run), folder]
    return last_line(measured(command))


def _pandas(bench: Bench) -> dict[str, Line]:
    _, (trial,) = _pair(bench, bench.trial, _frames(bench.trial), 1, _PATIENCE)
    data = bench.city if _fits(bench, trial) else bench.trial
    engine, runs = _pair(bench, data, _frames(data), bench.how.times, 3 * _PATIENCE)
    return {"pandas": _line(data, engine, runs, differences=_differences(bench, data, str(WORK / "pandas")))}


def _frames(data: Data) -> Contestant:
    command = [sys.executable, "-m", "benchmarks.contestants.frames", str(data.lake), MONTH, str(WORK / "pandas")]
    return Contestant("pandas", command)


def _postgres(bench: Bench) -> dict[str, Line]:
    missing = postgres.why_not()
    if missing:
        return {"postgres": {"left_out": missing}}
    with postgres.cluster() as server:
        peer.load(server, bench.trial.lake, MONTH)
        trial = measured(peer.rate(server), watch=server.pid, more_env=server.env)
        queried = _queried(bench, server)
    data = bench.city if _fits(bench, trial) else bench.trial
    with postgres.cluster() as server:
        return queried | {"postgres": _rated_in(bench, data, server)}


def _rated_in(bench: Bench, data: Data, server: postgres.Cluster) -> Line:
    load = peer.load(server, data.lake, MONTH)
    tell(f"  loaded in {load.wall:.0f} s")
    rate = Contestant("postgres", peer.rate(server), server.pid, server.env)
    engine, runs = _pair(bench, data, rate, bench.how.times, 3 * _PATIENCE)
    folder = WORK / "from_postgres"
    shutil.rmtree(folder, ignore_errors=True)
    peer.fetch(server, folder)
    wrong = _differences(bench, data, str(folder))
    shutil.rmtree(folder)
    return _line(data, engine, runs, load_s=round(load.wall, 1), differences=wrong)


def _spark(bench: Bench) -> dict[str, Line]:
    missing = ours.why_not_spark()
    if missing:
        return {"spark": {"left_out": missing}}
    engine = bench.engine(bench.city)
    measured(engine.with_duckdb())
    tables = engine.tables()
    spark = Contestant("spark", engine.with_spark())
    runs = _pair(bench, bench.city, spark, bench.how.times, _SPARK_PATIENCE)
    theirs = engine.tables()
    # The digests stand for the content: 0 where they are the same.
    wrong = {name: int(mark != theirs[name]) for name, mark in tables.items()}
    return {"spark": _line(bench.city, *runs, differences=wrong)}


def _loop(bench: Bench) -> dict[str, Line]:
    return {"loop": _looped(bench, bench.city, _SAMPLE_IN_MEMORY, Contestant("loop", ["memory"]))}


def _queried(bench: Bench, server: postgres.Cluster) -> dict[str, Line]:
    peer.index(server)
    one = Contestant("loop_queries", ["queries"], server.pid, server.env)
    return {"loop_queries": _looped(bench, bench.trial, _SAMPLE_QUERIED, one)}


def _looped(bench: Bench, data: Data, sample: int, one: Contestant) -> Line:
    """A loop over a sample, extrapolated to all members: the ratio is of its seconds to the engine's wall time."""
    run = bench.engine(data).run_folder
    command = [
        sys.executable,
        "-m",
        "benchmarks.contestants.loop",
        str(data.lake),
        MONTH,
        str(sample),
        *one.command,
        str(run),
    ]
    engine, runs = _pair(bench, data, replace(one, command=command), bench.how.times, 2 * _PATIENCE)
    told = [last_line(run) for run in runs]
    all_members = [replace(run, wall=its["s_per_member"] * data.members) for run, its in zip(runs, told, strict=True)]
    sampled = {"members": told[0]["members"], "loop_s": [its["loop_s"] for its in told]}
    line = _line(data, engine, all_members, sample=sampled, differences=told[0]["differences"])
    # CPU time and memory are those of the sample and say nothing about the city.
    line["peer"] = {"wall_s": line["peer"]["wall_s"], "extrapolated": True}
    line["peer_over_engine"].pop("cpu")
    return line


if __name__ == "__main__":
    main()
