"""Why a row is refused and what to do about it, in words. A fault is written `reason@column`, or `reason@` alone."""

from dataclasses import dataclass

from goodstanding.lake.build.tables import FIRST_YEAR, LAST_YEAR
from goodstanding.sheets.limits import MOST_CELL


@dataclass(frozen=True)
class RefusedReason:
    """One sentence on what is wrong, one on what to do; `file` where it stops the whole file and not one row."""

    says: str
    todo: str
    file: bool = False


_YEARS = f"years {FIRST_YEAR} to {LAST_YEAR}"

REASONS = {
    "no_file": RefusedReason("the file cannot be read", "Check the path and that you may read the file.", True),
    "format": RefusedReason("the file's name ends in no known format", "Give .csv, .csv.gz, .xlsx or .parquet.", True),
    "columns": RefusedReason("the columns are not those of this table", "Name each column exactly, once.", True),
    "text": RefusedReason("the file is not UTF-8 text", "Save it as CSV UTF-8 (in Excel: Save As, CSV UTF-8).", True),
    # What goodstanding.sheets says of a workbook, which has both sentences; see errors.py.
    "sheet": RefusedReason("the workbook cannot be read", "Save it again as Excel workbook (.xlsx).", True),
    "parquet": RefusedReason(
        "the file is not a Parquet file that can be read", "Write it again; plain columns only.", True
    ),
    "damaged": RefusedReason(
        "from this row on the file cannot be read",
        "Look for a quote never closed, or copy it again.",
        True,
    ),
    "no_root": RefusedReason("no unit is the root", "Leave parent_id of exactly one unit empty.", True),
    "fields": RefusedReason("the row has more or fewer fields than the header", "Check its commas and quotes."),
    "encoding": RefusedReason("the text is not UTF-8", "Save the file as CSV UTF-8 (in Excel: Save As, CSV UTF-8)."),
    "formula": RefusedReason("the cell holds a formula", "Copy the cells and paste them as values."),
    "cell_error": RefusedReason("the cell holds an error of the spreadsheet", "Mend its formula and paste the value."),
    "too_long": RefusedReason(f"the cell holds more than {MOST_CELL:,} letters", "Shorten it."),
    "inexact": RefusedReason("the number is too large for a spreadsheet to keep exactly", "Write it as text."),
    "empty": RefusedReason("the cell is empty", "Fill it in."),
    "not_integer": RefusedReason("is not a whole number of at most 64 bits", "Write digits only."),
    "month": RefusedReason(f"is not a month of the {_YEARS}", "Write YYYY-MM, for example 2016-10."),
    "order": RefusedReason("until is not after from", "until is the first month that no longer counts."),
    "date": RefusedReason(
        f"is not a date of the {_YEARS}", "Write a day that exists as YYYY-MM-DD, for example 2016-10-15."
    ),
    "subject": RefusedReason("is neither member nor unit", "Write member or unit."),
    "negative": RefusedReason("is negative", "Values are 0 or more; empty means excused."),
    "places": RefusedReason("has more than three decimals", "Round it to three decimals yourself."),
    "not_decimal": RefusedReason("is not a decimal number", "Write digits, a point, at most three decimals."),
    "too_large": RefusedReason("is larger than 1,000,000", "Check the unit it is measured in."),
    "duplicate_unit": RefusedReason("an earlier row has this unit_id", "Keep one of the two rows."),
    "second_root": RefusedReason("an earlier unit is the root already", "Give this unit a parent_id."),
    "unknown_parent": RefusedReason("no unit has this id", "Add the parent, or mend the id."),
    "refused_parent": RefusedReason("a unit above this one is refused", "Mend the rows of the units above it first."),
    "cycle": RefusedReason("the unit is above itself", "Mend the parent_id of one of the units in this circle."),
    "unknown_unit": RefusedReason(
        "no accepted unit has this id", "Add the unit, or mend the id or the unit's own row."
    ),
    "overlap": RefusedReason(
        "an earlier row has this member in one of these months", "End the earlier row with until."
    ),
    "nobody": RefusedReason(
        "the fact is for nobody: no accepted row has this id", "Add who it is for, or mend the id."
    ),
    "duplicate_fact": RefusedReason(
        "an earlier row has this fact_id", "Give every fact an id of its own, in all files."
    ),
}


def stops_the_build(fault: str) -> bool:
    """Whether a fault means that more than one row is missing, so that even skipping errors must not build."""
    return REASONS[fault.partition("@")[0]].file
