"""A roll to print: everybody on the list on a numbered line, with a box for each mark, and lines for guests."""

from collections.abc import Sequence
from html import escape
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

from goodstanding.models import Attendee, Meeting, Proof
from goodstanding.web.presenters import meetings as shown

_FACE, _GUESTS = "STSong-Light", 4
_INK, _LINE = HexColor("#1c2427"), HexColor("#7f878a")
_BODY = ParagraphStyle("body", fontName=_FACE, fontSize=10.5, leading=15, textColor=_INK, wordWrap="CJK")
_TITLE = ParagraphStyle("title", parent=_BODY, fontSize=18, leading=25)
_CODE = ParagraphStyle("code", parent=_BODY, fontName="Courier-Bold", fontSize=18, leading=24, alignment=2)
_WIDTHS = [10 * mm, 42 * mm, 46 * mm, 19 * mm, 19 * mm, 19 * mm, 19 * mm]


def document(meeting: Meeting, people: Sequence[Attendee], code: str) -> bytes:
    """The PDF. people: in the order of the lines."""
    pdfmetrics.registerFont(UnicodeCIDFont(_FACE))
    file = BytesIO()
    title = f"{shown.title(meeting)} · {meeting.unit.name}"
    margins = {f"{side}Margin": 16 * mm for side in ("left", "right", "top", "bottom")}
    head = Table(
        [[Paragraph(escape(title), _TITLE), Paragraph(code, _CODE)]],
        colWidths=[sum(_WIDTHS) - 40 * mm, 40 * mm],
        style=TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)]),
    )
    told = [shown.when(meeting), meeting.place, _("Tick one box on each line.")]
    note = Paragraph(escape(" · ".join(part for part in told if part)), _BODY)
    SimpleDocTemplate(file, pagesize=A4, title=title, **margins).build([head, note, _table(people)])
    return file.getvalue()


def _table(people: Sequence[Attendee]) -> Table:
    verdicts = [str(label) for label in Proof.Verdict.labels]
    rows: list[list[Any]] = [["", _("Name"), _("Signature"), *verdicts]]
    for number, one in enumerate(people, start=1):
        name = Paragraph(f'{escape(one.member.name)} <font size="8">{escape(one.member.number)}</font>', _BODY)
        rows.append([str(number), name, "", *[""] * len(verdicts)])
    rows += [["", _("Guest"), "", "", "", "", ""] for _place in range(_GUESTS)]
    style = TableStyle([
        ("FONT", (0, 0), (-1, -1), _FACE, 10), ("TEXTCOLOR", (0, 0), (-1, -1), _INK),
        ("GRID", (0, 0), (-1, -1), 0.5, _LINE), ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("ALIGN", (0, 0), (0, -1), "RIGHT"), ("ALIGN", (3, 0), (-1, -1), "CENTER"),
    ])  # fmt: skip
    heights = [9 * mm] * len(rows)
    return Table(rows, colWidths=_WIDTHS, rowHeights=heights, repeatRows=1, style=style, spaceBefore=5 * mm)
