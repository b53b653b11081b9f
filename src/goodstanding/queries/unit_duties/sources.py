"""What fell due for units, by the words of the rules: one function of rows for each source."""

from collections.abc import Callable, Iterator, Mapping

from goodstanding.engine.scheme.unit_duties import DutySource, UnitDuty
from goodstanding.queries.unit_duties import answered, held, of_members
from goodstanding.queries.unit_duties.row import AskedUnits, DutyRow

#: The rows of each source; a handful of statements for any number of units.
SOURCES: Mapping[DutySource, Callable[[UnitDuty, AskedUnits], Iterator[DutyRow]]] = {
    "meetings": held.on_schedule,
    "notices": held.notices,
    "orders": held.orders,
    "closing": held.closing,
    "minutes": held.minutes,
    "objections": answered.objections,
    "suggestions": answered.suggestions,
    "letters": answered.letters,
    "transfers": answered.transfers,
    "assignments": answered.assignments,
    "visits": of_members.visits,
    "dues_collected": of_members.dues_collected,
    "dues_posted": of_members.dues_posted,
}


def due(duty: UnitDuty, asked: AskedUnits) -> list[DutyRow]:
    """What fell due of a duty, of the units that have it and existed on its day, in the order of the days."""
    found = SOURCES[duty.of](duty, asked)
    rows = [row for row in found if _is_owed(duty, asked, row)]
    return sorted(rows, key=lambda row: (row.on, row.key))


def _is_owed(duty: UnitDuty, asked: AskedUnits, row: DutyRow) -> bool:
    unit = asked.units[row.unit_id]
    return unit.is_open(row.on) and duty.has(unit.level, unit.type)
