"""Who may hold a meeting: offices that hold every kind in their reach, and those whom the rules let hold this kind."""

from django.db.models import Q, QuerySet

from goodstanding.access import scope
from goodstanding.access.permissions import Permission
from goodstanding.access.policies import Denied
from goodstanding.access.viewer import Viewer
from goodstanding.engine.scheme.scheme import MeetingType, Scheme
from goodstanding.models import Meeting, Unit


def leads(viewer: Viewer, unit: Unit, kind: MeetingType | None) -> bool:
    """Whether the rules let the viewer hold this kind of meeting of the unit."""
    if kind is None or not kind.led_by:
        return False
    return any(one.covers(unit) and one.role.value in kind.led_by for one in viewer.held(Permission.LEAD_MEETING))


def may_hold(viewer: Viewer, unit: Unit, kind: MeetingType | None) -> bool:
    """Whether the viewer holds such a meeting of the unit, for either reason."""
    return viewer.may(Permission.HOLD_MEETING, unit) or leads(viewer, unit, kind)


def check(viewer: Viewer | None, unit: Unit, kind: MeetingType | None) -> None:
    """Raises Denied unless the viewer holds such a meeting of the unit. No viewer is the system itself."""
    if viewer is not None and not may_hold(viewer, unit, kind):
        raise Denied("such a meeting is not theirs to hold here")


def is_host(viewer: Viewer, scheme: Scheme) -> bool:
    """Whether there is any meeting that the viewer may hold."""
    return viewer.may(Permission.HOLD_MEETING) or bool(_led(viewer, scheme))


def holds_here(viewer: Viewer, unit: Unit, scheme: Scheme) -> bool:
    """Whether there is any meeting of that unit that the viewer may hold."""
    return viewer.may(Permission.HOLD_MEETING, unit) or any(pk == unit.pk for pk, _words in _led(viewer, scheme))


def units(viewer: Viewer, scheme: Scheme) -> QuerySet[Unit]:
    """The units whose meetings a viewer holds, all of them or some kinds."""
    every = Q(pk__in=scope.units(viewer, Permission.HOLD_MEETING).order_by().values("pk"))
    q = Q(pk__in=[unit for unit, _words in _led(viewer, scheme)])
    found: QuerySet[Unit] = Unit.objects.filter(every | q).order_by("path")
    return found


def meetings(viewer: Viewer, scheme: Scheme) -> QuerySet[Meeting]:
    """The meetings that a viewer holds, or those above them."""
    reach = Q(unit__in=scope.units(viewer, Permission.HOLD_MEETING).order_by().values("pk"))
    for unit, words in _led(viewer, scheme):
        reach |= Q(unit=unit, type__in=words)
    return Meeting.objects.filter(reach).select_related("unit")


def _led(viewer: Viewer, scheme: Scheme) -> list[tuple[int, list[str]]]:
    """In which units the rules let the viewer hold which kinds. Whom they let is in office in the very unit."""
    found = []
    for held in viewer.held(Permission.LEAD_MEETING):
        words = [word for word, kind in scheme.meetings.items() if held.role.value in kind.led_by]
        if words:
            found.append((held.unit_id, words))
    return found


def may_close(viewer: Viewer, meeting: Meeting, scheme: Scheme) -> bool:
    """Whether the viewer closes that meeting: they record facts of the unit, or the rules let them hold this kind."""
    kind = scheme.meetings.get(meeting.type)
    return viewer.may(Permission.RECORD_FACT, meeting.unit) or leads(viewer, meeting.unit, kind)
