"""Meetings as duties of the unit: held, notified, asked for from above, closed and written up in time."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta

from django.db.models import Exists, Min, OuterRef, Q, QuerySet

from goodstanding.engine.period import Period, first_day, last_day, month_of, period_holding
from goodstanding.engine.scheme.scheme import MeetingType
from goodstanding.engine.scheme.unit_duties import UnitDuty
from goodstanding.models import Meeting, MemberClass, Membership, Minutes, Post, Receipt
from goodstanding.queries.meetings.year_plan import holds
from goodstanding.queries.unit_duties.row import AskedUnits, DutyRow

State = Meeting.State
#: A meeting of those in office alone needs two of them; a branch with fewer has no committee.
_FEWEST_IN_OFFICE = 2


def on_schedule(duty: UnitDuty, asked: AskedUnits) -> Iterator[DutyRow]:
    """The kinds of meeting that were due in a period that ends within the days.

    What the unit could not owe is left out: a period in which it was founded, one before its first meeting was ever
    recorded here, one without the people for whom the meeting is.
    """
    begun = _first_meetings(asked)
    for word, kind in _kinds(duty, asked).items():
        assert kind.plan is not None, "only kinds with a plan are due in periods"
        for period in _periods(kind, asked):
            held = _held(word, period, asked)
            for pk in _owing(kind, period, asked, begun, held):
                days = sorted(held.get(pk, ()))
                enough = len(days) >= kind.plan.times
                yield DutyRow(
                    pk, last_day(period.last), days[kind.plan.times - 1] if enough else None,
                    f"{word}:{period.name}", "period", period.name, (word,),
                )  # fmt: skip


def notices(duty: UnitDuty, asked: AskedUnits) -> Iterator[DutyRow]:
    """The meetings that took place, with the day by which those due were to be notified.

    A meeting that was asked for from above too late is left out: the unit above answers for it; see `orders`.
    """
    days = duty.within_days or 0
    first, last = asked.first + timedelta(days=days), asked.last + timedelta(days=days)
    found = _closed(duty, asked, first, last).annotate(
        told_at=Min("attendees__receipts__sent_at", filter=Q(attendees__receipts__about=Receipt.About.NOTICE))
    )
    for meeting in found.select_related("asked_by"):
        due_on, told_on = meeting.on - timedelta(days=days), asked.day(meeting.told_at)
        came = asked.day(meeting.asked_by.at) if meeting.asked_by else None
        too_late_from_above = came is not None and came > due_on
        # Notified without a receipt: nobody of those due could sign in, and nothing says when they were told.
        unknown = told_on is None and meeting.revision > 0
        if not unknown and not (too_late_from_above and (told_on is None or told_on > due_on)):
            yield _row(meeting, due_on, told_on)


def orders(duty: UnitDuty, asked: AskedUnits) -> Iterator[DutyRow]:
    """The meetings below that were asked for from these units, with the day by which the request had to be there."""
    days = timedelta(days=duty.within_days or 0)
    found = Meeting.objects.filter(
        asked_by__from_unit__in=asked.ids, on__range=(asked.first + days, asked.last + days)
    ).exclude(state=State.CANCELLED)
    if duty.kinds is not None:
        found = found.filter(type__in=duty.kinds)
    for meeting in found.select_related("asked_by", "unit").order_by("on", "pk"):
        assert meeting.asked_by is not None, "only such meetings were looked for"
        came = asked.day(meeting.asked_by.at)
        yield DutyRow(
            meeting.asked_by.from_unit_id, meeting.on - days, came, meeting.key, "order", meeting.key,
            (meeting.type, meeting.on.isoformat(), meeting.unit.name),
        )  # fmt: skip


def closing(duty: UnitDuty, asked: AskedUnits) -> Iterator[DutyRow]:
    """The meetings that were to be closed by then; with a meeting its attendance comes into the ledger."""
    days = timedelta(days=duty.within_days or 0)
    found = Meeting.objects.filter(unit__in=asked.ids, on__range=(asked.first - days, asked.last - days))
    found = found.filter(type__in=_words(duty, asked)).exclude(state=State.CANCELLED)
    for meeting in found.order_by("on", "pk"):
        yield _row(meeting, meeting.on + days, asked.day(meeting.ended_at))


def minutes(duty: UnitDuty, asked: AskedUnits) -> Iterator[DutyRow]:
    """The meetings whose minutes were due, by the days that the rules give each kind."""
    for word in _words(duty, asked):
        rule = asked.scheme.meetings[word].minutes
        if rule is None:
            continue
        days = timedelta(days=rule.within_days)
        found = _closed(duty, asked, asked.first - days, asked.last - days).filter(type=word)
        saved = Minutes.objects.filter(meeting__in=found.order_by().values("pk"), version=1).order_by()
        first = dict(saved.values_list("meeting", "at"))
        for meeting in found:
            yield _row(meeting, meeting.on + days, asked.day(first.get(meeting.pk)))


def _row(meeting: Meeting, due_on: date, done_on: date | None) -> DutyRow:
    parts = (meeting.type, meeting.on.isoformat())
    return DutyRow(meeting.unit_id, due_on, done_on, meeting.key, "meeting", meeting.key, parts)


def _closed(duty: UnitDuty, asked: AskedUnits, first: date, last: date) -> QuerySet[Meeting]:
    found = Meeting.objects.filter(unit__in=asked.ids, on__range=(first, last), state=State.CLOSED)
    return found.filter(type__in=_words(duty, asked)).order_by("on", "pk")


def _words(duty: UnitDuty, asked: AskedUnits) -> Collection[str]:
    return duty.kinds if duty.kinds is not None else list(asked.scheme.meetings)


def _kinds(duty: UnitDuty, asked: AskedUnits) -> dict[str, MeetingType]:
    found = {word: asked.scheme.meetings[word] for word in _words(duty, asked)}
    return {word: kind for word, kind in found.items() if kind.plan is not None}


def _periods(kind: MeetingType, asked: AskedUnits) -> list[Period]:
    assert kind.plan is not None
    months = range(month_of(asked.first), month_of(asked.last) + 1)
    found = dict.fromkeys(period_holding(month, kind.plan.every) for month in months)
    return [period for period in found if asked.holds(last_day(period.last))]


def _first_meetings(asked: AskedUnits) -> dict[int, date]:
    ever = Meeting.objects.filter(unit__in=asked.ids).exclude(state=State.CANCELLED).order_by()
    return dict(ever.values_list("unit").annotate(first=Min("on")))


def _held(word: str, period: Period, asked: AskedUnits) -> Mapping[int, list[date]]:
    days = (first_day(period.first), last_day(period.last))
    found = Meeting.objects.filter(unit__in=asked.ids, type=word, state=State.CLOSED, on__range=days).order_by()
    held = defaultdict[int, list[date]](list)
    for unit, on in found.values_list("unit", "on"):
        held[unit].append(on)
    return held


def _owing(
    kind: MeetingType, period: Period, asked: AskedUnits, begun: Mapping[int, date], held: Collection[int]
) -> list[int]:
    """The units for which such a meeting is written down: who held it, and who owed it throughout."""
    first, last = first_day(period.first), last_day(period.last)
    there = [pk for pk, unit in asked.units.items() if holds(unit, kind) and unit.is_open(last)]
    owing = {pk for pk in there if asked.units[pk].opened_on <= first and begun.get(pk, date.max) <= last}
    owing &= _with_people(kind, there, first, last)
    return [pk for pk in there if pk in owing or pk in held]


def _with_people(kind: MeetingType, units: list[int], first: date, last: date) -> set[int]:
    """The units with the people whom such a meeting is for, all through the period."""
    throughout = Q(from_on__lte=first) & (Q(until_on=None) | Q(until_on__gt=last))
    if kind.due.offices is not None:
        posts = Post.objects.filter(throughout, unit__in=units, role__in=kind.due.offices, accepted_at__isnull=False)
        people = defaultdict[int, set[int]](set)
        for unit, account in posts.order_by().values_list("unit", "account"):
            people[unit].add(account)
        return {unit for unit, accounts in people.items() if len(accounts) >= _FEWEST_IN_OFFICE}
    stayed = Membership.objects.filter(throughout, unit__in=units)
    if kind.due.classes is not None:
        words = MemberClass.objects.filter(throughout, member=OuterRef("member"), word__in=kind.due.classes)
        stayed = stayed.filter(Exists(words))
    return set(stayed.order_by().values_list("unit", flat=True).distinct())
