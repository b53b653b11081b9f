"""Spans of days that end: one, or many together."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from goodstanding.actions.refusal import ActionRefused
from goodstanding.models.valid_time import Span, not_over

_EARLY = _("That is before it began; choose a later day.")


def end_all(spans: QuerySet[Any], on: date) -> None:
    """Ends on a day what would hold on that day or later; what has not begun by then never holds."""
    lasting = spans.filter(not_over(on))
    lasting.filter(from_on__gt=on).update(from_on=on)
    lasting.update(until_on=on)


def end_one(span: Span, on: date, early: str | Promise = _EARLY) -> None:
    """Ends a span on a day. early: the sentence where it began later, with which ActionRefused is raised."""
    if on < span.from_on:
        raise ActionRefused(early, "on")
    span.until_on = on
    span.save(update_fields=["until_on"])
