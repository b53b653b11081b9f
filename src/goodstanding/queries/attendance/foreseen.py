"""What a meeting leaves in the ledger, worked out before it is written: about each person, the unit and its offices."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from goodstanding.engine.scheme.scheme import MeetingType
from goodstanding.models import AttendanceConflict, Attendee, Fact, Meeting, MeetingLeave, Member, Proof, Unit
from goodstanding.models.ledger.fact import YES
from goodstanding.queries.attendance.values import Ticks, seats, values_of
from goodstanding.queries.ledger import doubles
from goodstanding.queries.meetings import who_is_due

Verdict = Proof.Verdict
#: Whom no notice of the meeting reached: nothing is written about them.
UNTOLD = "untold"
_ON_LEAVE = (MeetingLeave.State.ASKED, MeetingLeave.State.GRANTED)


@dataclass(frozen=True)
class Said:
    """One entry that a meeting leaves. value: thousandths, none for excused."""

    kind: str
    subject: Member | Unit
    value: int | None
    occurred_on: date


@dataclass(frozen=True)
class Foreseen:
    """What closing would write now. people: by verdict, with those never told under UNTOLD; entries: how many;

    doubled: what a form or an import recorded before of the same thing."""

    people: Mapping[str, Sequence[Attendee]]
    entries: int
    doubled: Sequence[Fact]


def foresee(meeting: Meeting, people: Sequence[Attendee], kind: MeetingType) -> Foreseen:
    """What closing an open meeting would write, with those who are not marked as the rules have it.

    people: everyone on its list. Each is given the proof that would count, in memory alone.
    """
    found = dict[str, list[Attendee]]()
    unmarked = [person for person in people if person.role == Attendee.Role.DUE and person.counted is None]
    untold = who_is_due.never_told(meeting, unmarked)
    found[UNTOLD] = [person for person in unmarked if person.pk in untold]
    unmarked = [person for person in unmarked if person.pk not in untold]
    away = on_leave(unmarked)
    for person in unmarked:
        person.counted = Proof(attendee=person, verdict=Verdict.LEAVE if person.pk in away else Verdict.ABSENT)
    for person in people:
        if person.counted is not None:
            found.setdefault(person.counted.verdict, []).append(person)
    said = said_of_all(people, meeting, kind, None)
    return Foreseen(found, len(said), doubles.recorded_before(said))


def on_leave(unmarked: Sequence[Attendee]) -> set[int]:
    """Who of those without a mark is on leave, by id. A request for leave that no one answered counts as granted."""
    leaves = MeetingLeave.objects.filter(attendee__in=unmarked, state__in=_ON_LEAVE)
    return set(leaves.values_list("attendee_id", flat=True))


def said_of_all(
    people: Sequence[Attendee], meeting: Meeting, kind: MeetingType, ticks: Ticks | None
) -> list[Said]:  # fmt: skip
    """Everything that closing writes: about the people, the unit, and who holds its offices."""
    said = said_of(people, meeting, kind, ticks)
    said += [Said(name, meeting.unit, YES, meeting.on) for name in kind.unit_facts]
    for rule in kind.office_facts:
        holders = who_is_due.office_holders(meeting.unit, rule.offices, meeting.on)
        said += [Said(rule.fact, holder, YES, meeting.on) for holder in holders]
    return said


def said_of(
    attendees: Sequence[Attendee], meeting: Meeting, kind: MeetingType, ticks: Ticks | None = None
) -> list[Said]:
    """What is written about these people. ticks: what the host said of those who came, besides that.

    Nothing about those who have a case open, or were no members then.
    """
    cases = AttendanceConflict.objects.filter(attendee__in=attendees, state=AttendanceConflict.State.OPEN)
    waiting = set(cases.values_list("attendee_id", flat=True))
    asked = _asked_before(attendees, meeting)
    classes = who_is_due.classes_on([attendee.member_id for attendee in attendees], meeting.on)
    seated = seats(attendees, meeting, kind)
    found = list[Said]()
    for attendee in attendees:
        if attendee.pk in waiting or attendee.counted is None or not _was_member(attendee.member, meeting):
            continue
        values = values_of(
            attendee, seated[attendee.pk], kind, classes[attendee.member_id], leave_asked=attendee.pk in asked,
            ticked=(ticks or {}).get(attendee.pk),
        )  # fmt: skip
        found += [Said(name, attendee.member, value, meeting.on) for name, value in values.items()]
    return found


def _asked_before(attendees: Sequence[Attendee], meeting: Meeting) -> set[int]:
    """Who had asked for leave before it began, whatever the answer."""
    leaves = MeetingLeave.objects.filter(attendee__in=attendees, asked_at__lt=meeting.starts_at)
    return set(leaves.exclude(state=MeetingLeave.State.WITHDRAWN).values_list("attendee_id", flat=True))


def _was_member(member: Member, meeting: Meeting) -> bool:
    return member.joined_on <= meeting.on and (member.left_on is None or meeting.on < member.left_on)
