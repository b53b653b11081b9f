"""What pages say."""

import re
from html.parser import HTMLParser

import pypdfium2


def words(page: object) -> str:
    """What a page says, without its tags."""
    # What only holds a day together is no word of its own.
    text = re.sub(r'<span class="unbroken">(.*?)</span>', r"\1", page.content.decode())  # type: ignore[attr-defined]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def on_one_line(text: str) -> str:
    """As a page writes a day or a moment that must not break."""
    return text.replace(" ", "\N{NO-BREAK SPACE}")


class _Elements(HTMLParser):
    """Collects the elements of one name: their attributes, and what stands in them."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name, self.found, self._open = name, list[tuple[dict[str, str | None], list[str]]](), list[int]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        if tag == self._name:
            self._open.append(len(self.found))
            self.found.append((dict(attrs), []))

    def handle_endtag(self, tag: str) -> None:
        """An element ends."""
        if tag == self._name and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        """A text belongs to every element that is open."""
        for number in self._open:
            self.found[number][1].append(data)


def _elements(page: object, name: str, having: dict[str, str | None]) -> list[tuple[dict[str, str | None], str]]:
    parser = _Elements(name)
    parser.feed(page if isinstance(page, str) else page.content.decode())  # type: ignore[attr-defined]
    wanted = {key.rstrip("_").replace("_", "-"): value for key, value in having.items()}
    return [
        (attributes, " ".join("".join(texts).split()))
        for attributes, texts in parser.found
        if wanted.items() <= attributes.items()
    ]


def tags(page: object, element: str, /, **having: str | None) -> list[dict[str, str | None]]:
    """The attributes of a page's elements of one name that have these values; an attribute without a value has None."""
    return [attributes for attributes, _text in _elements(page, element, having)]


def texts(page: object, element: str, /, **having: str | None) -> list[str]:
    """What stands in a page's elements of one name that have these attributes; `data_label` is data-label."""
    return [text for _attributes, text in _elements(page, element, having)]


def sheets(paper: object) -> list[str]:
    """What stands on each sheet of a PDF."""
    document = pypdfium2.PdfDocument(paper if isinstance(paper, bytes) else paper.content)  # type: ignore[attr-defined]
    return [page.get_textpage().get_text_bounded() for page in document]
