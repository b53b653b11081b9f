"""Runs: a month rated with a scheme, from its draft to its publication, and who belonged where when it was frozen."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from goodstanding.models.operations.job import Job
from goodstanding.models.people.account import Account
from goodstanding.models.people.member import Member
from goodstanding.models.people.unit import Unit
from goodstanding.models.public_id import new_key
from goodstanding.models.valid_time import paired


class RosterSnapshot(models.Model):
    """A month's roster as it was at its end. A month that is issued again may get a second one: `number`."""

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    month = models.IntegerField()
    number = models.PositiveSmallIntegerField()
    taken_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="roster_snapshot_numbered", fields=["month", "number"])]


class RosterEntry(models.Model):
    """A member at the end of a month: where, and with which classes (`;` between them, sorted)."""

    snapshot = models.ForeignKey(RosterSnapshot, on_delete=models.PROTECT, related_name="entries", db_index=False)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="roster_entries", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    classes = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="roster_entry_once", fields=["member", "snapshot"])]
        indexes = [models.Index(fields=["snapshot", "unit"], name="roster_entry_of_unit")]


class Run(models.Model):
    """A month's rating. `frozen_at`: facts recorded up to then count. `number`: 1, and more for every issue after it.

    snapshots: by month number (as text), the roster that was used. checks: what was looked at before anybody reviewed.
    """

    class State(models.TextChoices):
        """Where it stands."""

        DRAFTING = "drafting", _("Being drafted")
        DRAFTED = "drafted", _("Drafted")
        REVIEWED = "reviewed", _("Reviewed")
        PUBLISHED = "published", pgettext_lazy("a month's rating", "Published")
        SUPERSEDED = "superseded", _("Superseded")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    month = models.IntegerField()
    number = models.PositiveSmallIntegerField()
    scheme = models.CharField(max_length=100)
    scheme_fingerprint = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFTING)
    reason = models.CharField(max_length=500, blank=True)
    job = models.ForeignKey(Job, null=True, on_delete=models.PROTECT, related_name="+")
    frozen_at = models.DateTimeField(null=True)
    snapshots = models.JSONField(default=dict)
    manifest = models.JSONField(default=dict)
    checks = models.JSONField(default=list)
    figures = models.JSONField(default=dict)
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    review = models.CharField(max_length=500, blank=True)
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-month", "-number"]
        constraints = [
            models.UniqueConstraint(name="run_numbered", fields=["month", "number"]),
            models.UniqueConstraint(name="run_one_published", fields=["month"], condition=Q(state="published")),
            models.UniqueConstraint(
                name="run_one_at_work", fields=["month"], condition=Q(state__in=["drafting", "drafted", "reviewed"])
            ),
            models.CheckConstraint(
                name="run_published_by_another",
                condition=Q(published_by__isnull=True) | ~Q(published_by=F("reviewed_by")),
            ),
            models.CheckConstraint(
                name="run_published_was_reviewed",
                condition=~Q(state__in=["published", "superseded"])
                | Q(reviewed_at__isnull=False, published_at__isnull=False),
            ),
            models.CheckConstraint(name="run_again_has_a_reason", condition=Q(number=1) | ~Q(reason="")),
            paired("run_reviewed", "reviewed_at", "reviewed_by"),
            paired("run_published", "published_at", "published_by"),
        ]
