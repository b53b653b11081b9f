"""Everything that is kept of a member, as pages to print or to keep, in Latin and Chinese letters alike.

What it says is put together first, because the letters that it needs are known only then.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from html import escape
from io import BytesIO
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.web.personal.presenters import everything as everything_presenters
from goodstanding.web.shell.presenters import numbers, terms
from goodstanding.web.shell.typeface import FACE, Typeface, typeface, unknown_letters

Row = Mapping[str, Any]
_INK, _QUIET = HexColor("#1c2427"), HexColor("#556065")
_BODY = ParagraphStyle("body", fontName=FACE, fontSize=9.5, leading=14, textColor=_INK, wordWrap="CJK", spaceAfter=3)
_QUIET_BODY = ParagraphStyle("quiet", parent=_BODY, textColor=_QUIET, fontSize=8.5, leading=12.5, leftIndent=10)
_HEAD = ParagraphStyle("head", parent=_BODY, fontSize=13, leading=18, spaceBefore=12, spaceAfter=5, keepWithNext=1)
_SUBHEAD = ParagraphStyle("subhead", parent=_BODY, fontSize=10.5, leading=15, spaceBefore=7, keepWithNext=1)
_TITLE = ParagraphStyle("title", parent=_BODY, fontSize=19, leading=26, spaceAfter=2)


class ExportParagraph(NamedTuple):
    """One paragraph of what it says, in marked-up text; without a style, a little room."""

    text: str
    style: ParagraphStyle | None


def document(sections: Mapping[str, Sequence[Row]], scheme: Scheme, *, name: str, at: datetime) -> bytes:
    """The PDF. sections: as queries.everything gives them; name: whose it is."""
    title = _("All data about %(name)s") % {"name": name}
    head = [
        ExportParagraph(escape(title), _TITLE),
        ExportParagraph(_("As of %(when)s") % {"when": terms.moment(at, with_year=True)}, _QUIET_BODY),
    ]
    paragraphs = [*head, *(part for key, rows in sections.items() for part in _section(key, rows, scheme))]
    with typeface([*(paragraph.text for paragraph in paragraphs), "0123456789"]) as face:
        flow = [_laid(paragraph, face) for paragraph in paragraphs]
        return _built([*flow, *unknown_letters(face, _QUIET_BODY)], title)


def _laid(paragraph: ExportParagraph, face: Typeface) -> Any:
    return Paragraph(face.printed(paragraph.text), paragraph.style) if paragraph.style else Spacer(0, 4)


def _built(flow: list[Any], title: str) -> bytes:
    file = BytesIO()
    template = SimpleDocTemplate(
        file, pagesize=A4, title=title, leftMargin=18 * mm, rightMargin=18 * mm, topMargin=18 * mm, bottomMargin=18 * mm
    )
    template.build(flow, onFirstPage=_foot, onLaterPages=_foot)
    return file.getvalue()


def _foot(canvas: Any, page: Any) -> None:
    canvas.setFont(FACE, 8)
    canvas.setFillColor(_QUIET)
    canvas.drawRightString(A4[0] - 18 * mm, 10 * mm, str(page.page))


def _section(key: str, rows: Sequence[Row], scheme: Scheme) -> Iterator[ExportParagraph]:
    yield ExportParagraph(escape(everything_presenters.sections()[key]), _HEAD)
    if not rows:
        yield ExportParagraph(_("Nothing is stored here."), _QUIET_BODY)
    labels = everything_presenters.labels()
    for row in rows:
        yield ExportParagraph(_line(key, row, labels, scheme), _BODY)
        if key == "standings":
            yield from _explanation(row["explanation"])
            yield ExportParagraph("", None)


def _line(section: str, row: Row, labels: Mapping[str, str], scheme: Scheme) -> str:
    """A row as label and value after one another; what is empty is left out."""
    between = "：" if terms.is_chinese() else ": "
    pairs = [
        (labels.get(key, key), everything_presenters.shown(section, key, value, scheme, row.get("kind") or ""))
        for key, value in row.items()
        if key != "explanation"
    ]
    label = '<font color="#556065">{}</font>'
    return "  ·  ".join(f"{label.format(escape(name))}{between}{escape(text)}" for name, text in pairs if text)


def _explanation(found: Mapping[str, Any]) -> Iterator[ExportParagraph]:
    """Category by category, each rule with its lines that stand and their facts."""
    if "refused" in found:
        yield ExportParagraph(escape(found["refused"]), _QUIET_BODY)
        return
    for category in found["categories"]:
        yield ExportParagraph(escape(f"{category['code']}  {category['title']}"), _SUBHEAD)
        for indicator in category["indicators"]:
            yield from _indicator(indicator)
        silent = [indicator for indicator in category["indicators"] if not _stands(indicator)]
        if silent:
            yield _codes(_("Without a line: %(codes)s"), silent)
    if found["not_applying"]:
        yield _codes(_("Does not apply: %(codes)s"), found["not_applying"])


def _codes(text: str, indicators: Sequence[Mapping[str, Any]]) -> ExportParagraph:
    """Rules of which there is nothing more to say, by code alone; the other file tells of each why."""
    return ExportParagraph(
        escape(text % {"codes": terms.listed(indicator["code"] for indicator in indicators)}), _QUIET_BODY
    )


def _stands(indicator: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [line for line in indicator["lines"] if line["stands"]]


def _indicator(indicator: Mapping[str, Any]) -> Iterator[ExportParagraph]:
    if not _stands(indicator):
        return
    yield ExportParagraph(
        escape(f"{indicator['code']}  {indicator['title']}  {_gives(indicator, indicator['kind'])}"), _BODY
    )
    for line in _stands(indicator):
        facts = terms.listed(_fact(fact) for fact in line["facts"])
        yield ExportParagraph(
            escape(f"{terms.period(line['period'], with_year=True)}  {_gives(line, indicator['kind'])}  {facts}"),
            _QUIET_BODY,
        )


def _gives(amounts: Mapping[str, Any], kind: str) -> str:
    if kind != "base":
        return str(amounts["earned"])
    return _("%(earned)s of %(attainable)s") % {"earned": amounts["earned"], "attainable": amounts["attainable"]}


def _fact(fact: Mapping[str, Any]) -> str:
    day = terms.day(date.fromisoformat(fact["on"]), with_year=True)
    value = numbers.excused([fact["kind"]]) if fact["value"] is None else fact["value"]
    return f"{day} {fact['words']} {value} (#{fact['id']})"
