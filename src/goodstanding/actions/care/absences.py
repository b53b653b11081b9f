"""Long absences: reported by the member with few fields, or for them by an office, and ended with one tap."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access.viewer import Viewer
from goodstanding.actions.care import acting
from goodstanding.actions.care.acting import KeyedDeed
from goodstanding.actions.refusal import ActionRefused
from goodstanding.engine.scheme.care import AbsenceRule
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import LongAbsence, Member
from goodstanding.queries.care import absences as queries
from goodstanding.queries.people.calendars import today
from goodstanding.sheets import cells

_MOST_AHEAD = timedelta(days=366)


def rule_of(scheme: Scheme) -> AbsenceRule:
    """Returns what the rules say of long absences. Raises ActionRefused where they say nothing."""
    rule = acting.rules_of(scheme).absence
    if rule is None:
        raise ActionRefused(_("The rules do not provide for this."))
    return rule


@transaction.atomic
def report(
    *, member: Member, from_on: date, until_on: date, phone: str, scheme: Scheme, by: Viewer, at: datetime,
    reported_on: date | None = None,
) -> LongAbsence:  # fmt: skip
    """Reports an absence and returns it; the same one reported again is returned as it is.

    reported_on: on which day the member said so, where another person writes it down. It counts when it was said by
    its first day and is long enough by the rules; said later, nothing is held against the member. Raises Denied for
    anyone but the member and the offices. Raises ActionRefused for days out of order, and where an absence runs.
    """
    acting.lock(by)
    rule, unit = rule_of(scheme), acting.home_of(member)
    acting.check_self_or_office(by, member, unit, acting.rules_of(scheme).offices())
    said_on = acting.past_day(today(at) if reported_on is None else reported_on, member, at, "reported_on")
    if until_on < from_on:
        raise ActionRefused(_("The last day is before the first."), "until_on")
    if until_on < today(at):
        raise ActionRefused(_("This absence is over already."), "until_on")
    if from_on > today(at) + _MOST_AHEAD:
        raise ActionRefused(_("That is more than a year ahead."), "from_on")
    Member.objects.select_for_update().get(pk=member.pk)
    running = queries.running(member, today(at))
    if running is not None:
        if (running.from_on, running.until_on) == (from_on, until_on):
            return running
        raise ActionRefused(_("An absence is reported already. End it first, then report the new one."))
    _close_past(member, by, at)
    made = LongAbsence.objects.create(
        member=member, unit=unit, from_on=from_on, until_on=until_on, phone=cells.phone_of(phone),
        reported_on=said_on, made_at=at, made_by=by.account,
    )  # fmt: skip
    acting.note("report", "long_absence", made.key, unit, by=by, at=at)
    if queries.counts(made, rule):
        mark = KeyedDeed(member, unit, f"away:{made.key}", said_on)
        acting.write_yes(rule.reported, mark, scheme=scheme, by=by, at=at)
    return made


@transaction.atomic
def end(*, absence: LongAbsence, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Ends an absence today: the member is back, or does not leave after all. What was reported stays good.

    An absence that never began takes its entry back. Ended already, it changes nothing. Raises Denied for anyone but
    the member and the offices.
    """
    rule = rule_of(scheme)
    LongAbsence.objects.select_for_update().get(pk=absence.pk)
    row = LongAbsence.objects.select_related("member__unit", "unit").get(pk=absence.pk)
    acting.check_self_or_office(by, row.member, row.member.unit or row.unit, acting.rules_of(scheme).offices())
    if row.ended_on is not None:
        return
    _end(row, by, at)
    acting.note("end", "long_absence", row.key, row.unit, by=by, at=at)
    if row.from_on > today(at) and queries.counts(row, rule):
        mark = KeyedDeed(row.member, row.unit, f"away:{row.key}", row.reported_on)
        acting.take_back(rule.reported, mark, scheme=scheme, by=by, at=at)


def _end(row: LongAbsence, by: Viewer, at: datetime) -> None:
    row.ended_on, row.ended_at, row.ended_by = today(at), at, by.account
    row.save(update_fields=["ended_on", "ended_at", "ended_by"])


def _close_past(member: Member, by: Viewer, at: datetime) -> None:
    """An absence whose last day is over makes room for the next."""
    for row in LongAbsence.objects.select_for_update().filter(member=member, ended_on=None):
        _end(row, by, at)
