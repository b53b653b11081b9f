"""Visits: the day and the kind, recorded by the member in one tap or typed in from paper; never a word more."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from goodstanding.access.viewer import Viewer
from goodstanding.actions.ledger.follow import Slot
from goodstanding.actions.refusal import ActionRefused
from goodstanding.actions.service import acting
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.engine.scheme.service import VisitKind
from goodstanding.models import Member, ServiceVisit
from goodstanding.models.ledger.fact import YES
from goodstanding.queries.ledger.said_fact import SaidFact
from goodstanding.queries.meetings import for_whom
from goodstanding.queries.people.calendars import today
from goodstanding.queries.service import rules

State = ServiceVisit.State
_LATEST = timedelta(days=92)


@transaction.atomic
def record(
    *, member: Member, kind: str, on: date, scheme: Scheme, by: Viewer, at: datetime
) -> ServiceVisit:  # fmt: skip
    """Records a visit of a member on a day, and returns it.

    Recorded as often on that day as the rules count already, the last is returned. Raises Denied for anyone but the
    member and the offices that record visits. Raises ActionRefused for a kind that the rules do not have, a member
    whom it is not for, or a day that is too far away.
    """
    rule, home, day = kind_of(kind, scheme), acting.home_of(member), today(at)
    acting.day_of(member, by, on, at, rule.recorded_by, home)
    acting.past_day(member, on, day)
    if on < day - _LATEST:
        raise ActionRefused(_("That is more than three months ago."), "on")
    if not for_whom.is_for(rule.to, member, on):
        raise ActionRefused(_("The rules ask this of other members."), "kind")
    Member.objects.select_for_update().get(pk=member.pk)
    same = {"member": member, "kind": kind, "on": on, "state": State.RECORDED}
    known = list(ServiceVisit.objects.filter(**same).order_by("number"))
    if len(known) >= rule.most_a_day:
        return known[-1]
    free = min({*range(1, rule.most_a_day + 1)} - {one.number for one in known})
    made = ServiceVisit.objects.create(unit=home, number=free, made_at=at, made_by=by.account, **same)
    acting.note("record", "service_visit", made.key, home, by=by, at=at)
    acting.leave(member, home, "", {}, _left(made, rule), "", scheme=scheme, by=by, at=at)
    return made


@transaction.atomic
def withdraw(*, visit: ServiceVisit, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Takes a visit back that was recorded by mistake, with its entry. Taken back already, it changes nothing.

    Raises Denied for anyone but the member and the offices that record visits.
    """
    ServiceVisit.objects.select_for_update().get(pk=visit.pk)
    row = ServiceVisit.objects.select_related("member__unit", "unit").get(pk=visit.pk)
    rule = kind_of(row.kind, scheme)
    acting.day_of(row.member, by, None, at, rule.recorded_by, row.unit)
    if row.state == State.WITHDRAWN:
        return
    row.state = State.WITHDRAWN
    row.save(update_fields=["state"])
    acting.note("withdraw", "service_visit", row.key, row.unit, by=by, at=at)
    why, unit = gettext("The visit was recorded by mistake."), row.member.unit or row.unit
    acting.leave(row.member, unit, "", _left(row, rule), {}, why, scheme=scheme, by=by, at=at)


def kind_of(word: str, scheme: Scheme) -> VisitKind:
    """Returns what the rules say about a kind of visit. Raises ActionRefused for a kind that they do not have."""
    found = rules.of(scheme).visits.get(word)
    if found is None:
        raise ActionRefused(_("The rules have no such kind of visit."), "kind")
    return found


def _left(row: ServiceVisit, rule: VisitKind) -> dict[Slot, SaidFact]:
    return {Slot(rule.made, f"visit:{row.key}"): SaidFact(YES, row.on)}
