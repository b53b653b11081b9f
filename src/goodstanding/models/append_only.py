"""Tables to which rows are only added: the database itself refuses to change one or to take it away, for every role.

What refuses on PostgreSQL, goodstanding_refuse(), is made by the second migration.
"""

from collections.abc import Iterable

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
    """Takes one trigger away, as this database says it."""
    editor.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if editor.connection.vendor == "postgresql" else ""))
