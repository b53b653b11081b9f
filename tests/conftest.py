"""The rig: settings, a database and a small organization for the tests that need Django. The others never notice."""

import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.database import (
    Cluster,
    database_of_its_own,
    migrate_once,
    start_cluster,
    why_no_cluster,
    work_as_the_application,
)

if TYPE_CHECKING:
    from django.conf import LazySettings
    from pytest_django import DjangoDbBlocker

    from tests.clock import Clock
    from tests.house import House

REPO = Path(__file__).resolve().parent.parent
SETTINGS = "goodstanding.config.settings"
#: Names the folder that all processes of these tests share.
SHARED = "TESTS_SHARED"
#: What only a test asks for that meets a database.
HOUSE_FIXTURES = {"db", "transactional_db", "house", "client"}
#: Where rules and pages of the house are tested. Constraints, real commits, imports and the month's end are elsewhere.
RULES = {"access", "actions", "queries", "web"}
#: Marks of tests that take long.
LONG = ("spark", "cluster", "slow")
#: So does what walks over everything there is.
WALKS = (
    "access/test_matrix.py", "access/test_walk.py", "journeys/test_whole_round.py", "web/shell/test_every_page.py",
)  # fmt: skip
#: What makes commits real.
COMMITTED = {"transactional_db", "live_server"}

