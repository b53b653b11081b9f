"""Versions of the rules: proposed with what they would change, agreed by another person, for a month to come."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from goodstanding.models.operations.job import Job
from goodstanding.models.people.account import Account
from goodstanding.models.public_id import new_key
from goodstanding.models.valid_time import paired


class RulesVersion(models.Model):
    """A scheme that is to take the place of the one in force. content: the whole scheme; impact: what it would change.

    from_month: the first month that is rated by it, as a month number.
    """

    class State(models.TextChoices):
        """Where it stands."""

        PROPOSED = "proposed", _("Proposed")
        AGREED = "agreed", _("Agreed")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    name = models.CharField(max_length=100)
    fingerprint = models.CharField(max_length=64)
    content = models.JSONField()
    from_month = models.IntegerField()
    reason = models.CharField(max_length=500)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    impact = models.JSONField(null=True)
    impact_month = models.IntegerField(null=True)
    job = models.ForeignKey(Job, null=True, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    agreed_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-from_month", "-id"]
        constraints = [
            models.UniqueConstraint(name="rules_one_a_month", fields=["from_month"], condition=Q(state="agreed")),
            models.CheckConstraint(
                name="rules_agreed_by_another", condition=Q(agreed_by__isnull=True) | ~Q(agreed_by=F("proposed_by"))
            ),
            models.CheckConstraint(
                name="rules_agreed_with_impact", condition=~Q(state="agreed") | Q(impact__isnull=False)
            ),
            models.CheckConstraint(name="rules_have_a_reason", condition=~Q(reason="")),
            paired("rules_agreed", "agreed_at", "agreed_by"),
        ]
