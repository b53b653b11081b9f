"""What a member owes for a month. Its balance is of one piece: owed is what is paid, waived and open, to the fen."""

from django.db import models
from django.db.models import F, Q

from goodstanding.models.people.member import Member
from goodstanding.models.people.unit import Unit
from goodstanding.models.public_id import IsKey, new_key


class DuesObligation(models.Model):
    """One month of one member. unit: where the member belonged when the month began. month: the month number.

    owed, paid, waived, open: fen, sums of the lines. due_on: the last day on time. paid_on: the day of the last payment
    that still counts. reminded: how many reminders were sent, the last on reminded_on.
    """

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="dues", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="dues", db_index=False)
    month = models.IntegerField()
    owed = models.PositiveIntegerField()
    paid = models.PositiveIntegerField(default=0)
    waived = models.PositiveIntegerField(default=0)
    open = models.PositiveIntegerField()
    due_on = models.DateField()
    paid_on = models.DateField(null=True)
    reminded = models.PositiveSmallIntegerField(default=0)
    reminded_on = models.DateField(null=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["month", "id"]
        constraints = [
            models.CheckConstraint(name="dues_key_is_made_here", condition=IsKey("key")),
            models.UniqueConstraint(name="dues_once_a_month", fields=["member", "month"]),
            models.CheckConstraint(name="dues_balance", condition=Q(owed=F("paid") + F("waived") + F("open"))),
            models.CheckConstraint(name="dues_paid_on_a_day", condition=Q(paid=0) | Q(paid_on__isnull=False)),
        ]
        indexes = [
            models.Index(fields=["unit", "month"], name="dues_of_unit"),
            models.Index(fields=["member", "month"], name="dues_open", condition=Q(open__gt=0)),
        ]
