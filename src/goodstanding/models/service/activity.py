"""Activities that a unit plans, and the members who sign up for them, wait for a place, and take part."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from goodstanding.models.people.account import Account
from goodstanding.models.people.member import Member
from goodstanding.models.people.unit import Unit
from goodstanding.models.public_id import IsKey, new_key
from goodstanding.models.service.moves import SignUpState
from goodstanding.models.valid_time import paired


class ServiceActivity(models.Model):
    """An activity of a unit, of a kind of the scheme. places: how many can come, None without a limit.

    on: the organization's day on which it begins. closed_at: when the host confirmed who took part. form: a digest, to
    know a form that is sent again.
    """

    class State(models.TextChoices):
        """Where it stands."""

        PLANNED = "planned", _("Planned")
        CONFIRMED = "confirmed", _("Hours confirmed")
        CANCELLED = "cancelled", _("Cancelled")

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="service_activities", db_index=False)
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    text = models.CharField(max_length=1000, blank=True)
    place = models.CharField(max_length=200, blank=True)
    on = models.DateField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    places = models.PositiveIntegerField(null=True)
    state = models.CharField(max_length=9, choices=State.choices, default=State.PLANNED)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    form = models.CharField(max_length=64, null=True, editable=False)
    reason = models.CharField(max_length=500, blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(name="service_activity_key_is_made_here", condition=IsKey("key")),
            models.CheckConstraint(name="service_activity_says_something", condition=~Q(title="")),
            models.CheckConstraint(
                name="service_activity_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))
            ),
            models.CheckConstraint(
                name="service_activity_has_a_place", condition=Q(places__isnull=True) | Q(places__gt=0)
            ),
            models.CheckConstraint(
                name="service_activity_cancelled_with_a_reason", condition=~Q(state="cancelled") | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="service_activity_over_by_a_person",
                condition=Q(state="planned", closed_at__isnull=True)
                | (~Q(state="planned") & Q(closed_at__isnull=False)),
            ),
            paired("service_activity_closed", "closed_at", "closed_by"),
            models.UniqueConstraint(
                name="service_activity_once_a_form", fields=["made_by", "form"], condition=Q(form__isnull=False)
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "starts_at"], name="service_activity_of_unit"),
            models.Index(fields=["ends_at"], name="service_activity_planned", condition=Q(state="planned")),
        ]


class SignUp(models.Model):
    """A member and an activity, in the order of signing up. minutes: how long, as the host confirmed it.

    on_paper: whether another person typed it in. A member who withdraws and signs up again has another row, at the end.
    """

    State = SignUpState

    activity = models.ForeignKey(ServiceActivity, on_delete=models.PROTECT, related_name="sign_ups", db_index=False)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="sign_ups")
    state = models.CharField(max_length=9, choices=SignUpState.choices, default=SignUpState.SIGNED_UP)
    minutes = models.PositiveIntegerField(null=True)
    on_paper = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="sign_up_knows_its_states", condition=Q(state__in=SignUpState.values)),
            models.CheckConstraint(
                name="sign_up_minutes_of_who_came",
                condition=Q(state="came", minutes__isnull=False) | (~Q(state="came") & Q(minutes__isnull=True)),
            ),
            models.UniqueConstraint(
                name="sign_up_once", fields=["activity", "member"], condition=~Q(state="withdrawn")
            ),
        ]
        indexes = [models.Index(fields=["activity", "state"], name="sign_up_of_activity")]
