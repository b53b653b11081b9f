"""The database in the hands of somebody who owns it, for what the application cannot do itself."""

from collections.abc import Iterator
from contextlib import contextmanager

from goodstanding.models.guards import install

#: What is said to whoever changes what is only added to: by a guard, or by PostgreSQL, which does not even let the
#: application's role come so far; see tests/models/guards/test_rights.py.
UNCHANGED = "append-only|permission denied"


@contextmanager
def unguarded(table: str) -> Iterator[None]:
    """While this lasts, rows of a guarded table can be changed."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            cursor.execute(f"DROP TRIGGER {table}_no_update")
            yield
            install.put_up()
            return
        cursor.execute("SELECT current_user")
        (role,) = cursor.fetchone()
        cursor.execute("RESET ROLE; SET session_replication_role = replica")
        yield
        cursor.execute(f'SET session_replication_role = DEFAULT; SET ROLE "{role}"')


@contextmanager
def as_owner() -> Iterator[None]:
    """While this lasts, the connection may change tables, as whoever migrates may."""
    from django.db import connection

    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        (role,) = cursor.fetchone()
        cursor.execute("RESET ROLE")
    yield
    with connection.cursor() as cursor:
        cursor.execute(f'SET ROLE "{role}"')
