"""A demonstration that is really served, and a real browser to walk through it."""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import URLError

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.journeys.making import BEFOREHAND, REPO, make, settings_of
from tests.journeys.walking import DESK, PHONE, Looked, open_as

if TYPE_CHECKING:
    from tests.clock import Clock
    from tests.house import House
    from tests.journeys.live import Live

# A busy machine may take its time; whoever waits for something that comes loses nothing.
expect.set_options(timeout=20_000)
#: Debian's, best without windows: it does the same with three quarters of the work.
CHROMIUM = next(filter(None, map(shutil.which, ("chromium-headless-shell", "chromium", "chromium-browser"))), None)
#: A browser that asks nothing of the network on its own.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a demonstration as it was made, which nobody changes. One worker makes it for all of them."""
    if beforehand := os.environ.get(BEFOREHAND):
        return Path(beforehand)
    here = tmp_path_factory.getbasetemp()
    folder = (here.parent if "PYTEST_XDIST_WORKER" in os.environ else here) / "made"
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / ".demo").exists():
            make(folder)
    return folder


@pytest.fixture(scope="session")
def demo(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a demonstration that only this worker's visitors change."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("demo") / "served"
    # The links in its lakes lead to the files of the one that was made, which stay as they are.
    shutil.copytree(made, folder, symlinks=True)
    command = [sys.executable, "-m", "goodstanding", "demo", "--port", str(port)]
    log = tmp_path_factory.mktemp("log") / "serve.log"
    with log.open("w") as out:
        server = subprocess.Popen(command, env=settings_of(folder), stdout=out, stderr=out, cwd=REPO)
        try:
            address = f"http://localhost:{port}"
            _wait_for(address, server, log)
            yield address
        finally:
            server.terminate()
            server.wait(timeout=30)


def _wait_for(address: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    for _try in range(240):
        if server.poll() is not None:
            break
        try:
            urllib.request.urlopen(address, timeout=2)
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.5)
        else:
            return
    pytest.fail(f"The demonstration does not answer:\n{log.read_text()}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    assert CHROMIUM, "install it with: apt-get install chromium-headless-shell"
    # The library runs a loop in this thread, and Django takes whatever a test asks a database for to be asked in it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield found
        found.close()


@pytest.fixture
def console() -> list[str]:
    """What the browser complains of."""
    return []


@pytest.fixture
def pages() -> Iterator[list[Page]]:
    """Closes what a test opened."""
    opened: list[Page] = []
    yield opened
    for page in opened:
        page.context.close()


@pytest.fixture
def looked(demo: str) -> Looked:
    """Looks at pages, on every screen and for everybody."""
    return Looked(demo)


@pytest.fixture(params=["en", "zh-hans"])
def language(request: pytest.FixtureRequest) -> str:
    """Both languages."""
    found: str = request.param
    return found


@pytest.fixture
def page(browser: Browser, demo: str, language: str, console: list[str]) -> Iterator[Page]:
    """The secretary's browser: in English on the phone, in Chinese at a desk."""
    found = open_as(browser, demo, "secretary", language, {"en": PHONE, "zh-hans": DESK}[language], console)
    yield found
    found.context.close()


@pytest.fixture
def live(
    transactional_db: None, house: "House", clock: "Clock", browser: Browser, console: list[str], pages: list[Page]
) -> "Iterator[Live]":  # fmt: skip
    """A small organization that is really served, at the house's moment until the clock is set anew."""
    from tests.journeys.live import Live, served_here

    clock.stop_at(house.at)
    with served_here() as address:
        yield Live(house, address, browser, clock, console, pages)
