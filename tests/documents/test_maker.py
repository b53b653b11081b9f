"""A document has every letter of its data, its fonts inside, and the same bytes each time."""

from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from tests.documents.sample import NAMES, made


def text_of(document: bytes) -> str:
    pages = pypdfium2.PdfDocument(document)
    return "\n".join(page.get_textpage().get_text_range().replace("\r\n", "\n") for page in pages)


@pytest.mark.parametrize("name", NAMES)
def test_every_letter_of_a_name_is_printed_and_none_is_markup(name: str) -> None:
    text = text_of(made([name]))
    assert name in text and "年度档案 {#x}" in text


def test_the_same_data_give_the_same_bytes_and_another_letter_others() -> None:
    assert made() == made()
    assert made([*NAMES, "甲"]) != made([*NAMES, "乙"])
    assert made() != made(at=datetime(2027, 1, 1, tzinfo=UTC))


def test_it_is_archival_and_tagged_and_has_its_fonts_inside() -> None:
    document = made()
    assert b"pdfaid:part>2<" in document and b"/MarkInfo" in document and b"/StructTreeRoot" in document
    assert document.count(b"/FontFile") == document.count(b"/Type/FontDescriptor") > 0


def test_a_letter_that_no_font_has_is_printed_by_its_number_and_the_document_says_so() -> None:
    text = text_of(made(["王\U0003134f", "\u202e李\u200d\U000e0100"]))
    assert "王[U+3134F]" in text and "Printed by their numbers: U+3134F" in text
    assert "李" in text and "Printed" not in text_of(made(["李"]))


def test_a_further_font_lends_the_letters_that_are_missing(tmp_path: Path) -> None:
    letter = "\U0003134f"
    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    pen.lineTo((900, 0))
    pen.lineTo((500, 800))
    pen.closePath()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "far"])
    builder.setupCharacterMap({ord(letter): "far"})
    builder.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "far": pen.glyph()})
    builder.setupHorizontalMetrics({".notdef": (1000, 0), "far": (1000, 100)})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Far Away", "styleName": "Regular", "psName": "FarAway"})
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120)
    builder.setupPost()
    builder.save(tmp_path / "far.ttf")
    text = text_of(made([f"王{letter}"], fonts=(tmp_path / "far.ttf",)))
    assert f"王{letter}" in text and "U+" not in text
