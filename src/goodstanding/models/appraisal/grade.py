"""Grades as bodies decided them, and objections to them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goodstanding.models.appraisal.moves import GradeObjectionState
from goodstanding.models.appraisal.round import Appraisee
from goodstanding.models.people.account import Account
from goodstanding.models.people.member import Member
from goodstanding.models.public_id import IsKey, new_key
from goodstanding.models.valid_time import paired


class GradeDecision(models.Model):
    """A decision of a body about a member's grade, with who was there and why. The newest counts. Never changed.

    basis: a reason of its own, or the words *as balloted and daily performance*, chosen for this member.
    """

    class Basis(models.TextChoices):
        """What the decision says of its reason."""

        REASON = "reason", _("Reason of its own")
        BALLOTED = "balloted", _("As balloted, and by daily performance")

    appraisee = models.ForeignKey(Appraisee, on_delete=models.PROTECT, related_name="decisions")
    grade = models.CharField(max_length=40)
    basis = models.CharField(max_length=8, choices=Basis.choices)
    reason = models.CharField(max_length=500, blank=True)
    measure = models.CharField(max_length=500, blank=True)
    body = models.CharField(max_length=200)
    present = models.CharField(max_length=500)
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="grade_names_its_body", condition=~Q(body="") & ~Q(present="") & ~Q(grade="")),
            models.CheckConstraint(name="grade_with_a_reason", condition=~Q(basis="reason") | ~Q(reason="")),
        ]


class GradeObjection(models.Model):
    """What a member says against a grade during publicity: the own one, or a reason to think again about another's.

    Answered by another person than the one who recorded the decision. Read by nobody but them and its author.
    """

    State = GradeObjectionState

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    about = models.ForeignKey(Appraisee, on_delete=models.PROTECT, related_name="objections")
    author = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="grade_objections")
    text = models.CharField(max_length=1000)
    state = models.CharField(max_length=9, choices=GradeObjectionState.choices, default=GradeObjectionState.WAITING)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    answer = models.CharField(max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="grade_objection_key_is_made_here", condition=IsKey("key")),
            models.CheckConstraint(name="grade_objection_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="grade_objection_answered_with_a_reason",
                condition=~Q(state__in=["upheld", "rejected"]) | (~Q(answer="") & Q(answered_at__isnull=False)),
            ),
            models.UniqueConstraint(
                name="grade_objection_one_waits", fields=["about", "author"], condition=Q(state="waiting")
            ),
            paired("grade_objection_answered", "answered_at", "answered_by"),
        ]
