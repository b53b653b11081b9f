"""What the database itself keeps of objections: nobody rules who had a hand in it, and no step is ever changed."""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from goodstanding.models import append_only
from goodstanding.models.guard_rule import Rule

_TABLES = ("goodstanding_hand", "goodstanding_step")
RULES = (
    Rule(
        "goodstanding_ruling_by_no_hand",
        "goodstanding_ruling",
        "INSERT",
        "EXISTS (SELECT 1 FROM goodstanding_hand h "
        "WHERE h.objection_id = NEW.objection_id AND h.account_id = NEW.by_id)",
        "whoever had a hand in it does not rule on it",
    ),
)


def guard(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Lets the database refuse what must not happen, whoever asks."""
    del apps
    postgres = editor.connection.vendor == "postgresql"
    append_only.guard(editor, _TABLES)
    for rule in RULES:
        for statement in rule.on_postgres() if postgres else (rule.on_sqlite(),):
            editor.execute(statement)


def unguard(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Takes the guards away."""
    del apps
    append_only.unguard(editor, _TABLES)
    for rule in RULES:
        append_only.drop_trigger(editor, rule.name, rule.table)
    if editor.connection.vendor == "postgresql":
        for rule in RULES:
            editor.execute(f"DROP FUNCTION IF EXISTS {rule.name}_refuse()")
