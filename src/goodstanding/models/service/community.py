"""Members who register with the community where they live, and what the community says once a year."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goodstanding.models.people.account import Account
from goodstanding.models.people.member import Member
from goodstanding.models.people.unit import Unit
from goodstanding.models.public_id import IsKey, new_key
from goodstanding.models.service.moves import RegistrationState
from goodstanding.models.valid_time import paired


class CommunityRegistration(models.Model):
    """A member and the community with which they register. asked_on: the day, on paper before it was typed in.

    from_on: since when the community counts the member, once it has confirmed. ended_on: since when no longer.
    """

    State = RegistrationState

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="registrations")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="registrations", db_index=False)
    state = models.CharField(max_length=9, choices=RegistrationState.choices, default=RegistrationState.ASKED)
    asked_on = models.DateField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    decided_on = models.DateField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    ended_on = models.DateField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(name="registration_key_is_made_here", condition=IsKey("key")),
            models.CheckConstraint(
                name="registration_knows_its_states", condition=Q(state__in=RegistrationState.values)
            ),
            models.CheckConstraint(
                name="registration_decided_by_a_person",
                condition=~Q(state__in=["confirmed", "declined"]) | Q(decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="registration_ended_on_a_day", condition=~Q(state="ended") | Q(ended_on__isnull=False)
            ),
            paired("registration_decided", "decided_on", "decided_at", "decided_by"),
            models.UniqueConstraint(
                name="registration_one_at_a_time", fields=["member"], condition=Q(state__in=["asked", "confirmed"])
            ),
        ]
        indexes = [models.Index(fields=["unit", "state"], name="registration_of_unit")]


class CommunityFeedback(models.Model):
    """What the community says of a registered member for a year; the newest counts. Never changed, never a mark."""

    class Verdict(models.TextChoices):
        """Whether the member took part."""

        TOOK_PART = "took_part", _("Took part")
        NOT_CALLED = "not_called", _("Not called upon")
        NOT_YET = "not_yet", _("Has not taken part")

    registration = models.ForeignKey(
        CommunityRegistration, on_delete=models.PROTECT, related_name="feedback", db_index=False
    )
    year = models.PositiveSmallIntegerField()
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["registration", "year"], name="community_feedback_of")]
