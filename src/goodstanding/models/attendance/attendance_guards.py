"""What the database itself keeps of meetings: proofs, minutes and resolutions are never changed or taken away, a proof
only counts for, and only takes back what is about, its own person at its own meeting."""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from goodstanding.models import guard_rule
from goodstanding.models.guard_rule import Rule

_TABLES = ("goodstanding_proof", "goodstanding_minutes", "goodstanding_resolution")
RULES = (
    Rule(
        "goodstanding_proof_of_its_own",
        "goodstanding_proof",
        "INSERT",
        "NEW.undoes_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM goodstanding_proof p WHERE p.id = NEW.undoes_id "
        "AND p.attendee_id = NEW.attendee_id AND p.undoes_id IS NULL)",
        "a proof takes back a word about the same person at the same meeting",
    ),
    Rule(
        "goodstanding_attendee_of_its_own",
        "goodstanding_attendee",
        "UPDATE",
        "NEW.counted_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM goodstanding_proof p WHERE p.id = NEW.counted_id "
        "AND p.attendee_id = NEW.id AND p.undoes_id IS NULL)",
        "what counts is a word about the same person at the same meeting",
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
