"""Everything that became of an item, a suggestion, a topic or a post of a member, in its order."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from goodstanding.models.initiative.duty import DutyHolding
from goodstanding.models.initiative.pledge import Pledge, PledgeItem
from goodstanding.models.initiative.suggestion import Suggestion
from goodstanding.models.initiative.topic import AgendaTopic
from goodstanding.models.people.account import Account

_OF = ("pledge", "suggestion", "topic", "holding")


def _of_one_thing() -> Q:
    found = Q()
    for of in _OF:
        found |= Q(**{f"{name}__isnull": name != of for name in _OF})
    return found & (Q(item__isnull=True) | Q(pledge__isnull=False))


class InitiativeStep(models.Model):
    """One step of a pledge, a suggestion, a topic or a holding, with its words. Never changed.

    item: of the pledge, where the step is about an item. place: the unit to which a suggestion was forwarded. by: none
    for the system, as when a member moves away from a post.
    """

    class What(models.TextChoices):
        """What happened."""

        MADE = "made", pgettext_lazy("a pledge, a suggestion, a topic", "Made")
        REPORTED = "reported", _("Reported as fulfilled")
        REPLACED = "replaced", _("Reworded")
        FULFILLED = "fulfilled", _("Confirmed as fulfilled")
        MISSED = "missed", _("Recorded as not fulfilled")
        DROPPED = "dropped", _("Recorded as no longer applying")
        WITHDRAWN = "withdrawn", pgettext_lazy("a pledge, a suggestion, a topic", "Withdrawn")
        PASSED_UP = "passed_up", _("Forwarded")
        ADOPTED = "adopted", pgettext_lazy("a suggestion", "Adopted")
        NOT_ADOPTED = "not_adopted", pgettext_lazy("a suggestion", "Not adopted")
        TAKEN_UP = "taken_up", _("Put on the agenda")
        NOT_TAKEN_UP = "not_taken_up", pgettext_lazy("a topic", "Not taken up")
        OFFERED = "offered", pgettext_lazy("a post", "Offered")
        HELD = "held", pgettext_lazy("a post", "Taken on")
        DECLINED = "declined", pgettext_lazy("a post", "Declined")
        ENDED = "ended", pgettext_lazy("a post", "Ended")

    pledge = models.ForeignKey(Pledge, null=True, on_delete=models.PROTECT, related_name="steps")
    item = models.ForeignKey(PledgeItem, null=True, on_delete=models.PROTECT, related_name="steps")
    suggestion = models.ForeignKey(Suggestion, null=True, on_delete=models.PROTECT, related_name="steps")
    topic = models.ForeignKey(AgendaTopic, null=True, on_delete=models.PROTECT, related_name="steps")
    holding = models.ForeignKey(DutyHolding, null=True, on_delete=models.PROTECT, related_name="steps")
    what = models.CharField(max_length=12, choices=What.choices)
    words = models.CharField(max_length=1000, blank=True)
    place = models.CharField(max_length=200, blank=True)
    on = models.DateField(null=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="initiative_step_of_one_thing", condition=_of_one_thing()),
            models.CheckConstraint(
                name="initiative_step_against_with_a_reason",
                condition=~Q(what__in=["missed", "dropped", "not_adopted", "not_taken_up"]) | ~Q(words=""),
            ),
        ]
