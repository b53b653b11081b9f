"""Invitations: a printed code, good once, with which a person without an e-mail address takes over their account."""

from django.db import models
from django.db.models import Q

from goodstanding.models.people.account import Account
from goodstanding.models.public_id import new_key
from goodstanding.models.valid_time import paired


class Invitation(models.Model):
    """A code that was handed out. Only its digest is stored. An account may have several that are still good."""

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="invitations")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    good_until = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="invitation_one_end", condition=Q(used_at__isnull=True) | Q(withdrawn_at__isnull=True)
            ),
            paired("invitation_withdrawn", "withdrawn_at", "withdrawn_by"),
        ]
