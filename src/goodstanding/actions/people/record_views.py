"""Views: what is seen of another member's record leaves a line that the member can read."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from goodstanding.access.permissions import Permission
from goodstanding.access.viewer import Viewer
from goodstanding.models import Member, RecordView

_ONE_LINE_A = timedelta(hours=12)


def leave(
    members: Iterable[Member],
    *,
    how: RecordView.How,
    purpose: RecordView.Purpose,
    by: Viewer,
    at: datetime,
    permission: Permission,
    page: RecordView.Page | None = None,
    always: bool = False,
) -> None:
    """Leaves a line with every member but the viewer: in what office, in what form, on what page, for what.

    The same look again on the same day leaves no second line; otherwise the lines that matter would drown. However
    many members a page shows, it is one question and one statement. always: leaves a line each time, as for what is
    carried away.
    """
    others = {member.pk: member for member in members if member.pk != by.member_id}
    again = set[int]() if always else _left_lately(others, how, purpose, page, by, at)
    offices: dict[int | None, str] = {}
    record_views = []
    for other in others.values():
        if other.pk in again:
            continue
        if other.unit_id not in offices:
            offices[other.unit_id] = office_text(by, other, permission)
        office, where = offices[other.unit_id], page or ""
        record_views.append(
            RecordView(member=other, by=by.account, office=office, how=how, page=where, purpose=purpose, at=at)
        )
    RecordView.objects.bulk_create(record_views, batch_size=1000)


def _left_lately(
    members: Collection[int],
    how: RecordView.How,
    purpose: RecordView.Purpose,
    page: RecordView.Page | None,
    by: Viewer,
    at: datetime,
) -> set[int]:
    if not members:
        return set()
    recent = RecordView.objects.filter(
        by=by.account, at__gte=at - _ONE_LINE_A, how=how, purpose=purpose, page=page or ""
    )
    return set(recent.filter(member__in=members).order_by().values_list("member", flat=True))


def office_text(by: Viewer, member: Member, permission: Permission) -> str:
    """The office in which the viewer looked: the role's word and the unit's name, as they were then."""
    held = by.office_for(permission, member.unit) if member.unit else None
    held = held or next(iter(by.held(permission)), None)
    return f"{held.role.value} · {held.unit_name}" if held else ""
