"""What a closed meeting leaves in the ledger about each person: written once, and put right when a case is settled."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext, gettext_noop

from goodstanding.access.permissions import Permission
from goodstanding.access.viewer import Viewer
from goodstanding.actions.ledger import change as fact_changes
from goodstanding.actions.ledger import correction_requests, ledger
from goodstanding.actions.ledger.change import Change
from goodstanding.actions.ledger.ledger import NewFact
from goodstanding.actions.meetings import entries
from goodstanding.engine.scheme.scheme import MeetingType, Scheme
from goodstanding.models import AttendanceConflict, Attendee, Correction, Fact, Meeting, Remedy
from goodstanding.queries.attendance import foreseen
from goodstanding.queries.attendance.values import Ticks, is_asked_about, seats
from goodstanding.queries.ledger import in_force, who_corrects
from goodstanding.queries.meetings.recorded import key_of

_SETTLED = gettext_noop("Your attendance records disagreed; this has been settled")


def entries_about(
    attendees: Sequence[Attendee], meeting: Meeting, kind: MeetingType, ticks: Ticks | None = None
) -> list[NewFact]:
    """The facts about these people. ticks: what the host said of those who came, besides that.

    Nothing about those who have a case open, or were no members then.
    """
    said = foreseen.said_of(attendees, meeting, kind, ticks)
    return [entries.entry(meeting, statement.kind, statement.subject, statement.value) for statement in said]


def follow(attendee: Attendee, meeting: Meeting, scheme: Scheme, *, by: Viewer, at: datetime) -> None:
    """After a meeting is closed, lets the ledger follow what counts now about one person; before, there is nothing.

    What a published month counts waits for a second person. What people corrected in the ledger stays as it is; what
    an earlier case corrected follows the next one.
    """
    kind = scheme.meetings.get(meeting.type)
    if meeting.state != Meeting.State.CLOSED or kind is None:
        return
    attendee = Attendee.objects.select_related("member__unit", "counted").get(pk=attendee.pk)
    if AttendanceConflict.objects.filter(attendee=attendee, state=AttendanceConflict.State.OPEN).exists():
        return
    wanted = {told.key: told for told in entries_about([attendee], meeting, kind)}
    there = _written_about(attendee, meeting, kind)
    write_missing([told for key, told in wanted.items() if key not in there], meeting, scheme, by=by, at=at)
    left = _left_alone(attendee, meeting, kind)
    for key, written in there.items():
        fact = _as_cases_left_it(written)
        if key in left:
            wanted[key] = NewFact(fact.kind, attendee.member, fact.value, fact.occurred_on, key)
        if what := _what_it_takes(fact, wanted.get(key)):
            _change(fact, what, scheme, by=by, at=at)


def _written_about(attendee: Attendee, meeting: Meeting, kind: MeetingType) -> dict[str, Fact]:
    """What the meeting wrote about a person, by key; what was made up afterwards has a day of its own."""
    written = Q(source_key__startswith=f"{meeting.key}:", occurred_on=meeting.on)
    if kind.made_up is not None:
        written |= Q(source_key=key_of(meeting, kind.made_up.fact, attendee.member))
    facts = Fact.objects.filter(written, member=attendee.member, source=Fact.Source.MEETING)
    return {fact.source_key: fact for fact in facts}


def _left_alone(attendee: Attendee, meeting: Meeting, kind: MeetingType) -> set[str]:
    """Keys of what people said about a person and what still goes with how it is counted now."""
    assert attendee.counted is not None, "an attendee who was there when the meeting was closed is counted"
    found = set[str]()
    if is_asked_about(attendee, seats([attendee], meeting, kind)[attendee.pk]):
        found |= {key_of(meeting, rule.fact, attendee.member) for rule in kind.asked}
    if kind.made_up is not None and attendee.counted.verdict in kind.made_up.after:
        found.add(key_of(meeting, kind.made_up.fact, attendee.member))
    return found


def to_put_right(
    attendee: Attendee, meeting: Meeting, kind: MeetingType, reason: str, *, came_before: bool
) -> tuple[list[tuple[Fact, Change]], list[NewFact]]:
    """What lets the ledger say of a person what counts now, no matter who corrected it: the changes, in their order
    with the attendance itself first, and the facts that are missing.

    attendee: with its member; its `counted` may be a proof that is not written yet. came_before: whether the ledger
    says now that they came: then what the host was asked about them stays as people left it.
    """
    wanted = {told.key: told for told in entries_about([attendee], meeting, kind)}
    there = _written_about(attendee, meeting, kind)
    left = _left_alone(attendee, meeting, kind)
    found = list[tuple[Fact, Change]]()
    main = key_of(meeting, kind.fact, attendee.member)
    for key, written in sorted(there.items(), key=lambda item: (item[0] != main, item[1].pk)):
        fact = in_force.now_in_place(written)
        if key not in left or (not came_before and key in wanted):
            found += [(fact, what) for what in _steps(fact, wanted.get(key), reason)]
    return found, [told for key, told in wanted.items() if key not in there]


def _steps(fact: Fact, wanted: NewFact | None, reason: str) -> list[Change]:
    """What a fact takes to say what is wanted, which may be nothing."""
    stands = in_force.holds(fact)
    if wanted is None:
        return [Change(Remedy.REVERSE, None, reason)] if stands else []
    steps = [] if stands else [Change(Remedy.RESTORE, None, reason)]
    if wanted.value != fact.value:
        steps.append(Change(Remedy.EXCUSE if wanted.value is None else Remedy.REPLACE, wanted.value, reason))
    return steps


def write_missing(entries: Sequence[NewFact], meeting: Meeting, scheme: Scheme, *, by: Viewer, at: datetime) -> None:
    """A member's own late proof is written down by the system: it acts for no office."""
    writer = by if by.may(Permission.RECORD_FACT, meeting.unit) else None
    ledger.record_many(entries, source=Fact.Source.MEETING, scheme=scheme, by=writer, at=at, over=meeting.unit)


