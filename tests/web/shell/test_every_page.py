"""Every page of the house in a browser, for screen readers and weak eyes: both languages, light and dark, large type.

The pages are made without a server, so that all of them take one walk of one browser.
"""

import mimetypes
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, Route, sync_playwright

from tests.house import House
from tests.journeys.conftest import CHROMIUM, QUIET
from tests.journeys.walking import AXE, PHONE
from tests.lively import everything_goes_on, stops

#: Who walks: of each address, the page of the first to whom it opens.
WALKERS = ("member", "secretary", "city_officer", "scheme_editor", "analyst", "auditor", "operator")
#: What looks different to everybody.
FOR_ALL = ("home", "to_do", "desk", "me")
HERE = "http://pages.example"


@dataclass(frozen=True)
class Mode:
    """How the pages of a language are looked at. options: which of axe's rules are asked; none: all."""

    colours: Literal["light", "dark"]
    is_large: bool
    options: dict[str, Any]


#: Of the second look only what can come out otherwise is asked: colours, sizes, and the language.
LOOK = ["color-contrast", "target-size", "html-has-lang", "html-lang-valid", "valid-lang", "document-title"]
MODES = {
    "en": Mode("light", False, {}),
    "zh-hans": Mode("dark", True, {"runOnly": {"type": "rule", "values": LOOK}}),
}


@dataclass(frozen=True)
class Made:
    """A page as it was made for somebody."""

    name: str
    html: bytes


def made(house: House, language: str) -> Iterator[Made]:
    """Every page that opens to somebody, and those of what goes wrong."""
    clients = {who: house.client(who) for who in WALKERS}
    for client in clients.values():
        client.post(reverse("set_language"), {"language": language})
    for name in FOR_ALL:
        for who, client in clients.items():
            yield from _page(client, reverse(name), f"{name} of {who}")
    for stop in stops(house):
        if not stop.posts and stop.route not in FOR_ALL:
            yield from _first(clients, stop.address)
    for who in ("member", "secretary"):
        yield Made(f"missing, {who}", clients[who].get("/nowhere/").content)
    nobody = Client(headers={"Accept-Language": language})
    for name in ("welcome", "account_login", "use_code", "offline", "check_in_kept", "roll_kept"):
        yield from _page(nobody, reverse(name), f"{name} of nobody")


def _first(clients: dict[str, Client], address: str) -> Iterator[Made]:
    for who, client in clients.items():
        found = list(_page(client, address, f"{address} of {who}"))
        if found:
            yield found[0]
            return


def _page(client: Client, address: str, name: str) -> Iterator[Made]:
    answer = client.get(address)
    if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
        if b"<html" in content:
            yield Made(name, content)


def serve(page: Page, shown: dict[str, bytes]) -> None:
    """Answers the browser with the page that is shown and the files that it asks for; nothing else is there."""

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(HERE).split("?")[0]
        if path == "/":
            route.fulfill(body=shown["page"], content_type="text/html; charset=utf-8")
        elif path.startswith("/static/") and (file := finders.find(path.removeprefix("/static/"))):
            kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
            route.fulfill(body=Path(str(file)).read_bytes(), content_type=kind)
        else:
            route.abort()

    page.route("**/*", answer)


def faults(page: Page, options: dict[str, Any]) -> list[str]:
    """What axe finds wrong, of whatever weight; and whether the page is wider than its screen."""
    page.evaluate(AXE)
    found: list[dict[str, Any]] = page.evaluate(
        "options => axe.run(document, options).then(all => all.violations.map("
        "one => ({id: one.id, html: one.nodes[0].html.slice(0, 150), why: one.nodes[0].failureSummary})))",
        options | {"resultTypes": ["violations"]},
    )
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    said = [f"{one['id']}: {one['html']} {one['why']}" for one in found]
    return [*said, f"wider than the screen by {wide}"] if wide > 0 else said


def walked(pages: list[Made], language: str) -> dict[str, list[str]]:
    """By page, what is wrong with it. One browser shows them all, one after the other."""
    mode = MODES[language]
    wrong = dict[str, list[str]]()
    shown: dict[str, bytes] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = browser.new_page(viewport=PHONE, color_scheme=mode.colours)
        serve(page, shown)
        for one in pages:
            shown["page"] = one.html
            page.goto(f"{HERE}/")
            if mode.is_large:
                page.evaluate("document.documentElement.dataset.type = 'large'")
            if found := faults(page, mode.options):
                wrong[one.name] = found
        browser.close()
    return wrong


@pytest.mark.begins(after=everything_goes_on)
@pytest.mark.parametrize("language", MODES)
def test_every_page_can_be_read_by_everybody(house: House, language: str) -> None:
    pages = list(made(house, language))
    assert len(pages) > 100
    # The browser's loop runs in a thread of its own, away from the database.
    with ThreadPoolExecutor(1) as apart:
        assert apart.submit(walked, pages, language).result() == {}
