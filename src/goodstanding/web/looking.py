"""What pages do before and after somebody sees a member's record: ask what for, and leave a line."""

from collections.abc import Iterable

from django.http import HttpRequest

from goodstanding.access.permissions import Permission
from goodstanding.actions import looks
from goodstanding.models import Look, Member
from goodstanding.web.door import now, viewer

_KEY = "purpose"
#: After so many seconds the purpose is asked for again.
_HOLDS = 30 * 60


def purpose_of(request: HttpRequest) -> Look.Purpose | None:
    """What the visitor said they need records for, if that was not long ago."""
    kept = request.session.get(_KEY)
    if not kept or now().timestamp() - kept["at"] > _HOLDS:
        return None
    return Look.Purpose(kept["word"])


def keep_purpose(request: HttpRequest, word: str) -> None:
    """Remembers what for, for half an hour."""
    request.session[_KEY] = {"word": Look.Purpose(word).value, "at": now().timestamp()}


def leave(request: HttpRequest, members: Iterable[Member], how: Look.How, permission: Permission) -> None:
    """Leaves a line with each of these members. Lists need no purpose of their own: they are for keeping the roster."""
    purpose = purpose_of(request) or Look.Purpose.ROSTER
    looks.leave(members, how=how, purpose=purpose, by=viewer(request), at=now(), permission=permission)
