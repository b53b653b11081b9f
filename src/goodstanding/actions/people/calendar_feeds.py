"""Calendar addresses: a secret under which a calendar program reads a member's meetings, until it is taken back."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction

from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit
from goodstanding.models import Account, CalendarFeed

_BYTES = 32
#: How often it is noted that an address was read; a calendar may ask every few minutes.
_NOTE_EVERY = timedelta(hours=1)


@transaction.atomic
def make(*, by: Viewer, at: datetime) -> str:
    """A new secret for an address; the one before stops working. It is shown this once and kept only as a digest."""
    _end(by.account, at)
    secret = secrets.token_urlsafe(_BYTES)
    CalendarFeed.objects.create(account=by.account, digest=_digest(secret), made_at=at)
    audit.record("make", "calendar_feed", by.account.login, by=by, at=at, unit=audit.unit_of(by.account))
    return secret


@transaction.atomic
def revoke(*, by: Viewer, at: datetime) -> bool:
    """Takes the address back. Gives whether there was one."""
    return end(account=by.account, by=by, at=at)


def end(*, account: Account, by: Viewer | None, at: datetime) -> bool:
    """Ends an account's address. Returns whether there was one. The caller has looked at who may."""
    if not _end(account, at):
        return False
    audit.record("revoke", "calendar_feed", account.login, by=by, at=at, unit=audit.unit_of(account))
    return True


def found(secret: str, *, at: datetime) -> CalendarFeed | None:
    """Whose address that is, if it works and the account is open; notes now and then that it was read."""
    feeds = CalendarFeed.objects.filter(revoked_at=None, account__is_active=True)
    feed = feeds.select_related("account__member").filter(digest=_digest(secret)).first()
    if feed is not None and (feed.fetched_at is None or at - feed.fetched_at > _NOTE_EVERY):
        CalendarFeed.objects.filter(pk=feed.pk).update(fetched_at=at)
    return feed


def _end(account: Account, at: datetime) -> bool:
    return CalendarFeed.objects.filter(account=account, revoked_at=None).update(revoked_at=at) > 0


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
