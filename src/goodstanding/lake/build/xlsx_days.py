"""Days in a workbook that its library takes for numbers, and days of which only the month is shown."""

import re
from typing import Any

from openpyxl.utils.datetime import from_excel

#: Built-in formats of days in East Asian editions, which openpyxl does not know; 32 and 33 are times everywhere.
_EAST_ASIAN = {*range(27, 32), *range(34, 37), *range(50, 59)}
_QUOTED = re.compile(r"\"[^\"]*\"|\\.|\[[^\]]*\]|_.|\*.")
_FIRST, _LAST = 61, 2_958_466


def value_of(cell: Any) -> Any:
    """What stands in a cell; a day where its format is one of days."""
    value = cell.value
    if not isinstance(value, int | float) or isinstance(value, bool) or not _FIRST <= value < _LAST:
        return value
    if cell.style_array.numFmtId not in _EAST_ASIAN:
        return value
    return from_excel(value, cell.parent.parent.epoch)


def hides_day(cell: Any) -> bool:
    """Whether a cell shows a year and a month and no day: yyyy"年"m"月", yyyy/m, mmm-yy."""
    plain = _QUOTED.sub("", cell.number_format.partition(";")[0]).lower()
    return "y" in plain and "m" in plain and not re.search("[dhs]", plain)
