"""The Django application that holds the models."""

from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class Goodstanding(AppConfig):
    """All of the house that Django needs to know."""

    name = "goodstanding"
    label = "goodstanding"
    verbose_name = "Goodstanding"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Says what follows migrations. Jobs are found by name, when they are done: flows/registry.py."""
        post_migrate.connect(import_module("goodstanding.models.guards.install").after_migrations, sender=self)
