"""Yearly debriefings of people in office: the report, comments on it, and the grade that a body above decided."""

from django.db import models
from django.db.models import Q

from goodstanding.models.appraisal.moves import DebriefingState
from goodstanding.models.appraisal.words import HandedIn
from goodstanding.models.people.account import Account
from goodstanding.models.people.member import Member
from goodstanding.models.people.unit import Unit
from goodstanding.models.public_id import IsKey, new_key


class Debriefing(models.Model):
    """The debriefing of a member in office over a unit, for a year.

    draft: what the member has written and not handed in; nobody else reads it. comments_until: the last day for
    comments. returned_for: why the unit above returned it.
    """

    State = DebriefingState

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="debriefings")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="debriefings")
    year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=DebriefingState.choices, default=DebriefingState.WRITING)
    draft = models.TextField(blank=True)
    comments_until = models.DateField(null=True)
    returned_for = models.CharField(max_length=1000, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["-year", "id"]
        constraints = [
            models.CheckConstraint(name="debriefing_key_is_made_here", condition=IsKey("key")),
            models.CheckConstraint(name="debriefing_knows_its_states", condition=Q(state__in=DebriefingState.values)),
            models.CheckConstraint(
                name="debriefing_open_until_a_day",
                condition=~Q(state__in=["open", "graded"]) | Q(comments_until__isnull=False),
            ),
            models.UniqueConstraint(name="debriefing_once_a_year", fields=["unit", "member", "year"]),
        ]


class DebriefingReport(models.Model):
    """A report as it was handed in. Handed in again, the newest counts. Never changed."""

    debriefing = models.ForeignKey(Debriefing, on_delete=models.PROTECT, related_name="reports")
    text = models.TextField()
    how = models.CharField(max_length=6, choices=HandedIn.choices, default=HandedIn.OWN)
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(name="debriefing_report_says_something", condition=~Q(text=""))]


class DebriefingComment(models.Model):
    """A comment on a report. author: the member of the unit; none for the unit above. The newest counts. Never changed.

    The member who gave the report reads it without the author's name.
    """

    debriefing = models.ForeignKey(Debriefing, on_delete=models.PROTECT, related_name="comments")
    author = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="debriefing_comments")
    text = models.CharField(max_length=1000)
    how = models.CharField(max_length=6, choices=HandedIn.choices, default=HandedIn.OWN)
    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(name="debriefing_comment_says_something", condition=~Q(text=""))]


class DebriefingGrade(models.Model):
    """A grade as a body above decided it, with who was there and why. The newest counts. Never changed."""

    debriefing = models.ForeignKey(Debriefing, on_delete=models.PROTECT, related_name="grades")
    grade = models.CharField(max_length=40)
    reason = models.CharField(max_length=500)
    body = models.CharField(max_length=200)
    present = models.CharField(max_length=500)
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="debriefing_grade_with_a_reason",
                condition=~Q(grade="") & ~Q(reason="") & ~Q(body="") & ~Q(present=""),
            )
        ]
