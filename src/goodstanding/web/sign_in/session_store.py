"""Sessions in the database, looked up in one statement together with the visit they belong to and whose it is.

Every page begins with this look. Django's own three were a third of what a check-in among many costs, most of it for
composing the same statements again; so this one is composed once.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import cache
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import F, OuterRef, Subquery
from django.utils.timezone import is_aware

from goodstanding.models import Account
from goodstanding.web.shell.auth import now

_ACCOUNT: ContextVar[Account | None] = ContextVar("account", default=None)


class SessionStore(db.SessionStore):
    """What Django keeps of a session. visit: the visit it belongs to, once that was looked up."""

    visit: UserSession | None = None

    def load(self) -> dict[str, Any]:
        """What is kept, or nothing when there is none or it is over."""
        found: Any = next(iter(Account.objects.raw(_statement(connection.vendor), [self.session_key])), None)
        if found is None or found.kept is None or _moment(found.kept_until) <= now():
            return super().load()
        self.visit = UserSession(
            pk=found.visit, user=found, session_key=self.session_key, ip=found.from_address,
            created_at=_moment(found.began_at), last_seen_at=_moment(found.seen_at),
        )  # fmt: skip
        return self.decode(found.kept)


@contextmanager
def looked_up(session: Any) -> Iterator[None]:
    """While this lasts, the account that came with a session is not looked up again."""
    session.get(SESSION_KEY)  # Whatever is asked of a session makes that it is looked up.
    visit = getattr(session, "visit", None)
    token = _ACCOUNT.set(visit.user if visit else None)
    try:
        yield
    finally:
        _ACCOUNT.reset(token)


def account_looked_up(pk: int) -> Account | None:
    """The account with this number, when it came with the session that is being looked at."""
    found = _ACCOUNT.get()
    return found if found is not None and found.pk == pk else None


def _moment(value: datetime | str) -> datetime:
    """PostgreSQL gives moments; SQLite gives texts, in UTC."""
    found = datetime.fromisoformat(value) if isinstance(value, str) else value
    return found if is_aware(found) else found.replace(tzinfo=UTC)


@cache
def _statement(vendor: str) -> str:
    """The look, by the session's key, as this kind of database is asked."""
    del vendor
    session = Session.objects.filter(session_key=OuterRef("usersession__session_key"))
    look = Account.objects.filter(usersession__session_key="the key").annotate(
        visit=F("usersession__pk"),
        began_at=F("usersession__created_at"),
        seen_at=F("usersession__last_seen_at"),
        from_address=F("usersession__ip"),
        kept=Subquery(session.values("session_data")),
        kept_until=Subquery(session.values("expire_date")),
    )
    statement, values = look.query.sql_with_params()
    assert values == ("the key",)
    return statement
