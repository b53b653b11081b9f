"""What a page's list of what waits says, line by line, and the number in the bar."""

import re

from django.test import Client
from django.urls import reverse

LINES = re.compile(r'<section class="section[^"]*" aria-labelledby="(?:waiting|work)-title">.*?</section>', re.DOTALL)


def lines(client: Client, route: str) -> list[str]:
    """The lines of the list on a page."""
    page = client.get(reverse(route)).content.decode()
    found = LINES.search(page)
    assert found, "the page has the list"
    return re.findall(r"<li.*?</li>", found[0], re.DOTALL)


def badge(client: Client, route: str) -> int:
    """The number in the bar."""
    page = client.get(reverse(route)).content.decode()
    bar = page[page.index('class="phone-bar"') :]
    found = re.search(r'<span class="count" aria-hidden="true">(\d+)</span>', bar)
    return int(found[1]) if found else 0


def words_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))
