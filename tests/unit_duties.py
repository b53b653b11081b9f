"""What fell due for units, for tests: short ways to ask for the rows of a duty, and to write a month."""

from datetime import date

from goodstanding.flows.unit_duties import monthly
from goodstanding.models import Fact
from goodstanding.queries.unit_duties.row import AskedUnits, DutyRow
from goodstanding.queries.unit_duties.sources import due
from tests.house import House

OCTOBER = 2016 * 12 + 9


def rows(house: House, word: str, first: date, last: date, *codes: str) -> list[DutyRow]:
    """What fell due of a duty of the rules between two days, of some units."""
    assert house.scheme.unit_duties is not None
    units = {unit.pk: unit for unit in map(house.unit, codes or ("B111",))}
    return due(house.scheme.unit_duties.duties[word], AskedUnits(units, first, last, house.scheme))


def written(house: House, month: int = OCTOBER) -> int:
    """Writes a month down about every unit of the house."""
    return monthly.write_all(month=month, scheme=house.scheme, at=house.at)


def values(code: str, kind: str) -> list[int | None]:
    """What the ledger says about a unit, in the order of the days."""
    found = Fact.objects.filter(unit__code=code, kind=kind).order_by("occurred_on", "pk")
    return list(found.values_list("value", flat=True))
