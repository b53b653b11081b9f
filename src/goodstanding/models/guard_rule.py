"""A rule that the database checks whenever a row is written, beyond what a constraint can say."""

from dataclasses import dataclass


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
