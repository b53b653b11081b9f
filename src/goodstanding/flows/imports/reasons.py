"""Why a row of any sheet is refused and what to do about it, in words of the reader's language."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class CellReason(NamedTuple):
    """One sentence on what is wrong, one on what to do."""

    says: Promise
    todo: Promise


Reasons = Mapping[str, CellReason]

SHARED: Reasons = {
    # The file
    "fields": CellReason(_("The row has a cell beyond the last column."), _("Check its commas and quotes.")),
    "quotes": CellReason(_("The quotes of the row are not in pairs."), _("Write a quote inside a cell twice.")),
    "formula": CellReason(_("The cell holds a formula."), _("Copy the cells and paste them as values.")),
    "cell_error": CellReason(_("The cell shows an error."), _("Put the value itself into the cell.")),
    "inexact": CellReason(
        _("The program that saved this number has lost digits of it."),
        _("Set the column to text and type the number again."),
    ),
    "grouped": CellReason(
        _("The number has commas between its digits."), _("Set the column to text and write the digits alone.")
    ),
    "fraction": CellReason(
        _("The number has a fraction, so it does not identify anyone."),
        _("Set the column to text and type the number again."),
    ),
    # Any cell
    "empty": CellReason(_("The cell is empty."), _("Fill it in.")),
    "too_long": CellReason(_("The cell has more than %(most)s letters."), _("Shorten it.")),
    "control": CellReason(
        _("The cell holds a line break or unreadable characters."), _("Type the cell again, on one line.")
    ),
    # Days
    "day": CellReason(_("This is not a date."), _("Write year, month and day, as 2016-07-01.")),
    "serial": CellReason(
        _("This is a spreadsheet's number for a day."), _("Set the column to date, or write the day as 2016-07-01.")
    ),
    "no_day": CellReason(
        _("There is no such day, or it is before 1900."), _("Check the day and write it as 2016-07-01.")
    ),
    "future": CellReason(_("That day is still to come."), _("Check the day.")),
}


def says(reasons: Reasons, reason: str, facts: Mapping[str, Any]) -> str:
    """What is wrong."""
    return str(reasons[reason].says) % facts


def todo(reasons: Reasons, reason: str, facts: Mapping[str, Any]) -> str:
    """What to do about it."""
    return str(reasons[reason].todo) % facts
