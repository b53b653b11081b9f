"""Paper rolls: printed with a code and numbered lines, and typed back in by those numbers."""

from django.db import models

from goodstanding.models.meetings.meeting import Meeting
from goodstanding.models.people.account import Account
from goodstanding.models.valid_time import paired


class PaperRoll(models.Model):
    """One printed roll. lines: the attendees (by id) in the order printed, so that line 7 stays line 7."""

    code = models.CharField(max_length=8, unique=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="paper_rolls")
    lines = models.JSONField(default=list)
    printed_at = models.DateTimeField()
    printed_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    typed_at = models.DateTimeField(null=True)
    typed_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-printed_at", "-id"]
        constraints = [paired("paper_roll_typed", "typed_at", "typed_by")]
