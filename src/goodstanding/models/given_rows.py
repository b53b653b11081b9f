"""Rows that are passed to a statement as one parameter, so that one statement writes thousands.

Django would write a case or a tuple of parameters for each row, which takes longer than the database's own work.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection


def as_table(name: str, columns: Mapping[str, str]) -> str:
    """Returns what stands after FROM for rows that `as_parameter` passes. columns: their types on PostgreSQL."""
    if connection.vendor == "postgresql":
        typed = ", ".join(f"{column} {type_}" for column, type_ in columns.items())
        return f"json_to_recordset(%s::json) AS {name} ({typed})"
    taken = ", ".join(f"json_extract(value, '$.{column}') AS {column}" for column in columns)
    return f"(SELECT {taken} FROM json_each(%s)) AS {name}"  # noqa: S608


def as_parameter(rows: Iterable[Mapping[str, Any]]) -> str:
    """Returns rows as the parameter of such a statement."""
    return json.dumps(list(rows))
