"""Databases for tests: a PostgreSQL cluster that is thrown away, and a copy of the test database for one test."""

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
    with _in(_name_of(name)), block:
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
    from django.db import connections

    # One dictionary serves the connections of all threads.
    return str(connections.settings["default"]["NAME"])


def _name_of(kept: str) -> str:
    return f"{_first_name()}_{kept}" if kept else _first_name()


@contextmanager
def _in(name: str) -> Iterator[None]:
    from django.db import connection, connections

    settings, original = connections.settings["default"], _first_name()
    connections.close_all()
    settings["NAME"] = connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connections.close_all()
        settings["NAME"] = connection.settings_dict["NAME"] = original


def _copy(original: str, own: str) -> None:
    from django.db import connection, connections

    connections.close_all()
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
