"""Hundreds of visitors who begin to say something and never end: whoever checks in meanwhile is answered.

Not so where they are signed in or send forms, and stop in the middle of a body: each then holds one of the few threads.
That is kept off by the proxy in front, which takes bodies in whole; see the how-to about running it.
"""

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from goodstanding.models import CheckIn
from tests.house import PEOPLE, House
from tests.phones import open_meeting, shown
from tests.served import served, serving
from tests.web.check_in.browsers import READY, browser_of, phone_at, until_answered

pytestmark = [pytest.mark.usefixtures("transactional_db"), pytest.mark.slow, pytest.mark.rules]
SLOW = 500
MEMBERS = [who for who, (seat, _role, _over) in PEOPLE.items() if seat]
#: Where each of them stops: within the name of the page, within what comes before the body, and within the body.
HALVES = {
    "the first line": b"GET /check-in/rea",
    "the headers": b"POST /check-in/send/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: applic",
    "a body": b"POST /check-in/send/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    b'Content-Length: 900\r\n\r\n{"code": "',
}


@contextmanager
def half_open(origin: str, begun: bytes, how_many: int = SLOW) -> Iterator[None]:
    """So many visitors who have said this much, and stay."""
    address = urlsplit(origin)
    with ExitStack() as stack:
        for _one in range(how_many):
            line = stack.enter_context(socket.create_connection((str(address.hostname), address.port or 0), timeout=20))
            line.sendall(begun)
        yield


@pytest.mark.parametrize("half", HALVES)
def test_with_five_hundred_who_never_end_a_check_in_is_answered_within_two_seconds(
    house: House, tmp_path: Path, half: str
) -> None:
    meeting = open_meeting(house, timezone.now())
    with served(tmp_path, workers=2) as origin:
        phones = [phone_at(house, who, origin) for who in MEMBERS]
        browsers = [browser_of(one, origin) for one in phones]
        begun = HALVES[half].replace(b"Host: localhost", f"Host: {urlsplit(origin).netloc}".encode())
        took = []
        # Both processes have begun by then: what is asked is how long it takes beside the slow ones.
        for browser in browsers[:10]:
            browser.get(READY)
        with half_open(origin, begun):
            browsers[0].get(READY)  # What of theirs could be answered has been, and they stay.
            for phone, browser in zip(phones, browsers, strict=True):
                before = time.monotonic()
                answer = until_answered(browser, phone.made(shown(meeting, timezone.now())))
                took.append(time.monotonic() - before)
                assert answer.status == 200, answer.text
    assert max(took) <= 2, took
    assert CheckIn.objects.count() == len(MEMBERS)


def test_a_server_stops_at_once_though_visitors_never_end_what_they_began(house: House, tmp_path: Path) -> None:
    with (
        serving(tmp_path, workers=2) as (origin, server),
        half_open(origin, HALVES["the headers"], 4),
        half_open(origin, HALVES["a body"], 4),
    ):
        before = time.monotonic()
        server.terminate()
        server.wait(timeout=20)
        assert time.monotonic() - before < 12
    assert server.returncode is not None
