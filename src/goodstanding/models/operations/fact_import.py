"""Fact imports: a file with facts that was brought, and what became of every row."""

from django.db import models

from goodstanding.models.operations.file_import import FileImport, RefusedCell
from goodstanding.models.operations.job import Job
from goodstanding.models.people.account import Account
from goodstanding.models.people.unit import Unit


class FactImport(FileImport):
    """One file with facts. unchanged: what the ledger said already."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="fact_imports")
    job = models.ForeignKey(Job, null=True, on_delete=models.PROTECT, related_name="fact_imports")
    by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="fact_imports")


class RefusedFact(RefusedCell):
    """A row that was refused, and why; rows that were taken are in the ledger."""

    fact_import = models.ForeignKey(FactImport, on_delete=models.CASCADE, related_name="refusals")

    class Meta(RefusedCell.Meta):
        indexes = [models.Index(fields=["fact_import", "row"], name="refused_fact_place")]
