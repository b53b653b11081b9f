"""A roll to print: every member on the list on a numbered line, with a box for each mark, and lines for guests."""

from collections.abc import Sequence
from html import escape
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

from goodstanding.models import Attendee, Meeting, Proof
from goodstanding.web.meetings.presenters import meetings as meeting_presenters
from goodstanding.web.shell.typeface import FACE, Typeface, typeface, unknown_letters

_GUESTS = 4
_INK, _LINE = HexColor("#1c2427"), HexColor("#7f878a")
_BODY = ParagraphStyle("body", fontName=FACE, fontSize=10.5, leading=15, textColor=_INK, wordWrap="CJK")
_TITLE = ParagraphStyle("title", parent=_BODY, fontSize=18, leading=25)
_CODE = ParagraphStyle("code", parent=_BODY, fontName="Courier-Bold", fontSize=18, leading=24, alignment=2)
_WIDTHS = [10 * mm, 42 * mm, 46 * mm, 19 * mm, 19 * mm, 19 * mm, 19 * mm]


def document(meeting: Meeting, people: Sequence[Attendee], code: str) -> bytes:
    """The PDF. people: in the order of the lines."""
    title = f"{meeting_presenters.title(meeting)} · {meeting.unit.name}"
    parts = [meeting_presenters.when(meeting), meeting.place, _("Tick one box on each line.")]
    note = " · ".join(part for part in parts if part)
    verdicts = [str(label) for label in Proof.Verdict.labels]
    texts = [title, note, *verdicts, _("Name"), _("Signature"), _("Guest"), "0123456789"]
    with typeface([*texts, *(f"{attendee.member.name} {attendee.member.number}" for attendee in people)]) as face:
        return _built(title, note, code, people, face)


def _built(title: str, note: str, code: str, people: Sequence[Attendee], face: Typeface) -> bytes:
    file = BytesIO()
    margins = {f"{side}Margin": 16 * mm for side in ("left", "right", "top", "bottom")}
    head = Table(
        [[Paragraph(escape(face.printed(title)), _TITLE), Paragraph(code, _CODE)]],
        colWidths=[sum(_WIDTHS) - 40 * mm, 40 * mm],
        style=TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)]),
    )
    lead = Paragraph(escape(face.printed(note)), _BODY)
    parts = [head, lead, _table(people, face), *unknown_letters(face, _BODY)]
    SimpleDocTemplate(file, pagesize=A4, title=title, **margins).build(parts)
    return file.getvalue()


def _table(people: Sequence[Attendee], face: Typeface) -> Table:
    verdicts = [str(label) for label in Proof.Verdict.labels]
    rows: list[list[Any]] = [["", _("Name"), _("Signature"), *verdicts]]
    for number, attendee in enumerate(people, start=1):
        name, number_text = escape(face.printed(attendee.member.name)), escape(face.printed(attendee.member.number))
        cell = Paragraph(f'{name} <font size="8">{number_text}</font>', _BODY)
        rows.append([str(number), cell, "", *[""] * len(verdicts)])
    rows += [["", _("Guest"), "", "", "", "", ""] for _guest in range(_GUESTS)]
    style = TableStyle([
        ("FONT", (0, 0), (-1, -1), FACE, 10), ("TEXTCOLOR", (0, 0), (-1, -1), _INK),
        ("GRID", (0, 0), (-1, -1), 0.5, _LINE), ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("ALIGN", (0, 0), (0, -1), "RIGHT"), ("ALIGN", (3, 0), (-1, -1), "CENTER"),
    ])  # fmt: skip
    heights = [9 * mm] * len(rows)
    return Table(rows, colWidths=_WIDTHS, rowHeights=heights, repeatRows=1, style=style, spaceBefore=5 * mm)
