"""The Django application that holds the models."""

from django.apps import AppConfig


class Goodstanding(AppConfig):
    """All of the house that Django needs to know."""

    name = "goodstanding"
    label = "goodstanding"
    verbose_name = "Goodstanding"
    default_auto_field = "django.db.models.BigAutoField"
