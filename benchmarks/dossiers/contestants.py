"""The same yearly sheet by three makers: Typst with the seal as the product does it, docxtpl, and ReportLab."""

from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table

from goodstanding.documents.seal import Seal, new_seal, read_seal
from goodstanding.documents.word import DEFAULT, filled
from goodstanding.flows.dossiers.press import PrintOrder, printed

AT = datetime(2026, 12, 31, 16, tzinfo=UTC)
ENTRIES, INDICATORS, A_PACK = 40, 38, 18


def sheet(number: int) -> dict[str, Any]:
    """The sheet of a made-up member: as many lines as those of the demonstration have on average."""
    entries = [[f"出席支部会议第{place}类", f"{number % 7 + place} 次"] for place in range(ENTRIES)]
    points = [[f"ORG{place:02} 组织生活指标", f"{place}.25／{place + 1}"] for place in range(INDICATORS)]
    empty: dict[str, Any] = {"heading": [], "note": "", "small": False}
    sections: list[dict[str, Any]] = [
        {"kind": "pairs", "title": "", "rows": [["编号", f"{90_000_000 + number}"], ["组织", "示例支部"]]},
        {"kind": "text", "title": "个人自评", "rows": [f"这一年参加了组织生活，完成了第{number}项任务。" * 6]},
        {"kind": "months", "title": "各月总分", "rows": [[f"{month}月", "86.42"] for month in range(1, 13)]},
        {"kind": "counts", "title": "全年记录", "rows": entries},
        {"kind": "counts", "title": "各项指标得分", "rows": points},
        {"kind": "signatures", "title": "", "rows": ["本人", "支部书记"]},
    ]
    foot = f"核验码 AB12-CD34-{number:04}"
    return {"title": f"成员{number} · 2026年年度档案", "over": "示例组织", "foot": foot,
            "sections": [empty | section for section in sections]}  # fmt: skip


def order(first: int, count: int = A_PACK) -> PrintOrder:
    """A pack of so many sheets."""
    parts = [sheet(number) for number in range(first, first + count)]
    return PrintOrder({"parts": parts}, "年度档案", "年度档案 · AB12-CD34", "zh-hans", AT, "")


@cache
def seal() -> tuple[Seal, tuple[bytes, bytes]]:
    """A seal, and its two parts."""
    pems = new_seal("示例组织", AT)
    return read_seal(*pems), pems


def typst(first: int) -> bytes:
    """A sealed pack as the product makes it."""
    return printed(order(first), seal()[0])


def word(first: int) -> bytes:
    """A pack by docxtpl, from the template that comes along."""
    return filled(DEFAULT, {"parts": [_for_word(part) for part in order(first).data["parts"]]})


def _for_word(part: dict[str, Any]) -> dict[str, Any]:
    sections = []
    for section in part["sections"]:
        is_text = section["kind"] in {"text", "signatures"}
        cells = [] if is_text else [[*row, "", ""][:3] for row in section["rows"]]
        sections.append(section | {"lines": section["rows"] if is_text else [], "cells": cells})
    return part | {"sections": sections}


def reportlab(first: int) -> bytes:
    """A pack by ReportLab: no tags, no seal, and a font that each reader must bring along."""
    if "STSong-Light" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("body", fontName="STSong-Light", fontSize=9, leading=12, wordWrap="CJK")
    flow: list[Any] = []
    for part in order(first).data["parts"]:
        flow += [Paragraph(part["title"], style)]
        for section in part["sections"]:
            flow.append(Paragraph(section["title"], style))
            if section["kind"] in {"text", "signatures"}:
                flow += [Paragraph(line, style) for line in section["rows"]]
            else:
                flow.append(Table(section["rows"], style=[("FONT", (0, 0), (-1, -1), "STSong-Light", 9)]))
        flow.append(PageBreak())
    out = BytesIO()
    SimpleDocTemplate(out, pagesize=A4).build(flow)
    return out.getvalue()
