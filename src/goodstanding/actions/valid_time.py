"""Spans of days that end together."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from goodstanding.models.valid_time import not_over


def end_all(spans: QuerySet[Any], on: date) -> None:
    """Ends on a day what would hold on that day or later; what has not begun by then never holds."""
    lasting = spans.filter(not_over(on))
    lasting.filter(from_on__gt=on).update(from_on=on)
    lasting.update(until_on=on)
