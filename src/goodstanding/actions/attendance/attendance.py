"""Proofs of attendance: from a phone, the host or paper, each written once, and taken back only by another row.

A proof is its own trail: it says who wrote it down, when and how, and is never changed. So it leaves no audit row of
its own; what people do to proofs of others does. What becomes of a claim is decided in `claims`.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from goodstanding.access import meeting_hosts
from goodstanding.access.policies import Denied
from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit, notices
from goodstanding.actions.attendance import claims, conflicts, ledger_facts, own_marks
from goodstanding.actions.attendance.claims import Assurance, Claim, KnownProof, Verdict
from goodstanding.actions.meetings import attendees
from goodstanding.actions.meetings.preconditions import reason_of
from goodstanding.actions.refusal import ActionRefused
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import AttendanceConflict, Attendee, Meeting, Proof
from goodstanding.queries.attendance.open_cases import open_case
from goodstanding.queries.meetings.meetings import titles_of

#: What the member's own phone says; everything else is what another person says about them.
OF_THE_MEMBER = frozenset({Assurance.PASSKEY_CODE, Assurance.CODE_ONLY})
_LONGEST_KEY = 80


@dataclass(frozen=True)
class Proven:
    """What became of a claim. new: whether it was not there yet; conflict: the open case it is part of, if any;
    newer: a later mark by the same person, which holds instead."""

    proof: Proof
    attendee: Attendee
    new: bool
    conflict: AttendanceConflict | None
    newer: Proof | None = None


@transaction.atomic
def prove(*, meeting: Meeting, claim: Claim, scheme: Scheme, by: Viewer, at: datetime) -> Proven:
    """Writes one proof. The caller has verified what a phone sent.

    by: the member, for their own phone; otherwise a host of that unit's meetings. Raises Denied for any other person,
    ActionRefused for a meeting that was never opened, a time still to come, or a key of another proof.
    """
    return _prove(meeting, claim, scheme, by, at)


def _prove(meeting: Meeting, claim: Claim, scheme: Scheme, by: Viewer, at: datetime) -> Proven:
    """The same within the caller's own transaction, which a refusal ends."""
    _refuse_stranger(meeting, claim, scheme, by)
    key = key_of(claim, by)
    if not claim.idempotency_key or len(claim.idempotency_key) > _LONGEST_KEY:
        raise ActionRefused(
            _("An attendance record needs a key of at most %(most)s characters.") % {"most": _LONGEST_KEY},
            "idempotency_key",
        )
    attendee = row_of(meeting, claim, at)
    # Read once the row is held: to close a meeting, every row of it is held first.
    meeting = Meeting.objects.select_related("unit").get(pk=meeting.pk)
    # One query for both: all proofs about them, and the one under this key, which may be about another member.
    earlier = list(Proof.objects.filter(Q(attendee=attendee) | Q(idempotency_key=key)).order_by("pk"))
    known = next((proof for proof in earlier if proof.idempotency_key == key), None)
    decision = claims.decide(claim, meeting=meeting, attendee=attendee, known=known, scheme=scheme, at=at)
    if isinstance(decision, ActionRefused):
        raise decision
    if isinstance(decision, KnownProof):
        return Proven(decision.proof, attendee, new=False, conflict=open_case(attendee))
    is_first = not earlier
    return write(claim, decision.verdict, attendee, meeting, is_first=is_first, scheme=scheme, by=by, at=at)


def write(
    claim: Claim, verdict: Proof.Verdict, attendee: Attendee, meeting: Meeting, *,
    is_first: bool, scheme: Scheme, by: Viewer, at: datetime,
) -> Proven:  # fmt: skip
    """Writes a proof that was decided on; it counts or opens a case, and the ledger of a closed meeting follows.

    The caller holds the attendee's row. is_first: there is no proof about the attendee yet.
    """
    proof = Proof.objects.create(
        attendee=attendee, verdict=verdict, assurance=claim.assurance, occurred_at=claim.occurred_at, recorded_at=at,
        by=by.account, idempotency_key=key_of(claim, by),
    )  # fmt: skip
    conflict = None
    if is_first:
        conflicts.count_first(attendee, proof)
    else:
        conflict = conflicts.recount(attendee, by=by, at=at)
    ledger_facts.follow(attendee, meeting, scheme, by=by, at=at)
    return Proven(proof, attendee, new=True, conflict=conflict)


def key_of(claim: Claim, by: Viewer) -> str:
    """Under what key a claim of an account is written, once."""
    return f"{by.account.pk}:{claim.idempotency_key}"


@transaction.atomic
def mark(*, meeting: Meeting, claim: Claim, scheme: Scheme, by: Viewer, at: datetime) -> Proven:
    """The host's word, from a roll or from paper. Of the host's own marks the newest by the time of the mark holds.

    An older one that arrives later is written down and taken back at once. Proofs by other people stay, and
    disagreeing with them is a case. Raises as `prove` does.
    """
    meeting_hosts.check(by, meeting.unit, scheme.meetings.get(meeting.type))
    attendee = row_of(meeting, claim, at)
    meeting = Meeting.objects.select_related("unit").get(pk=meeting.pk)
    if Proof.objects.filter(idempotency_key=key_of(claim, by)).exists():
        return _prove(meeting, claim, scheme, by, at)
    otherwise = own_marks.otherwise(attendee, meeting, claim, by=by, at=at)
    if (newer := own_marks.newest_after(otherwise, claim, at)) is not None:
        return _outdated(attendee, meeting, claim, newer, scheme, by=by, at=at)
    for proof in own_marks.undecided(otherwise):
        _take_back(proof, attendee, meeting, gettext("Marked otherwise by the same person"), by=by, at=at)
    return _prove(meeting, claim, scheme, by, at)


