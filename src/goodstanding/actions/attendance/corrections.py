"""An attendance of a closed meeting put right as one thing: everything that one mark had written goes together."""

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
from goodstanding.models import Account, Attendee, Correction, Fact, Meeting, Member, Proof
from goodstanding.queries.attendance.open_cases import open_case
from goodstanding.queries.ledger import who_corrects
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
    (asked,) = correction_requests.ask_second(
        [fact], what=what, by=by, at=at, attendee=case.attendee, verdict=verdict.value
    )  # fmt: skip
    return asked


@transaction.atomic
def agree(*, correction: Correction, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """The second person agrees to a correction; of an attendance, to all that belongs to it. Raises as `correct`."""
    if correction.attendee is None:
        correction_requests.agree(correction=correction, scheme=scheme, by=by, at=at)
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
    agreed_by: Account | None,
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
    told.corrected(attendee, meeting, proof, case.scheme, at=at)


def _refuse_waiting(attendee: Attendee) -> None:
    if Correction.objects.filter(attendee=attendee, state=Correction.State.ASKED).exists():
        raise ActionRefused(_("A correction of this has already been requested."))
