"""Parquet and other files as an engine must be asked for them: by exactly this path, and alike in their types.

A folder's name is the owner's affair. DuckDB takes `*`, `?` and `[` in a path for patterns and `value=1000` for a
column, so no path reaches it but through here.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import pyarrow.parquet as pq

from goodstanding.engine.problems import InputError

_PATTERN = "*?["

#: What a column is made of, as far as it changes how the values are read: place, physical and logical type.
Form = tuple[tuple[str, str, str], ...]


def written(path: Path) -> str:
    """A path in an SQL statement that writes it, or reads it where patterns mean nothing."""
    return "'" + str(path.absolute()).replace("'", "''") + "'"


def literal(path: Path) -> str:
    """A path in an SQL statement that reads it: no part of it is a pattern.

    Raises InputError for the only names that DuckDB cannot be told: those with both a backslash and a pattern's mark.
    """
    text = str(path.absolute())
    if "\\" in text and any(mark in text for mark in _PATTERN):
        raise InputError(
            f"{text} has a backslash and one of {' '.join(_PATTERN)} in its name, which DuckDB cannot be told apart; "
            "give the folder another name."
        )
    text = "".join(f"[{mark}]" if mark in _PATTERN else mark for mark in text)
    return "'" + text.replace("'", "''") + "'"


def parquet_sql(files: Iterable[Path], more: Sequence[str] = ()) -> str:
    """The table function that reads these files and nothing beside them. Files of one call must be alike.

    more: further options of `read_parquet`, as SQL.
    """
    options = ["hive_partitioning = false", *more]
    return f"read_parquet([{', '.join(literal(file) for file in files)}], {', '.join(options)})"


def alike(files: Sequence[Path], columns: Mapping[str, str]) -> list[list[Path]]:
    """The files in groups whose columns have the same types: an engine reads a list of files by the first one's.

    One writer makes one group. The same rows in another order or in other files make the same groups.
    """
    if len(files) == 1:
        return [list(files)]
    groups: dict[Form, list[Path]] = {}
    for file in files:
        groups.setdefault(tuple(column for column in _form(file) if column[0].partition(".")[0] in columns), []).append(
            file
        )
    return list(groups.values())


@lru_cache(maxsize=16_384)
def _form_of(file: Path, _changed: int, _size: int) -> Form:
    with pq.ParquetFile(file) as opened:
        schema = opened.metadata.schema
        column_schemas = [schema.column(number) for number in range(len(schema))]
        return tuple((column.path, str(column.physical_type), str(column.logical_type)) for column in column_schemas)


def _form(file: Path) -> Form:
    known = file.stat()
    return _form_of(file, known.st_mtime_ns, known.st_size)
