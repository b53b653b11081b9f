"""Corrections of months that are closed: one person asks, another decides."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from goodstanding.models.ledger.fact import Fact
from goodstanding.models.people.account import Account
from goodstanding.models.people.unit import Unit
from goodstanding.models.public_id import new_key
from goodstanding.models.valid_time import paired


class Remedy(models.TextChoices):
    """What is done in the ledger to put something right."""

    NONE = "none", _("No entry needs to change")
    REVERSE = "reverse", _("The entry is taken back")
    EXCUSE = "excuse", _("The entry becomes an excused absence")
    REPLACE = "replace", _("The entry gets another value")
    MOVE = "move", _("The entry gets another day")
    RESTORE = "restore", _("The entry counts again")
    ADD = "add", _("A missing entry is added")


class Correction(models.Model):
    """A change of the ledger that an account asks for, and what became of it.

    value: thousandths, for another value or (none: excused) for a fact that gets another day, which is `on`.
    objection: from whose ruling it comes, if from one. attendee, verdict: the attendance that is corrected as a whole,
    of which the fact is the first entry; then everything that was recorded with it follows.
    """

    class State(models.TextChoices):
        """Where it stands."""

        ASKED = "asked", _("Waiting for a second person")
        MADE = "made", _("Made")
        REFUSED = "refused", _("Refused")

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    fact = models.ForeignKey(Fact, on_delete=models.PROTECT, related_name="corrections", db_constraint=False)
    remedy = models.CharField(max_length=10, choices=Remedy.choices)
    value = models.BigIntegerField(null=True)
    on = models.DateField(null=True)
    reason = models.CharField(max_length=500)
    at_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="corrections")
    state = models.CharField(max_length=8, choices=State.choices, default=State.ASKED)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    objection = models.ForeignKey(
        "goodstanding.Objection", null=True, on_delete=models.PROTECT, related_name="corrections"
    )
    attendee = models.ForeignKey(
        "goodstanding.Attendee", null=True, on_delete=models.PROTECT, related_name="corrections"
    )
    verdict = models.CharField(max_length=8, blank=True)

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="correction_of_an_attendance_says_which",
                condition=Q(attendee__isnull=True, verdict="")
                | Q(attendee__isnull=False, verdict__in=["present", "late", "leave", "absent"]),
            ),
            models.UniqueConstraint(name="correction_one_open", fields=["fact"], condition=Q(state="asked")),
            models.CheckConstraint(
                name="correction_by_another", condition=Q(answered_by__isnull=True) | ~Q(answered_by=F("asked_by"))
            ),
            models.CheckConstraint(
                name="correction_moved_to_a_day",
                condition=Q(remedy="move", on__isnull=False) | (~Q(remedy="move") & Q(on__isnull=True)),
            ),
            models.CheckConstraint(name="correction_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="correction_refused_with_a_reason", condition=~Q(state="refused") | ~Q(answer="")
            ),
            paired("correction_answered", "answered_at", "answered_by"),
        ]
