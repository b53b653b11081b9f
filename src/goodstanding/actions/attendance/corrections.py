"""An attendance of a closed meeting put right as one thing: everything that one mark had written goes together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access.permissions import Permission
from goodstanding.access.policies import Denied, check
from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit
from goodstanding.actions.attendance import conflicts, ledger_facts, told
from goodstanding.actions.ledger import change as fact_changes
from goodstanding.actions.ledger import correction_requests
from goodstanding.actions.ledger.change import Change
from goodstanding.actions.ledger.ledger import NewFact
from goodstanding.actions.meetings.preconditions import held, reason_of
from goodstanding.actions.refusal import ActionRefused
from goodstanding.engine.period import month_of
from goodstanding.engine.scheme.scheme import MeetingType, Scheme
from goodstanding.models import Account, Attendee, Correction, Fact, Meeting, Member, Objection, Proof, Remedy
from goodstanding.queries.attendance import marks
from goodstanding.queries.attendance.open_cases import open_case
from goodstanding.queries.ledger import attendance_entries, in_force, who_corrects
from goodstanding.queries.ledger import corrections as correction_queries
from goodstanding.queries.meetings import verdicts


@dataclass(frozen=True)
class _Correcting:
    """One person at one closed meeting, held until the transaction ends."""

    attendee: Attendee
    meeting: Meeting
    kind: MeetingType
    scheme: Scheme


@transaction.atomic
def correct(
    *, meeting: Meeting, member: Member, verdict: Proof.Verdict, reason: str, scheme: Scheme, by: Viewer, at: datetime
) -> Correction | None:
    """Puts an attendance right, with a reason. Where a published month counts it, asks a second person and gives that.

    Raises Denied for who may not record facts of the unit or is the member, ActionRefused where it says so already,
    waits for something else, or the meeting is not closed.
    """
    meeting = held(meeting, by)
    check(by, Permission.RECORD_FACT, meeting.unit)
    if by.member_id == member.pk:
        raise Denied("nobody corrects what is about themselves")
    case, reason = _case(meeting, member.pk, scheme), reason_of(reason)
    if case.attendee.verdict == verdict:
        raise ActionRefused(_("That is recorded already. Choose what is right instead."), "verdict")
    steps, _missing = _needed(case, verdict, reason)
    for fact, _what in steps:
        correction_requests.refuse_objected(fact)
    _refuse_waiting(case.attendee)
    published = who_corrects.is_published(month_of(meeting.on))
    if not published and not any(who_corrects.takes_two(fact, what.remedy, what.on) for fact, what in steps):
        _put_right(case, verdict, reason, said_by=by.account, by=by, at=at, agreed_by=None)
        return None
    if not steps:
        raise ActionRefused(_("The month is published, and no entry about this person is there to correct."))
    fact, what = steps[0]
    of_marks = {fact.pk: (case.attendee, verdict.value)}
    (asked,) = correction_requests.ask_second([fact], what=what, by=by, at=at, of_marks=of_marks)
    return asked


@transaction.atomic
def correct_entry(*, fact: Fact, what: Change, scheme: Scheme, by: Viewer, at: datetime) -> Correction | None:
    """Puts an entry right; an entry that says whether a member came, with all that its mark of attendance wrote.

    Gives and raises as `correct`, or as correction_requests.ask for any other entry.
    """
    attendee = marks.attendee_of(fact, scheme)
    verdict = _verdict(attendee, fact, what, scheme)
    if attendee is None or verdict is None:
        return correction_requests.ask(fact=fact, what=what, scheme=scheme, by=by, at=at)
    return correct(
        meeting=attendee.meeting,
        member=attendee.member,
        verdict=verdict,
        reason=what.reason,
        scheme=scheme,
        by=by,
        at=at,
    )


@transaction.atomic
def carry_out(*, fact: Fact, what: Change, scheme: Scheme, by: Viewer, at: datetime, agreed_by: Account | None) -> None:
    """Does what was ruled about an entry; where it says whether a member came, to all that its mark wrote.

    The caller has checked what is allowed, and tells the member. Raises ActionRefused where it cannot be.
    """
    attendee = marks.attendee_of(fact, scheme)
    if attendee is not None and what.remedy == Remedy.REVERSE:
        take_all_back(attendee, fact, what, scheme, by=by, at=at, agreed_by=agreed_by)
        return
    verdict = _verdict(attendee, fact, what, scheme)
    if attendee is None or verdict is None:
        fact_changes.change(fact=fact, what=what, scheme=scheme, by=by, at=at, agreed_by=agreed_by)
        return
    fact_changes.refuse_impossible(fact, what, scheme, at)
    case = _case(attendee.meeting, attendee.member_id, scheme)
    _put_right(case, verdict, what.reason, said_by=by.account, by=by, at=at, agreed_by=agreed_by, tell=False)


def take_all_back(
    attendee: Attendee, fact: Fact, what: Change, scheme: Scheme, *, by: Viewer, at: datetime, agreed_by: Account | None
) -> None:
    """Takes an entry of a mark back, where that still holds, and everything that was recorded with it."""
    others = attendance_entries.companions(fact, attendee.meeting.key)
    for entry in [fact, *(in_force.now_in_place(other) for other in others)]:
        if in_force.holds(entry):
            fact_changes.change(fact=entry, what=what, scheme=scheme, by=by, at=at, agreed_by=agreed_by)


def _verdict(attendee: Attendee | None, fact: Fact, what: Change, scheme: Scheme) -> Proof.Verdict | None:
    if attendee is None:
        return None
    return marks.verdict_after(fact, what.remedy, what.value, scheme.meetings[attendee.meeting.type])


def ask_second_about(
    facts: Sequence[Fact], *, what: Change, scheme: Scheme, by: Viewer, at: datetime, objection: Objection
) -> None:
    """Asks a second person about entries; about those that say whether a member came, for their marks as a whole."""
    of_marks = {fact.pk: mark for fact in facts if (mark := _mark(fact, what, scheme)) is not None}
    if facts:
        correction_requests.ask_second(facts, what=what, by=by, at=at, objection=objection, of_marks=of_marks)


def _mark(fact: Fact, what: Change, scheme: Scheme) -> tuple[Attendee, str] | None:
    attendee = marks.attendee_of(fact, scheme)
    verdict = _verdict(attendee, fact, what, scheme)
    return None if attendee is None or verdict is None else (attendee, verdict.value)


@transaction.atomic
def agree_together(*, objection: Objection, scheme: Scheme, by: Viewer, at: datetime) -> int:
    """Agrees to everything that one upheld objection led to, within the viewer's reach. Gives how many that were."""
    waiting = list(correction_queries.together(by, objection))
    for correction in waiting:
        agree(correction=correction, scheme=scheme, by=by, at=at)
    return len(waiting)