_data = pytest.StashKey[str]()
_cluster = pytest.StashKey[Cluster]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """The choice of database."""
    parser.addoption("--postgres", action="store_true", help="run the tests of the house on a PostgreSQL of their own")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Chooses folders and databases before Django reads its settings."""
    config.addinivalue_line("markers", "house: meets a database (SQLite, or PostgreSQL with --postgres)")
    config.addinivalue_line("markers", "rules: asks what holds, not how a database does it; PostgreSQL in `make test`")
    config.addinivalue_line("markers", "thorough: proves once more what others prove; `make thorough` runs it")
    config.addinivalue_line("markers", "committed: commits are real in this test")
    config.addinivalue_line("markers", "begins(after): the house begins after one of tests/beginnings.py")
    if "DJANGO_SETTINGS_MODULE" in os.environ:
        raise pytest.UsageError("Unset DJANGO_SETTINGS_MODULE; the tests choose settings and a folder of their own.")
    config.stash[_data] = tempfile.mkdtemp(prefix="goodstanding-tests-")
    if hasattr(config, "workerinput"):
        url = os.environ.get("DATABASE_URL", "")
    else:
        url = _database_url(config)
        os.environ[SHARED] = config.stash[_data]
    for name in [name for name in os.environ if name.startswith("GOODSTANDING_")]:
        del os.environ[name]
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": SETTINGS,
        "GOODSTANDING_DATA": config.stash[_data],
        "GOODSTANDING_SCHEME": str(REPO / "schemes" / "vanguard-136"),
        "GOODSTANDING_LOG_LEVEL": "CRITICAL",
        "DATABASE_URL": url,
        # Spark lives for seconds here: what is compiled thoroughly would never pay.
        "JAVA_TOOL_OPTIONS": "-XX:+UseSerialGC -XX:TieredStopAtLevel=1",
    }
    _soften()


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart() -> None:
    """Django is set up by now; a worker that inherited this would set it up before it has a folder of its own."""
    del os.environ["DJANGO_SETTINGS_MODULE"]


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leaves nothing behind."""
    if cluster := config.stash.get(_cluster, None):
        cluster.stop()
    if folder := config.stash.get(_data, None):
        shutil.rmtree(folder, ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks the tests that meet a database, so that they can be run on each."""
    ours: set[int] = set()
    for item in items:
        folder = item.path.relative_to(REPO).parts[1:2]
        names: list[str] = getattr(item, "fixturenames", [])
        fixtures = HOUSE_FIXTURES.intersection(names)
        # One list for all the parameters of a test: what was added for the first is not the second's own wish.
        if "house" in names and COMMITTED.intersection(names) and id(names) not in ours:
            item.add_marker("committed")
        elif "house" in names and id(names) not in ours:
            # Asked for by name, because only then is the database made; the house brings its own.
            names.insert(0, "transactional_db")
            ours.add(id(names))
        if fixtures:
            item.add_marker("house")
        if fixtures and folder[0] in RULES and not item.get_closest_marker("committed"):
            item.add_marker("rules")
        if folder == ("journeys",):
            item.add_marker("journey")
    # What takes long begins first, by whole files, so that at the end nobody waits for it.
    long = {item.path for item in items if any(item.get_closest_marker(name) for name in LONG)}
    long |= {REPO / "tests" / path for path in WALKS}
    # What needs Spark begins before all that: one worker is given it, and only that one starts a Spark.
    items.sort(key=lambda item: (not item.get_closest_marker("spark"), item.path not in long))


def pytest_runtest_teardown() -> None:
    """A page in Chinese leaves no Chinese to the next test: a server begins every visit anew, a test does not."""
    if translation := sys.modules.get("django.utils.translation"):
        translation.deactivate()


def pytest_collection_finish() -> None:
    """What was imported stays for good; to look through it for garbage again and again takes a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def _database_url(config: pytest.Config) -> str:
    if not config.getoption("--postgres"):
        return ""
    if missing := why_no_cluster():
        raise pytest.UsageError(missing)
    config.stash[_cluster] = start_cluster()
    return config.stash[_cluster].url


def _soften() -> None:
    """Where strictness costs time and proves nothing: passwords are hashed fast, static files need no manifest."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES["staticfiles"] = {"BACKEND": "tests.static_files.RememberedStaticFiles"}


@pytest.fixture(scope="session", autouse=True)
def whole_pages(django_test_environment: None) -> None:
    """What a client remembers of a page is its own context, and not a copy of that of each of its sixty parts."""
    from django.template import Context, Template
    from django.test.signals import template_rendered

    def render(self: Template, context: Context) -> str:
        if context.template is self:
            template_rendered.send(sender=self, template=self, context=context)
        return self.nodelist.render(context)

    Template._render = render  # type: ignore[attr-defined]


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_test_environment: None, django_db_blocker: "DjangoDbBlocker"
) -> None:
    """The test database, in which everything is done with the rights of the application.

    It goes with its folder, or its cluster, when the tests are over.
    """
    from django.db import connection

    own = str(Path(request.config.stash[_data]) / "test.sqlite3")
    if connection.vendor == "postgresql":
        own = f"test_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    with django_db_blocker.unblock():
        migrate_once(Path(os.environ[SHARED]), own)
        work_as_the_application()


@pytest.fixture(scope="session")
def migrated(django_db_setup: None) -> Path:
    """A database of SQLite in which there is nothing yet but its tables, to be copied."""
    return Path(os.environ[SHARED]) / "migrated.sqlite3"


@pytest.fixture
def transactional_db(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: "DjangoDbBlocker"
) -> Iterator[None]:
    """A database where commits are real, for threads, workers and browsers: a copy, thrown away after the test.

    Emptying the shared one afterwards, as is usual, is what its append-only tables refuse.
    """
    if "house" in request.fixturenames:
        yield  # The house brings its own.
        return
    with django_db_blocker.unblock(), database_of_its_own():
        yield


@pytest.fixture
def house(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: "DjangoDbBlocker"
) -> "Iterator[House]":
    """A small organization with people in every office; see tests/house.py. Committed with `transactional_db`.

    Marked with `begins`, it is one in which that has happened; see tests/beginnings.py.
    """
    from tests.beginnings import house_after

    marker = request.node.get_closest_marker("begins")
    committed = request.node.get_closest_marker("committed") is not None
    with (
        django_db_blocker.unblock(),
        house_after(marker.kwargs["after"] if marker else None, committed=committed) as new,
    ):
        yield new


@pytest.fixture
def as_served(settings: "LazySettings", monkeypatch: pytest.MonkeyPatch) -> None:
    """For walks over hundreds of pages: what is the same on every page is looked up once, as where pages are served."""
    from goodstanding.queries.people import organization

    monkeypatch.setattr(organization, "_moment", {})
    settings.KEPT_FOR_S = 60


@pytest.fixture
def short_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """For walks past hundreds of closed doors: a missing page says so in a word, since one is like the other."""
    from django.http import HttpRequest, HttpResponse

    from goodstanding.config import urls

    def missing(_request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
        del exception
        return HttpResponse("missing", status=404)

    monkeypatch.setattr(urls, "handler404", missing)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> "Clock":
    """The clock that pages look at, to be stopped at a moment until the test is over: `clock.stop_at(moment)`.

    The one way to set a clock in tests; see tests/clock.py.
    """
    from tests.clock import Clock

    return Clock(monkeypatch)


@pytest.fixture
def at_house_time(clock: "Clock", house: "House") -> None:
    """Pages take the house's moment, in October 2016, for now, and its day for today."""
    clock.stop_at(house.at)
