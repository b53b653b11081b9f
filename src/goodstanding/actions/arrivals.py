"""What follows at once when members may have come to units: by name, as no area knows those above it."""

from collections.abc import Callable, Collection
from datetime import datetime

from django.utils.module_loading import import_string

from goodstanding.models import Unit

#: (units, at) -> nothing; each is done in the transaction of what happened.
FOLLOWERS = (
    "goodstanding.actions.meetings.newcomers.call",
    "goodstanding.actions.initiative.moved.came",
    "goodstanding.actions.care.arrivals.came",
    "goodstanding.actions.probation.timeline.came",
)


def came(units: Collection[Unit], *, at: datetime) -> None:
    """Does what follows when members, classes or offices came to these units."""
    for name in FOLLOWERS:
        follow: Callable[..., None] = import_string(name)
        follow(units, at=at)
