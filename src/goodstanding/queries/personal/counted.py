"""How many rows several questions have, asked of the database as one question."""

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet


def counted_together(*several: QuerySet[Any]) -> int:
    """Returns the sum of their counts; each may be cut to a length."""
    parts: list[str] = []
    values: list[Any] = []
    for rows in several:
        try:
            statement, parameters = rows.values("pk").query.sql_with_params()
        except EmptyResultSet:
            continue
        parts.append(f"(SELECT COUNT(*) FROM ({statement}) AS rows_{len(parts)})")  # noqa: S608 - composed by Django
        values += parameters
    if not parts:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {' + '.join(parts)}", values)
        return int(cursor.fetchone()[0])
