"""A document for tests, with names that documents have trouble with."""

from datetime import UTC, datetime
from pathlib import Path

from goodstanding.documents.maker import pdf

AT = datetime(2026, 12, 31, 16, tzinfo=UTC)
TEMPLATE = b"""
#import "base.typ": *
#show: document.with(foot: given.code)
= #given.title
#sheet-table(columns: (1fr, auto), heading: given.heading, given.rows)
#unknown-letters
"""
NAMES = [
    "𬱖㛃",
    "买买提·艾力",
    "Zoë O'Brien-Ünal",
    "王*小*_明_",
    "#set page(height: 1pt)",
    "\\ $x^2$ <a> @b `c` [d] // e",
]


def made(names: list[str] = NAMES, at: datetime = AT, **more: tuple[Path, ...]) -> bytes:
    data = {
        "code": "AB12-CD34",
        "heading": ["姓名", "No."],
        "rows": [[name, number] for number, name in enumerate(names)],
    }
    sentence = "Printed by their numbers: %(numbers)s"
    return pdf(TEMPLATE, data, language="zh-hans", made_on=at, title="年度档案 {#x}", unknown=sentence, **more)
