"""The form of a lake's files: whether a file's columns hold what a rating reads, from any writer."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from goodstanding.engine.problems import InputError
from goodstanding.engine.tables import FACTS, MEMBERS, UNITS
from goodstanding.lake.layout import Lake


def columns_of(lake: Lake, path: Path) -> dict[str, str]:
    """What a file of the lake must hold, by where it lies."""
    return UNITS if path == lake.units else MEMBERS if path.parent.parent.name == "members" else FACTS


def refuse_other_form(lake: Lake, path: Path) -> None:
    """Raises InputError where a file has not the right columns, or a name that an engine would pass over."""
    wanted = columns_of(lake, path)
    found = schema_of(path, "build the lake again")
    wrong = name_fault(path)
    if wrong:
        raise InputError(f"{path} {wrong}.")
    names = [name.lower() for name in found.names]
    missing = sorted(set(wanted) - set(found.names))
    if missing:
        raise InputError(f"{path} has no column {', '.join(missing)}; build the lake again.")
    for name, kind in wanted.items():
        if names.count(name) > 1:
            raise InputError(f"{path} has the column {name} more than once, in capitals or not; build the lake again.")
        if not holds(found.field(name).type, kind):
            raise InputError(f"{path} has {name} as {found.field(name).type}, not {kind}; build the lake again.")


def schema_of(path: Path, todo: str) -> pa.Schema:
    """The columns of a file. Raises InputError, with what to do, where it cannot be read."""
    try:
        return pq.read_schema(path)
    except (OSError, ValueError, pa.ArrowException) as error:
        raise InputError(f"{path} cannot be read as Parquet ({_first_line(error)}); {todo}.") from None


def name_fault(path: Path) -> str | None:
    """What is wrong with a file's name: Spark, as other programs, passes over some and cannot open others."""
    if path.name.startswith("_") or ":" in path.name:
        return "has a name with a colon or with an underscore first, which Spark does not read; give it another name"
    return None


def holds(found: pa.DataType, kind: str) -> bool:
    """Whether a column's type holds these values and no others, whatever its width and encoding."""
    if pa.types.is_dictionary(found):
        return holds(found.value_type, kind)
    if kind == "array<string>":
        return (pa.types.is_list(found) or pa.types.is_large_list(found)) and holds(found.value_type, "string")
    right = {
        "int64": pa.types.is_integer(found),
        "string": pa.types.is_string(found) or pa.types.is_large_string(found),
        "date": pa.types.is_date(found),
    }
    return right[kind] or pa.types.is_null(found)


def _first_line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)
