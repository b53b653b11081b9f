"""Sessions of study that were held, and help that was given: recorded by an office-holder about those who took part."""

from django.db import models
from django.db.models import Q

from goodstanding.models.meetings.meeting import Meeting
from goodstanding.models.people.account import Account
from goodstanding.models.people.unit import Unit
from goodstanding.models.public_id import new_key


class StudySession(models.Model):
    """One session. kind: a word of the scheme's sessions; empty where it is a meeting whose class hours are recorded.

    class_hours: thousandths, for each who took part. Who did is in the ledger, under the session's key.
    """

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="study_sessions")
    kind = models.CharField(max_length=40, blank=True)
    topic = models.CharField(max_length=200, blank=True)
    on = models.DateField()
    class_hours = models.PositiveIntegerField(default=0)
    meeting = models.OneToOneField(Meeting, null=True, on_delete=models.PROTECT, related_name="study_session")
    form = models.CharField(max_length=64, null=True, editable=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="study_session_once_a_form",
                fields=["unit", "recorded_by", "form"],
                condition=Q(form__isnull=False),
            ),
            models.CheckConstraint(
                name="study_session_of_a_kind_or_a_meeting",
                condition=Q(kind="", meeting__isnull=False) | (~Q(kind="") & Q(meeting__isnull=True)),
            ),
        ]
