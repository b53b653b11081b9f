"""What the database itself refuses about objections: a ruling by an account with an interest, a change of a step."""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from goodstanding.models import guard_rule
from goodstanding.models.guard_rule import Rule


def _rule(name: str, table: str, says: str) -> Rule:
    """Refuses a ruling by an account that stands in a table of those with an interest in the objection."""
    # The pieces of the query are names of the schema, never input.
    refused = f"EXISTS (SELECT 1 FROM {table} h WHERE h.objection_id = NEW.objection_id AND h.account_id = NEW.by_id)"  # noqa: S608
    return Rule(name, "goodstanding_ruling", "INSERT", refused, says)


RULES = (
    _rule(
        "goodstanding_ruling_without_interest",
        "goodstanding_conflictofinterest",
        "an account with a conflict of interest does not rule on an objection",
    ),
)
#: What the first migration puts up, by the names that tables had then.
_FIRST_TABLES = ("goodstanding_hand", "goodstanding_step")
_FIRST_RULES = (
    _rule("goodstanding_ruling_by_no_hand", "goodstanding_hand", "whoever had a hand in it does not rule on it"),
)


def guard(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Puts the guards up, in a migration."""
    del apps
    guard_rule.guard(editor, _FIRST_TABLES, _FIRST_RULES)


def unguard(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Takes the guards away, in a migration."""
    del apps
    guard_rule.unguard(editor, _FIRST_TABLES, _FIRST_RULES)
