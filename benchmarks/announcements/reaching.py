"""`python -m benchmarks.announcements.reaching MEMBERS TIMES`: announces, and asks whom it has not reached.

The database is the one in the environment, and empty. The last line is what was measured, as JSON.
"""

import json
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from statistics import median
from typing import Any

from benchmarks.assignments import giving

_RECEIPTS = """
INSERT INTO goodstanding_bulletinreceipt (bulletin_id, member_id, how, at, by_id)
SELECT %s, account.member_id, 'read', now(), account.id
FROM goodstanding_account account WHERE account.member_id %% 10 < 7
"""


def main(members: int, times: int) -> None:
    """Fills an organization, and measures in turn."""
    giving.fill(members)
    from django.db import connection  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from goodstanding.actions.bulletins import bulletins  # noqa: PLC0415
    from goodstanding.models import Member, Unit  # noqa: PLC0415
    from goodstanding.queries.bulletins import bulletins as queries  # noqa: PLC0415

    city, officer = Unit.objects.get(code="CITY"), giving.officer()
    words = bulletins.Words("Road works", "Use the south gate.", timezone.localdate() + timedelta(days=9))
    announced, bulletin = _timed(lambda: bulletins.make(unit=city, what=words, by=officer, at=timezone.now()))
    with connection.cursor() as cursor:
        cursor.execute(_RECEIPTS, [bulletin.pk])
        cursor.execute("ANALYZE goodstanding_bulletinreceipt")
    asked = dict[str, list[float]]()
    someone = Member.objects.select_related("unit").order_by("pk")[members // 2]
    for _time in range(times):
        for name, ask in (
            ("unit_by_unit", lambda: queries.reached(bulletin, officer)),
            ("first_fifty", lambda: list(queries.not_reached(bulletin, officer)[:50])),
            ("of_a_member", lambda: list(queries.waiting(someone, timezone.localdate()))),
            ("floor", lambda: Member.objects.filter(left_on=None).count()),
        ):
            asked.setdefault(name, []).append(_timed(ask)[0])
    page = [sum(parts) for parts in zip(asked["unit_by_unit"], asked["first_fifty"], strict=True)]
    ratios = [one / other for one, other in zip(page, asked["floor"], strict=True)]
    figures: dict[str, Any] = {"announce_s": round(announced, 3), "page_s": round(median(page), 3)}
    figures |= {f"{name}_s": round(median(found), 4) for name, found in asked.items()}
    print(json.dumps(figures | {"page_of_the_floor": round(median(ratios), 1)}))


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    begun = time.monotonic()
    found = work()
    return time.monotonic() - begun, found


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
