"""Posts: offices are granted and ended by those above, from a day on."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from goodstanding.access.permissions import Permission
from goodstanding.access.policies import Denied
from goodstanding.access.roles import OFFICES, Role
from goodstanding.access.viewer import Viewer, viewer_of
from goodstanding.actions import audit, notices
from goodstanding.actions.refusal import ActionRefused
from goodstanding.actions.working_days import today as day_of
from goodstanding.models import Account, Post, Unit
from goodstanding.models.people.post import to_come_or_held


@transaction.atomic
def grant(*, account: Account, role: Role, unit: Unit, on: date, by: Viewer | None, at: datetime) -> Post:
    """Gives somebody an office over a unit from a day on. Raises Denied where the viewer may not grant that office.

    It counts at once where whoever let the holder in may give it too; otherwise once the holder has come in anew.
    """
    check_grant(by, role, unit)
    if by is not None and account.pk == by.account.pk:
        raise ActionRefused(_("You cannot give yourself an office. Ask the unit above."), "account")
    if unit.closed_on is not None:
        raise ActionRefused(_("The unit is closed."), "unit")
    if not account.is_active:
        raise ActionRefused(_("This account is closed."), "account")
    taken = Post.objects.filter(to_come_or_held(on), account=account, role=role, unit=unit)
    if taken.exists():
        raise ActionRefused(_("The member already holds this office."), "role")
    given_by = by.account if by else None
    post = Post(account=account, role=role, unit=unit, from_on=on, granted_at=at, granted_by=given_by)
    if account.has_usable_password() and _counts(post, account.invited_by, at=at):
        post.accepted_at = at
    post.save()
    audit.record("grant", "post", post.key, by=by, at=at, unit=unit, fields=("role", "unit", "from_on"))
    kind = "post_granted" if post.accepted_at else "post_waiting"
    notices.tell(account, kind, {"role": role.value, "unit": unit.name}, idempotency_key=f"post:{post.key}", at=at)
    return post


def accept(*, account: Account, invited_by: Account | None, at: datetime) -> None:
    """The holder has come in through an invitation: the offices that its maker may give count, and no others.

    invited_by: none for the system itself, as when an operator invites on the command line.
    """
    for post in current(account, at):
        counts = _counts(post, invited_by, at=at)
        if counts != (post.accepted_at is not None):
            post.accepted_at = at if counts else None
            post.save(update_fields=["accepted_at"])
            verb = "accept" if counts else "suspend"
            audit.record(verb, "post", post.key, by=None, at=at, unit=post.unit, fields=("accepted_at",))


def current(account: Account, at: datetime) -> QuerySet[Post]:
    """The offices that an account holds or will hold, accepted or not."""
    return Post.objects.filter(to_come_or_held(day_of(at)), account=account).select_related("unit")


def check_vouch(by: Viewer | None, account: Account, *, at: datetime) -> None:
    """Raises Denied unless the viewer may give each office that the account has, or is an operator.

    Whoever makes somebody's way in could use it themselves, so they need the right to what it leads to.
    """
    for post in current(account, at):
        if by is not None and not _vouches(by, post):
            raise Denied(f"{post.role} over {post.unit.code} is not theirs to give, so neither is its holder's way in")


def _counts(post: Post, invited_by: Account | None, *, at: datetime) -> bool:
    """Whether an office counts for a holder whose way in was made by that account, or by the system itself."""
    if invited_by is None:
        return True
    return invited_by.is_active and _vouches(viewer_of(invited_by, day_of(at), verified=True), post)


def _vouches(by: Viewer, post: Post) -> bool:
    return by.may(Permission.OPERATE) or _may_grant(by, Role(post.role), post.unit)


@transaction.atomic
def end(*, post: Post, on: date, by: Viewer | None, at: datetime) -> None:
    """Ends an office from a day on; what it allowed ends with the next page."""
    post = Post.objects.select_for_update(of=("self",)).select_related("unit", "account").get(pk=post.pk)
    check_grant(by, Role(post.role), post.unit)
    if post.until_on is not None and post.until_on <= on:
        raise ActionRefused(_("This office has already ended."))
    if on < post.from_on:
        raise ActionRefused(_("That is before it began; choose a later day."), "on")
    post.until_on = on
    post.save(update_fields=["until_on"])
    audit.record("end", "post", post.key, by=by, at=at, unit=post.unit, fields=("until_on",))
    facts = {"role": post.role, "unit": post.unit.name}
    notices.tell(post.account, "post_ended", facts, idempotency_key=f"post:{post.key}:end", at=at)


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
