"""A member as those with the duty see them: where they stand, what was missed and when, what is still possible."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from goodstanding.engine.period import first_of_year, month_of
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Attendee, Fact, Meeting, Member, Standing
from goodstanding.models.ledger.fact import NO
from goodstanding.queries.attendance import catch_up
from goodstanding.queries.ledger import facts
from goodstanding.queries.ledger.facts import LedgerLine
from goodstanding.queries.ledger.in_force import in_force
from goodstanding.queries.meetings import meetings, verdicts
from goodstanding.queries.months import runs
from goodstanding.queries.months.own import OwnStanding, own_standing
from goodstanding.queries.people.organization import the_scheme

#: So many months up to the running one are looked through for what was missed.
MONTHS = 3
_LONGEST_CATCH_UP = timedelta(days=366)
_AHEAD = 5


@dataclass(frozen=True)
class MissedEntry:
    """What an entry says was not done, or takes points. caught_up: the missed meeting was made up for since."""

    fact: Fact
    takes: bool
    caught_up: bool


@dataclass(frozen=True)
class ToMakeUp:
    """A missed meeting that can still be made up for, until a day."""

    meeting: Meeting
    until: date


@dataclass(frozen=True)
class MemberOverview:
    """What a duty needs to know of a member on a day.

    missed: the latest first; excused: how many entries of the same months are excused, which is no failing; ahead: the
    member's next meetings; last_talk: the latest talk of the branch with them that the ledger knows.
    """

    own: OwnStanding
    missed: Sequence[MissedEntry]
    excused: int
    to_make_up: Sequence[ToMakeUp]
    ahead: Sequence[Attendee]
    last_talk: Fact | None


def member_overview(member: Member, today: date) -> MemberOverview:
    """Where a member stands, what was missed on which day, what is still possible and when, and the last talk."""
    scheme, month = the_scheme(), month_of(today)
    lines = facts.about(member, month - MONTHS + 1, month)
    return MemberOverview(
        own_standing(member, today),
        missed_of(lines, scheme),
        sum(line.in_force and line.fact.value is None for line in lines),
        _to_make_up(member, today, scheme),
        _ahead(member),
        last_talk(member, scheme),
    )


def missed_of(lines: Sequence[LedgerLine], scheme: Scheme) -> list[MissedEntry]:
    """What was missed, or takes points, of some ledger lines; the latest first."""
    asked, taking = _kinds(scheme, "base"), _kinds(scheme, "deduction")
    made_up = {kind.made_up.fact for kind in scheme.meetings.values() if kind.made_up}
    held = [line.fact for line in lines if line.in_force]
    caught_up = {_meeting_of(fact) for fact in held if fact.kind in made_up and fact.value}
    found = [
        MissedEntry(fact, bool(fact.value), _meeting_of(fact) in caught_up)
        for fact in held
        if (fact.kind in asked and fact.value == NO) or (fact.kind in taking and fact.value)
    ]
    return sorted(found, key=lambda entry: (entry.fact.occurred_on, entry.fact.pk), reverse=True)


def last_talk(member: Member, scheme: Scheme) -> Fact | None:
    """The latest talk with a member, None where none is recorded."""
    said = Fact.objects.filter(member=member, kind__in=scheme.talks, value__gt=0)
    return in_force(said).order_by("-occurred_on", "-pk").first()


def _kinds(scheme: Scheme, kind: str) -> frozenset[str]:
    rules = (rule for rule in scheme.indicators if rule.subject == "member" and rule.kind == kind)
    return frozenset(name for rule in rules for name in rule.facts)


def _meeting_of(fact: Fact) -> str:
    """The key of the meeting that wrote a fact; the fact itself where none did."""
    return fact.source_key.partition(":")[0] if fact.source == Fact.Source.MEETING else f"fact {fact.pk}"


def _to_make_up(member: Member, today: date, scheme: Scheme) -> list[ToMakeUp]:
    listed = Attendee.objects.filter(
        member=member, meeting__state=Meeting.State.CLOSED, meeting__on__gt=today - _LONGEST_CATCH_UP
    ).select_related("member__unit", "counted", "meeting__unit")
    found = []
    for attendee in verdicts.as_recorded(listed.order_by("meeting__on"), scheme):
        meeting, kind = attendee.meeting, scheme.meetings.get(attendee.meeting.type)
        if kind is None or kind.made_up is None or (until := catch_up.last_day(meeting, kind.made_up)) < today:
            continue
        if any(not missed.holds for missed in catch_up.missed(meeting, kind, [attendee])):
            found.append(ToMakeUp(meeting, until))
    return found


def _ahead(member: Member) -> list[Attendee]:
    listed = Attendee.objects.filter(
        member=member, meeting__state__in=meetings.AHEAD, role__in=(Attendee.Role.DUE, Attendee.Role.WELCOME)
    )
    return list(listed.select_related("meeting__unit").order_by("meeting__starts_at")[:_AHEAD])


@dataclass(frozen=True)
class MemberFigures:
    """total: hundredths, none where not rated. came: of how many meetings of the year; excused ones are not counted."""

    is_published: bool
    total: int | None
    came: int
    meetings: int


def figures_of(members: Sequence[Member], scheme: Scheme, today: date) -> dict[int, MemberFigures]:
    """By member. For those who see ratings; the caller asks for no others."""
    keys = [member.pk for member in members]
    run = runs.latest()
    totals = dict(Standing.objects.filter(run=run, member__in=keys).values_list("member", "total")) if run else {}
    came, held = _meetings(keys, scheme, today)
    return {key: MemberFigures(key in totals, totals.get(key), came[key], held[key]) for key in keys}


def _meetings(keys: list[int], scheme: Scheme, today: date) -> tuple[Counter[int], Counter[int]]:
    kinds = {kind.fact for kind in scheme.meetings.values()}
    month = month_of(today)
    found = Fact.objects.filter(member__in=keys, kind__in=kinds, month__range=(first_of_year(month), month))
    came, held = Counter[int](), Counter[int]()
    for member, value in in_force(found).exclude(value=None).values_list("member", "value"):
        held[member] += 1
        came[member] += value != NO
    return came, held
