"""Jobs: work that takes longer than a page, with its progress, log and result."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goodstanding.models.people.account import Account
from goodstanding.models.public_id import new_key


class Job(models.Model):
    """One piece of work. It may be delivered more than once, so whatever does it must not mind."""

    class State(models.TextChoices):
        """Where it stands."""

        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        REFUSED = "refused", _("Refused")
        FAILED = "failed", _("Failed")

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    kind = models.CharField(max_length=40)
    # The reason for a job of which there is to be one only, as the day for what is done daily.
    idempotency_key = models.CharField(max_length=60, unique=True, null=True, blank=True, editable=False)
    facts = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(null=True, blank=True)
    stage = models.CharField(max_length=40, blank=True)
    log = models.JSONField(default=list)
    result = models.JSONField(default=dict)
    # Attempts are counted on when the job is asked for again, so that an old one is never taken for a new one.
    attempts = models.PositiveSmallIntegerField(default=0)
    attempts_before = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="jobs")
    started_at = models.DateTimeField(null=True, blank=True)
    heard_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="job_ended_has_a_time",
                condition=Q(state__in=["waiting", "running"], ended_at__isnull=True)
                | Q(state__in=["done", "refused", "failed"], ended_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["state", "heard_at"], name="job_unheard")]
        ordering = ["-asked_at", "-id"]
