"""Makes PDF documents from templates: archival (PDF/A), tagged for readers aloud, with their fonts inside.

A template is Typst, and reads its data from `base.typ`. Data are texts and numbers, never markup: a `#` or `*` in a
name stays a letter. The same template, data and time give the same bytes.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import typst

from goodstanding.documents.fonts import family, font_files
from goodstanding.documents.printable import Printable

_TEMPLATES = Path(__file__).parent / "templates"
#: A compiler is for one caller at a time.
_ONE_AT_A_TIME = Lock()
#: Of the languages by their codes on the pages.
_LANGUAGES = {"zh-hans": ("zh", "cn"), "zh": ("zh", "cn")}


def pdf(
    template: str | bytes, data: Mapping[str, Any], *, language: str, made_on: datetime, title: str, unknown: str = "",
    fonts: tuple[Path, ...] = (),
) -> bytes:  # fmt: skip
    """The document.

    template: the name of one in `templates`, or its source; data: what it prints, labels translated; language: as the
    pages name it; made_on: the date that the document bears, with a time zone; unknown: the sentence about letters that
    no font has, with `%(numbers)s`; fonts: files with letters that Noto Sans CJK lacks. Raises typst.TypstError where
    the template is at fault.
    """
    assert made_on.tzinfo is not None, "a document's time has a zone"
    files = font_files(fonts)
    letters = Printable(files)
    given = letters.all_of(data) | {"title": letters.printed(title)}
    short, region = _LANGUAGES.get(language, (language.partition("-")[0], None))
    given |= {"language": short, "region": region, "fonts": [family(path) for path in files], "unknown": ""}
    if letters.unknown:
        given["unknown"] = letters.printed(unknown) % {"numbers": ", ".join(letters.unknown)} if unknown else ""
    text = json.dumps(given, ensure_ascii=False, sort_keys=True)
    source = (_TEMPLATES / f"{template}.typ").read_bytes() if isinstance(template, str) else template
    with _ONE_AT_A_TIME:
        made = _compiler(files).compile(
            input=source,
            format="pdf",
            sys_inputs={"data": text},
            timestamp=made_on.astimezone(UTC).replace(microsecond=0),
            pdf_standards="a-2b",
        )
    assert isinstance(made, bytes), "one document came out"
    return made


@cache
def _compiler(files: tuple[Path, ...]) -> typst.Compiler:
    """One for the life of the process: it reads the fonts once, which takes longer than a document."""
    folders = list(dict.fromkeys(str(path.parent) for path in files))
    return typst.Compiler(root=str(_TEMPLATES), font_paths=folders, ignore_system_fonts=True)
