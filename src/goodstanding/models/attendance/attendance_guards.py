"""What the database itself keeps of meetings: proofs, minutes and resolutions are never changed or taken away, a proof
only counts for, and only takes back what is about, its own person at its own meeting."""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from goodstanding.models import append_only
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
