"""The text of a question as people read it: without markup, without letters that no keyboard makes."""

import re
from html.parser import HTMLParser

from goodstanding.quizzes.fault import FaultyQuestion
from goodstanding.sheets.unreadable import marked as _

_UNTYPED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ue000-\ue007]")
_BLANKS = re.compile("[ \t\x0b\x0c\r\u00a0]+")
_LINES = frozenset({"p", "br", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "pre"})
_SILENT = frozenset({"script", "style"})
_PICTURES = frozenset({"img", "video", "audio", "object", "embed", "iframe", "svg"})
_MARKUP = re.compile(r"</?(?:p|br|div|b|i|u|em|strong|span|ul|ol|li|sup|sub|img|table|tr|td|code|pre)\b[^>]*>", re.I)


def tidy(text: str) -> str:
    """A text with single blanks, lines without blanks at their ends, and nothing that cannot be typed."""
    text = _UNTYPED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = [_BLANKS.sub(" ", line).strip(" ") for line in text.split("\n")]
    return re.sub("\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def one_line(text: str) -> str:
    """A tidy text without line breaks."""
    return tidy(tidy(text).replace("\n", " "))


def without_markup(text: str) -> str:
    """What HTML says, as plain text. Raises FaultyQuestion where it shows a picture, film or sound."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return tidy("".join(reader.pieces))


def category_path(written: str) -> str:
    """A category as its parts between strokes, without the places that Moodle puts before it."""
    parts = [part.strip() for part in one_line(written).split("/")]
    return "/".join(part for part in parts if part and not part.startswith("$") and part != "top")


def has_markup(text: str) -> bool:
    """Whether a text that says nothing of its format is HTML."""
    return _MARKUP.search(text) is not None


class _Reader(HTMLParser):
    """Gathers what is read, with a new line where a block begins or ends."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in _PICTURES:
            raise FaultyQuestion(_("The question shows a picture or a film, which is not taken. Say it in words."))
        self._silent += tag in _SILENT
        if tag in _LINES:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT and self._silent > 0
        if tag in _LINES and tag != "br":
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.pieces.append(data.replace("\n", " "))
