"""What a closed meeting leaves in the ledger about each person: written once, and put right when a case is settled."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext

from goodstanding.access.permissions import Permission
from goodstanding.access.viewer import Viewer
from goodstanding.actions import corrections, ledger, rectify
from goodstanding.actions.ledger import EXCUSED, Entry
from goodstanding.actions.rectify import Change
from goodstanding.engine.scheme import AlsoWritten, MeetingType, Scheme
from goodstanding.models import Attendee, Clash, Correction, Fact, Meeting, MeetingLeave, Member, Proof, Remedy, Unit
from goodstanding.queries import due

Verdict, Standing = Proof.Verdict, Attendee.Standing
YES, NO = 1000, 0
_CAME = frozenset({Verdict.PRESENT.value, Verdict.LATE.value})
_VALUES = {Verdict.PRESENT.value: YES, Verdict.LATE.value: YES, Verdict.LEAVE.value: EXCUSED, Verdict.ABSENT.value: NO}


def entry(meeting: Meeting, kind: str, subject: Member | Unit, value: int | None) -> Entry:
    """A fact of a meeting; its key lets it be written once."""
    key = f"{meeting.key}:{kind}:{'m' if isinstance(subject, Member) else 'u'}{subject.pk}"
    return Entry(kind, subject, value, meeting.on, key, reference_of(meeting))


def reference_of(meeting: Meeting) -> str:
    """What the facts of a meeting refer to, in no language: the unit's code, when it began, what it was about."""
    starts = timezone.localtime(meeting.starts_at).strftime("%Y-%m-%d %H:%M")
    return " ".join(part for part in (meeting.unit.code, starts, meeting.topic) if part)[:200]


def entries_about(attendees: Sequence[Attendee], meeting: Meeting, kind: MeetingType) -> list[Entry]:
    """The facts about these people. Nothing about guests, about whoever has a case open, or who left meanwhile."""
    waiting = set(
        Clash.objects.filter(attendee__in=attendees, state=Clash.State.OPEN).values_list("attendee_id", flat=True)
    )
    asked = _asked_before(attendees, meeting)
    classes = due.classes_on([one.member_id for one in attendees], meeting.on)
    found = list[Entry]()
    for one in attendees:
        if one.pk in waiting or one.counted is None or not _was_member(one.member, meeting):
            continue
        values = values_of(one, kind, classes[one.member_id], asked=one.pk in asked)
        found += [entry(meeting, name, one.member, value) for name, value in values.items()]
    return found


def values_of(one: Attendee, kind: MeetingType, classes: frozenset[str], *, asked: bool) -> dict[str, int | None]:
    """By kind of fact, what the proof that counts says of somebody. Who was only welcome has nothing to miss."""
    if one.counted is None or one.standing in {Standing.GUEST, Standing.OFF}:
        return {}
    verdict = one.counted.verdict
    if one.standing == Standing.WELCOME and verdict not in _CAME:
        return {}
    found: dict[str, int | None] = {kind.fact: _VALUES[verdict]}
    for rule in kind.also:
        if rule.classes is not None and classes.isdisjoint(rule.classes):
            continue
        value = _also(rule, one, verdict, asked=asked)
        if value is not None:
            found[rule.fact] = value
    return found


def _also(rule: AlsoWritten, one: Attendee, verdict: str, *, asked: bool) -> int | None:
    if rule.hosted and not one.hosted:
        return None
    came = verdict in _CAME
    if rule.says == "came":
        return YES if came else None
    if rule.says == "on_time":
        return (YES if verdict == Verdict.PRESENT else NO) if came else None
    # With leave they had asked, whoever wrote it down.
    return None if came else (YES if asked or verdict == Verdict.LEAVE else NO)


def follow(attendee: Attendee, meeting: Meeting, scheme: Scheme, *, by: Viewer, at: datetime) -> None:
    """After a meeting is closed, lets the ledger follow what counts now about one person; before, there is nothing.

    What a published month counts waits for a second person. What people corrected in the ledger stays as it is.
    """
    kind = scheme.meetings.get(meeting.type)
    if meeting.state != Meeting.State.CLOSED or kind is None:
        return
    one = Attendee.objects.select_related("member__unit", "counted").get(pk=attendee.pk)
    if Clash.objects.filter(attendee=one, state=Clash.State.OPEN).exists():
        return
    wanted = {told.key: told for told in entries_about([one], meeting, kind)}
    prefix = f"{meeting.key}:"
    there = {
        fact.source_key: fact
        for fact in Fact.objects.filter(
            member=one.member, source=Fact.Source.MEETING, source_key__startswith=prefix, occurred_on=meeting.on
        )
    }
    _write_missing([told for key, told in wanted.items() if key not in there], meeting, scheme, by=by, at=at)
    for key, fact in there.items():
        _correct(fact, wanted.get(key), scheme, by=by, at=at)


def _write_missing(entries: Sequence[Entry], meeting: Meeting, scheme: Scheme, *, by: Viewer, at: datetime) -> None:
    """A member's own late proof is written down by the system: it acts for no office."""
    writer = by if by.may(Permission.RECORD_FACT, meeting.unit) else None
    ledger.record_many(entries, source=Fact.Source.MEETING, scheme=scheme, by=writer, at=at, over=meeting.unit)


def _correct(fact: Fact, wanted: Entry | None, scheme: Scheme, *, by: Viewer, at: datetime) -> None:
    if not ledger.holds(fact) or (wanted is not None and wanted.value == fact.value):
        return
    if Correction.objects.filter(fact=fact, state=Correction.State.ASKED).exists():
        return
    reason = gettext("Two proofs of attendance disagreed; the case was settled")
    if wanted is None:
        what = Change(Remedy.REVERSE, None, reason)
    elif wanted.value is None:
        what = Change(Remedy.EXCUSE, None, reason)
    else:
        what = Change(Remedy.REPLACE, wanted.value, reason)
    if rectify.needs_two(fact):
        corrections.ask_second([fact], what=what, by=by, at=at)
        return
    rectify.change(fact=fact, what=what, scheme=scheme, by=by, at=at, agreed_by=None)
    rectify.tell_concerned(fact, at=at)


def _asked_before(attendees: Sequence[Attendee], meeting: Meeting) -> set[int]:
    """Who had asked for leave before it began, whatever the answer."""
    leaves = MeetingLeave.objects.filter(attendee__in=attendees, asked_at__lt=meeting.starts_at)
    return set(leaves.exclude(state=MeetingLeave.State.WITHDRAWN).values_list("attendee_id", flat=True))


def _was_member(member: Member, meeting: Meeting) -> bool:
    return member.joined_on <= meeting.on and (member.left_on is None or meeting.on < member.left_on)
