"""Units: the nodes of the organization's tree, their names and places through time."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node

from goodstanding.models.public_id import RESERVED, IsGiven
from goodstanding.models.valid_time import Span, in_order, one_open


class Unit(MP_Node):  # type: ignore[misc]
    """A node of the tree. `level` and `type` are words of the scheme; `members_here` counts its own members today."""

    path = models.CharField(max_length=512, unique=True)
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    pinyin = models.CharField(max_length=400, blank=True)
    initials = models.CharField(max_length=200, blank=True, db_index=True)
    level = models.CharField(max_length=40)
    type = models.CharField(max_length=40)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged_from")
    members_here = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="unit_code_is_given", condition=Q(IsGiven("code"), ~Q(code__in=sorted(RESERVED)))
            ),
            models.CheckConstraint(
                name="unit_closes_after_it_opens",
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
            ),
            models.CheckConstraint(
                name="unit_merged_is_closed", condition=Q(merged_into__isnull=True) | Q(closed_on__isnull=False)
            ),
            models.CheckConstraint(
                name="unit_closed_is_empty", condition=Q(closed_on__isnull=True) | Q(members_here=0)
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def is_open(self, on: date) -> bool:
        """Whether it exists on that day."""
        return self.opened_on <= on and (self.closed_on is None or on < self.closed_on)


def paths_to(path: str) -> list[str]:
    """The paths on the way from the root of the tree to a unit, its own the last."""
    step = Unit.steplen
    return [path[:end] for end in range(step, len(path) + 1, step)]


class UnitName(Span):
    """What a unit was called when."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="names")
    name = models.CharField(max_length=200)

    class Meta:
        constraints = [in_order("unit_name"), one_open("unit_name", "unit")]


class UnitPlace(Span):
    """Which unit a unit was right below when; a root is below none."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="places")
    parent = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="places_below")

    class Meta:
        constraints = [
            in_order("unit_place"),
            one_open("unit_place", "unit"),
            models.CheckConstraint(name="unit_place_not_itself", condition=~Q(parent=F("unit"))),
        ]


class UnitChange(models.Model):
    """One thing that became of a unit. Never changed afterwards."""

    class Verb(models.TextChoices):
        """What can become of a unit."""

        CREATED = "created", _("Created")
        RENAMED = "renamed", _("Renamed")
        MOVED = "moved", _("Moved")
        MERGED = "merged", _("Merged")
        TOOK_OVER = "took_over", _("Took over")
        SPLIT = "split", _("Split")
        CLOSED = "closed", _("Closed")

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="changes")
    verb = models.CharField(max_length=12, choices=Verb.choices)
    other = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    was = models.CharField(max_length=200, blank=True)
    becomes = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-on", "-id"]
