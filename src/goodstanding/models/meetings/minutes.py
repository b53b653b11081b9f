"""What a meeting leaves in words: minutes, resolutions with their votes, and who does what by when."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goodstanding.models.meetings.meeting import Meeting
from goodstanding.models.people.account import Account
from goodstanding.models.people.member import Member
from goodstanding.models.public_id import new_key
from goodstanding.models.valid_time import paired


class Minutes(models.Model):
    """One version of a meeting's minutes; the highest version holds. Never changed."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="minutes")
    version = models.PositiveSmallIntegerField()
    text = models.TextField(max_length=20_000)
    chair = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["version"]
        verbose_name_plural = "minutes"
        constraints = [
            models.UniqueConstraint(name="minutes_once_a_version", fields=["meeting", "version"]),
            models.CheckConstraint(name="minutes_say_something", condition=~Q(text="")),
        ]


class MinutesDraft(models.Model):
    """What an author has typed on the page of a meeting's minutes and not saved yet, one row for each of its forms."""

    class Part(models.TextChoices):
        """Which form, by the prefix of its fields on the page."""

        MINUTES = "minutes", _("Minutes")
        VOTE = "vote", _("Resolutions")
        TASK = "task", _("Who does what by when")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="drafts")
    by = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    part = models.CharField(max_length=8, choices=Part.choices)
    fields = models.JSONField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="minutes_draft_once_an_author", fields=["meeting", "by", "part"]),
        ]


class Resolution(models.Model):
    """What was voted on, and how. needed: how many votes for it took then. Never changed; one that was written down
    wrongly is replaced by another row."""

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="resolutions")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=1000)
    votes_for = models.PositiveIntegerField()
    votes_against = models.PositiveIntegerField()
    abstained = models.PositiveIntegerField()
    needed = models.PositiveIntegerField()
    carried = models.BooleanField()
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    reason = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number", "id"]
        constraints = [
            models.UniqueConstraint(
                name="resolution_once_a_number", fields=["meeting", "number"], condition=Q(replaces__isnull=True)
            ),
            models.CheckConstraint(name="resolution_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="resolution_replaced_with_a_reason", condition=Q(replaces__isnull=True) | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="resolution_carried_by_enough",
                condition=Q(carried=True, votes_for__gte=models.F("needed"))
                | Q(carried=False, votes_for__lt=models.F("needed")),
            ),
        ]


class FollowUp(models.Model):
    """What a meeting asked of a member, by a day."""

    class State(models.TextChoices):
        """Where it stands."""

        OPEN = "open", _("To do")
        DONE = "done", _("Done")
        DROPPED = "dropped", _("No longer needed")

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="follow_ups")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="follow_ups")
    text = models.CharField(max_length=300)
    due_on = models.DateField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(name="follow_up_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="follow_up_ended_has_a_time",
                condition=Q(state="open", ended_at__isnull=True) | (~Q(state="open") & Q(ended_at__isnull=False)),
            ),
            paired("follow_up_ended", "ended_at", "ended_by"),
        ]
        indexes = [models.Index(fields=["member", "state", "due_on"], name="follow_up_to_do")]
