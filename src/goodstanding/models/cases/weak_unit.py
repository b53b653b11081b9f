"""Units that need help: why each is on the list, its help plan, and the checks until it leaves the list."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from goodstanding.models.cases.moves import WeakState
from goodstanding.models.people.account import Account
from goodstanding.models.people.unit import Unit
from goodstanding.models.public_id import IsKey, new_key
from goodstanding.models.valid_time import paired


class WeakUnit(models.Model):
    """A unit that a named person put on the list, with the signs, a reason and a document. It leaves it by a check."""

    State = WeakState

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="weak_spells")
    signs = models.JSONField(default=list)
    reason = models.CharField(max_length=1000)
    document = models.CharField(max_length=100)
    state = models.CharField(max_length=8, choices=WeakState.choices, default=WeakState.LISTED)
    listed_on = models.DateField()
    listed_at = models.DateTimeField()
    listed_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["-listed_on", "-id"]
        constraints = [
            models.CheckConstraint(name="weak_unit_key_is_made_here", condition=IsKey("key")),
            models.CheckConstraint(name="weak_unit_with_a_reason", condition=~Q(reason="") & ~Q(document="")),
            models.UniqueConstraint(name="weak_unit_once_on_the_list", fields=["unit"], condition=Q(state="listed")),
        ]


class HelpStep(models.Model):
    """A step of the help plan of a unit: what, who in office, until when; and what came of it."""

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    weak_unit = models.ForeignKey(WeakUnit, on_delete=models.PROTECT, related_name="help_steps")
    text = models.CharField(max_length=500)
    owner = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="help_steps")
    owner_office = models.CharField(max_length=260)
    due_on = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    result = models.CharField(max_length=1000, blank=True)
    done_on = models.DateField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(name="help_step_key_is_made_here", condition=IsKey("key")),
            models.CheckConstraint(name="help_step_says_something", condition=~Q(text="")),
            models.CheckConstraint(name="help_step_done_with_words", condition=Q(done_on__isnull=True) | ~Q(result="")),
            paired("help_step_done", "done_on", "done_at", "done_by"),
        ]


class WeakCheck(models.Model):
    """A check of a unit on the list, by another person than the one who put it there. Never changed."""

    class Found(models.TextChoices):
        """What the check found."""

        ACCEPT = "accept", pgettext_lazy("a unit that needs help", "Put right: off the list")
        NOT_YET = "not_yet", pgettext_lazy("a unit that needs help", "Not yet: it stays on the list")

    weak_unit = models.ForeignKey(WeakUnit, on_delete=models.PROTECT, related_name="checks")
    found = models.CharField(max_length=7, choices=Found.choices)
    words = models.CharField(max_length=1000)
    document = models.CharField(max_length=100)
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    # Said beside, so that the database can hold the two apart.
    listed_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="weak_check_with_a_reason", condition=~Q(words="") & ~Q(document="")),
            models.CheckConstraint(name="weak_check_by_another_person", condition=~Q(by=F("listed_by"))),
            models.UniqueConstraint(name="weak_check_accepted_once", fields=["weak_unit"], condition=Q(found="accept")),
        ]
