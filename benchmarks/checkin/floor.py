"""The floor: the least that takes a check-in durably, served as the application is.

One read of the passkey's public key, one signature checked, one row with two unique keys, one commit. No session, no
CSRF, no rules of WebAuthn or of meetings, no words. `DATABASE_URL=... python -m benchmarks.checkin.floor PORT WORKERS`.
"""

import hashlib
import json
import os
import sys
from base64 import urlsafe_b64decode
from collections.abc import Callable, Iterable
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from psycopg.errors import UniqueViolation
from psycopg_pool import ConnectionPool

_pools: list[ConnectionPool] = []


def application(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """Takes a check-in."""
    told = json.loads(environ["wsgi.input"].read())
    sent = told["assertion"]
    said, data = (_bytes(sent["response"][name]) for name in ("clientDataJSON", "authenticatorData"))
    with _pool().connection() as connection:
        found = connection.execute("SELECT member, point FROM floor_key WHERE id = %s", [sent["id"]]).fetchone()
        assert found is not None, "everybody is known"
        key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), found[1])
        key.verify(_bytes(sent["response"]["signature"]), data + hashlib.sha256(said).digest(), ec.ECDSA(SHA256()))
        try:
            connection.execute(
                "INSERT INTO floor_check_in (member, meeting, once) VALUES (%s, %s, %s)",
                [found[0], told["code"][:30], hashlib.sha256((told["code"] + told["nonce"]).encode()).hexdigest()],
            )
        except UniqueViolation:
            connection.rollback()
    body = b'{"state": "present"}'
    start("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]


def _pool() -> ConnectionPool:
    if not _pools:
        _pools.append(ConnectionPool(os.environ["DATABASE_URL"], min_size=1, max_size=8, open=True))
    return _pools[0]


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def prepare(keys: Iterable[tuple[int, str, bytes]]) -> None:
    """Makes its two tables and fills one: member, name of the credential, the point of its public key."""
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE floor_key (id text PRIMARY KEY, member bigint NOT NULL, point bytea NOT NULL)")
        cursor.execute(
            "CREATE TABLE floor_check_in (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, member bigint NOT NULL, "
            "meeting text NOT NULL, once text NOT NULL UNIQUE, at timestamptz NOT NULL DEFAULT now(), "
            "UNIQUE (member, meeting))"
        )
        with cursor.copy("COPY floor_key (member, id, point) FROM STDIN") as into:
            for row in keys:
                into.write_row(row)
        cursor.execute("VACUUM ANALYZE floor_key")


if __name__ == "__main__":
    from granian import Granian
    from granian.constants import Interfaces

    Granian(
        "benchmarks.checkin.floor:application",
        port=int(sys.argv[1]),
        interface=Interfaces.WSGI,
        workers=int(sys.argv[2]),
        blocking_threads=16,
    ).serve()
