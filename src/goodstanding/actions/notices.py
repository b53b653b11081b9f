"""Notices: written in the transaction of what they tell of, at most once for each reason."""

from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet, Value
from django.db.models.expressions import Combinable

from goodstanding.access.viewer import Viewer
from goodstanding.models import Account, Notice, Receipt
from goodstanding.models.insert_select import insert_select
from goodstanding.models.public_id import MadeKey


def tell(
    to: Account, kind: str, facts: dict[str, Any], *, idempotency_key: str, at: datetime, link: str = ""
) -> Notice:
    """Tells an account something, unless that was done already. idempotency_key: unique for the account."""
    content = {"kind": kind, "facts": facts, "link": link, "at": at}
    return Notice.objects.get_or_create(to=to, idempotency_key=idempotency_key, defaults=content)[0]


def tell_member(
    member: int, kind: str, facts: dict[str, Any], *, idempotency_key: str, at: datetime, link: str = ""
) -> None:
    """Tells a member, by their id, where they have an account."""
    for account in Account.objects.filter(member=member):
        tell(account, kind, facts, idempotency_key=idempotency_key, at=at, link=link)


def tell_all(
    accounts: QuerySet[Account], kind: str, facts: dict[str, Any], *, idempotency_key: Value | Combinable, at: datetime,
    link: Value | Combinable,
) -> int:  # fmt: skip
    """Tells many accounts the same in one statement, unless that was done already. Returns how many were told.

    idempotency_key, link: the same for all, or expressions over the accounts.
    """
    content = {"to": F("pk"), "kind": kind, "facts": facts, "link": link, "at": at, "read_at": None}
    content |= {"idempotency_key": idempotency_key, "key": MadeKey()}
    return insert_select(Notice, accounts, content, ignore_conflicts=True)


def read(*, notice: Notice, by: Viewer, at: datetime) -> None:
    """The reader has seen it."""
    if Notice.objects.filter(pk=notice.pk, to=by.account, read_at=None).update(read_at=at):
        Receipt.objects.filter(notice=notice.pk, seen_at=None).update(seen_at=at)


def read_all(*, by: Viewer, at: datetime) -> None:
    """The reader has seen every one of theirs."""
    unread = list(Notice.objects.filter(to=by.account, read_at=None).values_list("pk", flat=True))
    Notice.objects.filter(pk__in=unread, read_at=None).update(read_at=at)
    Receipt.objects.filter(notice__in=unread, seen_at=None).update(seen_at=at)
