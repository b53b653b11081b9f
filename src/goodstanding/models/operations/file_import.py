"""What every import of a file has: the file that was brought, what was understood of it, what became of every row."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from goodstanding.models.public_id import new_key


class FileImport(models.Model):
    """One file. read = accepted + refused, and what was accepted became one of `BECAME`."""

    BECAME: ClassVar[tuple[str, ...]] = ("added", "unchanged")

    class State(models.TextChoices):
        """Where it stands."""

        BROUGHT = "brought", _("Waiting for columns to be matched")
        CHECKED = "checked", _("Checked")
        DONE = "done", _("Done")
        GIVEN_UP = "given_up", _("Given up")

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    file_name = models.CharField(max_length=255)
    stored_as = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    encoding = models.CharField(max_length=20, blank=True)
    columns = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.BROUGHT)
    read = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering = ["-at", "-id"]


class RefusedCell(models.Model):
    """A row that was refused, and why."""

    sheet = models.CharField(max_length=100, blank=True)
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=60)
    value = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)

    class Meta:
        abstract = True
        ordering = ["row", "id"]
