"""Rounds of appraisal, who takes part in each, and every step that was taken."""

from django.db import models
from django.db.models import F, Q

from goodstanding.models.appraisal.moves import RoundState
from goodstanding.models.ballots.ballot import Ballot
from goodstanding.models.people.account import Account
from goodstanding.models.people.member import Member
from goodstanding.models.people.unit import Unit
from goodstanding.models.public_id import IsKey, new_key
from goodstanding.models.valid_time import paired


class AppraisalRound(models.Model):
    """The appraisal of a unit for a year. due_on: until when the step that runs is asked for.

    places: how many of those with a grade can have the limited one, counted anew with each decision; placed: how many
    have it. The database refuses more.
    """

    State = RoundState

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="appraisals")
    year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=9, choices=RoundState.choices, default=RoundState.OPENED)
    due_on = models.DateField(null=True)
    public_until = models.DateField(null=True)
    ballot = models.ForeignKey(Ballot, null=True, on_delete=models.PROTECT, related_name="appraisals")
    places = models.PositiveIntegerField(null=True)
    placed = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["-year", "id"]
        constraints = [
            models.CheckConstraint(name="appraisal_key_is_made_here", condition=IsKey("key")),
            models.CheckConstraint(name="appraisal_knows_its_states", condition=Q(state__in=RoundState.values)),
            models.CheckConstraint(
                name="appraisal_within_its_places", condition=Q(places__isnull=True) | Q(placed__lte=F("places"))
            ),
            models.UniqueConstraint(
                name="appraisal_once_a_year", fields=["unit", "year"], condition=~Q(state="cancelled")
            ),
        ]


class Appraisee(models.Model):
    """A member in a round. graded: whether the rules give the member a grade; welcome: may take part and need not.

    sheet_on: when the member confirmed the sheet of the year; answered_on: when the member read the result, or objected
    to it. grade: as it was decided last.
    """

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    round = models.ForeignKey(AppraisalRound, on_delete=models.PROTECT, related_name="appraisees")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="appraised")
    graded = models.BooleanField()
    welcome = models.BooleanField(default=False)
    sheet_on = models.DateField(null=True)
    excused_at = models.DateTimeField(null=True)
    excused_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    grade = models.CharField(max_length=40, blank=True)
    answered_on = models.DateField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="appraisee_key_is_made_here", condition=IsKey("key")),
            models.UniqueConstraint(name="appraisee_once_a_round", fields=["round", "member"]),
            models.CheckConstraint(name="appraisee_graded_by_the_rules", condition=Q(graded=True) | Q(grade="")),
            paired("appraisee_excused", "excused_at", "excused_by"),
        ]


class AppraisalStep(models.Model):
    """One step of a round: where it led, who took it, and why, where that was said. Never changed."""

    round = models.ForeignKey(AppraisalRound, on_delete=models.PROTECT, related_name="steps")
    move = models.CharField(max_length=12)
    state = models.CharField(max_length=9, choices=RoundState.choices)
    body = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=1000, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="appraisal_step_with_a_reason",
                condition=~Q(move__in=["send_back", "cancel", "reopen"]) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="appraisal_confirmed_by_a_body", condition=~Q(move__in=["confirm", "send_back"]) | ~Q(body="")
            ),
        ]
