"""The totals of a month posted to a branch's members: sums only, never what a single member paid."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access.permissions import Permission
from goodstanding.access.viewer import Viewer
from goodstanding.actions import notices
from goodstanding.actions.dues import acting
from goodstanding.actions.ledger import ledger
from goodstanding.actions.ledger.ledger import NewFact
from goodstanding.actions.refusal import ActionRefused, refuse_closed
from goodstanding.engine.period import month_text
from goodstanding.engine.scheme.dues import Dues
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Account, DuesPublication, Member, Post, Unit
from goodstanding.models.ledger.fact import YES
from goodstanding.models.people.post import in_office
from goodstanding.queries.dues import dues
from goodstanding.queries.ledger.facts import under_keys
from goodstanding.queries.people.calendars import today


@transaction.atomic
def post(*, unit: Unit, month: int, scheme: Scheme, by: Viewer, at: datetime) -> DuesPublication:
    """Posts the totals of a month to the members of a unit and returns them; posted again, only where they changed.

    The members are notified the first time. Raises Denied for anyone who does not collect dues there. Raises
    ActionRefused for a month that cannot be posted now.
    """
    rules, day = acting.rules_of(scheme), today(at)
    acting.check_collects(by, unit)
    refuse_closed(unit)
    Unit.objects.select_for_update().get(pk=unit.pk)
    if month not in dues.publishable(unit, day):
        raise ActionRefused(_("Only this month and the two before it can be posted, once something is owed for them."))
    sums, before = dues.totals(unit, month), dues.published(unit, month)
    if before is not None and (before.owed, before.paid, before.waived) == (sums.owed, sums.paid, sums.waived):
        return before
    made = DuesPublication.objects.create(
        unit=unit, month=month, owed=sums.owed, paid=sums.paid, waived=sums.waived, on=day, at=at, by=by.account
    )
    acting.note("post", "dues_totals", f"{unit.code}:{month_text(month)}", unit, by=by, at=at)
    if before is None:
        _tell(unit, month, at)
        _record(unit, month, rules, scheme, by, at)
    return made


def _tell(unit: Unit, month: int, at: datetime) -> None:
    for account in Account.objects.filter(member__unit=unit, member__left_on=None, is_active=True):
        once = f"dues_posted:{unit.pk}:{month}"
        notices.tell(
            account, "dues_posted", {"period": month_text(month)}, idempotency_key=once, at=at, link="/my/dues/"
        )


def _record(unit: Unit, month: int, rules: Dues, scheme: Scheme, by: Viewer, at: datetime) -> None:
    if rules.public is None:
        return
    day = today(at)
    posts = Post.objects.filter(in_office(day), unit=unit, role__in=rules.public.offices, account__member__isnull=False)
    members = Member.objects.filter(pk__in=posts.values("account__member"), left_on=None, joined_on__lte=day)
    entries = [
        NewFact(
            rules.public.fact, member, YES, day, f"dues:public:{unit.pk}:{month}:{member.pk}",
            f"{unit.code} {month_text(month)}"[:200],
        )
        for member in members.select_related("unit").order_by("pk")
    ]  # fmt: skip
    there = under_keys([entry.key for entry in entries], acting.SOURCE)
    writer = by if by.may(Permission.RECORD_FACT, unit) else None
    fresh = [entry for entry in entries if entry.key not in there]
    ledger.record_many(fresh, source=acting.SOURCE, scheme=scheme, by=writer, at=at, over=unit)
