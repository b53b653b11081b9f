"""What was asked of a unit from above, and that the ceiling of a month was raised for a unit. Never changed."""

from django.db import models
from django.db.models import Q

from goodstanding.models.people.account import Account
from goodstanding.models.people.unit import Unit


class UnitRequest(models.Model):
    """One thing that a unit above sent to a unit in a month. noun, key: what was sent; number: which of the month.

    Two that are sent at once cannot have one number, so no two of them take the last place below the ceiling.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="requests", db_index=False)
    from_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    month = models.IntegerField()
    number = models.PositiveSmallIntegerField()
    noun = models.CharField(max_length=40)
    key = models.CharField(max_length=60)
    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="unit_request_is_counted_from_one", condition=Q(number__gte=1)),
            models.CheckConstraint(
                name="unit_request_comes_from_another_unit", condition=~Q(unit=models.F("from_unit"))
            ),
            models.UniqueConstraint(name="unit_request_one_a_number", fields=["unit", "month", "number"]),
            models.UniqueConstraint(name="unit_request_once", fields=["unit", "noun", "key"]),
        ]


class CeilingLift(models.Model):
    """That the ceiling of a month was raised for a unit, with a reason. more: by how many requests."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="ceiling_lifts")
    month = models.IntegerField()
    more = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=500)
    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="ceiling_lift_with_a_reason", condition=~Q(reason="") & Q(more__gte=1)),
        ]
