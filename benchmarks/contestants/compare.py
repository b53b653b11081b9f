"""Whether a peer computed what the engine did: row by row, table by table.

`python -m benchmarks.contestants.compare RUN THEIRS`: THEIRS holds <table>.parquet or <table>.csv.
"""

import json
import sys
from pathlib import Path

import duckdb

from goodstanding.engine.tables import OUTPUTS

_TYPES = {"int64": "BIGINT", "string": "VARCHAR"}


def main(run: Path, theirs: Path) -> None:
    """Reports for every table how many rows only the one or only the other has."""
    print(json.dumps({name: _differences(name, run / f"{name}.parquet", theirs) for name in OUTPUTS}))


def _differences(name: str, ours: Path, folder: Path) -> int:
    columns = OUTPUTS[name].columns
    wanted = ", ".join(f'"{column}"::{_TYPES[kind]} AS "{column}"' for column, kind in columns.items())
    mine = f"SELECT {wanted} FROM read_parquet('{ours}', hive_partitioning = false)"
    other = f"SELECT {wanted} FROM {_source(folder, name)}"
    both = f"(({mine} EXCEPT ALL {other}) UNION ALL ({other} EXCEPT ALL {mine}))"
    ((count,),) = duckdb.connect().execute(f"SELECT count(*) FROM {both}").fetchall()
    return int(count)


def _source(folder: Path, name: str) -> str:
    parquet = folder / f"{name}.parquet"
    if parquet.is_file():
        return f"read_parquet('{parquet}')"
    return f"read_csv('{folder}/{name}.csv', header = true, all_varchar = true)"


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
