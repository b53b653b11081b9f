"""What a scheme says of the year's end: what has to be finished, by which day, and by whom."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from goodstanding.engine.scheme.part import Line, Name, Part, Text, Word

#: What can be counted as left to do.
YearEndSource = Literal[
    "meetings", "minutes", "plans", "objections", "suggestions", "letters", "appraisal", "ballots", "probation",
    "dues_arrears", "dues_confirmed", "dues_posted", "talks", "visits", "transfers", "arrivals", "cases",
    "dossiers", "months", "report",
]  # fmt: skip


class PaperWay(Part):
    """How the same was done before. steps: how many steps the rule it comes from has; source: that rule."""

    steps: Annotated[int, Field(ge=1, le=100, strict=True)]
    source: Text


class YearEndItem(Part):
    """One thing to finish. of: what is counted; by: the day, as month and day; one before July is of the year after.

    who: the offices that finish it. paper: the way of before, where a rule says how many steps it had.
    """

    title: Text
    of: YearEndSource
    by: Annotated[Line, Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]
    who: tuple[Word, ...] = Field(min_length=1)
    paper: PaperWay | None = None

    def due_on(self, year: int) -> date:
        """The day by which it is finished, at the end of a year. A day that a month does not have is its last."""
        month, day = (int(part) for part in self.by.split("-"))
        of = year + 1 if month < _FIRST_OF_THE_YEAR else year
        while True:
            try:
                return date(of, month, day)
            except ValueError:
                day -= 1


_FIRST_OF_THE_YEAR = 7


class YearEnd(Part):
    """Everything that a unit of these levels or types finishes, in the order in which it is done."""

    units: tuple[Word, ...] = Field(min_length=1)
    items: dict[Name, YearEndItem] = Field(min_length=1)
