"""Accountability files for tests: opened about a person in office or a unit, and taken step by step."""

from datetime import timedelta
from typing import Any

from goodstanding.actions.cases import accountability
from goodstanding.actions.cases.accountability import FileSubject, StepPaper
from goodstanding.models import AccountabilityFile, Unit
from goodstanding.models.cases.accountability import FILE_ONWARD, FileMove, FileState
from tests.cases import seat
from tests.house import House

M = FileMove


def opened(
    house: House, by: str = "district_officer", who: str = "sub_district_officer", code: str = "S11"
) -> AccountabilityFile:
    """A file about a person in office, or about the unit where nobody is named."""
    about = FileSubject(house.unit(code), seat(house, who) if who else None)
    return accountability.open_file(
        about=about, basis="regulation_2016", circumstance="building", reason="Two complaints were founded.",
        scheme=house.scheme, by=house.viewer(by), at=house.at,
    )  # fmt: skip


def taken(house: House, file: Any, move: FileMove, by: str = "district_officer", **said: Any) -> AccountabilityFile:
    """The file after a step; a body is the district's but for an appeal, which the city's answers."""
    paper: dict[str, Any] = {"words": "As the document says.", "on": house.today}
    if move in (M.DECIDE, M.CONFIRM, M.REVOKE):
        unit: Unit = house.unit("D1" if move is M.DECIDE else "CITY")
        paper |= {"document": "区委〔2016〕9号", "body_unit": unit}
    if move is M.DECIDE:
        paper |= {"form": "admonition" if file.post_id else "examination", "layer": "main"}
    then = house.at + timedelta(days=said.pop("days", 0))
    return accountability.take(
        file=file, move=move, paper=StepPaper(**(paper | said)), scheme=house.scheme, by=house.viewer(by), at=then
    )


def on_to(house: House, state: FileState, **of: Any) -> AccountabilityFile:
    """A file at a state of the way on which nobody appeals."""
    file = opened(house, **of)
    at = FileState.OPENED
    while at != state:
        days = 40 if FILE_ONWARD[at] in (M.TAKE_EFFECT, M.END) else 0
        file = taken(house, file, FILE_ONWARD[at], days=days)
        at = FileState(file.state)
    return file
