"""A small organization that is really served, with a clock that is set by hand: for what takes days, or many people.

It is served by threads of the test itself, so that the test can look into its database and let days pass.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connections
from django.test import Client, override_settings
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, Page
from playwright.sync_api import ViewportSize as Size

from goodstanding.actions.people import accounts
from goodstanding.models import Member
from tests.clock import Clock
from tests.house import House, sign_in
from tests.journeys.walking import LANGUAGES


@dataclass
class Live:
    """The organization where it is served, the browser to visit it with, and its clock."""

    house: House
    address: str
    browser: Browser
    clock: Clock
    console: list[str]
    pages: list[Page]

    def visit(self, who: str | Member, language: str, size: Size, at: str = "/home/") -> Page:
        """A browser of its own, in which a person has signed in: one of the house's people, or another member."""
        client = self.house.client(who) if isinstance(who, str) else self._client(who)
        context = self.browser.new_context(viewport=size, locale=LANGUAGES[language], service_workers="block")
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": self.address}])
        page = context.new_page()
        page.on("console", lambda said: self.console.append(said.text) if said.type == "error" else None)
        page.goto(self.address + at)
        self.pages.append(page)
        return page

    def _client(self, member: Member) -> Client:
        client = Client()
        sign_in(client, accounts.of_member(member, at=self.house.at), verified=False)
        return client

    def it_is(self, moment: datetime) -> None:
        """Sets the clock."""
        self.clock.stop_at(moment)


@contextmanager
def served_here() -> Iterator[str]:
    """The address at which the database of this test is served while this lasts."""
    with override_settings(ALLOWED_HOSTS=["localhost", "testserver"]):
        server = LiveServerThread("localhost", StaticFilesHandler)
        server.daemon = True
        server.start()
        server.is_ready.wait()
        try:
            if server.error:
                raise server.error
            yield f"http://localhost:{server.port}"
        finally:
            server.terminate()
            connections.close_all()
