"""What pages say."""

import re


def words(page: object) -> str:
    """What a page says, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))  # type: ignore[attr-defined]


def on_one_line(text: str) -> str:
    """As a page writes a day or a moment that must not break."""
    return text.replace(" ", "\N{NO-BREAK SPACE}")
