"""The set amount of a member and their consent to pay ahead. Neither pay nor band is stored, only the amount."""

from django.db import models
from django.db.models import Q

from goodstanding.models.people.account import Account
from goodstanding.models.people.member import Member


class DuesBase(models.Model):
    """The amount a month that a member confirmed, or that the branch typed in for them. Never changed.

    fen: the amount. month: from which month number on it holds; the newest row up to a month counts.
    """

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="dues_bases", db_index=False)
    fen = models.PositiveIntegerField()
    month = models.IntegerField()
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(name="dues_base_is_something", condition=Q(fen__gt=0))]
        indexes = [models.Index(fields=["member", "month"], name="dues_base_of_member")]


class DuesConsent(models.Model):
    """Whether a member agrees to pay some months ahead. The newest counts. Never changed."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="dues_consents")
    given = models.BooleanField()
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["id"]
