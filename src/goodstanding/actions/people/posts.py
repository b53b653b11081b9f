"""Posts: offices are granted and ended by those above, from a day on."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access.office_grants import check_grant, counts, offices_of
from goodstanding.access.roles import Role
from goodstanding.access.viewer import Viewer
from goodstanding.actions import arrivals, audit, notices
from goodstanding.actions.refusal import ActionRefused, refuse_closed
from goodstanding.actions.valid_time import end_one
from goodstanding.models import Account, Post, Unit
from goodstanding.models.people.post import to_come_or_held
from goodstanding.queries.people.calendars import today as day_of


@transaction.atomic
def grant(*, account: Account, role: Role, unit: Unit, on: date, by: Viewer | None, at: datetime) -> Post:
    """Gives an account an office over a unit from a day on. Raises Denied where the viewer may not grant that office.

    It counts at once where the account that let the holder in may give it too; else once the holder has come in anew.
    """
    check_grant(by, role, unit)
    if by is not None and account.pk == by.account.pk:
        raise ActionRefused(_("You cannot give yourself an office. Ask the unit above."), "account")
    refuse_closed(unit)
    if not account.is_active:
        raise ActionRefused(_("This account is closed."), "account")
    same_posts = Post.objects.filter(to_come_or_held(on), account=account, role=role, unit=unit)
    if same_posts.exists():
        raise ActionRefused(_("The member already holds this office."), "role")
    given_by = by.account if by else None
    post = Post(account=account, role=role, unit=unit, from_on=on, granted_at=at, granted_by=given_by)
    if account.has_usable_password() and counts(post, account.invited_by, day_of(at)):
        post.accepted_at = at
    post.save()
    audit.record("grant", "post", post.key, by=by, at=at, unit=unit, fields=("role", "unit", "from_on"))
    kind = "post_granted" if post.accepted_at else "post_waiting"
    notices.tell(account, kind, {"role": role.value, "unit": unit.name}, idempotency_key=f"post:{post.key}", at=at)
    arrivals.came([unit], at=at)
    return post


def accept(*, account: Account, invited_by: Account | None, at: datetime) -> None:
    """The holder has come in through an invitation: the offices that its maker may give count, and no others.

    invited_by: none for the system itself, as when an operator invites on the command line.
    """
    for post in offices_of(account, day_of(at)):
        counted = counts(post, invited_by, day_of(at))
        if counted != (post.accepted_at is not None):
            post.accepted_at = at if counted else None
            post.save(update_fields=["accepted_at"])
            verb = "accept" if counted else "suspend"
            audit.record(verb, "post", post.key, by=None, at=at, unit=post.unit, fields=("accepted_at",))


@transaction.atomic
def end(*, post: Post, on: date, by: Viewer | None, at: datetime) -> None:
    """Ends an office from a day on; what it allowed ends with the next page."""
    post = Post.objects.select_for_update(of=("self",)).select_related("unit", "account").get(pk=post.pk)
    check_grant(by, Role(post.role), post.unit)
    if post.until_on is not None and post.until_on <= on:
        raise ActionRefused(_("This office has already ended."))
    end_one(post, on)
    audit.record("end", "post", post.key, by=by, at=at, unit=post.unit, fields=("until_on",))
    facts = {"role": post.role, "unit": post.unit.name}
    notices.tell(post.account, "post_ended", facts, idempotency_key=f"post:{post.key}:end", at=at)
