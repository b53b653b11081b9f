"""Decisions of bodies about members, and what later decisions did to them. Nothing here is ever changed."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from goodstanding.models.people.account import Account
from goodstanding.models.people.member import Member
from goodstanding.models.people.unit import Unit
from goodstanding.models.public_id import IsKey, new_key


class MemberDecision(models.Model):
    """One decision, by a kind of the scheme, with its document. unit: the member's when it was written down.

    form: a word of the kind's forms. body_unit: whose body decided, none above the organization; body: its name.
    ends_on: the last day of its effect, none where it has no end or lasts until it is lifted. corrects: the decision
    in whose place this one stands. sent: a digest, to know a form sent again.
    """

    class Side(models.TextChoices):
        """What it is."""

        AWARD = "award", pgettext_lazy("a decision about a member", "Award")
        DISCIPLINE = "discipline", pgettext_lazy("a decision about a member", "Discipline")

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="decisions")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=40)
    side = models.CharField(max_length=10, choices=Side.choices)
    form = models.CharField(max_length=40, blank=True)
    document = models.CharField(max_length=100)
    dated_on = models.DateField()
    body_unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    body = models.CharField(max_length=200)
    effective_from = models.DateField()
    ends_on = models.DateField(null=True)
    informed_on = models.DateField(null=True)
    appeal_until = models.DateField(null=True)
    corrects = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="corrected_by")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    sent = models.CharField(max_length=64, null=True, editable=False)

    class Meta:
        ordering = ["-effective_from", "-id"]
        constraints = [
            models.CheckConstraint(name="member_decision_key_is_made_here", condition=IsKey("key")),
            models.CheckConstraint(
                name="member_decision_knows_its_sides", condition=Q(side__in=["award", "discipline"])
            ),
            models.CheckConstraint(name="member_decision_has_a_document", condition=~Q(body="") & ~Q(document="")),
            models.CheckConstraint(
                name="member_decision_in_order",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("effective_from")),
            ),
            models.CheckConstraint(
                name="member_decision_told_before_it_counts",
                condition=Q(side="award") | Q(informed_on__gte=F("dated_on"), appeal_until__gte=F("informed_on")),
            ),
            models.UniqueConstraint(
                name="member_decision_once_a_form", fields=["made_by", "sent"], condition=Q(sent__isnull=False)
            ),
        ]
        indexes = [models.Index(fields=["member", "side", "-effective_from"], name="decision_of_member")]


class DecisionChange(models.Model):
    """What a later decision did to one: corrected it by another, revoked it, or lifted its effect. Never changed.

    on: from when it is lifted; a decision that is corrected or revoked never had effect.
    """

    class What(models.TextChoices):
        """What the later decision did."""

        CORRECTED = "corrected", pgettext_lazy("a decision about a member", "Corrected")
        REVOKED = "revoked", pgettext_lazy("a decision about a member", "Revoked")
        LIFTED = "lifted", _("Effect lifted")

    decision = models.ForeignKey(MemberDecision, on_delete=models.PROTECT, related_name="changes")
    what = models.CharField(max_length=9, choices=What.choices)
    document = models.CharField(max_length=100)
    body = models.CharField(max_length=200)
    on = models.DateField()
    reason = models.CharField(max_length=500)
    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="decision_change_has_a_document", condition=~Q(body="") & ~Q(document="") & ~Q(reason="")
            ),
            models.UniqueConstraint(name="decision_change_once", fields=["decision", "what"]),
            # What is void already is not made void again.
            models.UniqueConstraint(
                name="decision_void_once", fields=["decision"], condition=Q(what__in=["corrected", "revoked"])
            ),
        ]
