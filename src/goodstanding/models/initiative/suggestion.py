"""Suggestions: what a member suggests to their unit or a unit above it, and by when it is answered."""

from django.db import models
from django.db.models import Q

from goodstanding.models.initiative.moves import SuggestionState
from goodstanding.models.people.account import Account
from goodstanding.models.people.member import Member
from goodstanding.models.people.unit import Unit
from goodstanding.models.public_id import IsKey, new_key
from goodstanding.models.valid_time import paired


class Suggestion(models.Model):
    """A suggestion. unit: where the member belonged; to_unit: to which it was made; at_unit: which answers now.

    due_on: the last day for an answer, which forwarding does not move. form: a digest, to know a form sent again.
    reminded_before, reminded_after: whether the people who answer were reminded.
    """

    State = SuggestionState

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="suggestions")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    to_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    at_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="suggestions", db_index=False)
    title = models.CharField(max_length=200)
    text = models.TextField(max_length=4000)
    state = models.CharField(max_length=11, choices=SuggestionState.choices, default=SuggestionState.WAITING)
    due_on = models.DateField()
    reminded_before = models.BooleanField(default=False)
    reminded_after = models.BooleanField(default=False)
    made_on = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    form = models.CharField(max_length=64, null=True, editable=False)
    decided_on = models.DateField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(name="suggestion_key_is_made_here", condition=IsKey("key")),
            models.CheckConstraint(name="suggestion_says_something", condition=~Q(title="") & ~Q(text="")),
            models.CheckConstraint(name="suggestion_knows_its_states", condition=Q(state__in=SuggestionState.values)),
            models.CheckConstraint(
                name="suggestion_decided_by_a_person",
                condition=~Q(state__in=["adopted", "not_adopted"]) | Q(decided_at__isnull=False),
            ),
            paired("suggestion_decided", "decided_on", "decided_at", "decided_by"),
            models.UniqueConstraint(
                name="suggestion_once_a_form", fields=["made_by", "form"], condition=Q(form__isnull=False)
            ),
        ]
        indexes = [
            models.Index(fields=["at_unit", "due_on"], name="suggestion_waiting", condition=Q(state="waiting")),
            models.Index(fields=["at_unit", "-made_on"], name="suggestion_at_unit"),
        ]
