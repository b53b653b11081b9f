"""Who may give which office over what, and so who may make a way in for those who hold one."""

from datetime import date

from django.db.models import QuerySet

from goodstanding.access.permissions import Permission
from goodstanding.access.policies import Denied
from goodstanding.access.roles import OFFICES, Role
from goodstanding.access.viewer import Viewer, viewer_of
from goodstanding.models import Account, Member, Post, Unit
from goodstanding.models.people.post import to_come_or_held


def may_grant(by: Viewer, role: Role, unit: Unit) -> bool:
    """Whether the viewer may give, and take, that office over that unit."""
    for held in by.held(Permission.GRANT_POST) + by.held(Permission.OPERATE):
        if role not in OFFICES[held.role].grants or not held.covers(unit):
            continue
        # An officer appoints officers below, never a second one beside.
        if role is not Role.OFFICER or held.role is Role.OPERATOR or unit.pk != held.unit_id:
            return True
    return False


def check_grant(by: Viewer | None, role: Role, unit: Unit) -> None:
    """Raises Denied unless the viewer may give, and take, that office over that unit."""
    if by is not None and not may_grant(by, role, unit):
        raise Denied(f"{role} over {unit.code} is not theirs to give")


def grantable(by: Viewer, unit: Unit) -> list[Role]:
    """The offices that a viewer may give over a unit, in the order in which they are declared."""
    return [role for role in Role if may_grant(by, role, unit)]


def offices_of(account: Account, on: date) -> QuerySet[Post]:
    """The offices that an account holds or will hold, accepted or not."""
    return Post.objects.filter(to_come_or_held(on), account=account).select_related("unit")


def counts(post: Post, invited_by: Account | None, on: date) -> bool:
    """Whether an office counts for a holder whose way in was made by that account, or by the system itself."""
    if invited_by is None:
        return True
    return invited_by.is_active and _vouches(viewer_of(invited_by, on, verified=True), post)


def check_vouch(by: Viewer | None, account: Account, on: date) -> None:
    """Raises Denied unless the viewer may give each office that the account has, or is an operator.

    The maker of a way in could use it, so the maker needs the right to what it leads to.
    """
    for post in offices_of(account, on):
        if by is not None and not _vouches(by, post):
            raise Denied(f"{post.role} over {post.unit.code} is not theirs to give, so neither is its holder's way in")


def may_invite(by: Viewer, member: Member, on: date) -> bool:
    """Whether the viewer may make a code for a member: over their unit, and for each office that they have."""
    if member.unit is None or not by.may(Permission.INVITE, member.unit):
        return False
    account = Account.objects.filter(member=member).first()
    return account is None or all(_vouches(by, post) for post in offices_of(account, on))


def _vouches(by: Viewer, post: Post) -> bool:
    return by.may(Permission.OPERATE) or may_grant(by, Role(post.role), post.unit)
