"""Spans of days, half-open: from a day on, until (and without) another, or open."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q


class Span(models.Model):
    """Something that holds from `from_on` until, and without, `until_on`."""

    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True

    def holds(self, on: date) -> bool:
        """Whether it holds on that day."""
        return self.from_on <= on and (self.until_on is None or on < self.until_on)


def valid_on(day: date, prefix: str = "") -> Q:
    """What holds on a day. prefix: the relation to look through, as in `memberships__`."""
    return Q(**{f"{prefix}from_on__lte": day}) & not_over(day, prefix)


def not_over(day: date, prefix: str = "") -> Q:
    """What holds on a day or only begins later."""
    return Q(**{f"{prefix}until_on__isnull": True}) | Q(**{f"{prefix}until_on__gt": day})


def in_order(name: str) -> models.CheckConstraint:
    """A span may be empty, where something was put right on the day it began, but never ends before it begins."""
    return models.CheckConstraint(
        name=f"{name}_in_order", condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on"))
    )


def one_open(name: str, *columns: str) -> models.UniqueConstraint:
    """At most one open span for each of these."""
    return models.UniqueConstraint(name=f"{name}_one_open", fields=columns, condition=Q(until_on__isnull=True))


def paired(name: str, *columns: str) -> models.CheckConstraint:
    """Either all of these are there or none."""
    every: dict[str, Any] = {f"{column}__isnull": False for column in columns}
    none: dict[str, Any] = {f"{column}__isnull": True for column in columns}
    return models.CheckConstraint(name=f"{name}_paired", condition=Q(**every) | Q(**none))
