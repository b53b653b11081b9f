"""Who cannot sign in: without a way in, with an office that waits for a code, or asking for help."""

from collections.abc import Collection
from datetime import datetime

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from goodstanding.access import scope
from goodstanding.access.permissions import Permission
from goodstanding.access.viewer import Viewer
from goodstanding.models import Invitation, Member, Post, SignInRequest
from goodstanding.models.people.post import to_come_or_held

_WITHOUT = Q(account=None) | Q(account__password__startswith=UNUSABLE_PASSWORD_PREFIX)


def waiting(viewer: Viewer) -> QuerySet[Member]:
    """The members whom the viewer may invite and who cannot sign in yet, or have an office that waits for a code."""
    pending = Post.objects.filter(to_come_or_held(viewer.on), account__member=OuterRef("pk"), accepted_at=None)
    return scope.members(viewer, Permission.INVITE).filter(_WITHOUT | Exists(pending))


def without_a_way(viewer: Viewer) -> QuerySet[Member]:
    """Those of them who cannot sign in yet."""
    return scope.members(viewer, Permission.INVITE).filter(_WITHOUT)


def asking(viewer: Viewer) -> QuerySet[SignInRequest]:
    """The open requests of members whom the viewer may invite, the oldest first; never the viewer's own."""
    members = scope.members(viewer, Permission.INVITE).exclude(account=viewer.account)
    found = SignInRequest.objects.filter(member__in=members, answered_at=None)
    return found.select_related("member__unit", "member__account").order_by("asked_at", "pk")


def good_until(members: Collection[Member], at: datetime) -> dict[int, datetime]:
    """Until when the last code of each of these members is good, by the member's id; without those who have none."""
    found = Invitation.objects.filter(account__member__in=members, used_at=None, withdrawn_at=None, good_until__gt=at)
    return dict(found.values_list("account__member").annotate(until=Max("good_until")))
