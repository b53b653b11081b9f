"""Posts: offices are granted and ended by those above, from a day on."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goodstanding.access.permissions import Permission
from goodstanding.access.policies import Denied
from goodstanding.access.roles import OFFICES, Role
from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit, notices
from goodstanding.actions.refusal import Refusal
from goodstanding.models import Account, Post, Unit


@transaction.atomic
def grant(*, account: Account, role: Role, unit: Unit, on: date, by: Viewer | None, at: datetime) -> Post:
    """Gives somebody an office over a unit from a day on. Raises Denied where the viewer may not grant that office."""
    check_grant(by, role, unit)
    if by is not None and account.pk == by.account.pk:
        raise Refusal(_("Nobody gives themselves an office; ask somebody above."), "account")
    if unit.closed_on is not None:
        raise Refusal(_("The unit is closed."), "unit")
    if not account.is_active:
        raise Refusal(_("This account is closed."), "account")
    taken = Post.objects.filter(Q(until_on=None) | Q(until_on__gt=on), account=account, role=role, unit=unit)
    if taken.exists():
        raise Refusal(_("They hold this office already."), "role")
    post = Post.objects.create(
        account=account, role=role, unit=unit, from_on=on, granted_at=at, granted_by=by.account if by else None
    )
    audit.record("grant", "post", post.key, by=by, at=at, unit=unit, fields=("role", "unit", "from_on"))
    notices.tell(account, "post_granted", {"role": role.value, "unit": unit.name}, once=f"post:{post.key}", at=at)
    return post


@transaction.atomic
def end(*, post: Post, on: date, by: Viewer | None, at: datetime) -> None:
    """Ends an office from a day on; what it allowed ends with the next page."""
    post = Post.objects.select_for_update(of=("self",)).select_related("unit", "account").get(pk=post.pk)
    check_grant(by, Role(post.role), post.unit)
    if post.until_on is not None and post.until_on <= on:
        raise Refusal(_("This office has ended already."))
    if on < post.from_on:
        raise Refusal(_("That is before it began; choose a later day."), "on")
    post.until_on = on
    post.save(update_fields=["until_on"])
    audit.record("end", "post", post.key, by=by, at=at, unit=post.unit, fields=("until_on",))
    facts = {"role": post.role, "unit": post.unit.name}
    notices.tell(post.account, "post_ended", facts, once=f"post:{post.key}:end", at=at)


def grantable(by: Viewer, unit: Unit) -> list[Role]:
    """The offices that a viewer may give over a unit, in the order in which they are declared."""
    return [role for role in Role if _may_grant(by, role, unit)]


def check_grant(by: Viewer | None, role: Role, unit: Unit) -> None:
    """Raises Denied unless the viewer may give, and take, that office over that unit."""
    if by is not None and not _may_grant(by, role, unit):
        raise Denied(f"{role} over {unit.code} is not theirs to give")


def _may_grant(by: Viewer, role: Role, unit: Unit) -> bool:
    for held in by.held(Permission.GRANT_POST) + by.held(Permission.OPERATE):
        if role not in OFFICES[held.role].grants or not held.covers(unit):
            continue
        # An officer appoints officers below, never a second one beside.
        if role is not Role.OFFICER or held.role is Role.OPERATOR or unit.pk != held.unit_id:
            return True
    return False
