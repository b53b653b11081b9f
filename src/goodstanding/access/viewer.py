"""Who is asking: an account with its offices of today. Every query and every action takes one."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from goodstanding.access.permissions import Permission
from goodstanding.access.roles import OFFICES, Reach, Role
from goodstanding.models import Account, Post, Unit
from goodstanding.models.people.post import in_office


@dataclass(frozen=True)
class Held:
    """One office of the viewer: the role, and the unit with its place in the tree."""

    role: Role
    unit_id: int
    unit_name: str
    path: str

    def covers(self, unit: Unit) -> bool:
        """Whether the office reaches that unit."""
        if OFFICES[self.role].reach is Reach.UNIT:
            return bool(unit.pk == self.unit_id)
        return bool(unit.path.startswith(self.path))


@dataclass(frozen=True)
class Viewer:
    """An account, the day, and the offices it may act in. `verified`: with a second factor, as all offices need."""

    account: Account
    on: date
    verified: bool = False
    offices: tuple[Held, ...] = field(default=())

    @property
    def member_id(self) -> int | None:
        """The member that the viewer is, if any."""
        return self.account.member_id

    def held(self, permission: Permission) -> tuple[Held, ...]:
        """The offices in which the viewer is allowed something; none without a second factor."""
        if not self.verified:
            return ()
        return tuple(held for held in self.offices if permission in OFFICES[held.role].may)

    def may(self, permission: Permission, unit: Unit | None = None) -> bool:
        """Whether the viewer is allowed something, anywhere or over that unit."""
        held = self.held(permission)
        return bool(held) if unit is None else any(office.covers(unit) for office in held)

    def office_for(self, permission: Permission, unit: Unit) -> Held | None:
        """The office in which the viewer is allowed something over a unit: the nearest one."""
        covering = [office for office in self.held(permission) if office.covers(unit)]
        return max(covering, key=lambda office: len(office.path), default=None)

    @cached_property
    def is_staff(self) -> bool:
        """Whether the viewer holds any office, verified or not."""
        return bool(self.offices)


def viewer_of(account: Account, on: date, *, verified: bool) -> Viewer:
    """The viewer that an account is on a day. An office that its holder has not accepted yet does not count."""
    posts = Post.objects.filter(in_office(on), account=account).select_related("unit").order_by("unit__path", "role")
    offices = tuple(Held(Role(post.role), post.unit_id, post.unit.name, post.unit.path) for post in posts)
    return Viewer(account, on, verified, offices)
