"""Reductions and waivers: proposed by the branch with a reason, approved by another person of a unit above."""

from django.db import models
from django.db.models import F, Q

from goodstanding.models.dues.moves import ReliefState
from goodstanding.models.people.account import Account
from goodstanding.models.people.member import Member
from goodstanding.models.people.unit import Unit
from goodstanding.models.public_id import IsKey, new_key
from goodstanding.models.valid_time import paired


class DuesRelief(models.Model):
    """For some months a member owes less. first_month, last_month: month numbers.

    fen: what is left to pay a month, 0 for a waiver. reason: what the branch decided; never a diagnosis or an income.
    ended: from which month on it no longer holds.
    """

    State = ReliefState

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="dues_reliefs")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="dues_reliefs")
    first_month = models.IntegerField()
    last_month = models.IntegerField()
    fen = models.PositiveIntegerField()
    reason = models.CharField(max_length=500)
    state = models.CharField(max_length=9, choices=ReliefState.choices, default=ReliefState.PROPOSED)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    words = models.CharField(max_length=500, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    ended = models.IntegerField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(name="dues_relief_key_is_made_here", condition=IsKey("key")),
            models.CheckConstraint(name="dues_relief_in_order", condition=Q(last_month__gte=F("first_month"))),
            models.CheckConstraint(name="dues_relief_with_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(name="dues_relief_knows_its_states", condition=Q(state__in=ReliefState.values)),
            paired("dues_relief_decided", "decided_at", "decided_by"),
            models.CheckConstraint(
                name="dues_relief_agreed_by_another",
                condition=~Q(state__in=["agreed", "declined", "ended"])
                | (Q(decided_by__isnull=False) & ~Q(decided_by=F("made_by"))),
            ),
            models.UniqueConstraint(name="dues_relief_one_waits", fields=["member"], condition=Q(state="proposed")),
        ]