def _outdated(
    attendee: Attendee, meeting: Meeting, claim: Claim, newer: Proof, scheme: Scheme, *, by: Viewer, at: datetime
) -> Proven:
    """Writes a mark down that a newer one by the same person has overtaken: it stays readable and counts nowhere."""
    decision = claims.decide(claim, meeting=meeting, attendee=attendee, known=None, scheme=scheme, at=at)
    if isinstance(decision, ActionRefused):
        raise decision
    assert isinstance(decision, claims.NewProof), "its key is not known yet"
    proof = Proof.objects.create(
        attendee=attendee, verdict=decision.verdict, assurance=claim.assurance, occurred_at=claim.occurred_at,
        recorded_at=at, by=by.account, idempotency_key=key_of(claim, by),
    )  # fmt: skip
    _take_back(proof, attendee, meeting, gettext("The same person marked it again later"), by=by, at=at)
    return Proven(proof, attendee, new=True, conflict=open_case(attendee), newer=newer)


@transaction.atomic
def undo(*, proof: Proof, reason: str, scheme: Scheme, by: Viewer, at: datetime) -> Proof:
    """Takes a proof back, with a reason. Gives the row that does. Taken back already, it changes nothing.

    Raises ActionRefused once the meeting is closed: then its facts are corrected in the ledger.
    """
    attendee = Attendee.objects.select_for_update().get(pk=proof.attendee_id)
    meeting = Meeting.objects.select_related("unit").get(pk=attendee.meeting_id)
    meeting_hosts.check(by, meeting.unit, scheme.meetings.get(meeting.type))
    if proof.undoes_id is not None:
        raise ActionRefused(_("This entry only takes another one back; record what is right anew."))
    if (known := Proof.objects.filter(undoes=proof).first()) is not None:
        return known
    if meeting.state != Meeting.State.OPEN:
        raise ActionRefused(_("The meeting is closed. Have its entries corrected instead."))
    back = _take_back(proof, attendee, meeting, reason_of(reason), by=by, at=at)
    if proof.by_id != by.account.pk and proof.assurance in OF_THE_MEMBER:
        _tell_member(attendee, meeting, scheme, back, at=at)
    return back


def _take_back(proof: Proof, attendee: Attendee, meeting: Meeting, reason: str, *, by: Viewer, at: datetime) -> Proof:
    back = Proof.objects.create(
        attendee=attendee, assurance=proof.assurance, occurred_at=proof.occurred_at, recorded_at=at, by=by.account,
        idempotency_key=f"undo:{proof.pk}", undoes=proof, reason=reason,
    )  # fmt: skip
    conflicts.recount(attendee, by=by, at=at)
    audit.record("undo", "proof", str(proof.pk), by=by, at=at, unit=meeting.unit, fields=("undoes",))
    return back


def row_of(meeting: Meeting, claim: Claim, at: datetime) -> Attendee:
    """The member's row at the meeting, held until the transaction ends; a member without one comes as a guest."""
    rows = Attendee.objects.select_for_update().filter(meeting=meeting, member=claim.member)
    held = rows.first()
    if held is None:
        guest = {"role": Attendee.Role.GUEST, "because": attendees.BY_HAND, "added_at": at}
        Attendee.objects.get_or_create(meeting=meeting, member=claim.member, defaults=guest)
        held = rows.get()
    if held.role == Attendee.Role.OFF and claim.verdict not in {Verdict.ABSENT, Verdict.LEAVE}:
        held.role, held.reason = Attendee.Role.GUEST, ""
        held.save(update_fields=["role", "reason"])
    return held


def _refuse_stranger(meeting: Meeting, claim: Claim, scheme: Scheme, by: Viewer) -> None:
    own = by.member_id is not None and by.member_id == claim.member.pk
    if own and claim.assurance in OF_THE_MEMBER and claim.verdict in {None, *Proof.CAME}:
        return
    meeting_hosts.check(by, meeting.unit, scheme.meetings.get(meeting.type))
    if claim.assurance is Assurance.PASSKEY_CODE:
        raise Denied("only the member's own passkey says that")


def _tell_member(attendee: Attendee, meeting: Meeting, scheme: Scheme, back: Proof, *, at: datetime) -> None:
    facts = {"meeting": titles_of(meeting, scheme), "moment": meeting.starts_at.isoformat(), "reason": back.reason}
    link = f"/my/meetings/{meeting.key}/"
    once = f"proof_undone:{back.pk}"
    notices.tell_member(attendee.member_id, "meeting_proof_undone", facts, idempotency_key=once, at=at, link=link)
