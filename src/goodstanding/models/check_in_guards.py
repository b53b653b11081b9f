"""What the database itself keeps of check-ins: what came with a proof, and head counts, stay as they are."""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_TABLES = ("goodstanding_checkin", "goodstanding_headcount")
_VERBS = ("UPDATE", "DELETE")


def guard(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Lets the database refuse it, whoever asks."""
    del apps
    postgres = editor.connection.vendor == "postgresql"
    for table in _TABLES:
        for verb in _VERBS:
            refuse = "FOR EACH ROW EXECUTE FUNCTION goodstanding_refuse()"
            if not postgres:
                refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            editor.execute(f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} {refuse}")


def unguard(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Takes the guards away."""
    del apps
    postgres = editor.connection.vendor == "postgresql"
    for table in _TABLES:
        for verb in _VERBS:
            editor.execute(f"DROP TRIGGER {table}_no_{verb.lower()}" + (f" ON {table}" if postgres else ""))
