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
from goodstanding.models import AttendanceConflict, Attendee, Correction, Fact, Meeting, MeetingLeave, Member, Remedy
from goodstanding.queries.attendance.values import Ticks, is_asked_about, seats, values_of
from goodstanding.queries.ledger import in_force, who_corrects
from goodstanding.queries.meetings import who_is_due
from goodstanding.queries.meetings.recorded import key_of

_SETTLED = gettext_noop("Your attendance records disagreed; this has been settled")


def entries_about(
    attendees: Sequence[Attendee], meeting: Meeting, kind: MeetingType, ticks: Ticks | None = None
) -> list[NewFact]:
    """The facts about these people. ticks: what the host said of whoever came, besides that.

    Nothing about whoever has a case open, or was no member then.
    """
    waiting = set(
        AttendanceConflict.objects.filter(attendee__in=attendees, state=AttendanceConflict.State.OPEN).values_list(
            "attendee_id", flat=True
        )
    )
    asked = _asked_before(attendees, meeting)
    classes = who_is_due.classes_on([attendee.member_id for attendee in attendees], meeting.on)
    seated = seats(attendees, meeting, kind)
    found = list[NewFact]()
    for attendee in attendees:
        if attendee.pk in waiting or attendee.counted is None or not _was_member(attendee.member, meeting):
            continue
        values = values_of(
            attendee, seated[attendee.pk], kind, classes[attendee.member_id], leave_asked=attendee.pk in asked,
            ticked=(ticks or {}).get(attendee.pk),
        )  # fmt: skip
        found += [entries.entry(meeting, name, attendee.member, value) for name, value in values.items()]
    return found


def follow(attendee: Attendee, meeting: Meeting, scheme: Scheme, *, by: Viewer, at: datetime) -> None:
    """After a meeting is closed, lets the ledger follow what counts now about one person; before, there is nothing.

    What a published month counts waits for a second person. What people corrected in the ledger stays as it is; what
    an earlier case corrected follows the next one.
    """
    kind = scheme.meetings.get(meeting.type)
    if meeting.state != Meeting.State.CLOSED or kind is None:
        return
    one = Attendee.objects.select_related("member__unit", "counted").get(pk=attendee.pk)
    if AttendanceConflict.objects.filter(attendee=one, state=AttendanceConflict.State.OPEN).exists():
        return
    wanted = {told.key: told for told in entries_about([one], meeting, kind)}
    there = _written_about(one, meeting, kind)
    _write_missing([told for key, told in wanted.items() if key not in there], meeting, scheme, by=by, at=at)
    left = _left_alone(one, meeting, kind)
    for key, written in there.items():
        fact = _as_cases_left_it(written)
        if key in left:
            wanted[key] = NewFact(fact.kind, one.member, fact.value, fact.occurred_on, key)
        if what := _what_it_takes(fact, wanted.get(key)):
            _change(fact, what, scheme, by=by, at=at)


def _written_about(attendee: Attendee, meeting: Meeting, kind: MeetingType) -> dict[str, Fact]:
    """What the meeting wrote about somebody, by key; what was made up afterwards has a day of its own."""
    written = Q(source_key__startswith=f"{meeting.key}:", occurred_on=meeting.on)
    if kind.made_up is not None:
        written |= Q(source_key=key_of(meeting, kind.made_up.fact, attendee.member))
    facts = Fact.objects.filter(written, member=attendee.member, source=Fact.Source.MEETING)
    return {fact.source_key: fact for fact in facts}


def _left_alone(attendee: Attendee, meeting: Meeting, kind: MeetingType) -> set[str]:
    """Keys of what people said about somebody and what still goes with how it is counted now."""
    assert attendee.counted is not None, "whoever was there when it was closed is counted"
    found = set[str]()
    if is_asked_about(attendee, seats([attendee], meeting, kind)[attendee.pk]):
        found |= {key_of(meeting, rule.fact, attendee.member) for rule in kind.asked}
    if kind.made_up is not None and attendee.counted.verdict in kind.made_up.after:
        found.add(key_of(meeting, kind.made_up.fact, attendee.member))
    return found


def _write_missing(entries: Sequence[NewFact], meeting: Meeting, scheme: Scheme, *, by: Viewer, at: datetime) -> None:
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


def _asked_before(attendees: Sequence[Attendee], meeting: Meeting) -> set[int]:
    """Who had asked for leave before it began, whatever the answer."""
    leaves = MeetingLeave.objects.filter(attendee__in=attendees, asked_at__lt=meeting.starts_at)
    return set(leaves.exclude(state=MeetingLeave.State.WITHDRAWN).values_list("attendee_id", flat=True))


def _was_member(member: Member, meeting: Meeting) -> bool:
    return member.joined_on <= meeting.on and (member.left_on is None or meeting.on < member.left_on)
