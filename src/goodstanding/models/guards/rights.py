"""What the application's own role may do in PostgreSQL: everything the application does, and nothing to the ledger
but adding to it. Tables belong to another role, the owner, which migrates and is not used for anything else."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql

from goodstanding.engine.problems import InputError
from goodstanding.models.guards.guards import GUARDS
from goodstanding.models.ledger.ledger_table import PART_OFF

_SEE_ONLY = {"django_migrations", "django_content_type", "auth_permission"}
_HOW = "see “Two roles on PostgreSQL” in docs/how-to/run-the-platform.md"


@dataclass(frozen=True)
class Role:
    """The role of a connection. owns: it owns the ledger, or may act as the role that does, or there is no ledger."""

    name: str
    is_superuser: bool
    owns: bool

    @property
    def may_break_guards(self) -> bool:
        """Whether it could switch off what guards the ledger."""
        return self.is_superuser or self.owns


def role_of(connection: BaseDatabaseWrapper) -> Role | None:
    """As whom a connection works; None on SQLite, which knows no roles."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, r.rolsuper, coalesce((SELECT pg_has_role(c.relowner, 'MEMBER') FROM pg_class c "
            "WHERE c.oid = to_regclass('goodstanding_fact')), true) FROM pg_roles r WHERE r.rolname = current_user"
        )
        return Role(*(cursor.fetchone() or ("", False, False)))


def refuse_owner(using: str = "default") -> None:
    """Raises InputError where the application works as a role that could switch the guards off."""
    role = role_of(connections[using])
    if role is not None and role.may_break_guards:
        what = "is a superuser" if role.is_superuser else "owns the ledger"
        raise InputError(
            f"The database role {role.name} {what}, so it could empty the ledger; give DATABASE_URL a role of its own "
            f"({_HOW}), or set GOODSTANDING_OWNER_MAY_SERVE=yes."
        )


def give(name: str, password: str = "", using: str = "default") -> None:
    """Gives a role what the application needs, and takes everything else away. The role is made where there is none.

    Raises InputError where the role could do more than it is given, or cannot be made.
    """
    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        _make(cursor, name, password)
        _refuse_strong(cursor, name)
        for statement in _grants(connection, sql.Identifier(name)):
            cursor.execute(statement)


def _make(cursor: object, name: str, password: str) -> None:
    execute, fetch = cursor.execute, cursor.fetchone  # type: ignore[attr-defined]
    execute("SELECT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = %s)", [name])
    if fetch()[0]:
        return
    execute("SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user")
    if not fetch()[0]:
        raise InputError(
            f"There is no database role {name}, and this role may not make one; let an administrator run: "
            f"CREATE ROLE {name} LOGIN PASSWORD '...'"
        )
    login = sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS{}")
    secret = sql.SQL(" PASSWORD {}").format(sql.Literal(password)) if password else sql.SQL("")
    execute(login.format(sql.Identifier(name), secret))


def _refuse_strong(cursor: object, name: str) -> None:
    execute, fetch = cursor.execute, cursor.fetchone  # type: ignore[attr-defined]
    execute(
        "SELECT rolsuper OR rolcreaterole OR rolreplication OR rolbypassrls, pg_has_role(rolname, current_user, "
        "'MEMBER') FROM pg_roles WHERE rolname = %s",
        [name],
    )
    is_strong, is_owner = fetch()
    if is_strong or is_owner:
        what = "can do more than the application needs" if is_strong else "can act as the owner of the tables"
        raise InputError(f"The database role {name} {what}; name a plain role in DATABASE_URL ({_HOW}).")


def _grants(connection: BaseDatabaseWrapper, role: sql.Identifier) -> Iterator[sql.Composed]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema(), array(SELECT inhrelid::regclass::text FROM pg_inherits)")
        schema_name, parts = cursor.fetchone() or ("public", [])
    schema, tables = sql.Identifier(schema_name), connection.introspection.table_names()
    for what in ("TABLES", "SEQUENCES", "FUNCTIONS"):
        yield sql.SQL(f"REVOKE ALL ON ALL {what} IN SCHEMA {{}} FROM PUBLIC, {{}}").format(schema, role)
    yield sql.SQL("REVOKE CREATE ON SCHEMA {} FROM PUBLIC, {}").format(schema, role)
    yield sql.SQL("GRANT USAGE ON SCHEMA {} TO {}").format(schema, role)
    yield sql.SQL("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {} TO {}").format(schema, role)
    yield sql.SQL("GRANT EXECUTE ON FUNCTION {} TO {}").format(sql.SQL(PART_OFF), role)
    guarded = {guard.table: guard for guard in GUARDS}
    for table in sorted(set(tables) - set(parts)):
        if table in guarded:
            may = sql.SQL("SELECT, INSERT")
            if names := guarded[table].may_change:
                may += sql.SQL(", UPDATE ({})").format(sql.SQL(", ").join(map(sql.Identifier, names)))
        else:
            may = sql.SQL("SELECT" if table in _SEE_ONLY else "SELECT, INSERT, UPDATE, DELETE")
        yield sql.SQL("GRANT {} ON {} TO {}").format(may, sql.Identifier(table), role)
