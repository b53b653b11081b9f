"""The floor: `GROUP BY subject_id, kind` over the facts in DuckDB.

`python -m benchmarks.contestants.floor FILES CORES MEMORY [WRITTEN_TO]`; with the last, the groups are also sorted,
written and fsynced.
"""

import json
import os
import sys
import time
from pathlib import Path

import duckdb

_GROUPS = """
    SELECT subject_id, kind, count(value) AS n, sum(value)::BIGINT AS amount
    FROM read_parquet('{files}', hive_partitioning = false) GROUP BY subject_id, kind
"""


def main(files: str, cores: int, memory: str, written_to: str | None = None) -> None:
    """Groups, and reports how many groups there are and how long the query alone took, in seconds."""
    options = {"threads": str(cores), "memory_limit": memory, "preserve_insertion_order": "false"}
    connection = duckdb.connect(config=options)
    begun = time.monotonic()
    groups = _GROUPS.format(files=files)
    if written_to is None:
        # Every column of every group is looked at, but nothing is kept: the least that grouping can cost.
        ((count, _, _),) = connection.execute(f"SELECT count(*), sum(n), sum(amount) FROM ({groups})").fetchall()
    else:
        ordered = f"SELECT * FROM ({groups}) ORDER BY subject_id, kind"
        ((count,),) = connection.execute(
            f"COPY ({ordered}) TO '{written_to}' (FORMAT parquet, COMPRESSION zstd)"
        ).fetchall()
        _sync(Path(written_to))
    print(json.dumps({"groups": count, "query_s": round(time.monotonic() - begun, 3)}))


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3], *sys.argv[4:])
