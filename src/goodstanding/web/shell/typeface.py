"""The letters of a printed document, drawn as they are written: no letter for another, and none as a box.

Readers of PDF bring no letters along that names need, so each document carries its own: those that it uses, out of
Noto Sans CJK and, letter by letter, of further fonts where they are there. The fonts' curves are of a kind that
reportlab cannot embed; they are drawn anew as TrueType. What no font has is printed by its number.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from html import escape
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection
from fontTools.ttLib import TTFont as Source
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont, TTFontFace
from reportlab.platypus import Paragraph

FACE = "Names"
_EM, _ASCENT, _DESCENT = 1000, 880, -120
_NOTO, _FAMILY, _WEIGHT = "NotoSansCJK-VF.otf.ttc", "Noto Sans CJK SC", 400
#: Where Debian puts fonts with letters that Noto lacks (fonts-hanazono, fonts-babelstone-han).
_FURTHER = (
    Path("/usr/share/fonts/truetype/hanazono/HanaMinA.ttf"),
    Path("/usr/share/fonts/truetype/hanazono/HanaMinB.ttf"),
    Path("/usr/share/fonts/truetype/babelstone/BabelStoneHan.ttf"),
)
#: Whatever happens, these are drawn: the number of a letter is written in them.
_ALWAYS = " ,[]+U0123456789ABCDEF"
_ONE_AT_A_TIME = Lock()
_FAR = re.compile(r"<([0-9A-F]{5,6})>")


class Drawn(NamedTuple):
    """A letter's outline and how far it reaches."""

    glyph: Any
    width: int


#: Letters that were drawn before, so that no font is opened for them again.
_drawn: dict[str, Drawn] = {}
_nowhere: set[str] = set()


class _Embedded(TTFont):
    """Reportlab writes letters beyond the first 65,536 into the text layer by four of five digits: as other letters."""

    def addObjects(self, doc: Any) -> None:  # noqa: N802
        """Puts the font into a document."""
        super().addObjects(doc)
        for name, pdf_object in doc.idToObject.items():
            if str(name).startswith("toUnicodeCMap:"):
                pdf_object.content = _FAR.sub(lambda found: f"<{_utf_16(found[1])}>", pdf_object.content)


class Typeface:
    """The letters of one document. unknown: those that no font has."""

    def __init__(self, texts: Iterable[str]) -> None:
        texts = [*texts, _("Printed by their numbers, because no font here has them: %(numbers)s"), _ALWAYS]
        wanted = {letter for text in texts for letter in _plain(text)}
        _draw(wanted - _drawn.keys() - _nowhere)
        self.known = wanted & _drawn.keys()
        self.unknown = sorted(wanted - self.known)

    def printed(self, text: str) -> str:
        """A text as it can be printed: letters that no font has are replaced by their numbers."""
        return "".join(letter if letter in self.known else f"[U+{ord(letter):04X}]" for letter in _plain(text))

    def as_file(self) -> BytesIO:
        """A TrueType font of these letters."""
        return _built(sorted(self.known))


@contextmanager
def typeface(texts: Iterable[str]) -> Iterator[Typeface]:
    """Makes the letters of some texts available as FACE, for one document at a time."""
    face = Typeface(texts)
    with _ONE_AT_A_TIME:
        _register(face.as_file())
        yield face


def _register(font: BytesIO) -> None:
    """Reportlab keeps the first font of a name for ever, so a later document's letters become its."""
    if FACE in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.getFont(FACE).face = TTFontFace(font)
    else:
        pdfmetrics.registerFont(_Embedded(FACE, font))


def unknown_letters(face: Typeface, style: Any) -> list[Paragraph]:
    """A line for the end of a document that says what was printed by its number; none where nothing was."""
    if not face.unknown:
        return []
    numbers = ", ".join(f"U+{ord(letter):04X}" for letter in face.unknown)
    sentence = _("Printed by their numbers, because no font here has them: %(numbers)s") % {"numbers": numbers}
    return [Paragraph(escape(face.printed(sentence)), style)]


def _utf_16(number: str) -> str:
    return chr(int(number, 16)).encode("utf-16-be").hex().upper()


def _plain(text: str) -> str:
    """Without what is not seen; blanks of every kind are blanks."""
    text = unicodedata.normalize("NFC", text)
    return "".join(" " if letter.isspace() else letter for letter in text if letter.isspace() or _is_seen(letter))


def _is_seen(letter: str) -> bool:
    """Whether it is printed; marks of direction, joints and selectors of a shape are not."""
    selects = 0xFE00 <= ord(letter) <= 0xFE0F or 0xE0000 <= ord(letter) <= 0xE0FFF
    return not selects and unicodedata.category(letter) not in {"Cc", "Cf"}


def _draw(wanted: set[str]) -> None:
    for path in _fonts():
        if not wanted:
            return
        wanted = wanted - _draw_from(path, wanted)
    _nowhere.update(wanted)


def _draw_from(path: Path, wanted: set[str]) -> set[str]:
    with Source(path, fontNumber=_number(path), lazy=True) as font:
        names = font.getBestCmap()
        present = {letter for letter in wanted if ord(letter) in names}
        if not present:
            return present
        location = {"wght": _WEIGHT} if "fvar" in font else None
        glyphs, scale = font.getGlyphSet(location=location), _EM / font["head"].unitsPerEm
        for letter in present:
            _drawn[letter] = _outline(glyphs, names[ord(letter)], scale)
        return present


def _outline(glyphs: Any, name: str, scale: float) -> Drawn:
    recording, pen = DecomposingRecordingPen(glyphs), TTGlyphPen(None)
    glyphs[name].draw(recording)
    recording.replay(TransformPen(Cu2QuPen(pen, 1.0, reverse_direction=True), (scale, 0, 0, scale, 0, 0)))
    return Drawn(pen.glyph(), round(glyphs[name].width * scale))


def _built(letters: list[str]) -> BytesIO:
    order = [".notdef", *(f"u{ord(letter):X}" for letter in letters)]
    drawn = [Drawn(TTGlyphPen(None).glyph(), _EM), *(_drawn[letter] for letter in letters)]
    builder = FontBuilder(_EM, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap({ord(letter): f"u{ord(letter):X}" for letter in letters})
    builder.setupGlyf(dict(zip(order, (drawing.glyph for drawing in drawn), strict=True)))
    bearings = {
        name: (drawing.width, getattr(drawing.glyph, "xMin", 0)) for name, drawing in zip(order, drawn, strict=True)
    }
    builder.setupHorizontalMetrics(bearings)
    builder.setupHorizontalHeader(ascent=_ASCENT, descent=_DESCENT)
    builder.setupNameTable({"familyName": FACE, "styleName": "Regular", "psName": FACE})
    builder.setupOS2(sTypoAscender=_ASCENT, sTypoDescender=_DESCENT, sCapHeight=733)
    builder.setupPost()
    buffer = BytesIO()
    builder.save(buffer)
    buffer.seek(0)
    return buffer


def _fonts() -> list[Path]:
    """The fonts that are there, in the order in which a letter is looked for in them."""
    own = Path(str(files("manimgx_fonts_cjk").joinpath(_NOTO)))
    further = [Path(font) for font in settings.FONTS]
    return [path for path in (own, *further, *_FURTHER) if path.is_file()]


@cache
def _number(path: Path) -> int:
    """Which font of a collection: the one for simplified Chinese."""
    if path.name != _NOTO:
        return 0
    with TTCollection(path, lazy=True) as fonts:
        return next(number for number, font in enumerate(fonts) if font["name"].getDebugName(1) == _FAMILY)
