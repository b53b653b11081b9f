"""The attendance conflicts that wait for a person to settle them."""

from collections.abc import Collection

from goodstanding.models import AttendanceConflict, Attendee

State = AttendanceConflict.State


def open_case(attendee: Attendee) -> AttendanceConflict | None:
    """The case about an attendee that waits to be settled, None where there is none."""
    return AttendanceConflict.objects.filter(attendee=attendee, state=State.OPEN).first()


def with_open_case(attendees: Collection[int]) -> set[int]:
    """Of these rows (by id), those about which a case waits."""
    found = AttendanceConflict.objects.filter(attendee__in=attendees, state=State.OPEN)
    return set(found.values_list("attendee_id", flat=True))
