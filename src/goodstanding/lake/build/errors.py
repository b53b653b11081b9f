"""The errors file: every refused row with its place, its value, why, and what to do, for people with a spreadsheet."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from goodstanding.lake.build.batches import BatchSource, clipped
from goodstanding.lake.build.reasons import REASONS
from goodstanding.lake.build.staging import Staging
from goodstanding.lake.build.tables import ROW_BITS, Incoming
from goodstanding.sheets.cells import neutral

HEADER = ("file", "sheet", "row", "column", "value", "reason", "what_to_do")

_CHUNK = 10_000
_HEADER_LENGTH = len(",".join(HEADER))


def write_errors(path: Path, staging: Staging, files: Mapping[Incoming, Sequence[BatchSource]], has_root: bool) -> None:
    """Writes the errors file, whole or not at all, as UTF-8 with the mark by which Excel knows it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with _put_in_place(path) as file:
        lines = csv.writer(file)
        lines.writerow(HEADER)
        if not has_root:
            reason = REASONS["no_root"]
            lines.writerow(["", "", "", "parent_id", "", reason.says, reason.todo])
        for table, sources in files.items():
            cursor = staging.refused(table)
            while rows := cursor.fetchmany(_CHUNK):
                lines.writerows(_line(sources, *row) for row in rows)


def clear_errors(path: Path) -> None:
    """Takes away the errors file of an earlier build: nothing of it is wrong any more. No other file is touched."""
    if path.is_file() and not path.is_symlink():
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
            ours = file.readline(_HEADER_LENGTH + 2).rstrip("\r\n") == ",".join(HEADER)
        if ours:
            path.unlink()


@contextmanager
def _put_in_place(path: Path) -> Iterator[IO[str]]:
    """A file to write that takes its place when it is whole; a device is written at once."""
    path = path.resolve()
    if path.exists() and not path.is_file():
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            yield file
        return
    aside = path.with_name(f".{path.name}.building")
    try:
        with aside.open("w", encoding="utf-8-sig", newline="") as file:
            yield file
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def _line(sources: Sequence[BatchSource], seq: int, fault: str, value: str | None) -> list[str]:
    source = sources[seq >> ROW_BITS]
    row = seq & ((1 << ROW_BITS) - 1)
    name, _, column = fault.partition("@")
    says, todo = REASONS[name].says, REASONS[name].todo
    if name == "sheet" and value is not None:
        # One sentence says what is wrong, the next what to do.
        (says, _point, todo), value = value.partition(". "), ""
    cells = [str(source.path), source.sheet, str(row or ""), column, clipped(value or ""), says, todo]
    return [neutral(cell) for cell in cells]
