"""Puts the guards up in the database, and leaves alone what is there as it should be."""

from typing import Any

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from goodstanding.models.guards import postgres, sqlite
from goodstanding.models.guards.guards import GUARDS, RULES
from goodstanding.models.ledger import ledger_table


def put_up(using: str = "default") -> int:
    """Guards every table there is. Gives how many triggers were made. Called when migrations have run."""
    connection = connections[using]
    with transaction.atomic(using=using):
        wanted = _wanted(connection)
        existing = (postgres if connection.vendor == "postgresql" else sqlite).existing(connection)
        missing = {name: trigger for name, trigger in wanted.items() if existing.get(name) != trigger.mark}
        with connection.cursor() as cursor:
            for name, trigger in missing.items():
                if name in existing:
                    cursor.execute(trigger.drop)
                cursor.execute(trigger.make)
    return len(missing)


def _wanted(connection: BaseDatabaseWrapper) -> "dict[str, sqlite.Trigger]":
    """Every trigger by name, of the tables that are there: migrations may have stopped half-way, or gone back."""
    dialect = postgres if connection.vendor == "postgresql" else sqlite
    tables = set(connection.introspection.table_names())
    found: dict[str, sqlite.Trigger] = {}
    for guard in GUARDS:
        if guard.table in tables:
            found |= dialect.triggers(connection, guard)
    for rule in RULES:
        if rule.table in tables:
            found |= dialect.rule(connection, rule)
    return found


def after_migrations(using: str, **_more: Any) -> None:
    """What Django calls when migrations have run."""
    put_up(using)
    if connections[using].vendor == "postgresql":
        ledger_table.put_part_off()
