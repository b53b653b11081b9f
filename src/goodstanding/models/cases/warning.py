"""Warnings: what was seen about a member or a unit while something can still be done, until its reason is gone."""

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from goodstanding.models.people.member import Member
from goodstanding.models.people.unit import Unit
from goodstanding.models.public_id import IsKey, new_key


class EarlyWarning(models.Model):
    """A warning of a kind of the scheme. unit: which it is about, or where the member belongs.

    value, before: hundredths of a total, or of a per cent; month: the published month in which it was seen last;
    due_on: until when what is missing can be done. noted_on: when the member marked it as read. settled_on: when its
    reason was gone; nothing waits any more, and should it come back, that is another warning.
    """

    class State(models.TextChoices):
        """Whether its reason is still there."""

        OPEN = "open", pgettext_lazy("a warning", "Open")
        SETTLED = "settled", pgettext_lazy("a warning", "Settled")

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    kind = models.CharField(max_length=40)
    member = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="warnings", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="warnings", db_index=False)
    state = models.CharField(max_length=7, choices=State.choices, default=State.OPEN)
    month = models.IntegerField(null=True)
    value = models.IntegerField(null=True)
    before = models.IntegerField(null=True)
    due_on = models.DateField(null=True)
    opened_on = models.DateField()
    noted_on = models.DateField(null=True)
    settled_on = models.DateField(null=True)

    class Meta:
        ordering = ["-opened_on", "-id"]
        constraints = [
            models.CheckConstraint(name="warning_key_is_made_here", condition=IsKey("key")),
            models.CheckConstraint(
                name="warning_settled_on_a_day",
                condition=Q(state="open", settled_on__isnull=True) | Q(state="settled", settled_on__isnull=False),
            ),
            models.UniqueConstraint(
                name="warning_of_member_one_open",
                fields=["member", "kind"],
                condition=Q(state="open", member__isnull=False),
            ),
            models.UniqueConstraint(
                name="warning_of_unit_one_open",
                fields=["unit", "kind"],
                condition=Q(state="open", member__isnull=True),
            ),
        ]
        indexes = [
            models.Index(fields=["member", "-opened_on"], name="warning_of_member"),
            models.Index(fields=["unit", "state"], name="warning_of_unit"),
        ]
