"""The audit row that every action leaves, in its own transaction."""

from collections.abc import Iterable
from datetime import datetime

from goodstanding.access.viewer import Held, Viewer
from goodstanding.models import AuditRow, Unit


def record(
    verb: str,
    noun: str,
    key: str,
    *,
    by: Viewer | None,
    at: datetime,
    unit: Unit | None = None,
    fields: Iterable[str] = (),
    office: Held | None = None,
) -> None:
    """Leaves one row: who did what to which thing, naming fields, never values. by: none for the system itself."""
    AuditRow.objects.create(
        at=at,
        by=by.account if by else None,
        office=f"{office.role.value} · {office.unit_name}" if office else "",
        verb=verb,
        noun=noun,
        key=key,
        fields=sorted(fields),
        unit=unit,
    )
