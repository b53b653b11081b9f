"""What the database itself keeps of objections: nobody rules who had a hand in it, and no step is ever changed."""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from goodstanding.models import guard_rule
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
    """Puts the guards up, in a migration."""
    del apps
    guard_rule.guard(editor, _TABLES, RULES)


def unguard(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Takes the guards away, in a migration."""
    del apps
    guard_rule.unguard(editor, _TABLES, RULES)
