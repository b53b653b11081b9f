"""Reminders of activities: the day before, to those who have a place, once for each day on which it is planned."""

from datetime import date, datetime, timedelta

from goodstanding.actions import notices
from goodstanding.actions.service import places
from goodstanding.models import ServiceActivity, SignUp


def remind(*, on: date, at: datetime) -> int:
    """Reminds the members who have a place at an activity of the next day. Returns how many.

    A member who signed up on this very day knows of it.
    """
    tomorrow = on + timedelta(days=1)
    found = SignUp.objects.filter(
        activity__on=tomorrow, activity__state=ServiceActivity.State.PLANNED, activity__starts_at__gt=at,
        state=SignUp.State.SIGNED_UP, member__left_on=None,
    )  # fmt: skip
    count = 0
    for sign_up in found.select_related("activity__unit", "member").order_by("pk"):
        activity = sign_up.activity
        once = f"service_tomorrow:{activity.key}:{tomorrow.isoformat()}:{sign_up.member_id}"
        told, link = places.named(activity), places.link_of(activity)
        notices.tell_member(sign_up.member_id, "service_tomorrow", told, idempotency_key=once, at=at, link=link)
        count += 1
    return count
