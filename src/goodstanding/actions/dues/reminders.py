"""Reminders of dues: sent by a person to the members of a unit, each at most once a day. Nothing follows from them."""

from datetime import datetime

from django.db import transaction

from goodstanding.access.viewer import Viewer
from goodstanding.actions import notices
from goodstanding.actions.dues import acting
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Account, DuesObligation, Notice, Unit
from goodstanding.queries.dues import dues
from goodstanding.queries.people.calendars import today


@transaction.atomic
def remind(*, unit: Unit, month: int, scheme: Scheme, by: Viewer, at: datetime, number: str = "") -> int:
    """Reminds the members of a unit of what is open up to a month, or one of them. number: the member's.

    Returns how many members were reminded; who was reminded today is not reminded again. Raises Denied for anyone who
    does not collect dues there.
    """
    acting.rules_of(scheme)
    acting.check_collects(by, unit)
    day = today(at)
    rows = DuesObligation.objects.select_for_update(of=("self",)).filter(
        member__unit=unit, member__left_on=None, open__gt=0, month__lte=month
    )
    if number:
        rows = rows.filter(member__number=number)
    by_member = dict[int, list[DuesObligation]]()
    for row in rows.order_by("pk"):
        by_member.setdefault(row.member_id, []).append(row)
    count = 0
    for member, found in by_member.items():
        if any(row.reminded_on == day for row in found):
            continue
        told = {"amount": acting.said(sum(row.open for row in found))}
        once = f"dues_open:{member}:{day.isoformat()}"
        notices.tell_member(member, "dues_open", told, idempotency_key=once, at=at, link="/my/dues/")
        for row in found:
            row.reminded, row.reminded_on = row.reminded + 1, day
        DuesObligation.objects.bulk_update(found, ["reminded", "reminded_on"])
        count += 1
    if count:
        acting.note("remind", "dues", f"{unit.code}:{count}", unit, by=by, at=at)
    return count


@transaction.atomic
def ask_amounts(*, unit: Unit, scheme: Scheme, by: Viewer, at: datetime) -> int:
    """Asks the members of a unit for whom no amount is set to choose their band. Returns how many were asked.

    Who was asked today is not asked again. Raises Denied for anyone who does not collect dues there.
    """
    acting.rules_of(scheme)
    acting.check_collects(by, unit)
    day, count = today(at), 0
    for account in Account.objects.filter(member__in=dues.without_base(unit), is_active=True):
        once = f"dues_ask:{account.member_id}:{day.isoformat()}"
        if not Notice.objects.filter(to=account, idempotency_key=once).exists():
            notices.tell(account, "dues_ask", {}, idempotency_key=once, at=at, link="/my/dues/amount/")
            count += 1
    if count:
        acting.note("ask", "dues_base", f"{unit.code}:{count}", unit, by=by, at=at)
    return count
