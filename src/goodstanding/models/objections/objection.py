"""Objections: a member's doubt about one line or one fact, who may not rule on it, every step, and the rulings."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from goodstanding.models.ledger.correction import Remedy
from goodstanding.models.ledger.fact import Fact
from goodstanding.models.months.run import Run
from goodstanding.models.people.account import Account
from goodstanding.models.people.member import Member
from goodstanding.models.people.unit import Unit
from goodstanding.models.public_id import new_key


class Objection(models.Model):
    """One doubt: about a line (indicator and period), and where it is about one of its facts, about that fact.

    `at_unit`: whose officers have to rule now; it goes up the tree when the clock runs out, and for a second ruling.
    `run`: the published rating it is about; none for an entry of a month that is not published yet.
    `missing_on`: the day of that month on which something was done that no one recorded, where it is about that.
    `due_after`: the day after which working days were counted to `due_on`. `appeal_until`: the last day for asking for
    a second ruling, as the member was told. Either is provisional where it ran over days that are not announced yet.
    """

    class State(models.TextChoices):
        """Where it stands."""

        OPEN = "open", _("Waiting for a ruling")
        UPHELD = "upheld", _("Upheld")
        REJECTED = "rejected", _("Rejected")
        APPEALED = "appealed", _("Waiting for a second ruling")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    #: The states of an objection that waits for a ruling.
    WAITING = (State.OPEN, State.APPEALED)

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="objections")
    run = models.ForeignKey(Run, null=True, on_delete=models.PROTECT, related_name="objections")
    indicator = models.CharField(max_length=40)
    period = models.CharField(max_length=7)
    fact = models.ForeignKey(Fact, null=True, on_delete=models.PROTECT, related_name="objections", db_constraint=False)
    missing_on = models.DateField(null=True)
    reason = models.CharField(max_length=2000)
    attachment = models.CharField(max_length=100, blank=True)
    attachment_name = models.CharField(max_length=255, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    at_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="objections")
    opened_at = models.DateTimeField()
    due_after = models.DateField()
    due_on = models.DateField()
    due_is_provisional = models.BooleanField(default=False)
    appeal_until = models.DateField(null=True)
    appeal_is_provisional = models.BooleanField(default=False)
    escalated = models.PositiveSmallIntegerField(default=0)
    appeal = models.CharField(max_length=2000, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-opened_at", "-id"]
        constraints = [
            models.CheckConstraint(name="objection_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="objection_before_publishing_about_a_fact",
                condition=Q(run__isnull=False) | Q(fact__isnull=False) | Q(missing_on__isnull=False),
            ),
            models.CheckConstraint(
                name="objection_missing_or_recorded",
                condition=Q(missing_on__isnull=True) | Q(run__isnull=True, fact__isnull=True),
            ),
            models.CheckConstraint(name="objection_due_later", condition=Q(due_on__gt=F("due_after"))),
            models.CheckConstraint(
                name="objection_rejected_has_an_end", condition=~Q(state="rejected") | Q(appeal_until__isnull=False)
            ),
            models.UniqueConstraint(
                name="objection_one_open_a_line",
                fields=["member", "indicator", "period"],
                condition=Q(state__in=["open", "appealed"], fact__isnull=True, missing_on__isnull=True),
            ),
            models.UniqueConstraint(
                name="objection_one_open_a_missing_day",
                fields=["member", "indicator", "missing_on"],
                condition=Q(state__in=["open", "appealed"], missing_on__isnull=False),
            ),
            models.UniqueConstraint(
                name="objection_one_open_a_fact",
                fields=["member", "fact"],
                condition=Q(state__in=["open", "appealed"], fact__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["at_unit", "state", "due_on"], name="objection_to_rule")]


class ConflictOfInterest(models.Model):
    """An account that an objection concerns: the member's, or the one that recorded or corrected what it is about.

    The database refuses a ruling of theirs; see objection_guards.
    """

    objection = models.ForeignKey(Objection, on_delete=models.PROTECT, related_name="conflicts_of_interest")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(name="conflict_of_interest_once", fields=["objection", "account"])]


class Step(models.Model):
    """One thing that became of an objection, for the member to read for ever. Never changed.

    unit: whose officers were to rule from then on. by: none where the clock did it. due_on: the deadline that began or
    was counted anew, provisional where it ran over days not announced then.
    """

    class Verb(models.TextChoices):
        """What can become of it."""

        OPENED = "opened", _("Objection made")
        ESCALATED = "escalated", _("Overdue, passed one level up")
        UPHELD = "upheld", _("Upheld")
        REJECTED = "rejected", _("Rejected")
        APPEALED = "appealed", _("Second ruling asked for")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        REDATED = "redated", _("Counted anew by announced days")

    objection = models.ForeignKey(Objection, on_delete=models.PROTECT, related_name="steps")
    verb = models.CharField(max_length=10, choices=Verb.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=260, blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(null=True)
    is_provisional = models.BooleanField(default=False)
    text = models.CharField(max_length=2000, blank=True)

    class Meta:
        ordering = ["id"]


class Ruling(models.Model):
    """One answer, by an officer without a conflict of interest; the second by yet another person."""

    objection = models.ForeignKey(Objection, on_delete=models.PROTECT, related_name="rulings")
    instance = models.PositiveSmallIntegerField()
    upheld = models.BooleanField()
    reason = models.CharField(max_length=2000)
    remedy = models.CharField(max_length=10, choices=Remedy.choices, default=Remedy.NONE)
    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="rulings")
    office = models.CharField(max_length=260)

    class Meta:
        ordering = ["instance"]
        constraints = [
            models.UniqueConstraint(name="ruling_once_an_instance", fields=["objection", "instance"]),
            models.UniqueConstraint(name="ruling_by_another", fields=["objection", "by"]),
            models.CheckConstraint(name="ruling_two_instances", condition=Q(instance__in=[1, 2])),
            models.CheckConstraint(name="ruling_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(name="ruling_remedy_when_upheld", condition=Q(upheld=True) | Q(remedy="none")),
        ]
