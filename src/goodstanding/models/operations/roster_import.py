"""Roster imports: a file with members that was brought, and what became of every row."""

from django.db import models

from goodstanding.models.operations.file_import import FileImport, RefusedCell
from goodstanding.models.operations.job import Job
from goodstanding.models.people.account import Account
from goodstanding.models.people.unit import Unit


class RosterImport(FileImport):
    """One file with members."""

    BECAME = ("added", "changed", "unchanged")

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="imports")
    job = models.ForeignKey(Job, null=True, on_delete=models.PROTECT, related_name="imports")
    changed = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="imports")


class RefusedRow(RefusedCell):
    """A row that was refused, and why; rows that were taken are in the roster."""

    roster_import = models.ForeignKey(RosterImport, on_delete=models.CASCADE, related_name="refusals")

    class Meta(RefusedCell.Meta):
        indexes = [models.Index(fields=["roster_import", "row"], name="refused_row_place")]