def _what_it_takes(fact: Fact, wanted: NewFact | None) -> Change | None:
    """What lets a fact say what is wanted, which may be nothing; none where it does, or where people took it back."""
    reason = gettext(_SETTLED)
    if not in_force.holds(fact):
        by_a_case = in_force.reversals_of(fact)[-1].reason in _our_reasons()
        return Change(Remedy.RESTORE, None, reason) if wanted is not None and by_a_case else None
    if wanted is None:
        return Change(Remedy.REVERSE, None, reason)
    if wanted.value == fact.value:
        return None
    return Change(Remedy.EXCUSE if wanted.value is None else Remedy.REPLACE, wanted.value, reason)


def _change(fact: Fact, what: Change, scheme: Scheme, *, by: Viewer, at: datetime) -> None:
    if Correction.objects.filter(fact=fact, state=Correction.State.ASKED).exists():
        return
    if who_corrects.takes_two(fact, what.remedy, what.on):
        correction_requests.ask_second([fact], what=what, by=by, at=at)
        return
    fact_changes.change(fact=fact, what=what, scheme=scheme, by=by, at=at, agreed_by=None)
    fact_changes.tell_concerned(fact, at=at)


def _as_cases_left_it(fact: Fact) -> Fact:
    """A fact, or what cases that were settled put in its place; a correction that a person asked for ends the chain."""
    ours = Fact.objects.filter(month=fact.month, reason__in=_our_reasons()).order_by("-pk")
    while instead := ours.filter(replaces=fact).first():
        fact = instead
    return fact


def _our_reasons() -> set[str]:
    """The reason that stands at what a settled case corrected, in whatever language it was settled."""
    found = set[str]()
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found.add(gettext(_SETTLED))
    return found
