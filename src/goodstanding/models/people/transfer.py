"""Transfers: a member goes from one unit to another when both units and the member agree."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from goodstanding.models.people.account import Account
from goodstanding.models.people.member import Member
from goodstanding.models.people.unit import Unit
from goodstanding.models.public_id import new_key
from goodstanding.models.valid_time import paired


class Transfer(models.Model):
    """One transfer, from the day it is asked for to its end. The old unit stays responsible until it is done."""

    class State(models.TextChoices):
        """Where it stands."""

        OPEN = "open", _("Waiting for consent")
        DONE = "done", _("Done")
        REFUSED = "refused", _("Refused")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="transfers")
    from_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="transfers_out")
    to_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="transfers_in")
    reason = models.CharField(max_length=500)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    reminded_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="transfer_one_open", fields=["member"], condition=Q(state="open")),
            models.CheckConstraint(name="transfer_goes_elsewhere", condition=~Q(from_unit=F("to_unit"))),
            models.CheckConstraint(
                name="transfer_ended_is_not_open",
                condition=Q(state="open", ended_at__isnull=True) | (~Q(state="open") & Q(ended_at__isnull=False)),
            ),
            paired("transfer_ended", "ended_at", "ended_by"),
        ]


class Consent(models.Model):
    """One side's answer to a transfer. A refusal needs a reason."""

    class Side(models.TextChoices):
        """Whose consent it takes."""

        MEMBER = "member", _("The member")
        GIVING = "giving", _("The unit now")
        RECEIVING = "receiving", _("The unit to be")

    transfer = models.ForeignKey(Transfer, on_delete=models.PROTECT, related_name="consents")
    side = models.CharField(max_length=10, choices=Side.choices)
    agrees = models.BooleanField()
    reason = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="consent_once_a_side", fields=["transfer", "side"]),
            models.CheckConstraint(name="consent_refusal_has_a_reason", condition=Q(agrees=True) | ~Q(reason="")),
        ]
