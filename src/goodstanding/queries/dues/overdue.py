"""Months that stay open after a reminder: which of them a person can record as overdue, and which are."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Concat

from goodstanding.engine.scheme.dues import Dues, OverdueRule
from goodstanding.models import DuesObligation, Fact, Member
from goodstanding.queries.dues import dues


def key_of(row: DuesObligation) -> str:
    """By what the entry of a month is recognized."""
    return f"dues:{row.key}:overdue"


def first_day(row: DuesObligation, rule: OverdueRule) -> date | None:
    """Returns the first day on which a month can be recorded as overdue, None before a reminder."""
    return row.reminded_on + timedelta(days=rule.after_days) if row.reminded_on is not None else None


def recordable(member: Member, rules: Dues, on: date) -> QuerySet[DuesObligation]:
    """The months of a member that can be recorded as overdue on a day, the oldest first."""
    rows = dues.open_rows(member).filter(due_on__lt=on)
    if rules.overdue is None:
        return rows.none()
    last = on - timedelta(days=rules.overdue.after_days)
    key = Concat(Value("dues:"), OuterRef("key"), Value(":overdue"))
    said = Fact.objects.filter(source=Fact.Source.DUES, source_key=key)
    return rows.filter(~Exists(said), reminded__gt=0, reminded_on__lte=last)
