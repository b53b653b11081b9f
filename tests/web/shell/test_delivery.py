"""When a form was finished without signal: as the phone says, only between what the server itself knows."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import RequestFactory

from goodstanding.web.shell import delivery
from tests.clock import Clock

SERVED = datetime(2016, 10, 15, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def finished(
    clock: Clock,
    said: object,
    came: datetime,
    *,
    account: int = 1,
    path: str = "/a/",
    away: bool = True,
    ticket: str = "",
) -> datetime | None:  # fmt: skip
    """What a delivery counts as, of a form that was served to account 1 at /a/."""
    make, user = RequestFactory(), SimpleNamespace(pk=1)
    clock.stop_at(SERVED)
    get = make.get("/a/")
    get.user = user  # type: ignore[assignment]
    served = ticket or delivery.served(get)
    clock.stop_at(came)
    headers = {"X-Delivery": "1"} if away else {}
    written = said.isoformat() if isinstance(said, datetime) else str(said)
    post = make.post(path, {"served": served, "written_at": written}, headers=headers)
    post.user = SimpleNamespace(pk=account)  # type: ignore[assignment]
    return delivery.finished_at(post)


@pytest.mark.parametrize("came", [SERVED + 2 * HOUR, SERVED + 7 * DAY])
def test_what_lies_between_serving_and_delivery_counts(clock: Clock, came: datetime) -> None:
    assert finished(clock, SERVED + HOUR, came) == SERVED + HOUR


@pytest.mark.parametrize(
    ("said", "came", "more"),
    [
        (SERVED - HOUR, SERVED + 2 * HOUR, {}),
        (SERVED + 3 * HOUR, SERVED + 2 * HOUR, {}),
        ("yesterday", SERVED + 2 * HOUR, {}),
        ((SERVED + HOUR).replace(tzinfo=None), SERVED + 2 * HOUR, {}),
        (SERVED + HOUR, SERVED + 2 * HOUR, {"account": 2}),
        (SERVED + HOUR, SERVED + 2 * HOUR, {"path": "/b/"}),
        (SERVED + HOUR, SERVED + 2 * HOUR, {"away": False}),
        (SERVED + HOUR, SERVED + 2 * HOUR, {"ticket": "made up"}),
    ],
)
def test_whatever_else_counts_as_of_the_delivery(
    clock: Clock, said: object, came: datetime, more: dict[str, Any]
) -> None:
    assert finished(clock, said, came, **more) is None
