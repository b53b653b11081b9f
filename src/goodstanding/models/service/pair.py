"""Standing pairs of a member and the member or unit helped, confirmed once a period; and single visits."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from goodstanding.models.people.account import Account
from goodstanding.models.people.member import Member
from goodstanding.models.people.unit import Unit
from goodstanding.models.public_id import IsKey, new_key


class HelpPair(models.Model):
    """A member who helps, and the member or unit helped. until_on: since when it has ended, None while it stands."""

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="help_pairs")
    helper = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="help_given")
    helped = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="help_received")
    helped_unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="help_pair_key_is_made_here", condition=IsKey("key")),
            models.CheckConstraint(
                name="help_pair_of_a_member_or_a_unit",
                condition=Q(helped__isnull=False, helped_unit__isnull=True)
                | Q(helped__isnull=True, helped_unit__isnull=False),
            ),
            models.CheckConstraint(name="help_pair_of_two", condition=Q(helped__isnull=True) | ~Q(helped=F("helper"))),
            models.CheckConstraint(
                name="help_pair_in_order", condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on"))
            ),
            models.UniqueConstraint(
                name="help_pair_once", fields=["helper", "helped"], condition=Q(until_on__isnull=True)
            ),
            models.UniqueConstraint(
                name="help_pair_once_a_unit", fields=["helper", "helped_unit"], condition=Q(until_on__isnull=True)
            ),
        ]


class PairCheck(models.Model):
    """A confirmation of a pair for a period; the newest counts. Never changed. on: the day of the entry."""

    class Verdict(models.TextChoices):
        """Whether help was given."""

        HELPED = "helped", pgettext_lazy("a pair", "Helped")
        EXCUSED = "excused", _("Nothing was needed")
        NOT_HELPED = "not_helped", pgettext_lazy("a pair", "No help this time")

    pair = models.ForeignKey(HelpPair, on_delete=models.PROTECT, related_name="checks", db_index=False)
    period = models.CharField(max_length=7)
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["pair", "period"], name="pair_check_of_pair")]


class ServiceVisit(models.Model):
    """A visit: by whom, of which kind, and on which day. Nothing about the household can be stored."""

    class State(models.TextChoices):
        """Whether it holds."""

        RECORDED = "recorded", pgettext_lazy("a visit", "Recorded")
        WITHDRAWN = "withdrawn", pgettext_lazy("a visit", "Taken back")

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="service_visits", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=40)
    on = models.DateField()
    #: Which of the visits of its day, where the rules count several.
    number = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=9, choices=State.choices, default=State.RECORDED)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [
            models.CheckConstraint(name="service_visit_key_is_made_here", condition=IsKey("key")),
            models.UniqueConstraint(
                name="service_visit_once", fields=["member", "kind", "on", "number"], condition=Q(state="recorded")
            ),
        ]
