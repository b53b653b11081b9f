"""To how many of the meetings that asked for them members came, month by month, as the ledger says now."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Q

from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Fact
from goodstanding.queries.ledger.in_force import in_force


@dataclass(frozen=True)
class AttendedMonth:
    """A month: how often members came, of how often that was asked and not excused."""

    month: int
    came: int
    of: int

    @property
    def percent(self) -> int | None:
        """Whole per cent; none where nothing was asked."""
        return round(100 * self.came / self.of) if self.of else None


def attendance_kinds(scheme: Scheme) -> frozenset[str]:
    """The kinds of fact that say whether a member was at a meeting."""
    return frozenset(kind.fact for kind in scheme.meetings.values())


def by_month(members: Collection[int], last: int, scheme: Scheme, months: int = 12) -> list[AttendedMonth]:
    """The months up to one, oldest first. members: their ids; what is excused is left out."""
    about = Fact.objects.filter(member__in=members, kind__in=attendance_kinds(scheme), value__isnull=False)
    said = in_force(about.filter(month__gt=last - months, month__lte=last)).order_by().values("month")
    counted = {row["month"]: row for row in said.annotate(came=Count("pk", filter=Q(value__gt=0)), of=Count("pk"))}
    return [
        AttendedMonth(month, counted[month]["came"], counted[month]["of"])
        if month in counted
        else AttendedMonth(month, 0, 0)
        for month in range(last - months + 1, last + 1)
    ]
