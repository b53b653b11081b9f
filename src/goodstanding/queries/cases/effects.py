"""Whether a closed case helped: the unit three months later, against units of the same kind without a case."""

from dataclasses import dataclass

from goodstanding.engine.period import month_of
from goodstanding.engine.watch.effect import Effect, MovedUnit, effect
from goodstanding.models import DutyCase, UnitStanding
from goodstanding.queries.months import runs

#: So many months after a case was closed its unit is looked at again.
MONTHS_LATER = 3


@dataclass(frozen=True)
class Measured:
    """What can be said of a closed case. found: None for too few units like it; month: when it can be measured."""

    month: int
    is_there: bool
    found: Effect | None


def measured(case: DutyCase) -> Measured | None:
    """The effect of a closed case about a unit; None for a case that is not closed, or is about a member."""
    if case.state != DutyCase.State.CLOSED or case.about == DutyCase.About.MEMBER or case.closed_on is None:
        return None
    before, after = month_of(case.opened_on) - 1, month_of(case.closed_on) + MONTHS_LATER
    published = dict(runs.published().filter(month__in=[before, after]).values_list("month", "pk"))
    if len(published) < 2:
        return Measured(after, False, None)
    moved = _moved(case, published[before], published[after])
    mine = moved.pop(case.unit_id, None)
    return Measured(after, True, None if mine is None else effect(mine, list(moved.values())))


def _moved(case: DutyCase, before: int, after: int) -> dict[int, MovedUnit]:
    """By unit of the same level and type, how it moved: the unit itself, and those without a case in that time."""
    alike = UnitStanding.objects.filter(
        unit__level=case.unit.level, unit__type=case.unit.type, total__isnull=False, run__in=[before, after]
    )
    busy = DutyCase.objects.filter(unit__level=case.unit.level, opened_on__lte=case.closed_on)
    busy = busy.exclude(closed_on__lt=case.opened_on).exclude(about=DutyCase.About.MEMBER)
    others = set(busy.values_list("unit", flat=True)) - {case.unit_id}
    lines: dict[int, dict[int, tuple[int, int]]] = {}
    for unit, run, size, total in alike.values_list("unit", "run", "n", "total"):
        if unit not in others and total is not None:
            lines.setdefault(unit, {})[run] = (size, total)
    return {
        unit: MovedUnit(found[before][0], found[before][1], found[after][1])
        for unit, found in lines.items()
        if before in found and after in found
    }
