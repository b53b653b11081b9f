"""The house really served, by several processes, on the database of a test; and browsers that do one thing at once."""

import http.client
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

from tests.database import APPLICATION

REPO = Path(__file__).resolve().parent.parent


def database_url() -> str:
    """The address of the database that this test is on."""
    from django.db import connection

    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    return f"postgres://{APPLICATION}@{quote(settings['HOST'], safe='')}/{settings['NAME']}"


def environment(folder: Path, **more: str) -> dict[str, str]:
    """The environment of a process that works on the database of this test, with the keys of this test."""
    from django.conf import settings

    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GOODSTANDING_", "DATABASE_"))}
    options = {
        "DATABASE_URL": database_url(),
        "SECRET_KEY": settings.SECRET_KEY,
        "GOODSTANDING_DATA": str(folder),
        "GOODSTANDING_SCHEME": str(REPO / "schemes" / "vanguard-136"),
    }
    return kept | options | more


@contextmanager
def served(folder: Path, workers: int = 3) -> Iterator[str]:
    """The address of the house, served by several processes while this lasts."""
    with serving(folder, workers) as (origin, _server):
        yield origin


@contextmanager
def serving(folder: Path, workers: int = 3, port: int = 0) -> "Iterator[tuple[str, subprocess.Popen[bytes]]]":
    """The same, with the first of the processes; they are a group of their own, so that all can be killed at once."""
    port = port or free_port()
    origin = f"http://localhost:{port}"
    _bring_static_files(folder)
    command = [sys.executable, "-m", "goodstanding", "serve", "--no-with-worker", "--port", str(port)]
    command += ["--workers", str(workers)]
    log = folder / "serve.log"
    with log.open("a") as out:
        server = subprocess.Popen(
            command, env=environment(folder, GOODSTANDING_ORIGIN=origin), stdout=out, stderr=out, cwd=REPO,
            start_new_session=True,
        )  # fmt: skip
        try:
            wait_for(port, server, log)
            _keep_static_files(folder)
            yield origin, server
        finally:
            server.terminate()
            server.wait(timeout=30)


def _bring_static_files(folder: Path) -> None:
    """Gives a house the static files that another one of these tests collected: each collects the same."""
    collected = Path(os.environ["TESTS_SHARED"]) / "static"
    if collected.exists() and not (folder / "static").exists():
        shutil.copytree(collected, folder / "static", copy_function=os.link)


def _keep_static_files(folder: Path) -> None:
    shared = Path(os.environ["TESTS_SHARED"])
    if not (shared / "static").exists():
        aside = Path(tempfile.mkdtemp(dir=shared))
        shutil.copytree(folder / "static", aside / "static", copy_function=os.link)
        # Another process may have been first; what it collected is the same.
        with suppress(OSError):
            (aside / "static").rename(shared / "static")


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


def wait_for(port: int, server: "subprocess.Popen[bytes]", log: Path) -> None:
    for _try in range(240):
        if server.poll() is None:
            try:
                Browser(f"http://localhost:{port}").get("/offline/")
            except OSError:
                time.sleep(0.25)
            else:
                return
    raise AssertionError(f"The house does not answer:\n{log.read_text()}")


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    location: str
    retry_after: int
    text: str


@dataclass
class Browser:
    """As much of a browser as it takes to post a form. Many threads may use one at once; it learns no cookie then."""

    origin: str
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""

    def get(self, path: str, **headers: str) -> Answer:
        """Opens a page; keeps its cookies and the token of its forms."""
        answer = self._ask("GET", path, None, headers)
        if found := re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', answer.text):
            self.token = found.group(1)
        return answer

    def post(self, path: str, **values: str) -> Answer:
        """Sends a form, and keeps cookies."""
        return self._ask("POST", path, values, {})

    def post_at_once(self, times: int, path: str, **values: str) -> list[Answer]:
        """Sends the same form many times at the same moment."""
        return at_once(times, lambda: self._ask("POST", path, values, {}, keep=False))

    def post_json(self, path: str, told: object) -> Answer:
        """Sends what a script of a page sends; learns nothing from the answer."""
        headers = {"X-CSRFToken": self.token, "Content-Type": "application/json", "Origin": self.origin}
        return self._ask("POST", path, None, headers, keep=False, body=json.dumps(told))

    def _ask(
        self, method: str, path: str, values: dict[str, str] | None, headers: dict[str, str], keep: bool = True,
        body: str | None = None,
    ) -> Answer:  # fmt: skip
        address = urlsplit(self.origin)
        connection = http.client.HTTPConnection(str(address.hostname), address.port, timeout=120)
        sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), **headers}
        if values is not None:
            body = urlencode(values | {"csrfmiddlewaretoken": self.token})
            sent |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.origin}
        connection.request(method, path, body, sent)
        answer = connection.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie", []) if keep else []:
            name, _equals, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        text = answer.read().decode()
        connection.close()
        return Answer(
            answer.status, answer.headers.get("Location", ""), int(answer.headers.get("Retry-After", "0")), text
        )


def at_once(times: int, act: Callable[[], Answer]) -> list[Answer]:
    """Does something many times at the same moment."""
    return all_at_once([act] * times)


def all_at_once(acts: Sequence[Callable[[], Answer]]) -> list[Answer]:
    """Does all of these at the same moment."""
    ready = threading.Barrier(len(acts), timeout=60)

    def run(act: Callable[[], Answer]) -> Answer:
        ready.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))
