"""Templates, static files and template tags."""

from django.apps import AppConfig


class Web(AppConfig):
    """The first door."""

    name = "goodstanding.web"
    label = "goodstanding_web"
