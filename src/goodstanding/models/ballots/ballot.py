"""A secret ballot: what is voted on, by whom it is counted, and what was counted."""

from django.db import models
from django.db.models import F, Q

from goodstanding.models.ballots.moves import BallotState
from goodstanding.models.people.account import Account
from goodstanding.models.people.member import Member
from goodstanding.models.people.unit import Unit
from goodstanding.models.public_id import IsKey, new_key


class Ballot(models.Model):
    """A ballot of a unit. kind: a word of the rules; choices: its choices as the rules had them when it was made.

    Each choice: {"word", "en", "zh", "at_most": on how many subjects a vote can have it, or None}; usual: the choice
    that a voter gives to all subjects with one tap, or "". receipts: the codes of the sealed votes that were opened,
    in the order of the alphabet. form: a digest, to know a form sent again.

    closed_by: none where it closed by itself at its end.

    voters_see_result: whether every voter sees the whole result, or each subject only the own line.
    """

    State = BallotState

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="ballots")
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    choices = models.JSONField()
    usual = models.CharField(max_length=40, blank=True)
    voters_see_result = models.BooleanField(default=False)
    closes_at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=BallotState.choices, default=BallotState.PREPARING)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    counted_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True)
    receipts = models.JSONField(default=list)
    form = models.CharField(max_length=64, null=True, editable=False)

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(name="ballot_key_is_made_here", condition=IsKey("key")),
            models.CheckConstraint(name="ballot_knows_its_states", condition=Q(state__in=BallotState.values)),
            models.CheckConstraint(name="ballot_in_order", condition=Q(closes_at__gt=F("made_at"))),
            models.CheckConstraint(
                name="ballot_cancelled_with_a_reason", condition=~Q(state="cancelled") | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="ballot_counted_once_closed",
                condition=Q(state="counted", counted_at__isnull=False, closed_at__isnull=False)
                | (~Q(state="counted") & Q(counted_at__isnull=True)),
            ),
            # Closed by a person, or at its end by the clock alone.
            models.CheckConstraint(
                name="ballot_closed_by_a_person_at_a_time",
                condition=Q(closed_by__isnull=True) | Q(closed_at__isnull=False),
            ),
            models.UniqueConstraint(
                name="ballot_once_a_form", fields=["made_by", "form"], condition=Q(form__isnull=False)
            ),
        ]


class BallotSubject(models.Model):
    """Who or what is voted on: a member, or a text. number: its place on the ballot, from 1. Never changed."""

    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="subjects", db_index=False)
    number = models.PositiveSmallIntegerField()
    member = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(name="ballot_subject_has_its_place", fields=["ballot", "number"]),
            models.UniqueConstraint(
                name="ballot_subject_once", fields=["ballot", "member"], condition=Q(member__isnull=False)
            ),
            models.CheckConstraint(name="ballot_subject_is_named", condition=~Q(title="")),
        ]


class BallotTeller(models.Model):
    """One of the two tellers. public_key: the point that votes are sealed to; locked_key: the private key, encrypted
    with the code that the teller wrote down and the server never sees; it is emptied once the ballot is counted.

    shuffled: whether the teller has opened the outer layer of the own way. count: what the teller counted, until both
    agree: {"groups": ..., "votes": the fingerprint of the opened votes}.
    """

    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="tellers", db_index=False)
    number = models.PositiveSmallIntegerField()
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    public_key = models.CharField(max_length=100, blank=True)
    locked_key = models.CharField(max_length=400, blank=True)
    shuffled = models.BooleanField(default=False)
    count = models.JSONField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(name="ballot_teller_has_a_place", fields=["ballot", "number"]),
            models.UniqueConstraint(name="ballot_teller_once", fields=["ballot", "member"]),
            models.CheckConstraint(name="ballot_teller_one_or_two", condition=Q(number__gte=1, number__lte=2)),
        ]
