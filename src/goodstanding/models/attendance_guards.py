"""What the database itself keeps of meetings: proofs, minutes and resolutions are never changed or taken away, a proof
only counts for, and only takes back what is about, its own person at its own meeting."""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_TABLES = ("goodstanding_proof", "goodstanding_minutes", "goodstanding_resolution")
_VERBS = ("UPDATE", "DELETE")
#: (name, table, when, condition under which it is refused, what it says)
_RULES = (
    (
        "goodstanding_proof_of_its_own",
        "goodstanding_proof",
        "INSERT",
        "NEW.undoes_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM goodstanding_proof p WHERE p.id = NEW.undoes_id "
        "AND p.attendee_id = NEW.attendee_id AND p.undoes_id IS NULL)",
        "a proof takes back a word about the same person at the same meeting",
    ),
    (
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
    for table in _TABLES:
        for verb in _VERBS:
            refuse = "FOR EACH ROW EXECUTE FUNCTION goodstanding_refuse()"
            if not postgres:
                refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            editor.execute(f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} {refuse}")
    for name, table, verb, condition, says in _RULES:
        if postgres:
            editor.execute(
                f"CREATE FUNCTION {name}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN IF {condition} THEN RAISE EXCEPTION '{says}'; END IF; RETURN NEW; END $$"
            )
            refuse = f"FOR EACH ROW EXECUTE FUNCTION {name}_refuse()"
        else:
            refuse = f"WHEN {condition} BEGIN SELECT RAISE(ABORT, '{says}'); END"
        editor.execute(f"CREATE TRIGGER {name} BEFORE {verb} ON {table} {refuse}")


def unguard(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Takes the guards away."""
    del apps
    postgres = editor.connection.vendor == "postgresql"
    names = [(f"{table}_no_{verb.lower()}", table) for table in _TABLES for verb in _VERBS]
    names += [(name, table) for name, table, *_rest in _RULES]
    for name, table in names:
        editor.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if postgres else ""))
    if postgres:
        for name, *_rest in _RULES:
            editor.execute(f"DROP FUNCTION {name}_refuse()")
