"""Rows made of rows inside the database, however many: one statement, and nothing passes through the application."""

from collections.abc import Mapping
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, router
from django.db.models import Model, QuerySet, Value
from django.db.models.expressions import BaseExpression, Combinable


def insert_select(
    model: type[Model], rows: QuerySet[Any], values: Mapping[str, Any], *, ignore_conflicts: bool = False
) -> int:
    """Writes one row of `model` for each of `rows`. Returns how many were written.

    values: by the name of a field, what stands in it: an expression over `rows`, or a plain value, the same in every
    row. Every field that the model has, but its key, must be among them: the database knows none of its defaults.
    ignore_conflicts: rows that are there already are left out.
    """
    fields = {field.name: field for field in model._meta.concrete_fields if not field.primary_key}
    assert set(fields) == set(values), f"of {model.__name__}: {set(fields) ^ set(values)}"
    connection = connections[router.db_for_write(model) or DEFAULT_DB_ALIAS]
    selected = rows.order_by().annotate(
        **{
            f"into_{name}": value
            if isinstance(value, BaseExpression | Combinable)
            else Value(value, output_field=_plain(fields[name]))
            for name, value in values.items()
        }
    )
    query = selected.values_list(*(f"into_{name}" for name in values)).query
    select, parameters = query.get_compiler(connection=connection).as_sql()
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(fields[name].column)) for name in values)
    # The names are those of the model, and the rest is a query that Django made.
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) {select}"
    if ignore_conflicts:
        # SQLite takes ON for a join unless a WHERE stands before it; Django's queries here always have one.
        statement += " ON CONFLICT DO NOTHING"
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return int(cursor.rowcount)


def _plain(field: Any) -> Any:
    """What the value of a field is written as; that of a relation is written as its key is."""
    return field.target_field if field.is_relation else field
