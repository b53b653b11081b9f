"""Looks: what anybody sees of somebody else's record leaves a line that the member can read."""

from collections.abc import Iterable
from datetime import datetime

from goodstanding.access.permissions import Permission
from goodstanding.access.viewer import Viewer
from goodstanding.models import Look, Member


def leave(
    members: Iterable[Member], *, how: Look.How, purpose: Look.Purpose, by: Viewer, at: datetime, permission: Permission
) -> None:
    """Leaves a line with every member but the viewer: in what office, in what form, for what."""
    looks = []
    for member in members:
        if member.pk == by.member_id:
            continue
        looks.append(
            Look(
                member=member,
                by=by.account,
                office=office_text(by, member, permission),
                how=how,
                purpose=purpose,
                at=at,
            )
        )
    Look.objects.bulk_create(looks, batch_size=1000)


def office_text(by: Viewer, member: Member, permission: Permission) -> str:
    """The office in which somebody looked: the role's word and the unit's name, as they were then."""
    held = by.office_for(permission, member.unit) if member.unit else None
    held = held or next(iter(by.held(permission)), None)
    return f"{held.role.value} · {held.unit_name}" if held else ""
