"""Attendance: proofs that a member was there, late, on leave or absent, and cases where two proofs disagree.

Proofs are never changed; one that was wrong is taken back by another row.
"""

import re

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from goodstanding.models.meetings.meeting import Attendee
from goodstanding.models.people.account import Account
from goodstanding.models.public_id import new_key
from goodstanding.models.valid_time import paired

#: The key of a proof that came of a member's own code, which the host scanned: what made the code, and its digest.
_SCANNED = re.compile(r"\d+:(shown|visit):[A-Za-z0-9_-]{43}")


class Proof(models.Model):
    """One word about one person at one meeting. occurred_at: in the world; recorded_at: by the server's clock.

    once: the same word sent again has the same key and changes nothing. undoes: this row takes that one back and says
    nothing else. assurance is there for the person who looks into a doubt; no point depends on it.
    """

    class Assurance(models.TextChoices):
        """How it is known."""

        PASSKEY_CODE = "passkey_code", _("Passkey and code of the venue")
        CODE_ONLY = "code_only", _("Code only")
        HOST = "host", _("Entered by the host")
        PAPER = "paper", _("Paper roll")
        OWN_WORD = "own_word", _("Said by the member")

    class Verdict(models.TextChoices):
        """What it says."""

        PRESENT = "present", _("Present")
        LATE = "late", _("Late")
        LEAVE = "leave", _("Leave")
        ABSENT = "absent", _("Absent")

    #: The verdicts of those who came.
    CAME = (Verdict.PRESENT, Verdict.LATE)

    attendee = models.ForeignKey(Attendee, on_delete=models.PROTECT, related_name="proofs")
    verdict = models.CharField(max_length=8, choices=Verdict.choices, blank=True)
    assurance = models.CharField(max_length=14, choices=Assurance.choices)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    idempotency_key = models.CharField(max_length=120, unique=True)
    undoes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="undone_by")
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="proof_says_one_thing",
                condition=Q(undoes__isnull=True) & ~Q(verdict="") | Q(undoes__isnull=False, verdict=""),
            ),
            models.CheckConstraint(name="proof_undone_with_a_reason", condition=Q(undoes__isnull=True) | ~Q(reason="")),
            models.CheckConstraint(
                name="proof_knows_its_words",
                condition=Q(verdict__in=["", "present", "late", "leave", "absent"])
                & Q(assurance__in=["passkey_code", "code_only", "host", "paper", "own_word"]),
            ),
        ]

    @property
    def scanned(self) -> str:
        """`shown` where the host scanned the member's own code, `visit` where no passkey made it; else empty.

        Such a proof speaks by the clock, as a phone's does.
        """
        found = _SCANNED.fullmatch(self.idempotency_key)
        return found[1] if found else ""


class AttendanceConflict(models.Model):
    """Two proofs about one person disagree: a small case for a second person. chosen: the one that holds since.

    seen: the last proof that was there when it was settled; what comes later and disagrees is a case of its own.
    """

    class State(models.TextChoices):
        """Where it stands."""

        OPEN = "open", _("Open")
        SETTLED = "settled", _("Settled")

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    attendee = models.ForeignKey(Attendee, on_delete=models.PROTECT, related_name="conflicts")
    first = models.ForeignKey(Proof, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Proof, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    opened_at = models.DateTimeField()
    chosen = models.ForeignKey(Proof, null=True, on_delete=models.PROTECT, related_name="+")
    seen = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-opened_at", "-id"]
        verbose_name_plural = "attendance conflicts"
        constraints = [
            models.UniqueConstraint(
                name="attendance_conflict_one_open", fields=["attendee"], condition=Q(state="open")
            ),
            models.CheckConstraint(name="attendance_conflict_of_two", condition=~Q(first=F("second"))),
            models.CheckConstraint(
                name="attendance_conflict_settled_with_a_reason",
                condition=Q(state="open", settled_at__isnull=True)
                | Q(state="settled", settled_at__isnull=False, seen__isnull=False) & ~Q(reason=""),
            ),
            paired("attendance_conflict_settled", "settled_at", "settled_by"),
        ]
