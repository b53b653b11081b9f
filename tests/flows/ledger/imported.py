"""Imports of records for tests: brought, checked and written."""

from collections.abc import Sequence
from typing import Any

from goodstanding.flows.imports import run as import_run
from goodstanding.flows.ledger.importer import FACTS
from goodstanding.models import FactImport
from tests.house import House
from tests.rosters import as_csv, as_xlsx

HEADER = ("Member number or unit code", "Kind of entry", "Day", "Value", "Reference", "Key")
TALK, SCORE = "talk.heart_to_heart", "quiz.score"
DAY = "2016-10-03"


def row(number: str = "11102", kind: str = TALK, day: str = DAY, value: str = "1", *more: str) -> list[str]:
    """One row under HEADER."""
    return [number, kind, day, value, *more, *[""] * (2 - len(more))]


def quiet(_done: int, _total: int) -> None:
    """Nobody watches."""


def brought(
    house: House,
    rows: Sequence[Sequence[object]],
    *,
    who: str | None = "secretary",
    unit: str = "B111",
    name: str = "facts.csv",
    header: Sequence[str] = HEADER,
) -> FactImport:
    table: Any = [header, *rows]
    content = as_xlsx(table) if name.endswith("xlsx") else as_csv(table)
    by = house.viewer(who) if who else None
    return import_run.bring(FACTS, unit=house.unit(unit), name=name, pieces=[content], by=by, at=house.at)


def checked(house: House, *rows: Sequence[object], who: str | None = "secretary", **more: Any) -> FactImport:
    one = brought(house, rows, who=who, **more)
    by = house.viewer(who) if who else None
    import_run.check_file(FACTS, brought=one, by=by, at=house.at, tell=quiet)
    one.refresh_from_db()
    return one


def written(house: House, *rows: Sequence[object], who: str | None = "secretary", **more: Any) -> FactImport:
    one = brought(house, rows, who=who, **more)
    by = house.viewer(who) if who else None
    return import_run.write(FACTS, brought=one, good_only=True, by=by, at=house.at, tell=quiet)


def reasons(one: FactImport) -> list[tuple[int, str, str]]:
    return list(one.refusals.order_by("row", "pk").values_list("row", "column", "reason"))
