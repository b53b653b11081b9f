"""Every page of the house in a browser, for screen readers and weak eyes: both languages, light and dark, large type.

The pages are made without a server, so that all of them take one walk of one browser.
"""

import mimetypes
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import product
from pathlib import Path
from threading import Thread
from typing import Any, Literal

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, sync_playwright

from tests.house import House
from tests.journeys.conftest import CHROMIUM, QUIET
from tests.journeys.walking import AXE, PHONE
from tests.lively import everything_goes_on, stops

#: What a sheet says stands as it was written there, and so does how days are written in one.
SHEETS = ("/imports/", "/facts/imports/", "/import/")
ISO = re.compile(r"(?<![\w/-])\d{4}-(?:\d{2}(?:-\d{2})?|Q\d)(?![\w-])")
#: Who walks: of each address, the page of the first to whom it opens.
WALKERS = ("member", "secretary", "city_officer", "scheme_editor", "analyst", "auditor", "operator")
#: What looks different to everybody.
FOR_ALL = ("home", "to_do", "desk", "me")


@dataclass(frozen=True)
class Mode:
    """How the pages of a language are looked at. options: which of axe's rules are asked; none: all."""

    colours: Literal["light", "dark"]
    is_large: bool
    options: dict[str, Any]


#: Of the second look only what can come out otherwise is asked: colours, sizes, and the language.
LOOK = ["color-contrast", "html-has-lang", "html-lang-valid", "valid-lang", "document-title"]
MODES = {
    "en": Mode("light", False, {}),
    "zh-hans": Mode("dark", True, {"runOnly": {"type": "rule", "values": LOOK}}),
}


AXE_PATH = "/axe.js"


@dataclass(frozen=True)
class Made:
    """A page as it was made for somebody."""

    name: str
    html: bytes


def made(house: House, language: str) -> Iterator[Made]:
    """A page of every address that opens to somebody, and those of what goes wrong."""
    clients = {who: house.client(who) for who in WALKERS}
    for client in clients.values():
        client.post(reverse("set_language"), {"language": language})
    for name, who in product(FOR_ALL, ("member", "secretary", "operator")):
        yield from _page(clients[who], reverse(name), f"{name} of {who}")
    seen = set[tuple[str, str]]()
    for stop in stops(house):
        if not stop.posts and (stop.route, stop.asked) not in seen and stop.route not in FOR_ALL:
            found = list(_first(clients, stop.address))
            seen |= {(stop.route, stop.asked) for _page in found}
            yield from found
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


@contextmanager
def served(pages: list[Made]) -> Iterator[str]:
    """The address under which the pages stand, by their places, with the files that they ask for."""

    class Answers(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = self.path.split("?")[0]
            file = finders.find(path.removeprefix("/static/")) if path.startswith("/static/") else None
            if path == AXE_PATH:
                self._send("text/javascript", AXE.encode(), "max-age=900")
            elif file:
                self._send(mimetypes.guess_type(path)[0] or "text/plain", Path(str(file)).read_bytes(), "max-age=900")
            elif path.strip("/").isdigit():
                self._send("text/html; charset=utf-8", pages[int(path.strip("/"))].html, "no-store")
            else:
                self.send_error(404)

        def _send(self, kind: str, body: bytes, cache: str) -> None:
            self.send_response(200)
            for name, value in (("Content-Type", kind), ("Content-Length", str(len(body))), ("Cache-Control", cache)):
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_more: Any) -> None:
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def faults(page: Page, options: dict[str, Any]) -> list[str]:
    """What axe finds wrong, of whatever weight; and whether the page is wider than its screen."""
    # From an address, so that the browser compiles it once and not for each page.
    page.add_script_tag(url=AXE_PATH)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    found: list[dict[str, Any]] = page.evaluate(
        "options => axe.run(document, options).then(all => all.violations.map("
        "one => ({id: one.id, html: one.nodes[0].html.slice(0, 150), why: one.nodes[0].failureSummary})))",
        options | {"resultTypes": ["violations"]},
    )
    said = [f"{one['id']}: {one['html']} {one['why']}" for one in found]
    return [*said, f"wider than the screen by {wide}"] if wide > 0 else said


def written_for_machines(pages: list[Made]) -> list[str]:
    """The days, months and quarters that are not written as people say them, each with its page."""
    found = []
    for one in pages:
        read = re.sub(r"<(script|style|code|textarea)\b.*?</\1>|<[^>]+>", " ", one.html.decode(), flags=re.DOTALL)
        if not any(part in one.name for part in SHEETS):
            found += [f"{one.name}: {written}" for written in ISO.findall(read)]
    return found


def walked(pages: list[Made], language: str) -> list[str]:
    """What is wrong, with the page it is on. One browser shows them all, one after the other."""
    mode = MODES[language]
    wrong = list[str]()
    with served(pages) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = browser.new_page(viewport=PHONE, color_scheme=mode.colours, service_workers="block")
        for place, one in enumerate(pages):
            page.goto(f"{address}/{place}/")
            if mode.is_large:
                page.evaluate("document.documentElement.dataset.type = 'large'")
            wrong += [f"{one.name}: {fault}" for fault in faults(page, mode.options)]
        browser.close()
    return wrong


@pytest.mark.usefixtures("as_served")
@pytest.mark.begins(after=everything_goes_on)
@pytest.mark.parametrize("language", MODES)
def test_every_page_can_be_read_by_everybody(house: House, language: str) -> None:
    pages = list(made(house, language))
    assert len(pages) > 90
    assert written_for_machines(pages) == []
    # The browser's loop runs in a thread of its own, away from the database.
    with ThreadPoolExecutor(1) as apart:
        wrong = apart.submit(walked, pages, language).result()
    assert not wrong, "\n".join(wrong)
