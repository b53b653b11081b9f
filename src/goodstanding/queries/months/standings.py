"""Standings: a member's own lines in what was published, month by month, with the middle of their unit."""

from dataclasses import dataclass

from django.db.models import QuerySet

from goodstanding.models import Member, Run, Standing, UnitStanding
from goodstanding.queries.people.small_numbers import LEAST_OF_ONES_OWN


@dataclass(frozen=True)
class MonthLine:
    """One month of a member. total and median in hundredths; no total: not rated; no median: too few, or none."""

    month: int
    total: int | None
    median: int | None
    rated: bool
    standing: Standing | None


def own(member: Member) -> QuerySet[Standing]:
    """A member's lines in published runs, latest month first."""
    return _lines(member).filter(run__state=Run.State.PUBLISHED).order_by("-run__month")


def of_month(member: Member, month: int) -> Standing | None:
    """The line that holds for a month."""
    return own(member).filter(run__month=month).first()


def issues_before(standing: Standing) -> list[Standing]:
    """The member's lines in the issues of the same month that this one took the place of, the latest first."""
    older = _replaced(standing.member, standing.run.month).filter(run__number__lt=standing.run.number)
    return list(older.order_by("-run__number")) if standing.run.number > 1 else []


def replaced_issue(member: Member, month: int, number: int) -> Standing | None:
    """The member's line in an issue of a month that another one has taken the place of."""
    return _replaced(member, month).filter(run__number=number).first()


def replacing(run: Run) -> Run | None:
    """The issue that took the place of one."""
    after = Run.objects.filter(month=run.month, number__gt=run.number, published_at__isnull=False)
    return after.order_by("number").first()


def year(member: Member, last: int, months: int = 12) -> list[MonthLine]:
    """The months up to one, oldest first, each with the member's total and the median of where they belonged then."""
    lines = {
        one.run.month: one for one in own(member).filter(run__month__gt=last - months, run__month__lte=last)[:months]
    }
    medians = _medians(list(lines.values()))
    return [
        MonthLine(
            month,
            line.total if line else None,
            medians.get(line.run_id) if line else None,
            line is not None and line.total is not None,
            line,
        )
        for month in range(last - months + 1, last + 1)
        for line in [lines.get(month)]
    ]


def _replaced(member: Member, month: int) -> QuerySet[Standing]:
    return _lines(member).filter(run__month=month, run__state=Run.State.SUPERSEDED)


def _lines(member: Member) -> QuerySet[Standing]:
    found = Standing.objects.filter(member=member)
    return found.select_related("run", "unit", "member").defer("run__manifest", "run__checks")


def _medians(lines: list[Standing]) -> dict[int, int]:
    """By run, the median of the unit where the member belonged, where enough are rated there."""
    units = {standing.run_id: standing.unit_id for standing in lines}
    rows = UnitStanding.objects.filter(run__in=units, unit__in=set(units.values()), n__gte=LEAST_OF_ONES_OWN)
    found = rows.filter(median__isnull=False).values_list("run", "unit", "median")
    return {run: median for run, unit, median in found if units[run] == unit and median is not None}
