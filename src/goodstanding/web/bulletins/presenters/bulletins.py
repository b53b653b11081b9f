"""Announcements as they stand in lists, and how far one has reached."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from goodstanding.models import Bulletin
from goodstanding.queries.bulletins.bulletins import Reached, UnitReached
from goodstanding.web.shell.presenters import terms

Entry = dict[str, Any]


def _line(bulletin: Bulletin, url: str) -> Entry:
    detail = f"{bulletin.unit.name} · {terms.said_day(bulletin.made_on)}"
    return {"url": url, "icon": "bell", "label": bulletin.title, "detail": detail}


def own_waiting(bulletin: Bulletin) -> Entry:
    """An announcement that a member has not confirmed, in the list of what waits."""
    line = _line(bulletin, reverse("my_bulletin", args=[bulletin.key]))
    return line | {"deed": _("Read it"), "is_own": True, "goes_first": True}


def own_entry(bulletin: Bulletin, on: date) -> Entry:
    """An announcement in a member's list. bulletin: with `is_read`."""
    line = _line(bulletin, reverse("my_bulletin", args=[bulletin.key]))
    is_read: bool = bulletin.is_read  # type: ignore[attr-defined]
    if is_read:
        return line | {"badge": _("You have read it"), "tone": "good"}
    return line | ({"badge": _("New"), "tone": "info"} if bulletin.until_on >= on else {})


def desk_entry(bulletin: Bulletin, on: date) -> Entry:
    """An announcement in a list of the desk."""
    line = _line(bulletin, reverse("bulletin", args=[bulletin.key]))
    if bulletin.withdrawn_at is not None:
        return line | {"badge": _("Withdrawn"), "tone": "muted"}
    return line | ({"badge": _("Over"), "tone": "muted"} if bulletin.until_on < on else {})


def stats(reached: Reached) -> list[dict[str, Any]]:
    """How far it has reached, as figures."""
    return [
        {"label": _("Confirmed as read"), "value": str(reached.read)},
        {"label": _("Informed in person"), "value": str(reached.told)},
        {"label": _("Not reached yet"), "value": str(reached.missing)},
    ]


def unit_rows(found: list[UnitReached]) -> list[dict[str, Any]]:
    """The units below, those with the most members not reached first."""
    rows = sorted(found, key=lambda one: (-one.reached.missing, one.unit.path))
    return [
        {
            "label": one.unit.name,
            "value": _("%(reached)s of %(members)s reached")
            % {"reached": one.reached.read + one.reached.told, "members": one.reached.members},
        }
        for one in rows
    ]
