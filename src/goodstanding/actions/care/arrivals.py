"""What a transfer that was done leaves: that it was made in time, and that the member reported in."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goodstanding.access.viewer import Viewer
from goodstanding.actions.care import acting
from goodstanding.actions.ledger import ledger
from goodstanding.actions.ledger.ledger import NewFact
from goodstanding.actions.refusal import ActionRefused
from goodstanding.engine.scheme.care import ArrivalRule
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Transfer, Unit
from goodstanding.models.ledger.fact import YES
from goodstanding.queries.care import arrivals as queries
from goodstanding.queries.people.calendars import today
from goodstanding.queries.people.organization import the_scheme


def rule_of(scheme: Scheme) -> ArrivalRule:
    """Returns what the rules say of transfers. Raises ActionRefused where they say nothing."""
    rule = acting.rules_of(scheme).transfers
    if rule is None:
        raise ActionRefused(_("The rules do not provide for this."))
    return rule


def came(units: Collection[Unit], *, at: datetime) -> None:
    """Writes down of those who came to these units by a transfer today that it was made in time.

    A transfer that took longer leaves nothing: whose delay it was is for people to say. See actions/arrivals.py.
    """
    scheme, day = the_scheme(), today(at)
    rule = scheme.care.transfers if scheme.care else None
    if rule is None:
        return
    # At one moment a member may come, leave again, and another member come: then the entry has been written already.
    here = Q(member__left_on=None) | Q(member__left_on__gt=day)
    done = Transfer.objects.filter(here, state=Transfer.State.DONE, to_unit__in=units, ended_at=at)
    facts = [
        NewFact(rule.in_time, one.member, YES, day, f"in_time:{one.key}", one.to_unit.name[:200])
        for one in done.select_related("member", "to_unit")
        if (day - today(one.asked_at)).days <= rule.within_days
    ]
    for fact in facts:
        ledger.record_many([fact], source=acting.SOURCE, scheme=scheme, by=None, at=at)


@transaction.atomic
def report_in(
    *, transfer: Transfer, scheme: Scheme, by: Viewer, at: datetime, on: date | None = None
) -> None:  # fmt: skip
    """Says that a member reported in at the unit to which they were transferred: the member, or an office there.

    on: the day on which the member came, where an office says so. In time it leaves an entry; later it leaves nothing.
    Said already, it changes nothing. Raises Denied for anyone else. Raises ActionRefused for another member's transfer
    that is not done, and for a day out of reach.
    """
    rule = rule_of(scheme)
    row = Transfer.objects.select_related("member__unit", "to_unit").get(pk=transfer.pk)
    if row.state != Transfer.State.DONE or row.member.unit_id != row.to_unit_id:
        raise ActionRefused(_("There is no transfer to report in for."))
    acting.check_self_or_office(by, row.member, row.to_unit, acting.rules_of(scheme).offices())
    own = by.member_id == row.member_id
    day = acting.past_day(today(at) if own or on is None else on, row.member, at)
    came_on = queries.came_on(row)
    if day < came_on:
        raise ActionRefused(_("That is before the transfer was done."), "on")
    if day > came_on + timedelta(days=rule.report_within_days):
        raise ActionRefused(_("The time to report in by the rules is over; nothing is held against the member."), "on")
    mark = acting.KeyedDeed(row.member, row.to_unit, queries.key_of(row), day)
    acting.write_yes(rule.reported_in, mark, scheme=scheme, by=by, at=at)
    acting.note("report", "transfer", row.key, row.to_unit, by=by, at=at)
