"""What the database complains about, as what the user can do about it."""

from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from goodstanding.engine.backends.files import parquet_sql
from goodstanding.engine.disk import FULL, is_full
from goodstanding.engine.problems import InputError

NO_MEMORY = "This needs more memory than it may use; give more with --memory, or use fewer --threads."
DAMAGED = "is damaged: its rows cannot be read"

_FILES = ("units.parquet", "members/*/*.parquet", "facts/*/*.parquet", "runs/*/scheme=*/*.parquet")


def refusal(error: BaseException, lake: Path) -> InputError | None:
    """The sentence for an error whose cause lies in the lake's files, in its disk or in the memory given; None for any
    other.

    Reads every file of the lake, so it is asked only when something has gone wrong already.
    """
    machine = machine_refusal(error)
    if machine is not None or isinstance(error, duckdb.InterruptException) or not isinstance(error, Exception):
        return machine
    for path in sorted(file for pattern in _FILES for file in lake.glob(pattern)):
        why = damage(path)
        if why:
            again = "rate the month" if path.is_relative_to(lake / "runs") else "build the lake"
            return InputError(f"{path} {why}; copy it here again or {again} again.")
        large = too_large(path)
        if large:
            return InputError(f"{path} has numbers beyond 64 bits in {large}; build the lake again.")
    return None


def machine_refusal(error: BaseException) -> InputError | None:
    """The sentence for an error whose cause is too little disk or too little memory."""
    if is_full(error):
        if isinstance(error, OSError) and error.filename:
            return InputError(f"{error.filename} cannot be used ({error.strerror}); make room on that disk.")
        return InputError(FULL)
    return InputError(NO_MEMORY) if short_of_memory(error) else None


def short_of_memory(error: BaseException) -> bool:
    """Whether an error says that the memory given does not suffice."""
    return isinstance(error, duckdb.OutOfMemoryException | MemoryError)


def too_large(path: Path) -> str | None:
    """The first column of a sound file that holds greater numbers than a rating can count to."""
    unsigned = [field.name for field in pq.read_schema(path) if pa.types.is_uint64(field.type)]
    with duckdb.connect() as sql:
        for name in unsigned:
            column = '"' + name.replace('"', '""') + '"'
            if sql.execute(f"SELECT max({column}) >= {1 << 63} FROM {parquet_sql([path])}").fetchone() == (True,):  # noqa: S608
                return name
    return None


def damage(path: Path) -> str | None:
    """Why a Parquet file cannot be read to its end; None where it can, by both libraries that read it."""
    try:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches():
                batch.validate(full=True)
        with duckdb.connect() as sql:
            rows = sql.execute(f"SELECT * FROM {parquet_sql([path])}").fetch_record_batch()  # noqa: S608
            while rows.read_next_batch():
                pass
    except StopIteration:
        return None
    except (OSError, ValueError, pa.ArrowException, duckdb.Error):
        return DAMAGED
    return None
