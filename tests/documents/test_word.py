"""Word documents come out of a template that an organization can replace; a broken one is refused by its place."""

from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from goodstanding.documents.word import DEFAULT, filled
from goodstanding.engine.problems import InputError
from tests.documents.sample import NAMES

SECTION = {"title": "Entries & more", "note": "", "lines": [], "cells": [[name, "1 < 2", ""] for name in NAMES]}
DATA = {"parts": [{"over": "组织", "title": name, "foot": "AB12", "sections": [SECTION]} for name in NAMES]}


def text_of(content: bytes) -> str:
    document = Document(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def template(tmp_path: Path, *lines: str) -> Path:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(str(tmp_path / "own.docx"))
    return tmp_path / "own.docx"


def test_every_name_is_a_text_and_the_bytes_are_the_same_again() -> None:
    content = filled(DEFAULT, DATA)
    text = text_of(content)
    assert [name for name in (*NAMES, "Entries & more", "1 < 2") if name not in text] == []
    assert filled(DEFAULT, DATA) == content


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{% for part in parts %}", "endfor"),
        ("{{ part.title", "own.docx"),
        ("{{ member.income }}", "'member' is undefined"),
        ("{{ parts.__class__.__mro__ }}", "own.docx"),
        ("{{ parts|nothing }}", "nothing"),
    ],
)
def test_a_broken_template_is_refused_with_its_place_and_what_to_do(tmp_path: Path, line: str, said: str) -> None:
    with pytest.raises(InputError, match="take the file away") as refusal:
        filled(template(tmp_path, "A line", line), DATA)
    assert said in str(refusal.value)


def test_what_is_no_word_document_is_refused(tmp_path: Path) -> None:
    for content in (b"", b"PK\x03\x04", b"%PDF-1.7"):
        (tmp_path / "own.docx").write_bytes(content)
        with pytest.raises(InputError, match="no Word document"):
            filled(tmp_path / "own.docx", DATA)
