"""The ledger's table in the database: on PostgreSQL in one part a month, everywhere guarded against change.

Django knows no parts, so this is SQL. What is unique in the ledger is unique within a month; `actions/ledger.py` looks
at the other months while it holds the ledger's head, without which no row is written.
"""

from typing import Any

from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_ACCOUNT = "bigint NULL REFERENCES goodstanding_account (id) DEFERRABLE INITIALLY DEFERRED"
_TABLE = f"""
CREATE SEQUENCE goodstanding_fact_id_seq;
CREATE TABLE goodstanding_fact (
    id bigint NOT NULL DEFAULT nextval('goodstanding_fact_id_seq'),
    month integer NOT NULL,
    member_id bigint NULL REFERENCES goodstanding_member (id) DEFERRABLE INITIALLY DEFERRED,
    unit_id bigint NULL REFERENCES goodstanding_unit (id) DEFERRABLE INITIALLY DEFERRED,
    kind varchar(60) NOT NULL,
    value bigint NULL,
    occurred_on date NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by_id {_ACCOUNT},
    agreed_by_id {_ACCOUNT},
    source varchar(10) NOT NULL,
    source_key varchar(120) NOT NULL,
    reference varchar(200) NOT NULL,
    reverses_id bigint NULL,
    replaces_id bigint NULL,
    reason varchar(500) NOT NULL,
    PRIMARY KEY (id, month),
    CONSTRAINT fact_once_a_source UNIQUE (source, source_key, month),
    CONSTRAINT fact_reversed_once UNIQUE (reverses_id, month),
    FOREIGN KEY (reverses_id, month) REFERENCES goodstanding_fact (id, month),
    CONSTRAINT fact_about_one CHECK ((member_id IS NULL) <> (unit_id IS NULL)),
    CONSTRAINT fact_not_negative CHECK (value IS NULL OR value >= 0),
    CONSTRAINT fact_in_its_month CHECK (
        month = extract(year FROM occurred_on) * 12 + extract(month FROM occurred_on) - 1
    ),
    CONSTRAINT fact_correction_has_a_reason CHECK (
        (reverses_id IS NULL AND replaces_id IS NULL) OR reason <> ''
    ),
    CONSTRAINT fact_agreed_by_another CHECK (
        agreed_by_id IS NULL OR recorded_by_id IS NULL OR agreed_by_id <> recorded_by_id
    )
) PARTITION BY RANGE (month);
ALTER SEQUENCE goodstanding_fact_id_seq OWNED BY goodstanding_fact.id;
CREATE TABLE goodstanding_fact_other PARTITION OF goodstanding_fact DEFAULT;
CREATE INDEX fact_of_member ON goodstanding_fact (member_id, occurred_on);
CREATE INDEX fact_of_unit ON goodstanding_fact (unit_id, occurred_on) WHERE unit_id IS NOT NULL;
CREATE INDEX fact_recorded ON goodstanding_fact USING brin (recorded_at);
"""
#: The function that makes a month's part with the rights of the owner, for any caller.
PART_OFF = "goodstanding_part_off(integer)"
_PART_OFF = """
CREATE OR REPLACE FUNCTION goodstanding_part_off(month_number integer) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = {schema}, pg_temp AS $$
DECLARE part text := format(
    'goodstanding_fact_%s_%s', lpad((month_number / 12)::text, 4, '0'), lpad((month_number % 12 + 1)::text, 2, '0'));
BEGIN
    IF month_number NOT BETWEEN 12000 AND 119999 OR to_regclass(part) IS NOT NULL
    OR EXISTS (SELECT 1 FROM goodstanding_fact_other WHERE month = month_number) THEN RETURN false; END IF;
    EXECUTE format('CREATE TABLE %I PARTITION OF goodstanding_fact FOR VALUES FROM (%s) TO (%s)',
        part, month_number, month_number + 1);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION goodstanding_refuse()',
        part || '_no_truncate', part);
    RETURN true;
END $$
"""
#: What never changes once it is written. Standings and rosters belong to a run, which says what became of it.
GUARDED = ("fact", "snapshot", "standing", "unitstanding", "ruling")
_VERBS = ("UPDATE", "DELETE")


def make(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Makes the table."""
    if editor.connection.vendor == "postgresql":
        editor.execute(_TABLE)
    else:
        editor.create_model(apps.get_model("goodstanding", "Fact"))


def drop(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Takes the table away."""
    editor.delete_model(apps.get_model("goodstanding", "Fact"))


def guard(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Lets the database refuse what must not happen, for every role."""
    del apps
    for table in (f"goodstanding_{name}" for name in GUARDED):
        for verb in _VERBS:
            name = f"{table}_no_{verb.lower()}"
            if editor.connection.vendor == "postgresql":
                what = "FOR EACH ROW EXECUTE FUNCTION goodstanding_refuse()"
            else:
                what = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            editor.execute(f"CREATE TRIGGER {name} BEFORE {verb} ON {table} {what}")


def unguard(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Takes the guards away."""
    del apps
    on_table = editor.connection.vendor == "postgresql"
    for table in (f"goodstanding_{name}" for name in GUARDED):
        for verb in _VERBS:
            editor.execute(f"DROP TRIGGER {table}_no_{verb.lower()}" + (f" ON {table}" if on_table else ""))


def part_off(first: int, last: int) -> int:
    """Gives every month from one to another a part of its own, where it has none yet. Gives how many were made.

    A month whose facts lie in the common part already stays there: everything still works, only less apart.
    """
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FILTER (WHERE goodstanding_part_off(month)) FROM generate_series(%s, %s) month",
            [first, last],
        )
        (count,) = cursor.fetchone() or (0,)
    return int(count)


def put_part_off() -> None:
    """Lets the application's role, which may make no tables, make a month's part and nothing else."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        (schema,) = cursor.fetchone() or ("public",)
        cursor.execute(_PART_OFF.format(schema=connection.ops.quote_name(schema)))
