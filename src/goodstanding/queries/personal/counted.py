"""How many rows several questions have, asked of the database as one question that can be asked again."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet


@dataclass(frozen=True)
class Counting:
    """Several counts as parts of one statement. names: of all; those that can have no rows are not in the statement."""

    names: tuple[str, ...]
    parts: tuple[tuple[str, str], ...]
    values: tuple[Any, ...]


def counting(several: Mapping[str, QuerySet[Any]]) -> Counting:
    """Returns the statement that counts querysets, each of which may be cut to a length; nothing is asked yet."""
    parts, values = list[tuple[str, str]](), list[Any]()
    for name, rows in several.items():
        try:
            statement, parameters = rows.query.sql_with_params()
        except EmptyResultSet:
            continue
        parts.append((name, f"(SELECT COUNT(*) FROM ({statement}) AS {name}_rows)"))  # noqa: S608 - composed by Django
        values += parameters
    return Counting(tuple(several), tuple(parts), tuple(values))


def counted(*several: Counting) -> dict[str, int]:
    """Returns how many rows each of them has now, by its name."""
    found = {name: 0 for one in several for name in one.names}
    names = [name for one in several for name, _part in one.parts]
    if names:
        parts = [part for one in several for _name, part in one.parts]
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join(parts)}", [value for one in several for value in one.values])
            found |= zip(names, map(int, cursor.fetchone()), strict=True)
    return found
