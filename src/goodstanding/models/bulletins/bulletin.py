"""Announcements of a unit to its members and all below it, and that a member has read one."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from goodstanding.models.people.account import Account
from goodstanding.models.people.member import Member
from goodstanding.models.people.unit import Unit
from goodstanding.models.public_id import IsKey, new_key
from goodstanding.models.valid_time import paired


class Bulletin(models.Model):
    """An announcement to the members of a unit and of all units below it. Its words are never changed.

    until_on: the last day on which it stands on members' pages. form: a digest, to know a form sent again.
    """

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="bulletins")
    title = models.CharField(max_length=200)
    text = models.TextField(max_length=4000)
    made_on = models.DateField()
    until_on = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    form = models.CharField(max_length=64, null=True, editable=False)
    reason = models.CharField(max_length=500, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(name="bulletin_key_is_made_here", condition=IsKey("key")),
            models.CheckConstraint(name="bulletin_says_something", condition=~Q(title="") & ~Q(text="")),
            models.CheckConstraint(name="bulletin_stands_for_a_day", condition=Q(until_on__gte=F("made_on"))),
            models.CheckConstraint(
                name="bulletin_withdrawn_with_a_reason", condition=Q(withdrawn_at__isnull=True) | ~Q(reason="")
            ),
            paired("bulletin_withdrawn", "withdrawn_at", "withdrawn_by"),
            models.UniqueConstraint(
                name="bulletin_once_a_form", fields=["made_by", "form"], condition=Q(form__isnull=False)
            ),
        ]
        indexes = [models.Index(fields=["until_on"], name="bulletin_stands", condition=Q(withdrawn_at=None))]


class BulletinReceipt(models.Model):
    """That an announcement reached a member: as the member confirmed, or as an office-holder noted. Never changed."""

    class How(models.TextChoices):
        """Who says so."""

        READ = "read", _("Confirmed by the member")
        TOLD = "told", _("Informed in person, by telephone or on paper")

    bulletin = models.ForeignKey(Bulletin, on_delete=models.PROTECT, related_name="receipts", db_index=False)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="bulletin_receipts")
    how = models.CharField(max_length=4, choices=How.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="bulletin_receipt_says_how", condition=Q(how__in=["read", "told"])),
            models.UniqueConstraint(name="bulletin_receipt_once", fields=["bulletin", "member"]),
        ]
