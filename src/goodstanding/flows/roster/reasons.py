"""Why a row is refused and what to do about it, in words of the reader's language."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Reason(NamedTuple):
    """One sentence on what is wrong, one on what to do."""

    says: Promise
    todo: Promise


REASONS = {
    # The file
    "fields": Reason(_("The row has a cell beyond the last column."), _("Check its commas and quotes.")),
    "quotes": Reason(_("The quotes of the row are not in pairs."), _("Write a quote inside a cell twice.")),
    "formula": Reason(_("The cell holds a formula."), _("Copy the cells and paste them as values.")),
    "cell_error": Reason(_("The cell shows an error."), _("Put the value itself into the cell.")),
    "inexact": Reason(
        _("The program that saved this number has lost digits of it."),
        _("Set the column to text and type the number again."),
    ),
    # Any cell
    "empty": Reason(_("The cell is empty."), _("Fill it in.")),
    "too_long": Reason(_("The cell has more than %(most)s letters."), _("Shorten it.")),
    "control": Reason(
        _("The cell holds a line break or letters that cannot be read."), _("Type the cell again, on one line.")
    ),
    # Days
    "day": Reason(_("This is not a day."), _("Write year, month and day, as 2016-07-01.")),
    "serial": Reason(
        _("This is a spreadsheet's number for a day."), _("Set the column to date, or write the day as 2016-07-01.")
    ),
    "no_day": Reason(_("There is no such day, or it is before 1900."), _("Look it up and write it as 2016-07-01.")),
    "future": Reason(_("That day is still to come."), _("Look up the day.")),
    "full_before_joined": Reason(_("Nobody becomes a full member before joining."), _("Look up both days.")),
    "before_joined": Reason(_("Nobody belongs to a unit before joining."), _("Look up both days.")),
    "before_unit": Reason(
        _("The unit did not exist on that day."), _("Write a day from %(day)s on, or leave the cell empty.")
    ),
    # Who and where
    "duplicate": Reason(_("Row %(row)s has this number too."), _("Keep one of the two rows.")),
    "unit": Reason(
        _("There is no such unit here."), _("Write the code of an open unit at or below the one you import into.")
    ),
    "unit_name": Reason(_("Several units have this name."), _("Write the unit's code instead of its name.")),
    "taken": Reason(
        _("This number cannot be used here."), _("Check the number; if it is right, turn to the unit above.")
    ),
    "moves": Reason(
        _("The member belongs to another unit here (%(unit)s)."),
        _("Imports move nobody: ask for a transfer, or write %(unit)s."),
    ),
    "since": Reason(
        _("The member has been in the unit since another day (%(day)s)."),
        _("Leave the cell empty; imports do not change the past."),
    ),
    "class": Reason(_("There is no such class: %(word)s."), _("Write a class as the import page lists it.")),
}


def says(reason: str, facts: Mapping[str, Any]) -> str:
    """What is wrong."""
    return str(REASONS[reason].says) % facts


def todo(reason: str, facts: Mapping[str, Any]) -> str:
    """What to do about it."""
    return str(REASONS[reason].todo) % facts
