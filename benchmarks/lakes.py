"""The data: simulated lakes, made once and kept in benchmarks/work/lakes.

`python -m benchmarks.lakes FOLDER MEMBERS FIRST LAST` makes one, in a process of its own, and reports on it in a line
of JSON.
"""

import json
import shutil
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.measure import measured
from benchmarks.places import SCHEME, WORK

_SEED = 1


@dataclass(frozen=True)
class Data:
    """A lake and what is in it."""

    lake: Path
    first: str
    last: str
    members: int
    units: int
    facts: int
    facts_bytes: int
    simulated_in_s: float

    def as_json(self) -> dict[str, object]:
        """Without the place, which is nobody's business."""
        return {name: value for name, value in asdict(self).items() if name != "lake"}

    @property
    def facts_files(self) -> str:
        """Every file of facts, as a pattern."""
        return str(self.lake / "facts" / "*" / "*.parquet")

    def warm(self) -> None:
        """Reads every file once, so that no contestant is the one who waits for the disk."""
        for path in sorted(self.lake.glob("*/*/*.parquet")):
            with path.open("rb") as file:
                while file.read(1 << 24):
                    pass


def data_of(members: int, first: str, last: str) -> Data:
    """The lake with so many members and months, made where it is not there yet."""
    folder = WORK / "lakes" / f"{members}-{first}-{last}"
    account = folder.with_suffix(".json")
    if not account.is_file():
        shutil.rmtree(folder, ignore_errors=True)
        folder.parent.mkdir(parents=True, exist_ok=True)
        print(f"simulating {members:,} members, {first} to {last} ...", flush=True)
        command = [sys.executable, "-m", "benchmarks.lakes", str(folder), str(members), first, last]
        run = measured(command)
        account.write_text(json.dumps({**json.loads(run.said), "simulated_in_s": round(run.wall, 1)}), encoding="utf-8")
    return Data(folder, first, last, **json.loads(account.read_text(encoding="utf-8")))


def delete(data: Data) -> None:
    """Takes a lake away."""
    data.lake.with_suffix(".json").unlink(missing_ok=True)
    shutil.rmtree(data.lake, ignore_errors=True)


def _simulate(folder: Path, members: int, first: str, last: str) -> None:
    # Here and not above, so that the measuring process stays small: a child's peak memory starts at its parent's.
    from goodstanding.engine.period import parse_month  # noqa: PLC0415
    from goodstanding.engine.scheme.load import scheme_of  # noqa: PLC0415
    from goodstanding.flows.simulate import simulate  # noqa: PLC0415
    from goodstanding.lake.layout import Lake  # noqa: PLC0415

    made = simulate(
        Lake(folder),
        members=members,
        first=parse_month(first),
        last=parse_month(last),
        seed=_SEED,
        scheme=scheme_of(SCHEME),
        progress=lambda _: None,
    )
    size = sum(path.stat().st_size for path in folder.glob("facts/*/*.parquet"))
    members_at_end = made.members[max(made.members)]
    print(
        json.dumps(
            {"members": members_at_end, "units": made.units, "facts": sum(made.facts.values()), "facts_bytes": size}
        )
    )


if __name__ == "__main__":
    _simulate(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4])
