"""A rule that the database checks whenever a row is written, beyond what a constraint can say."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from goodstanding.models import append_only


@dataclass(frozen=True)
class Rule:
    """What is refused under a condition, and in what words. verb: INSERT or UPDATE."""

    name: str
    table: str
    verb: str
    refused_when: str
    says: str

    def on_sqlite(self) -> str:
        """The trigger, as SQLite says it."""
        refuse = f"BEGIN SELECT RAISE(ABORT, '{self.says}'); END"
        return f"CREATE TRIGGER {self.name} BEFORE {self.verb} ON {self.table} WHEN {self.refused_when} {refuse}"

    def on_postgres(self) -> tuple[str, str]:
        """The function and the trigger, as PostgreSQL says them."""
        function = (
            f"CREATE OR REPLACE FUNCTION {self.name}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {self.refused_when} THEN RAISE EXCEPTION '{self.says}'; END IF; RETURN NEW; END $$"
        )
        trigger = (
            f"CREATE TRIGGER {self.name} BEFORE {self.verb} ON {self.table} "
            f"FOR EACH ROW EXECUTE FUNCTION {self.name}_refuse()"
        )
        return function, trigger


def guard(editor: BaseDatabaseSchemaEditor, tables: Sequence[str], rules: Sequence[Rule]) -> None:
    """Lets the database refuse changes of these tables and what these rules refuse, for every role."""
    postgres = editor.connection.vendor == "postgresql"
    append_only.guard(editor, tables)
    for rule in rules:
        for statement in rule.on_postgres() if postgres else (rule.on_sqlite(),):
            editor.execute(statement)


def unguard(editor: BaseDatabaseSchemaEditor, tables: Sequence[str], rules: Sequence[Rule]) -> None:
    """Takes the guards away."""
    append_only.unguard(editor, tables)
    for rule in rules:
        append_only.drop_trigger(editor, rule.name, rule.table)
    if editor.connection.vendor == "postgresql":
        for rule in rules:
            editor.execute(f"DROP FUNCTION IF EXISTS {rule.name}_refuse()")
