"""Imports of bank statements: a file that was brought, what became of every row, and what waits for a person."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goodstanding.models.operations.file_import import FileImport, RefusedCell
from goodstanding.models.operations.job import Job
from goodstanding.models.people.account import Account
from goodstanding.models.people.unit import Unit
from goodstanding.models.public_id import IsKey, new_key
from goodstanding.models.valid_time import paired


class DuesImport(FileImport):
    """One bank statement. added: booked. waiting: left to a person. unchanged: booked or set aside before."""

    BECAME = ("added", "waiting", "unchanged")

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="dues_imports")
    job = models.ForeignKey(Job, null=True, on_delete=models.PROTECT, related_name="dues_imports")
    waiting = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="dues_imports")


class RefusedDues(RefusedCell):
    """A row that was refused, and why."""

    dues_import = models.ForeignKey(DuesImport, on_delete=models.CASCADE, related_name="refusals")

    class Meta(RefusedCell.Meta):
        indexes = [models.Index(fields=["dues_import", "row"], name="refused_dues_place")]


class StatementLine(models.Model):
    """A row of a statement that no member could be found for with certainty: a person books it, or sets it aside.

    payer, memo: as the bank wrote them; emptied once the line is decided. once: by what the row is recognized in
    any file. why: a word that says what is in doubt.
    """

    class State(models.TextChoices):
        """Where it stands."""

        WAITING = "waiting", _("Waiting")
        BOOKED = "booked", _("Booked")
        ASIDE = "aside", _("Set aside")

    class Why(models.TextChoices):
        """What is in doubt."""

        NOBODY = "nobody", _("No member found by number or name")
        SEVERAL = "several", _("Several members have this name")
        AMOUNT = "amount", _("The amount is not what is open")

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    brought = models.ForeignKey(DuesImport, on_delete=models.PROTECT, related_name="lines")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    row = models.PositiveIntegerField()
    on = models.DateField()
    fen = models.PositiveIntegerField()
    payer = models.CharField(max_length=100, blank=True)
    memo = models.CharField(max_length=100, blank=True)
    once = models.CharField(max_length=64, unique=True)
    why = models.CharField(max_length=8, choices=Why.choices)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    reason = models.CharField(max_length=500, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["on", "row", "id"]
        constraints = [
            models.CheckConstraint(name="statement_line_key_is_made_here", condition=IsKey("key")),
            models.CheckConstraint(name="statement_line_is_something", condition=Q(fen__gt=0)),
            models.CheckConstraint(
                name="statement_line_aside_with_a_reason", condition=~Q(state="aside") | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="statement_line_decided_by_a_person",
                condition=Q(state="waiting") | Q(decided_at__isnull=False),
            ),
            paired("statement_line_decided", "decided_at", "decided_by"),
        ]
        indexes = [models.Index(fields=["unit", "on"], name="statement_line_waits", condition=Q(state="waiting"))]
