"""`python -m benchmarks.city`: a city's month, beside a bare GROUP BY over the same facts."""

from benchmarks import machine
from benchmarks.contestants.ours import Engine, floor
from benchmarks.lakes import Data, data_of
from benchmarks.pairs import Contestant, in_turn
from benchmarks.places import CITY, GIB, MONTH, WORK
from benchmarks.results import Summary, last_line, ratio, save
from benchmarks.settings import Settings, settings

AIMS = {"floor_ratio_at_most": 6.0, "peak_mib_at_most": 4 * GIB}


def main() -> None:
    """Measures the month and saves city.json."""
    how = settings(__doc__ or "", members=CITY, times=5, memory="3GB")
    save(how.results, "city", beside_the_floor(data_of(how.members, MONTH, MONTH), how) | {"aims": AIMS})


def beside_the_floor(data: Data, how: Settings) -> dict[str, object]:
    """The engine and the floor in turn; all months of the lake, rated in its last one."""
    data.warm()
    engine = Engine(data, data.last, how.cores, how.memory)
    written = WORK / "floor.parquet"
    contestants = [
        Contestant("floor", floor(data, how.cores, how.memory)),
        Contestant("engine", engine.with_duckdb()),
        Contestant("floor_written", floor(data, how.cores, how.memory, written)),
    ]
    print(f"{data.members:,} members, {data.facts:,} facts", flush=True)
    runs = in_turn(contestants, times=how.times)
    written.unlink(missing_ok=True)
    return {
        "machine": machine.facts(),
        "memory": how.memory,
        "data": data.as_json(),
        "tables": engine.tables(),
        "contestants": {name: Summary(some).as_json() for name, some in runs.items()},
        "groups": last_line(runs["floor"][0])["groups"],
        "floor_query_s": [last_line(run)["query_s"] for run in runs["floor"]],
        "engine_over_floor": ratio(runs["engine"], runs["floor"]),
        "engine_over_floor_written": ratio(runs["engine"], runs["floor_written"]),
    }


if __name__ == "__main__":
    main()
