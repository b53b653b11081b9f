"""Guards as SQLite says them. INSERT OR REPLACE and UPDATE OR REPLACE take rows away without a word to a trigger that
looks at deletions, so whatever would make them do so is refused before."""

# ruff: noqa: S608 - the pieces of these queries are names of the schema, never input.

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper

from goodstanding.models.guard_rule import Rule
from goodstanding.models.guards.guards import Guard

_COLUMN = re.compile(r'"(\w+)"')


@dataclass(frozen=True)
class Trigger:
    """How it is made and taken away. mark: what tells this one from an older one of that name."""

    make: str
    drop: str
    mark: str


def there(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """The triggers of the database, by name, as they were made."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        return dict(cursor.fetchall())


def triggers(connection: BaseDatabaseWrapper, guard: Guard) -> dict[str, Trigger]:
    """The guards of one table."""
    table = guard.table
    made = {
        f"{table}_no_delete": _trigger(f"{table}_no_delete", table, "DELETE", "", f"{table} is append-only"),
        f"{table}_no_update": _trigger(
            f"{table}_no_update", table, "UPDATE", _forbidden(connection, guard), _says(guard)
        ),
    }
    for number, (columns, taken) in enumerate(_unique(connection, table)):
        says = "UNIQUE constraint failed: " + ", ".join(f"{table}.{column}" for column in columns)
        name = f"{table}_no_replace_{number}"
        made[name] = _trigger(name, table, "INSERT", taken, says)
        if not guard.is_append_only:
            name = f"{table}_no_taking_over_{number}"
            made[name] = _trigger(name, table, "UPDATE", f"{taken[:-1]} AND there.id <> OLD.id)", says)
    return made


def rule(connection: BaseDatabaseWrapper, one: Rule) -> dict[str, Trigger]:
    """A rule of its own."""
    del connection
    return {one.name: Trigger(one.on_sqlite(), f"DROP TRIGGER {one.name}", one.on_sqlite())}


def _trigger(name: str, table: str, verb: str, when: str, says: str) -> Trigger:
    condition = f"WHEN {when} " if when else ""
    make = f"CREATE TRIGGER {name} BEFORE {verb} ON {table} {condition}BEGIN SELECT RAISE(ABORT, '{says}'); END"
    return Trigger(make, f"DROP TRIGGER {name}", make)


def _says(guard: Guard) -> str:
    return f"{guard.table} is append-only" if guard.is_append_only else f"{guard.table} does not change like that"


def _forbidden(connection: BaseDatabaseWrapper, guard: Guard) -> str:
    """When a change is refused; empty for always."""
    if guard.is_append_only:
        return ""
    with connection.cursor() as cursor:
        columns = [one.name for one in connection.introspection.get_table_description(cursor, guard.table)]
    return f"NOT coalesce(({allowed(guard, columns, 'IS')}), 0)"


def allowed(guard: Guard, columns: list[str], same: str) -> str:
    """The condition under which a row may become another. same: how equal or both nothing is said here."""

    def kept(but: tuple[str, ...]) -> str:
        return " AND ".join(f'NEW."{column}" {same} OLD."{column}"' for column in columns if column not in but)

    always = kept(guard.may_change)
    steps = [
        f"(OLD.state = '{was}' AND NEW.state = '{becomes}' AND {kept((*guard.changes, *names, 'state'))})"
        for (was, becomes), names in guard.steps.items()
    ]
    parts = [always, f"({' OR '.join(steps)})" if steps else "", f"({guard.only})" if guard.only else ""]
    return " AND ".join(part for part in parts if part)


def _unique(connection: BaseDatabaseWrapper, table: str) -> Iterator[tuple[list[str], str]]:
    """What is unique in a table: the columns, and the condition under which a new row takes a place that is taken."""
    yield ["id"], f"EXISTS (SELECT 1 FROM {table} there WHERE there.id = NEW.id)"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT name FROM pragma_index_list('{table}') WHERE \"unique\" ORDER BY name")
        for (index,) in cursor.fetchall():
            cursor.execute(f"SELECT name FROM pragma_index_info('{index}') ORDER BY seqno")
            columns = [name for (name,) in cursor.fetchall()]
            cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [index])
            ((sql,),) = cursor.fetchall()
            same = [f'there."{name}" = NEW."{name}"' for name in columns]
            yield columns, f"EXISTS (SELECT 1 FROM {table} there WHERE {' AND '.join(same + _part(sql))})"


def _part(sql: str | None) -> list[str]:
    """What an index over a part of the rows asks of both."""
    where = (sql or "").partition(" WHERE ")[2]
    return [_COLUMN.sub(rf'{row}."\1"', f"({where})") for row in ("there", "NEW")] if where else []
