"""What the ledger says of those at a closed meeting: a correction there shows wherever the meeting is shown."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import Exists, OuterRef

from goodstanding.engine.period import month_of
from goodstanding.engine.scheme.scheme import MeetingType, Scheme
from goodstanding.models import Attendee, Fact, Meeting, Proof
from goodstanding.models.ledger.fact import EXCUSED, NO
from goodstanding.queries.ledger.in_force import holds, now_in_place
from goodstanding.queries.meetings.recorded import key_of

Verdict = Proof.Verdict


def as_recorded(attendees: Iterable[Attendee], scheme: Scheme) -> list[Attendee]:
    """The same rows, each with what the ledger says of it, where its meeting is closed and wrote something of it."""
    found = list(attendees)
    closed = defaultdict[int, list[Attendee]](list)
    for one in found:
        if one.meeting.state == Meeting.State.CLOSED:
            closed[one.meeting_id].append(one)
    for rows in closed.values():
        meeting = rows[0].meeting
        if (kind := scheme.meetings.get(meeting.type)) is not None:
            _hold_against(rows, meeting, kind)
    return found


def _hold_against(rows: Sequence[Attendee], meeting: Meeting, kind: MeetingType) -> None:
    on_time = [rule.fact for rule in kind.also if rule.says == "on_time"]
    keys = [key_of(meeting, name, one.member) for one in rows for name in (kind.fact, *on_time)]
    written = _written(meeting, keys)
    for one in rows:
        main = written.get(key_of(meeting, kind.fact, one.member))
        if main is None:
            continue
        said = [fact for name in on_time if (fact := written.get(key_of(meeting, name, one.member)))]
        one.recorded = _verdict(one, main, said)


def _written(meeting: Meeting, keys: Sequence[str]) -> dict[str, tuple[Fact, bool]]:
    """By key, what stands in its place now, and whether that holds. One query where nothing was corrected."""
    back = Fact.objects.filter(reverses=OuterRef("pk"), month=OuterRef("month"))
    facts = Fact.objects.filter(source=Fact.Source.MEETING, source_key__in=keys, month=month_of(meeting.on))
    found = {}
    for fact in facts.annotate(touched=Exists(back)):
        now = now_in_place(fact) if fact.touched else fact
        found[fact.source_key] = now, not fact.touched or holds(now)
    return found


def _verdict(one: Attendee, main: tuple[Fact, bool], on_time: Sequence[tuple[Fact, bool]]) -> str:
    fact, stands = main
    if not stands:
        return ""
    if fact.value is EXCUSED:
        return Verdict.LEAVE.value
    if fact.value == NO:
        return Verdict.ABSENT.value
    said = next((other.value for other, holds_too in on_time if holds_too), None)
    if said is not None:
        return Verdict.LATE.value if said == NO else Verdict.PRESENT.value
    proven = one.counted.verdict if one.counted is not None else ""
    return proven if proven in Proof.CAME else Verdict.PRESENT.value
