"""The places of an activity: one lock for all who sign up at a moment, and the waiting list that moves up in order."""

from datetime import datetime
from typing import Any

from goodstanding.access.viewer import Viewer
from goodstanding.actions.service import acting
from goodstanding.actions.service.acting import What
from goodstanding.models import ServiceActivity, SignUp
from goodstanding.models.service.moves import SIGN_UP_MOVES, WITH_A_PLACE, SignUpMove
from goodstanding.queries.service import queue

State = SignUp.State


def locked(activity: ServiceActivity) -> ServiceActivity:
    """Returns the row, which stays locked until the transaction ends: two sign-ups at once wait for each other."""
    ServiceActivity.objects.select_for_update().get(pk=activity.pk)
    return ServiceActivity.objects.select_related("unit").get(pk=activity.pk)


def counted(activity: ServiceActivity) -> tuple[int, list[SignUp]]:
    """How many places are taken, and who waits, in order. The caller has locked the activity."""
    taken = SignUp.objects.filter(activity=activity, state__in=WITH_A_PLACE).count()
    waiting = SignUp.objects.filter(activity=activity, state=State.WAITING).select_related("member").order_by("pk")
    return taken, list(waiting)


def fill(activity: ServiceActivity, by: Viewer, at: datetime) -> list[SignUp]:
    """Moves up the members who wait, as far as places are free, and notifies each. The caller has locked the activity.

    Nobody moves up once it has begun: a member who stayed at home would be missing.
    """
    if activity.state != ServiceActivity.State.PLANNED or activity.starts_at <= at:
        return []
    taken, waiting = counted(activity)
    moved = queue.moving_up(activity.places, taken, waiting)
    for sign_up in moved:
        move_up(sign_up, activity, by, at)
    return moved


def move_up(sign_up: SignUp, activity: ServiceActivity, by: Viewer, at: datetime) -> None:
    """Gives a member who waits a place, and notifies them. The caller has locked the activity."""
    sign_up.state = acting.becomes(SIGN_UP_MOVES, State(sign_up.state), SignUpMove.MOVE_UP, sign_up.get_state_display())
    sign_up.save(update_fields=["state"])
    acting.write(What.MOVED_UP, by=by, at=at, sign_up=sign_up, member=sign_up.member)
    acting.tell_member(sign_up.member, "service_moved_up", link_of(activity), by, at, **named(activity))


def named(activity: ServiceActivity) -> dict[str, Any]:
    """What a notice names of an activity."""
    found = {"what": activity.title, "moment": activity.starts_at.isoformat(), "place": activity.place}
    return found | {"reason": activity.reason}


def link_of(activity: ServiceActivity) -> str:
    """Returns the address of the member's page of an activity."""
    return f"/my/service/activities/{activity.key}/"
