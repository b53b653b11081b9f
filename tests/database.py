"""Databases for tests: a PostgreSQL cluster that is thrown away, and a copy of the test database for one test."""

import fcntl
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

_USER = "tests"
#: As whom the tests work, as the application does: a role that owns nothing.
APPLICATION = "goodstanding_app"
_SETTINGS = {
    "listen_addresses": "",
    # A crash may lose everything here; nobody minds.
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "64MB",
    "max_connections": "60",
    "autovacuum": "off",
    "jit": "off",
}


@dataclass(frozen=True)
class Cluster:
    """A running cluster that can only be reached through a socket in its own folder."""

    folder: Path
    server: "subprocess.Popen[bytes]"

    @property
    def url(self) -> str:
        """The address of its first database."""
        return f"postgres://{_USER}@{quote(str(self.folder), safe='')}/postgres"

    def stop(self) -> None:
        """Ends it at once and deletes it."""
        self.server.send_signal(signal.SIGINT)
        self.server.wait(timeout=30)
        shutil.rmtree(self.folder, ignore_errors=True)


def why_no_cluster() -> str | None:
    """What is missing for PostgreSQL here, None where it can run."""
    if _programs() is None:
        return "PostgreSQL 15 or later is not installed here; on Debian: apt-get install postgresql"
    if os.getuid() == 0 and _unprivileged() is None:
        return "PostgreSQL does not run as root, and there is no user postgres or nobody here to run it as."
    return None


