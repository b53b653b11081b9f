"""Real workbooks whose days are shown in every format that spreadsheet programs offer."""

import re
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl

#: The first of October 2016, as a workbook stores it.
SERIAL = 42644
#: Custom formats of a day, of a year and a month, and of a month alone.
DAYS = (
    'yyyy"年"m"月"', 'yyyy"年"m"月"d"日"', "yyyy/m", "mmm-yy", "mmm\\-yy", "yyyy\\-mm", '[$-804]yyyy"年"m"月";@', "e/m",
    "[$-411]ge.m", 'ggge"年"m"月"', '[DBNum1][$-804]yyyy"年"m"月"', 'm"月"', "mmmm", "[$-804]aaaa;@", "yyyy-mm-dd",
)  # fmt: skip
#: What shows no day.
NUMBERS = ("General", "0", "#,##0", "0.00E+00", '0"月"', "[Red]0", "0\\d", "[h]:mm", "mm:ss", '0"年"')
#: Built-in formats: 17 is mmm-yy; the others belong to Chinese and Japanese editions and are named nowhere in the file.
BUILT_IN = (17, *range(27, 32), *range(34, 37), *range(50, 59))


def workbook(path: Path, rows: Sequence[Sequence[object]], formats: Mapping[tuple[int, int], str | int]) -> Path:
    """A workbook of these rows; formats: by row and column from 1, a format's text or its built-in number."""
    book = openpyxl.Workbook()
    sheet = book.active
    for cells in rows:
        sheet.append(list(cells))
    for (row, column), code in formats.items():
        sheet.cell(row, column).number_format = code if isinstance(code, str) else f'"built-in {code}"0'
    book.save(path)
    _use_built_in(path)
    return path


def _use_built_in(path: Path) -> None:
    """The library writes no built-in number of another edition, so the number is put where its stand-in was."""
    with zipfile.ZipFile(path) as parts:
        found = {name: parts.read(name) for name in parts.namelist()}
    styles = found["xl/styles.xml"].decode()
    for number, code in re.findall(r'<numFmt numFmtId="(\d+)" formatCode="&quot;built-in (\d+)&quot;0"', styles):
        styles = re.sub(rf'(<xf [^>]*numFmtId="){number}"', rf'\g<1>{code}"', styles)
    styles = re.sub(r'<numFmt numFmtId="\d+" formatCode="&quot;built-in \d+&quot;0"\s*/>', "", styles)
    found["xl/styles.xml"] = styles.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parts:
        for name, content in found.items():
            parts.writestr(name, content)
