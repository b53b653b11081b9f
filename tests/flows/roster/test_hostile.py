"""Files that mean harm: each is refused with a sentence, or read, within 30 seconds and 512 MiB."""

import json
import os
import random
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import REPO
from tests.rosters import (
    BOOK_RELATIONS,
    CONTENT_TYPES,
    HEADER,
    HEADER_ROW,
    as_csv,
    as_xlsx,
    line,
    package,
    sheet,
)

pytestmark = pytest.mark.slow
MIB = 1 << 20
Read = Callable[[Path, str], dict[str, Any]]


@pytest.fixture(scope="module")
def reader() -> "Iterator[subprocess.Popen[str]]":
    """What reads files for the tests here, each in a process of its own."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO_")}
    command = [sys.executable, "-m", "tests.flows.read_roster"]
    with subprocess.Popen(
        command, cwd=REPO, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()


@pytest.fixture
def read(reader: "subprocess.Popen[str]") -> Read:
    """Reads a file under a name, within the limits."""

    def _read(path: Path, name: str) -> dict[str, Any]:
        assert reader.stdin is not None
        assert reader.stdout is not None
        reader.stdin.write(json.dumps([str(path), name]) + "\n")
        reader.stdin.flush()
        told: dict[str, Any] = json.loads(reader.stdout.readline())
        assert told.keys() >= {"refused", "rows"}, told
        assert told["seconds"] < 30
        assert told["mib"] < 512
        return told

    return _read


def dense(mib: int, letter: bytes = b"a") -> Iterator[bytes]:
    """Letters that pack to about a fiftieth, so that the ratio alone does not give them away."""
    dice = random.Random(1)
    for _piece in range(mib * 16):
        yield dice.randbytes(640).hex().encode() + letter * (65536 - 1280)


def flood(tags: int) -> Iterator[bytes]:
    """Empty tags, with enough noise between them that the ratio does not give them away."""
    dice = random.Random(1)
    for _piece in range(tags // 15_000):
        yield b"<row>" + b"<a/>" * 15_000 + b"</row><!--" + dice.randbytes(300).hex().encode() + b"-->"


def around(before: str, middle: Iterator[bytes], after: str) -> Iterator[bytes]:
    yield before.encode()
    yield from middle
    yield after.encode()


def cell(text: str) -> str:
    return f'<c r="A2" t="inlineStr"><is><t>{text}</t></is></c>'


LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + place)} "{f"&{chr(97 + place)};" * 10}">' for place in range(9))
    + "]>"
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
DTD = '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">'
SHEET = "xl/worksheets/sheet1.xml"

BOOKS: dict[str, tuple[Callable[[], dict[str, Any]], str]] = {
    "a part that packs to a thousandth": (
        lambda: {"xl/media/image1.png": (b"\0" * MIB for _piece in range(300))},
        "unpacks to more",
    ),
    "one shared string of 300 MiB": (
        lambda: {"xl/sharedStrings.xml": around("<sst><si><t>", (b"a" * MIB for _p in range(300)), "</t></si></sst>")},
        "unpacks to more",
    ),
    "a sheet that is larger than a sheet": (
        lambda: {SHEET: around("<worksheet><sheetData>", dense(800), "</sheetData></worksheet>")},
        "unpacks to more",
    ),
    "entities of entities": (lambda: {SHEET: sheet(f"<row>{cell('&j;')}</row>", LAUGHS)}, "document type"),
    "an entity from elsewhere": (lambda: {SHEET: sheet(f"<row>{cell('&e;')}</row>", OUTSIDE)}, "document type"),
    "a document type from elsewhere": (lambda: {"xl/sharedStrings.xml": f"{DTD}<sst/>"}, "document type"),
    "a tag that does not end": (
        lambda: {SHEET: around(f'<worksheet><sheetData>{HEADER_ROW}<row r="', dense(64, b">"), '"/></sheetData>')},
        "damaged",
    ),
    "a comment that does not end": (
        lambda: {SHEET: around(f"<worksheet><sheetData>{HEADER_ROW}<!--", dense(64), "")},
        "damaged",
    ),
    "a cell in the last column": (
        lambda: {SHEET: sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')},
        "beyond column 100",
    ),
    "more rows than a sheet has": (
        lambda: {SHEET: sheet("<row><c><v>1</v></c></row>" * 1_000_100)},
        "more than 1,000,000 rows",
    ),
    "a flood of empty tags": (
        lambda: {SHEET: around(f"<worksheet><sheetData>{HEADER_ROW}", flood(21_000_000), "</sheetData></worksheet>")},
        "more cells than is safe",
    ),
    "rows out of order": (lambda: {SHEET: sheet('<row r="5"/><row r="4"/>')}, "damaged after row 5"),
    "XML that breaks off": (lambda: {SHEET: sheet("")[:-20]}, "damaged"),
    "a million styles": (
        lambda: {"xl/styles.xml": "<styleSheet><cellXfs>" + "<xf/>" * 1_000_000 + "</cellXfs></styleSheet>"},
        "damaged",
    ),
    "ten thousand parts": (lambda: {f"xl/worksheets/s{one}.xml": b"" for one in range(5_000)}, "more parts"),
    "macros": (lambda: {"xl/vbaProject.bin": b"x"}, "macros"),
    "links to other files": (lambda: {"xl/externalLinks/externalLink1.xml": "<x/>"}, "other files"),
    "a name that climbs": (lambda: {"xl/../../../etc/passwd": b"x"}, "names that no spreadsheet"),
    "an absolute name": (lambda: {"/etc/passwd": b"x"}, "names that no spreadsheet"),
    "a shared string that is not there": (
        lambda: {SHEET: sheet('<row><c t="s"><v>7</v></c></row>')},
        "damaged after row 2",
    ),
    "no sheet at all": (lambda: {"xl/_rels/workbook.xml.rels": "<Relationships/>"}, "no sheet"),
}


@pytest.mark.parametrize("name", BOOKS)
def test_a_hostile_workbook_is_refused_with_a_sentence(read: Read, tmp_path: Path, name: str) -> None:
    parts, expected = BOOKS[name]
    told = read(package(tmp_path / "x.xlsx", parts()), "x.xlsx")
    assert expected in told["refused"]
    assert told["refused"].endswith(".")


def test_a_cell_as_long_as_a_book_is_cut_and_its_row_is_told(read: Read, tmp_path: Path) -> None:
    long = around(f'<worksheet><sheetData>{HEADER_ROW}<row r="2"><c r="A2" t="inlineStr"><is><t>', dense(200), "")
    told = read(
        package(tmp_path / "x.xlsx", {SHEET: around("", long, "</t></is></c></row></sheetData></worksheet>")}), "x.xlsx"
    )
    assert (told["refused"], told["rows"]) == ("", 1)


def test_millions_of_shared_strings_stay_on_disk(read: Read, tmp_path: Path) -> None:
    strings = (b"".join(b"<si><t>%d</t></si>" % (piece * 1000 + one) for one in range(1000)) for piece in range(2000))
    told = read(package(tmp_path / "x.xlsx", {"xl/sharedStrings.xml": around("<sst>", strings, "</sst>")}), "x.xlsx")
    assert told["refused"] == ""


def test_a_cell_in_the_last_row_makes_no_million_rows(read: Read, tmp_path: Path) -> None:
    told = read(
        package(tmp_path / "x.xlsx", {SHEET: sheet('<row r="1048576"><c r="A1048576"><v>1</v></c></row>')}), "x.xlsx"
    )
    assert (told["refused"], told["rows"]) == ("", 1)


def linked(path: Path) -> None:
    with zipfile.ZipFile(path, "a") as out:
        link = zipfile.ZipInfo("xl/link")
        link.external_attr = 0o120777 << 16
        out.writestr(link, "/etc/passwd")


def locked(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def lying(path: Path) -> None:
    """The directory says that the sheet is two letters long."""
    content = bytearray(path.read_bytes())
    at = content.rindex(SHEET.encode()) - 46
    assert content[at : at + 4] == b"PK\x01\x02"
    struct.pack_into("<L", content, at + 24, 2)
    path.write_bytes(content)


def crowded(path: Path) -> None:
    """A directory of half a million parts."""
    entry = b"PK\x01\x02" + bytes(24) + struct.pack("<H", 1) + bytes(16) + b"a"
    directory = entry * 500_000
    path.write_bytes(directory + b"PK\x05\x06" + bytes(4) + struct.pack("<HHLLH", 65535, 65535, len(directory), 0, 0))


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (linked, "names that no spreadsheet"),
        (locked, "password"),
        (cut, "damaged"),
        (lying, "damaged"),
        (crowded, "more parts"),
        (lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0" + b"x" * 5000), "password"),
        (lambda path: path.write_bytes(b"<html><table>"), "web page"),
        (lambda path: path.write_bytes(as_csv([HEADER])), "CSV or other text"),
        (lambda path: path.write_bytes(b"GIF89a" + bytes(5000)), "not a workbook"),
        (lambda path: path.write_bytes(b"PK\x03\x04" + bytes(100)), "damaged"),
    ],
)
def test_a_spoilt_workbook_is_refused_with_a_sentence(
    read: Read, tmp_path: Path, spoil: Callable[[Path], object], expected: str
) -> None:
    path = package(tmp_path / "x.xlsx", {})
    spoil(path)
    assert expected in read(path, "x.xlsx")["refused"]


def test_a_zip_file_of_something_else_is_no_workbook(read: Read, tmp_path: Path) -> None:
    path = package(tmp_path / "x.xlsx", {}, leave_out=("[Content_Types].xml",))
    assert "something else" in read(path, "x.xlsx")["refused"]
    assert CONTENT_TYPES and BOOK_RELATIONS


START = as_csv([HEADER, line("N1")])
TEXTS: dict[str, tuple[Callable[[], Iterator[bytes]], str]] = {
    "a quote never closed": (lambda: iter([START, b'N2,"x,B111\r\n', b"N3,y,B111\r\n" * 10]), "row 3 is never closed"),
    "a quote never closed, far from the end": (
        lambda: iter([START, b'N2,"x,B111\r\n', *(b"N3,y,B111\r\n" * 100_000 for _piece in range(50))]),
        "row 3 is never closed",
    ),
    "one line of 100 MiB": (lambda: iter([START, *(b"a" * MIB for _piece in range(100))]), "Line 3 is too long"),
    "millions of columns": (lambda: iter([b"," * MIB for _piece in range(8)]), "Line 1 is too long"),
    "a thousand columns": (lambda: iter([START, b"," * 1000, b"x"]), "beyond column 100"),
    "more rows than a sheet has": (
        lambda: iter([START, *(b"N,x\r\n" * 1000 for _piece in range(1001))]),
        "more than 1,000,000 rows",
    ),
    "two ways of writing": (
        lambda: iter([START, "N2,张三,,,,,\r\n".encode(), b"N3,\xff\xff,,,,,\r\n"]),
        "Line 4 is neither",
    ),
    "a letter cut in two": (lambda: iter([START, "N2,张".encode()[:-1]]), "Line 3 is neither"),
    "a workbook by another name": (lambda: iter([as_xlsx([HEADER])]), "ends in .xlsx"),
    "nothing": (lambda: iter([]), "empty"),
    "blank lines only": (lambda: iter([b"\r\n" * 1000]), "no rows"),
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_hostile_text_is_refused_with_a_sentence(read: Read, tmp_path: Path, name: str) -> None:
    pieces, expected = TEXTS[name]
    path = tmp_path / "x.csv"
    with path.open("wb") as file:
        file.writelines(pieces())
    told = read(path, "x.csv")
    assert expected in told["refused"]


def test_utf_16_without_its_mark_matches_no_column_and_so_asks(read: Read, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(as_csv([HEADER, line("N1")], "utf-16-le"))
    told = read(path, "x.csv")
    assert told["matched"] == 0


def test_a_name_that_is_neither_is_refused(read: Read, tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(START)
    assert "neither in .csv nor in .xlsx" in read(path, "roster.pdf")["refused"]