@transaction.atomic
def agree(*, correction: Correction, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """The second person agrees to a correction; of an attendance, to all that belongs to it. Raises as `correct`."""
    if correction.attendee is None:
        correction_requests.agree(correction=correction, scheme=scheme, by=by, at=at)
        attendee = marks.attendee_of(correction.fact, scheme)
        if attendee is not None and correction.remedy == Remedy.REVERSE:
            what = Change(Remedy.REVERSE, None, correction.reason)
            take_all_back(attendee, correction.fact, what, scheme, by=by, at=at, agreed_by=correction.asked_by)
        return
    meeting = Meeting.objects.select_related("unit").get(pk=correction.attendee.meeting_id)
    case = _case(meeting, correction.attendee.member_id, scheme)
    correction_requests.agree(correction=correction, scheme=scheme, by=by, at=at, tell=False)
    asked_by = correction.asked_by
    verdict = Proof.Verdict(correction.verdict)
    _put_right(case, verdict, correction.reason, said_by=asked_by, by=by, at=at, agreed_by=asked_by)


def _case(meeting: Meeting, member: int, scheme: Scheme) -> _Correcting:
    kind = scheme.meetings.get(meeting.type)
    if kind is None:
        raise ActionRefused(_("The rules no longer have this kind of meeting."))
    if meeting.state != Meeting.State.CLOSED:
        raise ActionRefused(_("The meeting is not closed yet. Mark the person on the roll."))
    Attendee.objects.select_for_update().get(meeting=meeting, member=member)
    listed = Attendee.objects.select_related("member__unit", "counted", "meeting")
    (attendee,) = verdicts.as_recorded([listed.get(meeting=meeting, member=member)], scheme)
    if open_case(attendee) is not None:
        raise ActionRefused(_("The member's attendance records disagree. Settle that first."))
    return _Correcting(attendee, meeting, kind, scheme)


def _needed(case: _Correcting, verdict: Proof.Verdict, reason: str) -> tuple[list[tuple[Fact, Change]], list[NewFact]]:
    """What the ledger takes to say it; see `ledger_facts.to_put_right`."""
    as_if = Attendee.objects.select_related("member__unit").get(pk=case.attendee.pk)
    as_if.counted = Proof(attendee=as_if, verdict=verdict)  # never saved
    came = case.attendee.verdict in Proof.CAME
    return ledger_facts.to_put_right(as_if, case.meeting, case.kind, reason, came_before=came)


def _put_right(
    case: _Correcting, verdict: Proof.Verdict, reason: str, *, said_by: Account, by: Viewer, at: datetime,
    agreed_by: Account | None, tell: bool = True,
) -> None:  # fmt: skip
    attendee, meeting = case.attendee, case.meeting
    steps, missing = _needed(case, verdict, reason)
    for fact, what in steps:
        fact_changes.change(fact=fact, what=what, scheme=case.scheme, by=by, at=at, agreed_by=agreed_by)
    ledger_facts.write_missing(missing, meeting, case.scheme, by=by, at=at)
    proof = Proof.objects.create(
        attendee=attendee, verdict=verdict, assurance=Proof.Assurance.HOST, occurred_at=at, recorded_at=at, by=said_by,
        idempotency_key=f"corrected:{attendee.pk}:{attendee.proofs.count()}", reason=reason,
    )  # fmt: skip
    conflicts.decide(attendee, proof, reason, by=by, at=at)
    audit.record("correct", "attendance", str(attendee.pk), by=by, at=at, unit=meeting.unit, fields=("counted",))
    if tell:
        told.corrected(attendee, meeting, proof, case.scheme, at=at)


def _refuse_waiting(attendee: Attendee) -> None:
    if Correction.objects.filter(attendee=attendee, state=Correction.State.ASKED).exists():
        raise ActionRefused(_("A correction of this has already been requested."))
