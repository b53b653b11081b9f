"""Calendar feeds: a secret address under which a calendar application reads a member's meetings."""

from django.db import models
from django.db.models import Q

from goodstanding.models.people.account import Account


class CalendarFeed(models.Model):
    """One address. Only a digest of its secret is kept, so it is shown once; it holds until it is taken back."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="calendar_feeds")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    fetched_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(name="calendar_feed_one", fields=["account"], condition=Q(revoked_at__isnull=True))
        ]
