"""Everybody with a telephone: accounts, passkeys, visits, and a meeting of every branch that is open now.

Runs in the process that will be their telephones, because only it knows the private keys.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.utils import timezone
from django.utils.crypto import get_random_string
from tests.authenticator import CAN_BACK_UP, PRESENT, VERIFIED, Authenticator

from benchmarks.house.fill import copy
from goodstanding.models.public_id import new_key

#: As long as a token of CSRF in a cookie.
_TOKEN = 32
_KIND = "general"


@dataclass
class Phone:
    """A member's telephone: what its browser sends with every request, its passkey, and the meeting it will be at."""

    session: str
    token: str
    handle: bytes
    passkey: Authenticator
    meeting: str


def phones(origin: str, rp_id: str) -> list[Phone]:
    """Gives every member of the database a telephone, and opens a meeting of their branch."""
    from goodstanding.models import Member  # noqa: PLC0415

    now = timezone.now()
    members = list(Member.objects.order_by("pk").values_list("pk", "number", "unit_id"))
    meetings = _open_meetings({unit for _pk, _number, unit in members}, now)
    _call(members, meetings, now)
    password = make_password(None)
    _accounts(members, password, now)
    keys = [Authenticator(origin, rp_id, PRESENT | VERIFIED | CAN_BACK_UP) for _ in members]
    _passkeys([pk for pk, *_rest in members], keys, now)
    sessions = _visits([pk for pk, *_rest in members], password, now)
    _analyze()
    return [
        Phone(session, get_random_string(_TOKEN), str(pk).encode(), key, meetings[unit][1])
        for (pk, _number, unit), key, session in zip(members, keys, sessions, strict=True)
    ]


def _open_meetings(units: set[int], now: datetime) -> dict[int, tuple[int, str]]:
    """By unit, the number and the key of its meeting."""
    from goodstanding.models import Meeting  # noqa: PLC0415

    found = {unit: (place, new_key()) for place, unit in enumerate(sorted(units), start=1)}
    day, begun, opened = timezone.localdate(now), now - timedelta(minutes=5), now - timedelta(minutes=20)
    copy(
        Meeting,
        ("id", "key", "unit_id", "type", "topic", "on", "starts_at", "ends_at", "place", "agenda", "state", "revision",
         "planned_at", "opened_at", "reason"),
        ((number, key, unit, _KIND, "", day, begun, begun + timedelta(hours=2), "", "", "open", 1, opened, opened, "")
         for unit, (number, key) in found.items()),
    )  # fmt: skip
    return found


def _call(members: Sequence[tuple[int, str, int]], meetings: dict[int, tuple[int, str]], now: datetime) -> None:
    from goodstanding.models import Attendee  # noqa: PLC0415

    copy(
        Attendee,
        ("meeting_id", "member_id", "role", "because", "votes", "hosted", "added_at", "reason"),
        ((meetings[unit][0], member, "due", "all", True, False, now, "") for member, _number, unit in members),
    )


def _accounts(members: Sequence[tuple[int, str, int]], password: str, now: datetime) -> None:
    """An account has its member's id, so that nothing has to be looked up again."""
    from goodstanding.models import Account  # noqa: PLC0415

    copy(
        Account,
        ("id", "password", "login", "member_id", "name", "is_active", "language", "theme", "large_type", "created_at"),
        ((pk, password, number, pk, "", True, "", "auto", False, now) for pk, number, _unit in members),
    )


def _passkeys(accounts: Sequence[int], keys: Sequence[Authenticator], now: datetime) -> None:
    from allauth.mfa.models import Authenticator as Kept  # noqa: PLC0415

    from goodstanding.models import Passkey  # noqa: PLC0415
    from goodstanding.proofs.passkey_assertion import text  # noqa: PLC0415

    made = (key.register(b"0" * 32, str(account).encode()) for account, key in zip(accounts, keys, strict=True))
    copy(
        Kept,
        ("id", "user_id", "type", "data", "created_at"),
        ((account, account, "webauthn", json.dumps({"name": "Phone", "credential": one}), now)
         for account, one in zip(accounts, made, strict=True)),
    )  # fmt: skip
    copy(
        Passkey,
        ("authenticator_id", "credential_id", "public_key", "sign_count", "can_be_backed_up", "is_backed_up"),
        (
            (account, text(key.id), key.der, key.counter, True, False)
            for account, key in zip(accounts, keys, strict=True)
        ),
    )


def _visits(accounts: Sequence[int], password: str, now: datetime) -> list[str]:
    """Signs everybody in. Gives the keys of their sessions."""
    from allauth.usersessions.models import UserSession  # noqa: PLC0415
    from django.contrib.sessions.backends.db import SessionStore  # noqa: PLC0415
    from django.contrib.sessions.models import Session  # noqa: PLC0415

    from goodstanding.models import Account  # noqa: PLC0415

    digest = Account(password=password).get_session_auth_hash()
    backend = "goodstanding.web.sign_in.adapters.Passwords"
    found, store = [get_random_string(32, "abcdefghijklmnopqrstuvwxyz0123456789") for _ in accounts], SessionStore()
    copy(
        Session,
        ("session_key", "session_data", "expire_date"),
        ((key, store.encode({"_auth_user_id": str(pk), "_auth_user_backend": backend, "_auth_user_hash": digest}),
          now + timedelta(days=10)) for pk, key in zip(accounts, found, strict=True)),
    )  # fmt: skip
    copy(
        UserSession,
        ("user_id", "created_at", "ip", "last_seen_at", "session_key", "user_agent", "data"),
        ((pk, now, "127.0.0.1", now, key, "", "{}") for pk, key in zip(accounts, found, strict=True)),
    )
    return found


def _analyze() -> None:
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
