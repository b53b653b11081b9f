"""What a meeting says of one person, by kind of fact: from the proof that counts, and from what the host was asked."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from goodstanding.engine.scheme.scheme import AlsoWritten, MeetingType
from goodstanding.models import Attendee, Meeting, Membership, Proof
from goodstanding.models.ledger.fact import EXCUSED, NO, YES
from goodstanding.models.valid_time import valid_on
from goodstanding.queries.meetings import who_is_due

Verdict, Role = Proof.Verdict, Attendee.Role
#: What the host ticked, by attendee's id: kinds of fact. A person who is not in it stands as the rules begin.
Ticks = Mapping[int, Collection[str]]
_VALUES = {Verdict.PRESENT.value: YES, Verdict.LATE.value: YES, Verdict.LEAVE.value: EXCUSED, Verdict.ABSENT.value: NO}


@dataclass(frozen=True)
class Seating:
    """What a meeting is to a person by the rules of its day. elsewhere: a guest who belongs to another unit."""

    role: str
    hosted: bool
    elsewhere: bool = False


def seats(attendees: Sequence[Attendee], meeting: Meeting, kind: MeetingType) -> dict[int, Seating]:
    """By attendee's id. A guest whom the rules call here after all, who joined since or was left out, is welcome:
    coming counts, and nothing is missing."""
    found = {attendee.pk: Seating(attendee.role, attendee.hosted) for attendee in attendees}
    guests = [attendee for attendee in attendees if attendee.role == Role.GUEST]
    if not guests:
        return found
    called = {due_person.member.pk: due_person for due_person in who_is_due.expected(kind, meeting.unit, meeting.on)}
    own = Membership.objects.filter(
        valid_on(meeting.on), unit=meeting.unit, member__in=[guest.member_id for guest in guests]
    )
    members = set(own.values_list("member_id", flat=True))
    for guest in guests:
        rule = called.get(guest.member_id)
        if rule is not None:
            found[guest.pk] = Seating(Role.WELCOME, rule.hosted)
        else:
            found[guest.pk] = Seating(Role.GUEST, hosted=False, elsewhere=guest.member_id not in members)
    return found


def is_asked_about(attendee: Attendee, seat: Seating) -> bool:
    """Whether the host is asked more about a person: those who came, other than guests."""
    came = attendee.counted is not None and attendee.counted.verdict in Proof.CAME
    return came and seat.role in {Role.DUE, Role.WELCOME}


def values_of(
    attendee: Attendee, seat: Seating, kind: MeetingType, classes: frozenset[str], *, leave_asked: bool,
    ticked: Collection[str] | None = None,
) -> dict[str, int | None]:  # fmt: skip
    """By kind of fact, what is written about a person. Who was only welcome has nothing to miss, a guest less still."""
    if attendee.counted is None or seat.role == Role.OFF:
        return {}
    verdict = attendee.counted.verdict
    if seat.role == Role.GUEST:
        return _of_guest(seat, kind, classes) if verdict in Proof.CAME else {}
    if seat.role == Role.WELCOME and verdict not in Proof.CAME:
        return {}
    found: dict[str, int | None] = {kind.fact: _VALUES[verdict]}
    for rule in kind.also:
        if _is_about(rule.classes, classes):
            value = _also(rule, seat, verdict, leave_asked=leave_asked)
            if value is not None:
                found[rule.fact] = value
    return found | _asked(attendee, seat, kind, ticked)


def _of_guest(seat: Seating, kind: MeetingType, classes: frozenset[str]) -> dict[str, int | None]:
    return {rule.fact: YES for rule in kind.guests if seat.elsewhere and _is_about(rule.classes, classes)}


def _asked(
    attendee: Attendee, seat: Seating, kind: MeetingType, ticked: Collection[str] | None
) -> dict[str, int | None]:
    found: dict[str, int | None] = {}
    for rule in kind.asked if is_asked_about(attendee, seat) else ():
        if rule.ticked if ticked is None else rule.fact in ticked:
            found[rule.fact] = YES
        elif rule.unticked == "zero" and seat.role == Role.DUE:
            found[rule.fact] = NO
    return found


def _is_about(wanted: tuple[str, ...] | None, classes: frozenset[str]) -> bool:
    return wanted is None or not classes.isdisjoint(wanted)


def _also(rule: AlsoWritten, seat: Seating, verdict: str, *, leave_asked: bool) -> int | None:
    if rule.hosted and not seat.hosted:
        return None
    came = verdict in Proof.CAME
    if rule.says == "came":
        return YES if came else None
    if rule.says == "on_time":
        return (YES if verdict == Verdict.PRESENT else NO) if came else None
    # With leave they had asked, no matter who wrote it down.
    return None if came else (YES if leave_asked or verdict == Verdict.LEAVE else NO)
