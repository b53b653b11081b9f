"""Duty posts and responsibility areas: what a unit sets up, who holds it, and whether it was carried out."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from goodstanding.models.initiative.moves import HoldingState
from goodstanding.models.people.account import Account
from goodstanding.models.people.member import Member
from goodstanding.models.people.unit import Unit
from goodstanding.models.public_id import IsKey, new_key


class DutyPost(models.Model):
    """A post of a unit, by a kind of the scheme: its title and its duties. closed_on: since when it is closed."""

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="duty_posts")
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    text = models.CharField(max_length=1000, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    closed_on = models.DateField(null=True)

    class Meta:
        ordering = ["kind", "id"]
        constraints = [
            models.CheckConstraint(name="duty_post_key_is_made_here", condition=IsKey("key")),
            models.CheckConstraint(name="duty_post_says_something", condition=~Q(title="")),
        ]


class DutyHolding(models.Model):
    """A member and a post: offered and accepted, or taken on. until_on: the day after the term, None for an open end.

    from_on: since when it is held, as the member agreed; none while it is offered. Half-open, as offices are.
    """

    State = HoldingState

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    post = models.ForeignKey(DutyPost, on_delete=models.PROTECT, related_name="holdings")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="duty_holdings")
    state = models.CharField(max_length=8, choices=HoldingState.choices, default=HoldingState.OFFERED)
    from_on = models.DateField(null=True)
    until_on = models.DateField(null=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="duty_holding_key_is_made_here", condition=IsKey("key")),
            models.CheckConstraint(name="duty_holding_knows_its_states", condition=Q(state__in=HoldingState.values)),
            models.CheckConstraint(
                name="duty_holding_held_since_a_day", condition=~Q(state="held") | Q(from_on__isnull=False)
            ),
            models.CheckConstraint(
                name="duty_holding_in_order",
                condition=Q(until_on__isnull=True) | Q(from_on__isnull=True) | Q(until_on__gte=F("from_on")),
            ),
            models.UniqueConstraint(
                name="duty_holding_once", fields=["post", "member"], condition=Q(state__in=["offered", "held"])
            ),
        ]


class DutyCheck(models.Model):
    """A confirmation of a holding for a period; the newest counts. Never changed. on: the day of the entry."""

    class Verdict(models.TextChoices):
        """Whether the post was carried out."""

        KEPT = "kept", pgettext_lazy("a post", "Carried out")
        EXCUSED = "excused", _("Did not apply")
        NOT_KEPT = "not_kept", pgettext_lazy("a post", "Not carried out")

    holding = models.ForeignKey(DutyHolding, on_delete=models.PROTECT, related_name="checks", db_index=False)
    period = models.CharField(max_length=7)
    verdict = models.CharField(max_length=8, choices=Verdict.choices)
    words = models.CharField(max_length=500, blank=True)
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="duty_check_against_with_a_reason", condition=~Q(verdict="not_kept") | ~Q(words="")
            ),
        ]
        indexes = [models.Index(fields=["holding", "period"], name="duty_check_of_holding")]