def start_cluster() -> Cluster:
    """A fresh cluster, ready for connections."""
    programs, user = _programs(), _unprivileged()
    assert programs is not None, why_no_cluster()
    folder = Path(tempfile.mkdtemp(prefix="goodstanding-postgres-"))
    if user is not None:
        shutil.chown(folder, user.pw_uid, user.pw_gid)
    data = str(folder / "data")
    initdb = [str(programs / "initdb"), "-D", data, "-U", _USER, "-A", "trust", "--no-sync", "--locale=C.UTF-8", "-E"]
    assert _start([*initdb, "UTF8"], user, stdout=subprocess.DEVNULL).wait() == 0, "initdb failed"
    options = {**_SETTINGS, "unix_socket_directories": str(folder)}
    command = [str(programs / "postgres"), "-D", data]
    command += [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
    with (folder / "log").open("w") as log:
        cluster = Cluster(folder, _start(command, user, stdout=log, stderr=log))
    try:
        _wait_until_ready(programs, cluster)
        make_role = [
            str(programs / "psql"),
            "--quiet",
            "--host",
            str(folder),
            "--username",
            _USER,
            "--dbname",
            "postgres",
        ]
        subprocess.run([*make_role, "--command", f"CREATE ROLE {APPLICATION} LOGIN"], check=True)
    except BaseException:
        cluster.stop()
        raise
    return cluster


def _wait_until_ready(programs: Path, cluster: Cluster) -> None:
    ask = [str(programs / "pg_isready"), "--quiet", "--host", str(cluster.folder), "--username", _USER]
    for _ in range(300):
        if subprocess.run(ask, check=False).returncode == 0:
            return
        assert cluster.server.poll() is None, (cluster.folder / "log").read_text()
        subprocess.run(["sleep", "0.1"], check=True)
    raise TimeoutError("PostgreSQL did not start within 30 seconds")


def _start(command: list[str], user: pwd.struct_passwd | None, **more: object) -> "subprocess.Popen[bytes]":
    who = {} if user is None else {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    # In a session of its own, so that Ctrl-C ends the tests first and this after them.
    return subprocess.Popen(command, cwd="/", start_new_session=True, **who, **more)  # type: ignore[call-overload,no-any-return]


def _unprivileged() -> pwd.struct_passwd | None:
    """Whom to run it as: ourselves unless that is root, which PostgreSQL refuses."""
    if os.getuid() != 0:
        return None
    everybody = {user.pw_name: user for user in pwd.getpwall()}
    return everybody.get("postgres") or everybody.get("nobody")


def _programs() -> Path | None:
    found = {int(path.parts[-3]): path.parent for path in Path("/usr/lib/postgresql").glob("[0-9]*/bin/postgres")}
    if found and max(found) >= 15:
        return found[max(found)]
    on_path = shutil.which("postgres")
    return Path(on_path).resolve().parent if on_path and shutil.which("initdb") else None


def work_as_the_application() -> None:
    """From now on every connection to a database of the tests works as the application's role, not as the owner."""
    from django.db import connection, connections
    from django.db.backends.signals import connection_created

    from goodstanding.models.guards import rights

    if connection.vendor == "postgresql":
        rights.give(APPLICATION)
        connection_created.connect(_become_the_application)
        connections.close_all()


def _become_the_application(connection: Any, **_more: object) -> None:
    # Databases themselves are made and dropped from another one, as the owner.
    if str(connection.settings_dict["NAME"]).startswith("test_"):
        with connection.cursor() as cursor:
            cursor.execute(f"SET ROLE {APPLICATION}")


def migrate_once(shared: Path, own: str) -> None:
    """Makes the test database of this process, a copy of one that the first of all processes makes.

    shared: a folder of all processes. own: the name of this one's.
    """
    from django.db import connection

    made = shared / "migrated.sqlite3"
    with (shared / "migrated.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        name = str(made) if connection.vendor == "sqlite" else "test_migrated"
        if not (shared / "migrated.done").exists():
            connection.settings_dict["TEST"]["NAME"] = name
            connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
            (shared / "migrated.done").touch()
        # PostgreSQL copies a database for one at a time.
        connection.close()
        _copy(name, own)
    connection.settings_dict["NAME"] = _settings()["NAME"] = own


def _settings() -> Any:
    from django.db import connections

    return connections.settings["default"]


@contextmanager
def database_of_its_own() -> Iterator[None]:
    """While this lasts, every new connection, of whatever thread, goes to a copy of the test database."""
    with copy_for_one_test(""):
        yield


@contextmanager
def copy_for_one_test(kept: str) -> Iterator[None]:
    """The same with a copy of one that `keep_a_copy` made; without a name, of the test database itself."""
    own = f"{_first_name()}_own"
    _copy(_name_of(kept), own)
    try:
        with _in(own):
            yield
    finally:
        _drop(own)


@contextmanager
def keep_a_copy(name: str) -> Iterator[None]:
    """What is written while this lasts goes into a copy of the test database, which stays for others to begin with."""
    _copy(_first_name(), _name_of(name))
    with _in(_name_of(name)):
        yield


@contextmanager
def rolled_back(name: str) -> Iterator[None]:
    """What is written while this lasts goes into a kept copy, and out of it again; constraints are looked at first."""
    from django.db import connection, transaction

    block = transaction.atomic()
    block._from_testcase = True  # type: ignore[attr-defined]  # As Django marks its own, so that durable blocks may be inside.
    with _in(_name_of(name), stay=True), block:
        try:
            yield
            if not connection.needs_rollback:
                connection.check_constraints()
        finally:
            transaction.set_rollback(True)


@contextmanager
def database_beside(name: str) -> Iterator[dict[str, str]]:
    """An empty database, and what a process has to be told to work on it as owner and as application."""
    from django.db import connection

    if connection.vendor != "postgresql":
        yield {"DATABASE_URL": ""}
        return
    own, host = f"{_first_name()}_{name}", quote(str(connection.settings_dict["HOST"]), safe="")
    _execute(f'CREATE DATABASE "{own}" TEMPLATE template0')
    try:
        yield {
            "DATABASE_URL": f"postgres://{APPLICATION}@{host}/{own}",
            "DATABASE_OWNER_URL": f"postgres://{_USER}@{host}/{own}",
        }
    finally:
        _drop(own)


def _first_name() -> str:
    # One dictionary serves the connections of all threads.
    return str(_settings()["NAME"])


def _name_of(kept: str) -> str:
    return f"{_first_name()}_{kept}" if kept else _first_name()


#: Connections that wait for the next test on the same database, by its name.
_waiting: dict[str, Any] = {}


@contextmanager
def _in(name: str, *, stay: bool = False) -> Iterator[None]:
    """While this lasts, new connections go to a database. stay: the connection to it waits there for the next test."""
    from django.db import connection, connections

    settings, original = _settings(), _first_name()
    connections.close_all()
    settings["NAME"] = connection.settings_dict["NAME"] = name
    connection.connection = _waiting.pop(name, None)
    try:
        yield
        if stay and connection.connection is not None and connection.is_usable():
            _waiting[name], connection.connection = connection.connection, None
    finally:
        connections.close_all()
        settings["NAME"] = connection.settings_dict["NAME"] = original


def _copy(original: str, own: str) -> None:
    from django.db import connection, connections

    connections.close_all()
    if original in _waiting:
        _waiting.pop(original).close()
    if connection.vendor == "postgresql":
        _drop(own)
        _execute(f'CREATE DATABASE "{own}" TEMPLATE "{original}"')
    else:
        shutil.copyfile(original, own)


def _drop(own: str) -> None:
    from django.db import connection

    if connection.vendor == "postgresql":
        # With force, because a thread of the test may still be connected.
        _execute(f'DROP DATABASE IF EXISTS "{own}" WITH (FORCE)')
    else:
        for ending in ("", "-wal", "-shm"):
            Path(f"{own}{ending}").unlink(missing_ok=True)


def _execute(statement: str) -> None:
    from django.db import connection

    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)
