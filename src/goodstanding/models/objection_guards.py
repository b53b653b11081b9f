"""What the database itself keeps of objections: nobody rules who had a hand in it, and no step is ever changed."""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_TABLES = ("goodstanding_hand", "goodstanding_step")
_VERBS = ("UPDATE", "DELETE")
_SAYS = "whoever had a hand in it does not rule on it"
_HAD_A_HAND = (
    "EXISTS (SELECT 1 FROM goodstanding_hand h WHERE h.objection_id = NEW.objection_id AND h.account_id = NEW.by_id)"
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
    if postgres:
        editor.execute(
            "CREATE FUNCTION goodstanding_refuse_hand() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN IF {_HAD_A_HAND} THEN RAISE EXCEPTION '{_SAYS}'; END IF; RETURN NEW; END $$"
        )
    refuse = "FOR EACH ROW EXECUTE FUNCTION goodstanding_refuse_hand()"
    if not postgres:
        refuse = f"WHEN {_HAD_A_HAND} BEGIN SELECT RAISE(ABORT, '{_SAYS}'); END"
    editor.execute(f"CREATE TRIGGER goodstanding_ruling_by_no_hand BEFORE INSERT ON goodstanding_ruling {refuse}")


def unguard(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Takes the guards away."""
    del apps
    postgres = editor.connection.vendor == "postgresql"
    names = [(f"{table}_no_{verb.lower()}", table) for table in _TABLES for verb in _VERBS]
    for name, table in [*names, ("goodstanding_ruling_by_no_hand", "goodstanding_ruling")]:
        editor.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if postgres else ""))
    if postgres:
        editor.execute("DROP FUNCTION goodstanding_refuse_hand()")
