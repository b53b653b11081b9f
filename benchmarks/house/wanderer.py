"""One of the demonstration's people, who opens what pages link to and never sends a form."""

import random
import re
import threading
import urllib.error
import urllib.request
from collections import Counter
from html import unescape
from http.cookiejar import CookieJar

_LINKS = re.compile(r'(?:href|src|hx-get)="(/[^"#]*)')
#: Whoever follows these is somebody else afterwards, or nobody.
_NOT = ("/enter/", "/sign-out", "/accounts/logout", "/static/", "/language")


class Wanderer:
    """A browser of its own. opened: how many pages it has seen."""

    def __init__(self, origin: str, who: str, seed: int) -> None:
        self.who, self._origin = who, origin
        self._chance = random.Random(seed)
        self._browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self._known = [f"/enter/{who}/"]
        self.opened, self.met = 0, Counter[int]()

    def wander(self, over: threading.Event, pause: float) -> None:
        """Opens a page, waits, opens the next, until it is over."""
        self._open(f"/enter/{self.who}/")
        while not over.wait(self._chance.uniform(0.5, 1.5) * pause):
            self._open(self._chance.choice(self._known))

    def say(self) -> None:
        """Prints what came back."""
        print(f"{self.who:10} {dict(self.met)} of {len(self._known)} addresses")

    def _open(self, address: str) -> None:
        self.opened += 1
        try:
            with self._browser.open(self._origin + address, timeout=60) as answer:
                self.met[answer.status] += 1
                kind, body = answer.headers.get("Content-Type", ""), answer.read()
        except urllib.error.HTTPError as error:
            self.met[error.code] += 1
            return
        if kind.startswith("text/html"):
            found = (unescape(one) for one in _LINKS.findall(body.decode()))
            new = {one for one in found if not one.startswith(_NOT) and not one.startswith("//")}
            self._known = sorted(set(self._known) | new)[:5_000]
