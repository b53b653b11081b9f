"""A month that stays open after a reminder: a person records it, with a reason. Nothing records it by itself."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access.permissions import Permission
from goodstanding.access.policies import check
from goodstanding.access.viewer import Viewer
from goodstanding.actions.dues import acting, settling
from goodstanding.actions.ledger import ledger
from goodstanding.actions.ledger.follow import FollowedDeed, Slot, follow
from goodstanding.actions.ledger.ledger import NewFact
from goodstanding.actions.refusal import ActionRefused, needed, said_day
from goodstanding.engine.period import month_text
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import DuesObligation, Fact
from goodstanding.models.ledger.fact import YES
from goodstanding.queries.dues import overdue
from goodstanding.queries.ledger.facts import under_keys
from goodstanding.queries.ledger.said_fact import SaidFact
from goodstanding.queries.people.calendars import today

MOST_REASON = 120


@transaction.atomic
def record(*, row: DuesObligation, reason: str, scheme: Scheme, by: Viewer, at: datetime) -> Fact:
    """Records that a month is overdue, and returns the entry; recorded already, it returns that.

    Raises Denied for anyone who does not collect dues and record entries there. Raises ActionRefused for the
    collector's own, without a reason, for a month that is not over or is settled, and before the days after a reminder.
    """
    rule, unit = acting.rules_of(scheme).overdue, acting.home_of(row.member)
    if rule is None:
        raise ActionRefused(_("The rules do not provide for this."))
    acting.check_collects(by, unit)
    check(by, Permission.RECORD_FACT, unit)
    acting.check_of_another(by, row.member)
    reason = needed(reason, "reason", missing=_("Give a reason."), most=MOST_REASON)
    row = next(one for one in settling.locked([row.member_id], at=at) if one.pk == row.pk)
    day, first = today(at), overdue.first_day(row, rule)
    if known := under_keys([overdue.key_of(row)], acting.SOURCE):
        return known[overdue.key_of(row)]
    if not row.open or row.due_on >= day:
        raise ActionRefused(_("This month is settled, or not over yet."))
    if first is None:
        raise ActionRefused(_("Remind the member first, on the page of arrears."))
    if day < first:
        raise ActionRefused(
            _("The member was reminded; it can be recorded from %(day)s on.") % {"day": said_day(first)}
        )
    reference = f"{row.unit.code} {month_text(row.month)}: {reason}"[:200]
    entry = NewFact(rule.fact, row.member, YES, day, overdue.key_of(row), reference)
    made = ledger.record_many([entry], source=acting.SOURCE, scheme=scheme, by=by, at=at, over=unit)
    acting.note("record", "dues_overdue", row.key, unit, by=by, at=at)
    return made.facts[0]


def take_back_waived(row: DuesObligation, reason: str, *, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Takes back that a month was overdue, once it is waived. reason: why it is waived."""
    rule, key = acting.rules_of(scheme).overdue, overdue.key_of(row)
    fact = under_keys([key], acting.SOURCE).get(key)
    if rule is None or fact is None or row.open:
        return
    deed = FollowedDeed(acting.SOURCE, row.member, row.member.unit or row.unit, fact.reference)
    follow(deed, {Slot(rule.fact, key): SaidFact(YES, fact.occurred_on)}, {}, reason, scheme=scheme, by=by, at=at)
