"""How much waits for a viewer, for the number that stands on every page.

To count takes a third of a page's time, and mostly nothing has happened since the page before. So a count is used again
until something is recorded anywhere, and for a minute at most, since some things fall due by the clock alone.
"""

from collections import OrderedDict
from collections.abc import Hashable
from datetime import datetime
from threading import Lock

from goodstanding.access.viewer import Viewer
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import AuditRow
from goodstanding.queries.personal.waiting import Waiting

#: For so many accounts a process remembers the last count, and for so many seconds.
_ACCOUNTS, _SECONDS = 10_000, 60

_lock = Lock()
_counts: OrderedDict[int, tuple[Hashable, int]] = OrderedDict()


def open_count(viewer: Viewer, scheme: Scheme, at: datetime) -> int:
    """Returns how many lines the viewer's list has: as it is, or as it was less than a minute ago."""
    latest = AuditRow.objects.order_by("-pk").values_list("pk", flat=True).first()
    state = viewer.verified, viewer.offices, int(at.timestamp()) // _SECONDS, latest
    with _lock:
        known = _counts.get(viewer.account.pk)
    if known is not None and known[0] == state:
        return known[1]
    count = Waiting(viewer, scheme, at).count()
    with _lock:
        _counts[viewer.account.pk] = state, count
        _counts.move_to_end(viewer.account.pk)
        if len(_counts) > _ACCOUNTS:
            _counts.popitem(last=False)
    return count


def forget() -> None:
    """Counts anew from here on: another database, or another clock."""
    with _lock:
        _counts.clear()
