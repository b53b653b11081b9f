"""The totals of a month, as they were posted to a branch's members: never what a single member paid."""

from django.db import models

from goodstanding.models.people.account import Account
from goodstanding.models.people.unit import Unit


class DuesPublication(models.Model):
    """The totals of a unit's month on the day they were posted. The newest counts. Never changed. owed, paid: fen."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="dues_publications", db_index=False)
    month = models.IntegerField()
    owed = models.PositiveBigIntegerField()
    paid = models.PositiveBigIntegerField()
    waived = models.PositiveBigIntegerField()
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["-month", "-id"]
        indexes = [models.Index(fields=["unit", "-month"], name="dues_publication_of_unit")]
