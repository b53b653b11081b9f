"""Brings tables to what they were in an older edition, and back to today's."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader


class StepByStep(MigrationLoader):
    """Goes every step that an older database has to go, and no short way."""

    def load_disk(self) -> None:
        """Leaves out what replaces others."""
        super().load_disk()
        self.disk_migrations = {name: found for name, found in self.disk_migrations.items() if not found.replaces}


def migrate_to(name: str | None) -> None:
    """Goes to a migration of ours, backwards or forwards; None for the last."""
    executor = MigrationExecutor(connection)
    executor.loader = StepByStep(connection)
    executor.migrate([("goodstanding", name)] if name else executor.loader.graph.leaf_nodes("goodstanding"))
