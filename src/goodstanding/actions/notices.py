"""Notices: written in the transaction of what they tell of, at most once for each reason."""

from datetime import datetime
from typing import Any

from goodstanding.access.viewer import Viewer
from goodstanding.models import Account, Notice


def tell(to: Account, kind: str, facts: dict[str, Any], *, once: str, at: datetime, link: str = "") -> None:
    """Tells an account something, unless it was told already. once: the reason, unique for the account."""
    Notice.objects.get_or_create(to=to, once=once, defaults={"kind": kind, "facts": facts, "link": link, "at": at})


def read(*, notice: Notice, by: Viewer, at: datetime) -> None:
    """The reader has seen it."""
    Notice.objects.filter(pk=notice.pk, to=by.account, read_at=None).update(read_at=at)
