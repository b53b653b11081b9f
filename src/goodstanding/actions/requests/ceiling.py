"""The ceiling of a month: what is sent to a unit from above is counted in the same transaction, or refused."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from goodstanding.access.policies import Denied
from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit
from goodstanding.actions.refusal import ActionRefused, needed
from goodstanding.engine.period import month_of
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import CeilingLift, Unit, UnitRequest
from goodstanding.queries.people.calendars import said_month, today
from goodstanding.queries.requests import requests as queries

#: A ceiling that can be raised by any number is none.
MOST_MORE, MOST_REASON = 5, 500
_BATCH = 2_000


@dataclass(frozen=True)
class SentThing:
    """What a unit sends to units below it: what it is, and its key, by which it is counted once."""

    from_unit: Unit
    noun: str
    key: str


@transaction.atomic
def count(*, thing: SentThing, units: QuerySet[Unit], scheme: Scheme, by: Viewer, at: datetime) -> int:
    """Counts a thing as a request to each of these units that lies below the sending one. Returns how many.

    Called in the transaction of the sending. The units are locked until it ends: two that send at once wait for each
    other. Raises ActionRefused, with the sum, where a unit has had as many as the rules allow.
    """
    most, month = queries.ceiling(scheme), month_of(today(at))
    if most is None:
        return 0
    below = units.filter(path__startswith=thing.from_unit.path).exclude(pk=thing.from_unit.pk).order_by()
    locked = Unit.objects.select_for_update(no_key=True).filter(pk__in=below.values("pk")).order_by("pk")
    found = list(locked.values_list("pk", flat=True))
    known = queries.counts(below, month)
    more = queries.raised(below, month, for_account=by.account.pk)
    full = [pk for pk in found if known.get(pk, 0) >= most + more.get(pk, 0)]
    if full:
        raise ActionRefused(_sum(full, most + more.get(full[0], 0), month))
    rows = [
        UnitRequest(
            unit_id=pk, from_unit=thing.from_unit, month=month, number=known.get(pk, 0) + 1, noun=thing.noun,
            key=thing.key, at=at, by=by.account,
        )
        for pk in found
    ]  # fmt: skip
    UnitRequest.objects.bulk_create(rows, batch_size=_BATCH)
    return len(rows)


@transaction.atomic
def lift(*, unit: Unit, more: int, reason: str, scheme: Scheme, by: Viewer, at: datetime) -> CeilingLift:
    """Raises the ceiling of a unit for this month, for what other people send. Returns what was written down.

    Raises Denied for anyone without an office above the unit that the rules name. Raises ActionRefused without a
    reason, and for no or too many more.
    """
    if not queries.may_raise(unit, scheme, by):
        raise Denied("this ceiling is not theirs to raise")
    if not 1 <= more <= MOST_MORE:
        raise ActionRefused(_("Raise it by 1 to %(most)s.") % {"most": MOST_MORE}, "more")
    reason = needed(reason, "reason", missing=_("Give a reason."), most=MOST_REASON)
    made = CeilingLift.objects.create(
        unit=unit, month=month_of(today(at)), more=more, reason=reason, at=at, by=by.account
    )
    audit.record("raise", "ceiling", unit.code, by=by, at=at, unit=unit)
    return made


def _sum(full: list[int], most: int, month: int) -> str:
    """The sentence that refuses it: how many, from where, and what is possible instead."""
    unit = Unit.objects.get(pk=full[0])
    senders = queries.senders(unit, month)
    told = {
        "unit": unit.name,
        "count": sum(number for _name, number in senders),
        "most": most,
        "from": ", ".join(f"{name} ({number})" for name, number in senders),
        "month": said_month(month + 1),
    }
    first = _(
        "%(unit)s has had %(count)s of %(most)s requests this month, from: %(from)s. Send it in %(month)s, send it to fewer units, or ask another person in office above to raise the ceiling of the month."  # noqa: E501
    )
    rest = len(full) - 1
    if rest == 0:
        return str(first % told)
    others = ngettext("So has %(count)s more unit.", "So have %(count)s more units.", rest) % {"count": rest}
    return f"{first % told} {others}"
