"""The clock of suggestions: those who answer are reminded before the day, and once more when it is over."""

from datetime import date, datetime, timedelta

from django.db import transaction

from goodstanding.actions.initiative import suggestions
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Suggestion
from goodstanding.models.initiative.moves import SuggestionState


@transaction.atomic
def remind(*, on: date, scheme: Scheme, at: datetime) -> int:
    """Sends the reminders of a day, each once. Returns for how many suggestions some were sent."""
    rule = scheme.initiative.suggestions if scheme.initiative else None
    if rule is None:
        return 0
    waiting = Suggestion.objects.filter(state=SuggestionState.WAITING).select_related("member", "at_unit")
    soon = on + timedelta(days=rule.remind_before)
    before = waiting.filter(due_on__gte=on, due_on__lte=soon, reminded_before=False)
    after = waiting.filter(due_on__lt=on, reminded_after=False)
    count = 0
    for rows, kind, column in (
        (before, "suggestion_due", "reminded_before"),
        (after, "suggestion_overdue", "reminded_after"),
    ):
        for row in list(rows.order_by("pk")):
            once = f"{kind}:{row.key}:{row.at_unit_id}"
            suggestions.tell_offices(row, kind, rule, at=at, once=once)
            setattr(row, column, True)
            row.save(update_fields=[column])
            count += 1
    return count
