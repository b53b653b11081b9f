"""Tables to which rows are only added: the database itself refuses to change one or to take it away, for every role.

What refuses on PostgreSQL, goodstanding_refuse(), is made by the second migration.
"""

from collections.abc import Iterable
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_VERBS = ("UPDATE", "DELETE")


def guard(editor: BaseDatabaseSchemaEditor, tables: Iterable[str]) -> None:
    """Guards the tables."""
    for table in tables:
        for verb in _VERBS:
            refuse = "FOR EACH ROW EXECUTE FUNCTION goodstanding_refuse()"
            if editor.connection.vendor != "postgresql":
                refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            editor.execute(f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} {refuse}")


def unguard(editor: BaseDatabaseSchemaEditor, tables: Iterable[str]) -> None:
    """Takes the guards away."""
    for table in tables:
        for verb in _VERBS:
            drop_trigger(editor, f"{table}_no_{verb.lower()}", table)


def drop_trigger(editor: BaseDatabaseSchemaEditor, name: str, table: str) -> None:
    """Takes one trigger away where it is there, as this database says it."""
    on_table = f" ON {table}" if editor.connection.vendor == "postgresql" else ""
    editor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")


def drop_guards(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Takes every guard off, as the first step of a migration that changes a table which a guard reads.

    SQLite makes such a table anew and refuses while a trigger names it. All guards are put up again at the end of
    `migrate`; on the way back this is the last step, so that it comes first.
    """
    del apps
    with editor.connection.cursor() as cursor:
        if editor.connection.vendor == "postgresql":
            cursor.execute(
                "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
                "WHERE NOT t.tgisinternal AND t.tgparentid = 0 AND starts_with(t.tgname, 'goodstanding_') "
                "AND c.relnamespace = current_schema()::regnamespace"
            )
        else:
            cursor.execute(
                "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name GLOB 'goodstanding_*'"
            )
        triggers = cursor.fetchall()
    for name, table in triggers:
        drop_trigger(editor, name, table)
