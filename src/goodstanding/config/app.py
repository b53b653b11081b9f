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
        """Declares what does each kind of job, in whichever process a job is delivered, and what follows migrations."""
        import_module("goodstanding.flows.roster.jobs")
        import_module("goodstanding.flows.ledger.jobs")
        post_migrate.connect(import_module("goodstanding.models.guards.install").after_migrations, sender=self)
