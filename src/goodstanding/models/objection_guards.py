"""What the database itself keeps of objections: nobody rules who had a hand in it, and no step is ever changed."""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from goodstanding.models import append_only

_TABLES = ("goodstanding_hand", "goodstanding_step")
_SAYS = "whoever had a hand in it does not rule on it"
_HAD_A_HAND = (
    "EXISTS (SELECT 1 FROM goodstanding_hand h WHERE h.objection_id = NEW.objection_id AND h.account_id = NEW.by_id)"
)


def guard(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Lets the database refuse what must not happen, whoever asks."""
    del apps
    postgres = editor.connection.vendor == "postgresql"
    append_only.guard(editor, _TABLES)
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
    append_only.unguard(editor, _TABLES)
    append_only.drop_trigger(editor, "goodstanding_ruling_by_no_hand", "goodstanding_ruling")
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP FUNCTION goodstanding_refuse_hand()")
