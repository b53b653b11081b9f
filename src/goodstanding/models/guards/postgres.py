"""Guards as PostgreSQL says them. A trigger of one table refuses for its parts as well, but for TRUNCATE."""

from hashlib import sha256

from django.db.backends.base.base import BaseDatabaseWrapper

from goodstanding.models.guard_rule import Rule
from goodstanding.models.guards.guards import Guard
from goodstanding.models.guards.sqlite import Trigger, allowed

_REFUSE = "goodstanding_refuse()"


def existing(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """The triggers of the database by name, each with what its comment says."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.tgname, coalesce(obj_description(t.oid, 'pg_trigger'), '') FROM pg_trigger t "
            "JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal AND t.tgparentid = 0 "
            "AND c.relnamespace = current_schema()::regnamespace"
        )
        return dict(cursor.fetchall())


def triggers(connection: BaseDatabaseWrapper, guard: Guard) -> dict[str, Trigger]:
    """The guards of one table."""
    table = guard.table
    by_name = {
        f"{table}_no_delete": _trigger(f"{table}_no_delete", table, "DELETE"),
        f"{table}_no_update": _update(connection, guard),
    }
    for part in (table, *_parts(connection, table)):
        by_name[f"{part}_no_truncate"] = _trigger(f"{part}_no_truncate", part, "TRUNCATE")
    return by_name


def rule(connection: BaseDatabaseWrapper, own_rule: Rule) -> dict[str, Trigger]:
    """A rule of its own."""
    del connection
    return {own_rule.name: _marked(own_rule.name, own_rule.table, "; ".join(own_rule.on_postgres()))}


def _update(connection: BaseDatabaseWrapper, guard: Guard) -> Trigger:
    name = f"{guard.table}_no_update"
    if guard.is_append_only:
        return _trigger(name, guard.table, "UPDATE")
    with connection.cursor() as cursor:
        columns = [column.name for column in connection.introspection.get_table_description(cursor, guard.table)]
    condition = allowed(guard, columns, "IS NOT DISTINCT FROM")
    says = f"{guard.table} does not change like that"
    function = (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF NOT coalesce(({condition}), false) THEN RAISE EXCEPTION '{says}'; END IF; RETURN NEW; END $$"
    )
    return _marked(
        name, guard.table,
        f"{function}; CREATE TRIGGER {name} BEFORE UPDATE ON {guard.table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    )  # fmt: skip


def _trigger(name: str, table: str, verb: str) -> Trigger:
    each = "STATEMENT" if verb == "TRUNCATE" else "ROW"
    make = f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH {each} EXECUTE FUNCTION {_REFUSE}"
    return Trigger(make, f"DROP TRIGGER {name} ON {table}", "")


def _marked(name: str, table: str, make: str) -> Trigger:
    """With a comment that tells one from an older one: PostgreSQL spells what it was given in its own way."""
    mark = sha256(make.encode()).hexdigest()[:16]
    return Trigger(f"{make}; COMMENT ON TRIGGER {name} ON {table} IS '{mark}'", f"DROP TRIGGER {name} ON {table}", mark)


def _parts(connection: BaseDatabaseWrapper, table: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = to_regclass(%s) ORDER BY 1", [table]
        )
        return [name for (name,) in cursor.fetchall()]
