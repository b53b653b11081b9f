"""Files for tests of rosters: written here, small on disk, some of them hostile."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from openpyxl import Workbook

HEADER = ("Member number", "Name", "Unit code", "Joined on", "Full member since", "Classes", "Telephone")
CHINESE_HEADER = ("党员编号", "姓名", "组织代码", "入党时间", "转正时间", "党员类别", "联系电话")


def line(number: str, name: str = "成员新", unit: str = "B111", joined: str = "2012-03-04", **more: str) -> list[str]:
    """One row under HEADER."""
    return [number, name, unit, joined, more.get("full", ""), more.get("classes", ""), more.get("phone", "")]


def as_csv(rows: Iterable[Sequence[str]], encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    """A CSV file."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding)


def as_xlsx(rows: Iterable[Sequence[object]], title: str = "名册") -> bytes:
    """A workbook with one sheet."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    for row in rows:
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


CONTENT_TYPES = """<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"""
RELATIONS = """<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
 Target="xl/workbook.xml"/></Relationships>"""
BOOK = """<?xml version="1.0"?><workbook xmlns="m" xmlns:r="r"><sheets>
<sheet name="名册" sheetId="1" r:id="s"/></sheets></workbook>"""
BOOK_RELATIONS = """<?xml version="1.0"?><Relationships>
<Relationship Id="s" Type="x/worksheet" Target="worksheets/sheet1.xml"/>
<Relationship Id="t" Type="x/sharedStrings" Target="sharedStrings.xml"/>
<Relationship Id="u" Type="x/styles" Target="styles.xml"/></Relationships>"""
HEADER_ROW = (
    '<row r="1">'
    + "".join(
        f'<c r="{chr(65 + place)}1" t="inlineStr"><is><t>{name}</t></is></c>' for place, name in enumerate(HEADER)
    )
    + "</row>"
)


def sheet(rows: str, before: str = "", header: str = HEADER_ROW) -> str:
    """A sheet's XML with some rows under the header."""
    return f'<?xml version="1.0"?>{before}<worksheet xmlns="m"><sheetData>{header}{rows}</sheetData></worksheet>'


def package(path: Path, parts: dict[str, str | bytes | Iterable[bytes]], *, leave_out: tuple[str, ...] = ()) -> Path:
    """A workbook made part by part; what is not given is plain."""
    plain: dict[str, str | bytes | Iterable[bytes]] = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": RELATIONS,
        "xl/workbook.xml": BOOK,
        "xl/_rels/workbook.xml.rels": BOOK_RELATIONS,
        "xl/worksheets/sheet1.xml": sheet(""),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as out:
        for name, content in (plain | parts).items():
            if name in leave_out:
                continue
            with out.open(name, "w", force_zip64=True) as part:
                pieces = [content] if isinstance(content, str | bytes) else content
                for piece in pieces:
                    part.write(piece.encode() if isinstance(piece, str) else piece)
    return path
