"""Who missed a closed meeting, and whether they made up for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from goodstanding.engine.scheme.scheme import MadeUp, MeetingType
from goodstanding.models import Attendee, Fact, Meeting, Proof
from goodstanding.queries.ledger.in_force import holds
from goodstanding.queries.meetings.recorded import key_of, reference_of


@dataclass(frozen=True)
class Missed:
    """A person due who missed it. fact: that they made up for it, and whether that holds; elsewhere: where they came
    as a guest to the same kind of meeting since."""

    attendee: Attendee
    fact: Fact | None
    holds: bool
    elsewhere: Meeting | None


def last_day(meeting: Meeting, rule: MadeUp) -> date:
    """Until when it can be made up."""
    return meeting.on + timedelta(days=rule.within_days)


def missed(meeting: Meeting, kind: MeetingType | None, people: Sequence[Attendee]) -> list[Missed]:
    """Everyone due of these who can make up for a meeting, or has."""
    if kind is None or kind.made_up is None or meeting.state != Meeting.State.CLOSED:
        return []
    rule = kind.made_up
    away = [attendee for attendee in people if can_make_up(attendee, rule)]
    keys = {key_of(meeting, rule.fact, attendee.member): attendee.pk for attendee in away}
    facts = Fact.objects.filter(source=Fact.Source.MEETING, source_key__in=keys)
    known = {keys[fact.source_key]: fact for fact in facts}
    elsewhere = _guests_elsewhere(meeting, rule, away)
    found = []
    for attendee in away:
        fact = known.get(attendee.pk)
        held = fact is not None and holds(fact)
        found.append(Missed(attendee, fact, held, elsewhere.get(attendee.member_id)))
    return found


def can_make_up(attendee: Attendee, rule: MadeUp) -> bool:
    """Whether there is something for them to make up for: due, and recorded as the rule says."""
    return attendee.role == Attendee.Role.DUE and attendee.verdict in rule.after


def made_up_fact(attendee: Attendee, kind: MeetingType | None) -> Fact | None:
    """That a member made up for a meeting, where it holds."""
    if kind is None or kind.made_up is None:
        return None
    key = key_of(attendee.meeting, kind.made_up.fact, attendee.member)
    fact = Fact.objects.filter(member=attendee.member_id, source=Fact.Source.MEETING, source_key=key).first()
    return fact if fact is not None and holds(fact) else None


def _guests_elsewhere(meeting: Meeting, rule: MadeUp, away: Sequence[Attendee]) -> dict[int, Meeting]:
    """By member's id, where they came as a guest to a meeting of that kind while this one could be made up."""
    guests = Attendee.objects.filter(
        member__in=[attendee.member_id for attendee in away], role=Attendee.Role.GUEST, counted__verdict__in=Proof.CAME,
        meeting__type=meeting.type, meeting__state=Meeting.State.CLOSED,
        meeting__on__range=(meeting.on, last_day(meeting, rule)),
    ).exclude(meeting__unit=meeting.unit)  # fmt: skip
    return {
        guest.member_id: guest.meeting
        for guest in guests.select_related("meeting__unit").order_by("-meeting__starts_at")
    }


def how_of(fact: Fact, meeting: Meeting) -> str:
    """How it was made up, as a person put it."""
    whole = f"{reference_of(meeting)}: "
    return (
        fact.reference.removeprefix(whole) if fact.reference.startswith(whole) else fact.reference.rpartition(": ")[2]
    )
