"""Imports of the roster for tests: brought, checked and written."""

from typing import Any

from goodstanding.flows.roster import importer as importer_flows
from goodstanding.models import RosterImport
from tests.house import House


def quiet(_done: int, _total: int) -> None:
    """Nobody watches."""


def brought(
    house: House, content: bytes, name: str = "roster.csv", *, who: str | None = "city_officer", unit: str = "CITY"
) -> RosterImport:
    by = house.viewer(who) if who else None
    return importer_flows.bring(unit=house.unit(unit), name=name, pieces=[content], by=by, at=house.at)


def checked(house: House, one: RosterImport, who: str | None = "city_officer") -> RosterImport:
    importer_flows.check_file(brought=one, by=house.viewer(who) if who else None, at=house.at, tell=quiet)
    one.refresh_from_db()
    return one


def written(
    house: House, content: bytes, name: str = "roster.csv", *, good_only: bool = True, **more: Any
) -> RosterImport:
    one = brought(house, content, name, **more)
    by = house.viewer(more.get("who", "city_officer"))
    return importer_flows.write(brought=one, good_only=good_only, by=by, at=house.at, tell=quiet)


def counts(one: RosterImport) -> dict[str, int]:
    return {name: getattr(one, name) for name in ("read", "added", "changed", "unchanged", "refused")}


def reasons(one: RosterImport) -> list[tuple[int, str, str]]:
    return list(one.refusals.order_by("row", "pk").values_list("row", "column", "reason"))
