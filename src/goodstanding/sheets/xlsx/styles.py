"""Which numbers of a workbook are days, and which were typed with leading zeros: a number's style tells."""

import re
from datetime import date, timedelta

from goodstanding.sheets.limits import MOST_SMALL_PART, MOST_STYLES
from goodstanding.sheets.xlsx.workbook import Book
from goodstanding.sheets.xlsx.xml import Damaged, read_xml

#: Built-in formats of days; 27 to 36 and 50 to 58 are those of East Asian editions.
_DAYS = {*range(14, 18), 22, *range(27, 37), *range(50, 59)}
_QUOTED = re.compile(r"\"[^\"]*\"|\\.|\[[^\]]*\]|_.|\*.")
DAY, MONTH = "day", "month"
#: mmm-yy. What the others of East Asian editions show depends on the edition.
_BUILT_IN_MONTH = 17


def kinds(book: Book) -> list[str]:
    """For each style: `day`, `month` (a day of which the month shows), zeros as many as are shown, or nothing."""
    if book.styles is None:
        return []
    formats: dict[str, str] = {}
    styles: list[str] = []
    inside = False

    def start(name: str, told: dict[str, str]) -> None:
        nonlocal inside
        if name == "numFmt":
            formats[told.get("numFmtId", "")] = told.get("formatCode", "")
        elif name == "cellXfs":
            inside = True
        elif name == "xf" and inside:
            styles.append(told.get("numFmtId", "0"))
        if max(len(styles), len(formats)) > MOST_STYLES:
            raise Damaged("more styles than a spreadsheet program knows")

    def end(name: str) -> None:
        nonlocal inside
        inside = inside and name != "cellXfs"

    with book.open(book.styles) as part:
        for _so_far in read_xml(part, MOST_SMALL_PART, start, end):
            pass
    meant = {style: _meant(style, formats.get(style, "")) for style in set(styles)}
    return [meant[style] for style in styles]


def _meant(number: str, code: str) -> str:
    if number.isdecimal() and int(number) in _DAYS and not code:
        return MONTH if int(number) == _BUILT_IN_MONTH else DAY
    shown = code.partition(";")[0]
    plain = _QUOTED.sub("", shown)
    if re.search("[yYdD]", plain) or _is_month_or_era(shown, plain):
        return MONTH if _hides_day(plain.lower()) else DAY
    return plain if re.fullmatch("0{2,}", plain) else ""


def _is_month_or_era(shown: str, plain: str) -> bool:
    """Whether a format shows a day as its month, its weekday, or its year in an era: m"月", mmm, aaaa, e/m."""
    if re.search(r"\[(h+|m+|s+)\]", shown, re.I) or re.search("[0#?hs]|general", plain, re.I):
        return False
    return re.search("m|e|a{3}", plain, re.I) is not None


def _hides_day(plain: str) -> bool:
    """Whether a format of days shows a year and a month alone: yyyy"年"m"月", yyyy/m, mmm-yy, e/m."""
    return re.search("[ye]", plain) is not None and "m" in plain and not re.search("[dhs]|aaa", plain)


def day_of(serial: float, since_1904: bool) -> str | None:
    """The day that a spreadsheet's number stands for; none where there is none, or where it is not certain."""
    # The first sixty days of 1900 are counted wrongly by most programs, because one of them once was.
    if not (0 if since_1904 else 61) <= serial < 2_958_466:
        return None
    first = date(1904, 1, 1) if since_1904 else date(1899, 12, 30)
    return (first + timedelta(days=int(serial))).isoformat()
