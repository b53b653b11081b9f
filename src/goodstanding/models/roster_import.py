"""Roster imports: a file that was brought, what was understood of it, and what became of every row."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from goodstanding.models.account import Account
from goodstanding.models.job import Job
from goodstanding.models.keys import new_key
from goodstanding.models.unit import Unit


class RosterImport(models.Model):
    """One file. read = accepted + refused, and accepted = added + changed + unchanged."""

    class State(models.TextChoices):
        """Where it stands."""

        BROUGHT = "brought", _("Waiting for columns to be matched")
        CHECKED = "checked", _("Checked")
        DONE = "done", _("Done")
        GIVEN_UP = "given_up", _("Given up")

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="imports")
    file_name = models.CharField(max_length=255)
    stored_as = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    encoding = models.CharField(max_length=20, blank=True)
    columns = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.BROUGHT)
    job = models.ForeignKey(Job, null=True, on_delete=models.PROTECT, related_name="imports")
    read = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="imports")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]


class RefusedRow(models.Model):
    """A row that was refused, and why; rows that were taken are in the roster."""

    roster_import = models.ForeignKey(RosterImport, on_delete=models.CASCADE, related_name="refusals")
    sheet = models.CharField(max_length=100, blank=True)
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=60)
    value = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)

    class Meta:
        ordering = ["row", "id"]
        indexes = [models.Index(fields=["roster_import", "row"], name="refused_row_place")]
