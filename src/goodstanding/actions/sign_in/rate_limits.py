"""Limits that hold when many try at once, in however many processes: the database counts, in one statement a try.

The arithmetic is the leaky bucket's. A limit gives so many tries at once and one more after each step; there is no
window at whose edge twice as many get through.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Greatest

from goodstanding.models import RateLimit


@dataclass(frozen=True)
class Limit:
    """So many tries at once, and one more after each step."""

    name: str
    tries: int
    step: timedelta

    @property
    def step_ms(self) -> int:
        """The step in milliseconds."""
        return self.step // timedelta(milliseconds=1)


@dataclass(frozen=True)
class Permit:
    """Tries that were taken, to be given back when they were good ones."""

    steps: tuple[tuple[str, int], ...]


class RateLimited(Exception):
    """No try is left. until: when there is one again; waiting to be refused was a part of it."""

    def __init__(self, until: datetime) -> None:
        self.until = until
        super().__init__(f"no try is left until {until}")


def consume(*wanted: tuple[Limit, str], at: datetime) -> Permit:
    """Takes one try of each limit for each account or address, or none of them. Raises TooMany.

    Kept at once and for good, whatever becomes of the page: a try that failed has been a try.
    """
    # In one order everywhere, so that two who try at once never wait for one another in a ring.
    steps = sorted(((_key(limit, who), limit) for limit, who in wanted), key=lambda step: step[0])
    with transaction.atomic(durable=True):
        for key, limit in steps:
            _take_one(key, limit, _ms(at))
    return Permit(tuple((key, limit.step_ms) for key, limit in steps))


def refund(permit: Permit, *, at: datetime) -> None:
    """Gives tries back: the person who gets in has not been guessing."""
    for key, step in permit.steps:
        RateLimit.objects.filter(key=key, full_at__gt=_ms(at)).update(full_at=F("full_at") - step)


def purge(*, at: datetime) -> int:
    """Forgets everyone who has had all their tries for a day. Gives how many limits that were."""
    return RateLimit.objects.filter(full_at__lt=_ms(at - timedelta(days=1))).delete()[0]


def _take_one(key: str, limit: Limit, now: int) -> None:
    step = limit.step_ms
    latest = now + step * (limit.tries - 1)
    while True:
        RateLimit.objects.bulk_create([RateLimit(key=key, full_at=now)], ignore_conflicts=True)
        # The condition and the change are one statement; the person who comes second sees what the first one left.
        fitting = RateLimit.objects.filter(key=key, full_at__lte=latest)
        if fitting.update(full_at=Greatest(F("full_at"), Value(now)) + step):
            return
        full_at = RateLimit.objects.filter(key=key).values_list("full_at", flat=True).first()
        if full_at is not None and full_at > latest:
            raise RateLimited(datetime.fromtimestamp((full_at - latest + now) / 1000, UTC))


def _key(limit: Limit, who: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), f"allowance:{limit.name}:{who}".encode(), hashlib.sha256).hexdigest()


def _ms(at: datetime) -> int:
    return int(at.timestamp() * 1000)
