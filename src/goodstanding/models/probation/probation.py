"""Probations with their steps, what became of each, and the decisions of the bodies."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from goodstanding.models.people.account import Account
from goodstanding.models.people.member import Member
from goodstanding.models.probation.moves import ProbationState
from goodstanding.models.public_id import IsKey, new_key
from goodstanding.models.valid_time import paired


class Probation(models.Model):
    """The probation of a member. end_on: the day on which it is over; extended_on: since when it is extended, once."""

    State = ProbationState

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="probations")
    accepted_on = models.DateField()
    end_on = models.DateField()
    extended_on = models.DateField(null=True)
    state = models.CharField(max_length=9, choices=ProbationState.choices, default=ProbationState.RUNNING)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["end_on", "id"]
        constraints = [
            models.CheckConstraint(name="probation_key_is_made_here", condition=IsKey("key")),
            models.CheckConstraint(name="probation_knows_its_states", condition=Q(state__in=ProbationState.values)),
            models.CheckConstraint(name="probation_in_order", condition=Q(end_on__gt=F("accepted_on"))),
            models.UniqueConstraint(name="probation_one_running", fields=["member"], condition=Q(state="running")),
        ]


class ProbationStep(models.Model):
    """One step, by a kind of the scheme; number: which of its kind. due_on: until when, as it stands now."""

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    probation = models.ForeignKey(Probation, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=40)
    number = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    done_on = models.DateField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(name="probation_step_key_is_made_here", condition=IsKey("key")),
            models.UniqueConstraint(name="probation_step_once", fields=["probation", "kind", "number"]),
            paired("probation_step_done", "done_on", "done_at", "done_by"),
        ]


class ProbationEvent(models.Model):
    """What became of a step: done, taken back, or moved to another day with a reason. Never changed."""

    class What(models.TextChoices):
        """What happened."""

        DONE = "done", pgettext_lazy("a step of probation", "Done")
        TAKEN_BACK = "taken_back", pgettext_lazy("a step of probation", "Taken back")
        MOVED = "moved", pgettext_lazy("a step of probation", "Moved to another day")

    step = models.ForeignKey(ProbationStep, on_delete=models.PROTECT, related_name="events")
    what = models.CharField(max_length=10, choices=What.choices)
    on = models.DateField(null=True)
    reason = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="probation_moved_with_a_reason", condition=~Q(what="moved") | (~Q(reason="") & Q(on__isnull=False))
            ),
        ]


class ProbationDecision(models.Model):
    """A decision of a body about a probation: of the meeting, then of the committee above. Never changed.

    body: its name; document: the number of its document; until_on: until when an extension lasts. The newest of the
    meeting counts until the committee decides.
    """

    class Level(models.TextChoices):
        """Whose decision it is."""

        MEETING = "meeting", _("The branch's meeting")
        COMMITTEE = "committee", _("The committee above")

    class What(models.TextChoices):
        """What was decided."""

        FULL = "full", _("Full member on time")
        EXTENDED = "extended", _("Probation extended")
        CANCELLED = "cancelled", _("Probation cancelled")

    probation = models.ForeignKey(Probation, on_delete=models.PROTECT, related_name="decisions")
    level = models.CharField(max_length=9, choices=Level.choices)
    what = models.CharField(max_length=9, choices=What.choices)
    body = models.CharField(max_length=200)
    document = models.CharField(max_length=100)
    on = models.DateField()
    until_on = models.DateField(null=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="probation_decision_names_its_body", condition=~Q(body="") & ~Q(document="")),
            models.CheckConstraint(
                name="probation_extension_has_an_end",
                condition=Q(what="extended", until_on__isnull=False) | (~Q(what="extended") & Q(until_on__isnull=True)),
            ),
        ]
