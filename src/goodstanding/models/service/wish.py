"""Small wishes that a unit posts and a member fulfils, and needs of people that a member relays."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goodstanding.models.people.account import Account
from goodstanding.models.people.member import Member
from goodstanding.models.people.unit import Unit
from goodstanding.models.public_id import IsKey, new_key
from goodstanding.models.service.moves import NeedState, WishState
from goodstanding.models.valid_time import paired


class Wish(models.Model):
    """A small wish: a title and what is needed, never whose. member: who has claimed it, None while it is open.

    confirmed_how: in which way the person helped confirmed it to the office-holder who wrote that down.
    """

    State = WishState

    class How(models.TextChoices):
        """How the person helped confirmed it."""

        IN_PERSON = "in_person", _("In person")
        PHONE = "phone", _("By telephone")
        PAPER = "paper", _("On paper")

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="wishes", db_index=False)
    title = models.CharField(max_length=200)
    text = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=9, choices=WishState.choices, default=WishState.OPEN)
    member = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="wishes")
    claimed_on = models.DateField(null=True)
    reported_on = models.DateField(null=True)
    confirmed_how = models.CharField(max_length=9, choices=How.choices, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    form = models.CharField(max_length=64, null=True, editable=False)
    decided_on = models.DateField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="wish_key_is_made_here", condition=IsKey("key")),
            models.CheckConstraint(name="wish_says_something", condition=~Q(title="")),
            models.CheckConstraint(
                name="wish_claimed_by_a_member",
                condition=Q(state="open", member__isnull=True, claimed_on__isnull=True)
                | Q(state="closed")
                | Q(state__in=["claimed", "reported", "fulfilled"], member__isnull=False, claimed_on__isnull=False),
            ),
            models.CheckConstraint(
                name="wish_fulfilled_by_the_word_of_a_person",
                condition=~Q(state="fulfilled") | (Q(decided_at__isnull=False) & ~Q(confirmed_how="")),
            ),
            paired("wish_decided", "decided_on", "decided_at", "decided_by"),
            models.UniqueConstraint(
                name="wish_once_a_form", fields=["made_by", "form"], condition=Q(form__isnull=False)
            ),
        ]
        indexes = [models.Index(fields=["unit", "state"], name="wish_of_unit")]


class RelayedNeed(models.Model):
    """A need that a member relays to their unit: what is needed, never of whom. due_on: the last day for an answer."""

    State = NeedState

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="relayed_needs")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="relayed_needs", db_index=False)
    title = models.CharField(max_length=200)
    text = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=12, choices=NeedState.choices, default=NeedState.WAITING)
    due_on = models.DateField()
    made_on = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    form = models.CharField(max_length=64, null=True, editable=False)
    decided_on = models.DateField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(name="need_key_is_made_here", condition=IsKey("key")),
            models.CheckConstraint(name="need_says_something", condition=~Q(title="")),
            models.CheckConstraint(name="need_knows_its_states", condition=Q(state__in=NeedState.values)),
            models.CheckConstraint(
                name="need_decided_by_a_person",
                condition=~Q(state__in=["taken_up", "not_taken_up"]) | Q(decided_at__isnull=False),
            ),
            paired("need_decided", "decided_on", "decided_at", "decided_by"),
            models.UniqueConstraint(
                name="need_once_a_form", fields=["made_by", "form"], condition=Q(form__isnull=False)
            ),
        ]
        indexes = [models.Index(fields=["unit", "due_on"], name="need_waiting", condition=Q(state="waiting"))]
