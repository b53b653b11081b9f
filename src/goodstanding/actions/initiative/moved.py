"""Posts of members who no longer belong to the unit of the post: ended with the move, and both sides are notified."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q, QuerySet

from goodstanding.actions import notices
from goodstanding.actions.initiative import acting, duties
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import DutyHolding, Membership, Unit
from goodstanding.queries.initiative.duties import rules_of
from goodstanding.queries.meetings import for_whom
from goodstanding.queries.people.calendars import today
from goodstanding.queries.people.organization import the_scheme

State = DutyHolding.State


def came(units: Collection[Unit], *, at: datetime) -> None:
    """Ends the posts elsewhere of the members of these units. See actions/arrivals.py."""
    _end(_left().filter(member__unit__in=units), the_scheme(), at)


def end_left(*, scheme: Scheme, at: datetime) -> int:
    """Ends every post whose holder moved away or left, as after an import. Returns how many."""
    return _end(_left(), scheme, at)


def _left() -> QuerySet[DutyHolding]:
    gone = ~Q(member__unit=F("post__unit")) | Q(member__unit=None)
    return DutyHolding.objects.filter(gone, state__in=[State.OFFERED, State.HELD])


@transaction.atomic
def _end(found: QuerySet[DutyHolding], scheme: Scheme, at: datetime) -> int:
    rows = found.select_for_update(of=("self",)).select_related("post__unit", "member__unit").order_by("pk")
    count = 0
    for row in rows:
        belonged = Membership.objects.filter(member=row.member, unit=row.post.unit, until_on__isnull=False)
        last = belonged.order_by("-until_on").values_list("until_on", flat=True).first()
        duties.end_on(row, min(last or today(at), today(at)), None, at)
        acting.note("end", "duty_post", row.post.key, row.post.unit, by=None, at=at)
        _tell_unit(row, scheme, at)
        count += 1
    return count


def _tell_unit(row: DutyHolding, scheme: Scheme, at: datetime) -> None:
    rule = rules_of(scheme).get(row.post.kind)
    for account in for_whom.in_offices(row.post.unit, rule.confirmed_by, today(at)) if rule else ():
        told = {"member": row.member.name, "what": row.post.title}
        once = f"duty_left:{row.key}:{account.pk}"
        link = f"/desk/posts/{row.post.key}/"
        notices.tell(account, "duty_left", told, idempotency_key=once, at=at, link=link)
