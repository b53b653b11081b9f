"""What a month of dues leaves in the ledger: a pure function of its balance. An open month leaves nothing."""

from dataclasses import dataclass
from datetime import date

from goodstanding.engine.period import first_day, last_day, month_of
from goodstanding.engine.scheme.dues import Dues
from goodstanding.models import DuesObligation, Member
from goodstanding.models.ledger.fact import NO, YES
from goodstanding.queries.ledger.said_fact import SaidFact


@dataclass(frozen=True)
class DuesMonth:
    """A month as the ledger sees it. begins, ends: the days of it on which the member belonged."""

    month: int
    begins: date
    ends: date
    due_on: date
    owed: int
    paid: int
    open: int
    paid_on: date | None


def month_as_seen(row: DuesObligation, member: Member) -> DuesMonth:
    """Returns a row as it stands now."""
    ends = last_day(row.month)
    if member.left_on is not None:
        ends = min(ends, date.fromordinal(member.left_on.toordinal() - 1))
    begins = max(first_day(row.month), member.joined_on)
    return DuesMonth(row.month, begins, max(ends, begins), row.due_on, row.owed, row.paid, row.open, row.paid_on)


def of_month(month: DuesMonth, rules: Dues, on: date) -> dict[str, SaidFact]:
    """Returns what a month leaves on a day, by the key of the rules that names the kind of entry.

    A waiver counts as on time, and so does a payment in advance, once its month has begun. Late dues are paid dues:
    they are in full, and they clear the arrears where they come within the months that the rules name.
    """
    if month.open or not month.owed or month.begins > on:
        return {}
    if not month.paid or month.paid_on is None:
        day = month.begins
        return {"on_time": SaidFact(YES, day), "in_full": SaidFact(YES, day)}
    day = min(max(month.paid_on, month.begins), month.ends)
    in_time = month.paid_on <= month.due_on
    found = {"on_time": SaidFact(YES if in_time else NO, day), "in_full": SaidFact(YES, day)}
    if not in_time and rules.cleared is not None and is_cleared_in_time(month, rules.cleared.within_months):
        found["cleared"] = SaidFact(YES, month.paid_on)
    return found


def is_cleared_in_time(month: DuesMonth, within: int) -> bool:
    """Whether arrears were paid within so many months after the month that they are of."""
    return month.paid_on is not None and month_of(month.paid_on) <= month.month + within
