"""Long absences that members report: from when, until when, and a telephone number. No place, and no reason."""

from django.db import models
from django.db.models import F, Q

from goodstanding.models.encrypted import SealedCharField
from goodstanding.models.people.account import Account
from goodstanding.models.people.member import Member
from goodstanding.models.people.unit import Unit
from goodstanding.models.public_id import IsKey, new_key
from goodstanding.models.valid_time import paired


class LongAbsence(models.Model):
    """A long absence. until_on: the last day, as planned; ended_on: the day the member came back, if earlier or later.

    phone: under which the member is reached meanwhile, if it is another than the recorded number.
    """

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="long_absences")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="long_absences")
    from_on = models.DateField()
    until_on = models.DateField()
    phone = SealedCharField(max_length=40, blank=True, default="")
    reported_on = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    ended_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["-from_on", "-id"]
        constraints = [
            models.CheckConstraint(name="long_absence_key_is_made_here", condition=IsKey("key")),
            models.CheckConstraint(name="long_absence_in_order", condition=Q(until_on__gte=F("from_on"))),
            models.UniqueConstraint(
                name="long_absence_one_open", fields=["member"], condition=Q(ended_on__isnull=True)
            ),
            paired("long_absence_ended", "ended_on", "ended_at", "ended_by"),
        ]
