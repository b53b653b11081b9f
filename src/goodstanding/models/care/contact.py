"""Contact that a unit keeps with members away, and visits at home: that it took place, when and how, never why."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from goodstanding.models.people.account import Account
from goodstanding.models.people.member import Member
from goodstanding.models.people.unit import Unit
from goodstanding.models.public_id import IsKey, new_key
from goodstanding.models.valid_time import paired


class Contact(models.Model):
    """One contact with a member, by a kind of the scheme; unit: the member's then. Wrong, it is withdrawn."""

    class Way(models.TextChoices):
        """How there was contact."""

        TELEPHONE = "telephone", _("Telephone")
        MESSAGE = "message", pgettext_lazy("how there was contact", "Message")
        VISIT = "visit", _("Visit")
        LETTER = "letter", _("Letter")
        OWN = "own", _("The member was in touch")

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    kind = models.CharField(max_length=40)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="contacts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="contacts")
    on = models.DateField()
    way = models.CharField(max_length=9, choices=Way.choices)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [
            models.CheckConstraint(name="contact_key_is_made_here", condition=IsKey("key")),
            paired("contact_withdrawn", "withdrawn_at", "withdrawn_by"),
            models.UniqueConstraint(
                name="contact_once_a_day", fields=["kind", "member", "on"], condition=Q(withdrawn_at__isnull=True)
            ),
        ]
        indexes = [models.Index(fields=["member", "kind", "-on"], name="contact_of_member")]
