"""Who does what after a meeting, and where it stands."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from goodstanding.models import FollowUp


def lines(found: Iterable[FollowUp]) -> list[dict[str, Any]]:
    """Each with its state in words; what became an assignment leads there."""
    return [_line(follow_up) for follow_up in found]


def _line(follow_up: FollowUp) -> dict[str, Any]:
    line = {"one": follow_up, "is_open": follow_up.state == FollowUp.State.OPEN, "url": ""}
    if (assignment := getattr(follow_up, "assignment", None)) is None:
        return line | {"state": follow_up.get_state_display()}
    return line | {"state": _("Became an assignment"), "url": reverse("assignment", args=[assignment.key])}
