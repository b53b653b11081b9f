"""Checks that actions make: each raises Denied where the viewer is not allowed, and says nothing where they are."""

from goodstanding.access.permissions import Permission
from goodstanding.access.viewer import Held, Viewer
from goodstanding.models import Unit


class Denied(Exception):
    """The viewer may not do that. To people it looks as if the thing did not exist."""


def check(viewer: Viewer | None, permission: Permission, *over: Unit) -> None:
    """Raises Denied unless the viewer is allowed something over every one of these units (anywhere, for none).

    viewer: none is the system itself, as when an operator founds an organization on the command line.
    """
    if viewer is None:
        return
    allowed = all(viewer.may(permission, unit) for unit in over) if over else viewer.may(permission)
    if not allowed:
        raise Denied(f"{permission} is not allowed here")


def office(viewer: Viewer, permission: Permission, unit: Unit) -> Held:
    """The office in which the viewer does something over a unit. Raises Denied where there is none."""
    held = viewer.office_for(permission, unit)
    if held is None:
        raise Denied(f"{permission} is not allowed here")
    return held
