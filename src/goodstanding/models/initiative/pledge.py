"""Pledges: what a member promises their branch for a period, item by item. No item is ever overwritten."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from goodstanding.models.initiative.moves import ITEM_DECIDED, ItemState
from goodstanding.models.people.account import Account
from goodstanding.models.people.member import Member
from goodstanding.models.people.unit import Unit
from goodstanding.models.public_id import IsKey, new_key
from goodstanding.models.valid_time import paired


class Pledge(models.Model):
    """The pledge of a member for a period, as the engine calls it: 2016, 2016-Q4. unit: where it was made.

    made_on: the day it was made, on paper before it was typed in. made_by: the member, or the person who typed it.
    """

    class State(models.TextChoices):
        """Whether it holds."""

        REGISTERED = "registered", _("Registered")
        WITHDRAWN = "withdrawn", pgettext_lazy("a pledge", "Withdrawn")

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="pledges", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="pledges")
    period = models.CharField(max_length=7)
    state = models.CharField(max_length=10, choices=State.choices, default=State.REGISTERED)
    made_on = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(name="pledge_key_is_made_here", condition=IsKey("key")),
            models.UniqueConstraint(
                name="pledge_one_a_period", fields=["member", "period"], condition=Q(state="registered")
            ),
        ]


class PledgeItem(models.Model):
    """One item. Reworded, it is another item of the next revision.

    decided_on: the day that the decision is of, which lies in the period of the pledge.
    """

    State = ItemState

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    pledge = models.ForeignKey(Pledge, on_delete=models.PROTECT, related_name="items", db_index=False)
    revision = models.PositiveSmallIntegerField(default=1)
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=ItemState.choices, default=ItemState.PLEDGED)
    decided_on = models.DateField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["revision", "number"]
        constraints = [
            models.CheckConstraint(name="pledge_item_key_is_made_here", condition=IsKey("key")),
            models.CheckConstraint(name="pledge_item_says_something", condition=~Q(text="")),
            models.CheckConstraint(name="pledge_item_knows_its_states", condition=Q(state__in=ItemState.values)),
            models.UniqueConstraint(name="pledge_item_once_a_number", fields=["pledge", "revision", "number"]),
            models.CheckConstraint(
                name="pledge_item_decided_by_a_person",
                condition=~Q(state__in=ITEM_DECIDED) | Q(decided_at__isnull=False),
            ),
            paired("pledge_item_decided", "decided_on", "decided_at", "decided_by"),
        ]
        indexes = [models.Index(fields=["pledge"], name="pledge_item_reported", condition=Q(state="reported"))]
