"""`python -m benchmarks.nation`: a nation's month on two cores within 12 GiB, and how time grows from one city to it.

The data is simulated first and deleted afterwards, unless --keep is given. What was measured is saved after every size,
so that a run that is cut short still tells how far it came.
"""

import shutil
import sys
from dataclasses import dataclass

from benchmarks import machine
from benchmarks.contestants.ours import Engine
from benchmarks.lakes import Data, data_of, delete
from benchmarks.pairs import Contestant, in_turn, tell
from benchmarks.places import CITY, GIB, MONTH, NATION, TEN_CITIES, WORK
from benchmarks.results import Summary, save
from benchmarks.settings import Settings, settings

AIMS = {"linearity_at_most": 1.2, "peak_mib_at_most": 12 * GIB}

#: Free disk for a nation: its facts, its run, the run before it, and what the engine puts aside meanwhile.
NEEDED_GIB = 60


@dataclass
class Size:
    """One size and the runs at it."""

    data: Data
    runs: list[Summary]

    def as_json(self) -> dict[str, object]:
        """The data and the figures."""
        both = Summary([run for summary in self.runs for run in summary.runs])
        return {"data": self.data.as_json(), **both.as_json()}


def main() -> None:
    """Measures a city, ten cities and the nation, the city again between them, and saves nation.json."""
    how = settings(__doc__ or "", members=NATION, times=1, memory="7GB")
    _refuse_without_room(how.members)
    sizes: list[Size] = []
    for members in (round(how.members * CITY / NATION), round(how.members * TEN_CITIES / NATION), how.members):
        data = data_of(members, MONTH, MONTH)
        sizes.append(Size(data, []))
        try:
            _rate(sizes[-1], how)
            if len(sizes) > 1:
                _rate(sizes[0], how)
        finally:
            # The city's lake is everybody's; it is small.
            if len(sizes) > 1 and not how.keep:
                delete(data)
        _save(sizes, how)


def _rate(size: Size, how: Settings) -> None:
    tell(f"{size.data.members:,} members, {size.data.facts:,} facts")
    command = Engine(size.data, MONTH, how.cores, how.memory).with_duckdb()
    runs = in_turn([Contestant("engine", command)], times=how.times)
    size.runs.append(Summary(runs["engine"]))


def _save(sizes: list[Size], how: Settings) -> None:
    lines = [size.as_json() for size in sizes]
    content = {"machine": machine.facts(), "memory": how.memory, "aims": AIMS, "sizes": lines}
    save(how.results, "nation", content | {"linearity": [_linearity(sizes[0], size) for size in sizes]})


def _linearity(city: Size, size: Size) -> float:
    """How many times longer than the city's time a fact."""
    wall, base = (Summary([run for one in its.runs for run in one.runs]).wall for its in (size, city))
    return round((wall / base) / (size.data.facts / city.data.facts), 3)


def _refuse_without_room(members: int) -> None:
    WORK.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(WORK).free / 1024**3
    needed = NEEDED_GIB * members / NATION
    if free < needed:
        sys.exit(
            f"{members:,} members need {needed:.0f} GiB of free disk for their facts and their run, "
            f"and {WORK} has {free:.0f} GiB; "
            "make room, or choose fewer with --members."
        )


if __name__ == "__main__":
    main()
