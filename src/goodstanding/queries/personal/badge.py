"""How much waits for a viewer, for the number that stands on every page.

To count takes a third of a page's time, and mostly nothing has happened since the page before. So a count is used again
until something is recorded anywhere, and for a minute at most, since some things fall due by the clock alone.
"""

from datetime import datetime

from goodstanding.access.viewer import Viewer
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import AuditRow
from goodstanding.queries.personal.remembered import Remembered
from goodstanding.queries.personal.waiting import Waiting

#: For so many seconds a count is used again.
_SECONDS = 60

_counts = Remembered[int](most=10_000)


def open_count(viewer: Viewer, scheme: Scheme, at: datetime) -> int:
    """Returns how many lines the viewer's list has: as it is, or as it was less than a minute ago."""
    latest = AuditRow.objects.order_by("-pk").values_list("pk", flat=True).first()
    state = viewer.verified, viewer.offices, int(at.timestamp()) // _SECONDS, latest
    return _counts.get(viewer.account.pk, state, Waiting(viewer, scheme, at).count)


def forget() -> None:
    """Counts anew from here on: another database, or another clock."""
    _counts.forget()
