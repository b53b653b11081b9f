"""What the database itself keeps of check-ins: what came with a proof, and head counts, stay as they are."""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from goodstanding.models import append_only

_TABLES = ("goodstanding_checkin", "goodstanding_headcount")


def guard(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Lets the database refuse it for every role."""
    del apps
    append_only.guard(editor, _TABLES)


def unguard(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Takes the guards away."""
    del apps
    append_only.unguard(editor, _TABLES)
