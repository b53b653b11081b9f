"""The waiting list of an activity: pure functions of how many places there are, who has one, and who waits in order."""

from collections.abc import Sequence
from typing import TypeVar

One = TypeVar("One")


def has_place(places: int | None, taken: int, waiting: int) -> bool:
    """Whether the next member to sign up gets a place at once. A member never passes those who wait already."""
    return places is None or (waiting == 0 and taken < places)


def moving_up(places: int | None, taken: int, waiting: Sequence[One]) -> list[One]:
    """Returns who moves up now, in the order of waiting: as many as there are free places, and no more."""
    if places is None:
        return list(waiting)
    return list(waiting[: max(0, places - taken)])
