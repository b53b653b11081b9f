"""The input files as one stream of text cells, whatever their format; a file that cannot be read is a faulty row."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pyarrow as pa

from goodstanding.lake.build.batches import BatchSource, broken
from goodstanding.lake.build.csv_file import read_csv
from goodstanding.lake.build.parquet_file import read_parquet
from goodstanding.lake.build.tables import Incoming
from goodstanding.lake.build.xlsx_file import read_xlsx

Read = Callable[[BatchSource], Iterator[pa.RecordBatch]]

_FORMATS: dict[str, Read] = {".csv": read_csv, ".csv.gz": read_csv, ".xlsx": read_xlsx, ".parquet": read_parquet}


def sources(table: Incoming, paths: Sequence[Path], scratch: Path) -> list[BatchSource]:
    """The files of a table, numbered in the order given: where two rows clash, the first one stays."""
    return [BatchSource(table, number, path, scratch) for number, path in enumerate(paths)]


def stream(table: Incoming, files: Sequence[BatchSource], progress: Callable[[float], None]) -> pa.RecordBatchReader:
    """All rows of all files, read only as fast as they are taken; `progress` hears the part done, 0 to 1."""
    return pa.RecordBatchReader.from_batches(table.stream, _batches(files, progress))


def _batches(files: Sequence[BatchSource], progress: Callable[[float], None]) -> Iterator[pa.RecordBatch]:
    total = sum(file.size for file in files) or 1
    done = 0
    for file in files:
        for batch in _read(file):
            progress(min(1.0, (done + file.bytes_read) / total))
            yield batch
        done += file.size
        progress(done / total)


def _read(file: BatchSource) -> Iterator[pa.RecordBatch]:
    reader = next((read for ending, read in _FORMATS.items() if file.path.name.lower().endswith(ending)), None)
    if reader is None:
        yield broken(file, 0, "format@", file.path.name)
        return
    try:
        with file.path.open("rb"):
            pass
    except OSError as error:
        yield broken(file, 0, "no_file@", error.strerror or "")
        return
    yield from reader(file)
