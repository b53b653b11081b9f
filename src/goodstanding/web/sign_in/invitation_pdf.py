"""Invitations to print and cut apart: twenty on a sheet, each with a code for the camera and in letters."""

from collections.abc import Iterator, Sequence
from html import escape
from io import BytesIO
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepInFrame, Paragraph, SimpleDocTemplate, Table, TableStyle

from goodstanding.web.shell import qr
from goodstanding.web.shell.typeface import FACE, Typeface, typeface, unknown_letters

#: Slips on a sheet: so many beside each other, and so many below.
_ACROSS, _DOWN = 2, 10
_HEIGHT, _PICTURE, _TEXT = 27 * mm, 27 * mm, 68 * mm
_INK, _LINE = HexColor("#1c2427"), HexColor("#7f878a")
_SMALL = ParagraphStyle("small", fontName=FACE, fontSize=7.2, leading=9.2, textColor=_INK, wordWrap="CJK")
_NAME = ParagraphStyle("name", parent=_SMALL, fontSize=11, leading=14)
_CODE = ParagraphStyle("code", parent=_SMALL, fontName="Courier-Bold", fontSize=10, leading=13)


class Slip(NamedTuple):
    """What is printed for a person. link: what the camera opens; address: what is typed instead."""

    name: str
    number: str
    code: str
    link: str
    address: str
    until: str


class _Picture(Flowable):
    """A code for the camera."""

    def __init__(self, says: str) -> None:
        super().__init__()
        self._rows = qr.rows(says)
        self.width = self.height = _PICTURE

    def draw(self) -> None:
        """Draws each run of dark modules of a row as one bar, so that no seams are printed between them."""
        side = self.width / len(self._rows)
        self.canv.setFillColor(_INK)
        for number, row in enumerate(self._rows):
            for start, length in _runs(row):
                self.canv.rect(start * side, self.height - (number + 1) * side, length * side, side, stroke=0, fill=1)


def document(slips: Sequence[Slip], title: str, help_line: str) -> bytes:
    """The PDF. help_line: whom to ask, on each slip; empty for no one."""
    sentences = [*_sentences(slips[0] if slips else Slip("", "", "", "", "", "")), help_line, title, "0123456789"]
    with typeface([*sentences, *(f"{slip.name} {slip.number} {slip.until}" for slip in slips)]) as face:
        file = BytesIO()
        margins = {f"{side}Margin": 10 * mm for side in ("left", "right", "top", "bottom")}
        cells = [cell for slip in slips for cell in (_Picture(slip.link), _words(slip, help_line, face))]
        cells += [""] * (-len(cells) % (2 * _ACROSS))
        rows = [cells[start : start + 2 * _ACROSS] for start in range(0, len(cells), 2 * _ACROSS)]
        parts = [_table(rows), *unknown_letters(face, _SMALL)]
        SimpleDocTemplate(file, pagesize=A4, title=title, **margins).build(parts)
        return file.getvalue()


def _table(rows: list[list[Any]]) -> Table:
    style = TableStyle([
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"), ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0), ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0), ("LINEBELOW", (0, 0), (-1, -1), 0.4, _LINE, None, (1, 2)),
        ("LINEAFTER", (1, 0), (1, -1), 0.4, _LINE, None, (1, 2)),
    ])  # fmt: skip
    return Table(rows, colWidths=[_PICTURE, _TEXT] * _ACROSS, rowHeights=[_HEIGHT] * len(rows), style=style)


def _words(slip: Slip, help_line: str, face: Typeface) -> KeepInFrame:
    heading = f'{escape(face.printed(slip.name))} <font size="8">{escape(face.printed(slip.number))}</font>'
    lead, until = (escape(face.printed(sentence)) for sentence in _sentences(slip))
    parts = [Paragraph(heading, _NAME), Paragraph(lead, _SMALL), Paragraph(slip.code, _CODE), Paragraph(until, _SMALL)]
    if help_line:
        parts.append(Paragraph(escape(face.printed(help_line)), _SMALL))
    return KeepInFrame(_TEXT - 2 * mm, _HEIGHT - 1 * mm, parts, mode="shrink")


def _sentences(slip: Slip) -> tuple[str, str]:
    lead = _("Scan the code with your camera, or open %(address)s and type:") % {"address": slip.address}
    return lead, _("Then choose a password. Valid once, until %(until)s.") % {"until": slip.until}


def _runs(row: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Where dark modules begin in a row, and how many follow one another."""
    start = 0
    while start < len(row):
        length = next((number for number, dark in enumerate(row[start:]) if not dark), len(row) - start)
        if length:
            yield start, length
        start += length or 1
