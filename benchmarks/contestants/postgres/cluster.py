"""A PostgreSQL cluster of our own, on a loopback port, under an unprivileged user, ended and deleted with the block."""

import os
import pwd
import secrets
import shutil
import socket
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.places import WORK

#: Set for one big job at a time on two cores with 8 GiB or more; what is safe against a power cut stays on.
_SETTINGS = {
    "shared_buffers": "1GB",
    "work_mem": "768MB",
    "hash_mem_multiplier": "2",
    "maintenance_work_mem": "1GB",
    "effective_cache_size": "6GB",
    "max_wal_size": "16GB",
    "checkpoint_timeout": "30min",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_parallel_workers_per_gather": "2",
    "parallel_leader_participation": "off",
    "autovacuum": "off",
    "jit": "off",
}


@dataclass(frozen=True)
class Cluster:
    """A running cluster: the id of its first process, and what a client needs to know."""

    pid: int
    env: dict[str, str]

    def psql(self, *arguments: str) -> list[str]:
        """A psql command; run it with `env`."""
        return ["psql", "--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1", *arguments]


def why_not() -> str | None:
    """What is missing for PostgreSQL here, None where it can run."""
    try:
        _bin("postgres")
    except FileNotFoundError as error:
        return str(error)
    return None


@contextmanager
def cluster(more: Mapping[str, str] | None = None) -> Iterator[Cluster]:
    """A fresh cluster. more: settings instead of ours."""
    folder = WORK / "postgres"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    user = _unprivileged()
    if user is not None:
        shutil.chown(folder, user.pw_uid, user.pw_gid)
    port, env = _port(), _initialized(folder, user)
    options = {
        **_SETTINGS,
        **(more or {}),
        "listen_addresses": "127.0.0.1",
        "port": str(port),
        "unix_socket_directories": "",
    }
    command = [_bin("postgres"), "-D", str(folder / "data")]
    command += [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
    with (WORK / "postgres.log").open("w") as log:
        server = _start(command, user, stdout=log, stderr=log)
    try:
        env |= {"PGHOST": "127.0.0.1", "PGPORT": str(port)}
        _wait_until_ready(env)
        yield Cluster(server.pid, env)
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _initialized(folder: Path, user: pwd.struct_passwd | None) -> dict[str, str]:
    password = secrets.token_hex(16)
    secret = folder / "password"
    secret.write_text(password)
    secret.chmod(0o600)
    if user is not None:
        shutil.chown(secret, user.pw_uid, user.pw_gid)
    command = [
        _bin("initdb"),
        "-D",
        str(folder / "data"),
        "-U",
        "bench",
        "-A",
        "scram-sha-256",
        "--pwfile",
        str(secret),
    ]
    code = _start([*command, "--locale=C.UTF-8", "-E", "UTF8"], user, stdout=subprocess.DEVNULL).wait()
    assert code == 0, "initdb failed"
    return {"PGUSER": "bench", "PGPASSWORD": password, "PGDATABASE": "postgres"}


def _start(command: list[str], user: pwd.struct_passwd | None, **more: object) -> "subprocess.Popen[bytes]":
    # PostgreSQL refuses to run as root.
    who = {} if user is None else {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    return subprocess.Popen(command, cwd="/", **who, **more)  # type: ignore[call-overload,no-any-return]


def _unprivileged() -> pwd.struct_passwd | None:
    if os.getuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise FileNotFoundError("there is no unprivileged user to run PostgreSQL as")


def _bin(name: str) -> str:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}")) or [Path(shutil.which(name) or "")]
    if not found[-1].is_file():
        raise FileNotFoundError("PostgreSQL is not installed here; on Debian: apt-get install postgresql")
    return str(found[-1])


def _port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_ready(env: dict[str, str]) -> None:
    ready = ["pg_isready", "--quiet", "--timeout", "30"]
    for _ in range(100):
        if subprocess.run(ready, env={**os.environ, **env}, check=False).returncode == 0:
            return
        subprocess.run(["sleep", "0.1"], check=True)
    raise TimeoutError("PostgreSQL did not start; see benchmarks/work/postgres.log")
