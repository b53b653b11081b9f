"""Payments with their receipts, and every line of every month's balance. A mistake is put right by a reversal."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from goodstanding.models.dues.obligation import DuesObligation
from goodstanding.models.dues.relief import DuesRelief
from goodstanding.models.people.account import Account
from goodstanding.models.people.member import Member
from goodstanding.models.people.unit import Unit
from goodstanding.models.public_id import IsKey, new_key


class DuesPayment(models.Model):
    """One payment of a member to a unit, or its reversal. Never changed. fen: always more than nothing.

    once: by what a payment that is sent again is recognized. reverses: the payment that this row takes back.
    """

    class Way(models.TextChoices):
        """How it came."""

        IN_PERSON = "in_person", pgettext_lazy("a payment", "In person")
        PROXY = "proxy", pgettext_lazy("a payment", "Brought by another person")
        TRANSFER = "transfer", pgettext_lazy("a payment", "By bank transfer")

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="dues_payments", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="dues_payments", db_index=False)
    fen = models.PositiveIntegerField()
    on = models.DateField()
    way = models.CharField(max_length=9, choices=Way.choices)
    once = models.CharField(max_length=64, unique=True)
    reverses = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="reversal")
    reason = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [
            models.CheckConstraint(name="dues_payment_key_is_made_here", condition=IsKey("key")),
            models.CheckConstraint(name="dues_payment_is_something", condition=Q(fen__gt=0)),
            models.CheckConstraint(
                name="dues_payment_reversed_with_a_reason", condition=Q(reverses__isnull=True) | ~Q(reason="")
            ),
        ]
        indexes = [
            models.Index(fields=["member", "-on"], name="dues_payment_of_member"),
            models.Index(fields=["unit", "on"], name="dues_payment_to_unit"),
        ]


class DuesLine(models.Model):
    """One line of a month's balance. Never changed. fen: of what it says more, or less where it is negative."""

    class What(models.TextChoices):
        """Which sum it belongs to."""

        OWED = "owed", _("Due in all")
        PAID = "paid", pgettext_lazy("dues", "Paid")
        WAIVED = "waived", _("Waived")

    obligation = models.ForeignKey(DuesObligation, on_delete=models.PROTECT, related_name="lines")
    what = models.CharField(max_length=6, choices=What.choices)
    fen = models.IntegerField()
    payment = models.ForeignKey(DuesPayment, null=True, on_delete=models.PROTECT, related_name="lines")
    relief = models.ForeignKey(DuesRelief, null=True, on_delete=models.PROTECT, related_name="lines")
    at = models.DateTimeField()
    by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="dues_line_is_something", condition=~Q(fen=0)),
            models.CheckConstraint(
                name="dues_line_says_from_what",
                condition=Q(what="owed", payment__isnull=True, relief__isnull=True)
                | Q(what="paid", payment__isnull=False, relief__isnull=True)
                | Q(what="waived", payment__isnull=True, relief__isnull=False),
            ),
        ]
