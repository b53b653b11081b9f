"""Searches for members who cannot be reached: the steps that were taken, each with its day and person."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goodstanding.models.people.account import Account
from goodstanding.models.people.member import Member
from goodstanding.models.people.unit import Unit
from goodstanding.models.public_id import IsKey, new_key
from goodstanding.models.valid_time import paired


class Search(models.Model):
    """A search for a member. since: the last day of contact, as far as is known. Found again, it is closed.

    Nothing follows from it by itself, and nothing of it stands in the ledger.
    """

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="searches")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="searches")
    since = models.DateField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    found_on = models.DateField(null=True)
    found_at = models.DateTimeField(null=True)
    found_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.CheckConstraint(name="search_key_is_made_here", condition=IsKey("key")),
            models.UniqueConstraint(name="search_one_open", fields=["member"], condition=Q(found_on__isnull=True)),
            paired("search_found", "found_on", "found_at", "found_by"),
        ]


class SearchStep(models.Model):
    """One step of a search, on a day, by a person. Never changed."""

    class What(models.TextChoices):
        """What was done."""

        TELEPHONE = "telephone", _("Telephoned")
        CONTACT_PERSON = "contact_person", _("Asked the contact person")
        VISIT = "visit", _("Visited the last known address")
        LETTER = "letter", _("Wrote a letter")
        NOTICE_ABOVE = "notice_above", _("Notified the next committee")

    search = models.ForeignKey(Search, on_delete=models.PROTECT, related_name="steps")
    what = models.CharField(max_length=14, choices=What.choices)
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["on", "id"]
