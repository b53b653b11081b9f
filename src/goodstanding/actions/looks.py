"""Looks: what anybody sees of somebody else's record leaves a line that the member can read."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from goodstanding.access.permissions import Permission
from goodstanding.access.viewer import Viewer
from goodstanding.models import Look, Member

_ONE_LINE_A = timedelta(hours=12)


def leave(
    members: Iterable[Member],
    *,
    how: Look.How,
    purpose: Look.Purpose,
    by: Viewer,
    at: datetime,
    permission: Permission,
    always: bool = False,
) -> None:
    """Leaves a line with every member but the viewer: in what office, in what form, for what.

    The same look again on the same day leaves no second line; otherwise the lines that matter would drown.
    always: leaves one each time, as for what is carried away.
    """
    others = [member for member in members if member.pk != by.member_id]
    again = set[int]() if always else _seen(others, how, purpose, by, at)
    offices: dict[int | None, str] = {}
    looks = []
    for one in others:
        if one.pk in again:
            continue
        if one.unit_id not in offices:
            offices[one.unit_id] = office_text(by, one, permission)
        looks.append(Look(member=one, by=by.account, office=offices[one.unit_id], how=how, purpose=purpose, at=at))
    Look.objects.bulk_create(looks, batch_size=1000)


def _seen(members: list[Member], how: Look.How, purpose: Look.Purpose, by: Viewer, at: datetime) -> set[int]:
    recent = Look.objects.filter(by=by.account, at__gte=at - _ONE_LINE_A, how=how, purpose=purpose, member__in=members)
    return set(recent.order_by().values_list("member", flat=True))


def office_text(by: Viewer, member: Member, permission: Permission) -> str:
    """The office in which somebody looked: the role's word and the unit's name, as they were then."""
    held = by.office_for(permission, member.unit) if member.unit else None
    held = held or next(iter(by.held(permission)), None)
    return f"{held.role.value} · {held.unit_name}" if held else ""
