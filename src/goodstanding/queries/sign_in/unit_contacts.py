"""Whom a member asks who cannot sign in: those in office at their unit or above, and how they are reached."""

from dataclasses import dataclass
from datetime import date

from goodstanding.access.permissions import Permission
from goodstanding.access.roles import roles_with
from goodstanding.models import Post, Unit, UnitContact
from goodstanding.models.people.post import in_office
from goodstanding.queries.people import offices


@dataclass(frozen=True)
class Helpers:
    """Those who can let a unit's members in: the unit at which they are, their offices, and how they are reached."""

    unit: Unit
    posts: list[Post]
    phone: str = ""
    text: str = ""


def unit_of_key(key: str) -> Unit | None:
    """The open unit whose page has this secret address, None where there is none."""
    contact = UnitContact.objects.select_related("unit").filter(key=key, unit__closed_on=None).first()
    return contact.unit if contact else None


def contact_of(unit: Unit) -> UnitContact | None:
    """What a unit says of how it is reached, None where it has said nothing yet."""
    return UnitContact.objects.filter(unit=unit).first()


def helpers(unit: Unit, on: date) -> Helpers:
    """Those who invite the members of a unit; where the unit has none of them, those of the nearest unit above."""
    roles = roles_with(Permission.INVITE)
    seat = offices.nearest(unit, roles, on)
    place = seat.unit if seat else unit
    held = Post.objects.filter(in_office(on), unit=place, role__in=roles, account__is_active=True)
    posts, contact = list(held.select_related("account__member").order_by("pk")), contact_of(place)
    return Helpers(place, posts, contact.phone if contact else "", contact.text if contact else "")
