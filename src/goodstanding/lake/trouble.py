"""What the database complains about, as what the user can do about it."""

from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from goodstanding.engine.fault import Refused

NO_MEMORY = "This needs more memory than it may use; give more with --memory, or use fewer --threads."


def refusal(error: Exception, lake: Path) -> Refused | None:
    """The sentence for an error whose cause lies in the lake's files or in the memory given; None for any other.

    Reads every file of the lake, so it is asked only when something has gone wrong already.
    """
    if short_of_memory(error):
        return Refused(NO_MEMORY)
    if not isinstance(error, duckdb.Error | pa.ArrowException | OSError) or isinstance(
        error, duckdb.InterruptException
    ):
        return None
    for path in sorted(lake.rglob("*.parquet")):
        if _damaged(path):
            again = "rate the month" if path.is_relative_to(lake / "runs") else "build the lake"
            return Refused(f"{path} is damaged: its rows cannot be read; copy it here again or {again} again.")
    return None


def short_of_memory(error: Exception) -> bool:
    """Whether an error says that the memory given does not suffice."""
    return isinstance(error, duckdb.OutOfMemoryException | MemoryError)


def _damaged(path: Path) -> bool:
    try:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches():
                batch.validate(full=True)
    except (OSError, pa.ArrowException):
        return True
    return False
