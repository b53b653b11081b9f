"""Proofs of attendance: from a phone, the host or paper, each taken once, and taken back only by another row.

A proof is its own trail: it says who wrote it down, when and how, and is never changed. So it leaves no audit row of
its own; what people do to proofs of others does.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from goodstanding.access import meeting_hosts
from goodstanding.access.policies import Denied
from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit, notices
from goodstanding.actions.attendance import conflicts, ledger_facts
from goodstanding.actions.meetings import attendees
from goodstanding.actions.meetings.preconditions import reason_of
from goodstanding.actions.refusal import ActionRefused
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Account, AttendanceConflict, Attendee, Meeting, Member, Proof

Assurance, Verdict = Proof.Assurance, Proof.Verdict
#: What the member's own phone says; everything else is somebody's word about them.
OF_THE_MEMBER = frozenset({Assurance.PASSKEY_CODE, Assurance.CODE_ONLY})
CAME = frozenset({Verdict.PRESENT, Verdict.LATE})
_MOST_ONCE = 80


@dataclass(frozen=True)
class Claim:
    """What a proof says of a member. verdict: none for "they were here", which is present or late by the clock.

    occurred_at: when they were there, by a clock that the server trusts. once: the same key from the same account is
    the same proof, however often it is sent.
    """

    member: Member
    verdict: Proof.Verdict | None
    assurance: Proof.Assurance
    occurred_at: datetime
    idempotency_key: str


@dataclass(frozen=True)
class Proven:
    """What became of a claim. new: whether it was not there yet; conflict: the open case it is part of, if any."""

    proof: Proof
    attendee: Attendee
    new: bool
    conflict: AttendanceConflict | None


@transaction.atomic
def prove(*, meeting: Meeting, claim: Claim, scheme: Scheme, by: Viewer, at: datetime) -> Proven:
    """Takes one proof in. Whoever calls has verified what a phone sent.

    by: the member, for their own phone; otherwise whoever holds meetings of that unit. Raises Denied for anybody else,
    Refusal for a meeting that was never opened, a time still to come, or a key that said something else before.
    """
    return prove_within(meeting=meeting, claim=claim, scheme=scheme, by=by, at=at)


def prove_within(*, meeting: Meeting, claim: Claim, scheme: Scheme, by: Viewer, at: datetime) -> Proven:
    """The same within the caller's own transaction, which a refusal ends."""
    _refuse_stranger(meeting, claim, scheme, by)
    idempotency_key = f"{by.account.pk}:{claim.idempotency_key}"
    if not claim.idempotency_key or len(claim.idempotency_key) > _MOST_ONCE:
        raise ActionRefused(
            _("A proof needs a key of at most %(most)s characters.") % {"most": _MOST_ONCE}, "idempotency_key"
        )
    attendee = _attendee(meeting, claim, at)
    # Read once the row is held: whoever closes the meeting holds every row of it first.
    meeting = Meeting.objects.select_related("unit").get(pk=meeting.pk)
    verdict = claim.verdict or verdict_by_clock(meeting, claim.occurred_at, scheme)
    # One look for both: all that was said about them, and what stands under this key, which may be about others.
    said = list(Proof.objects.filter(Q(attendee=attendee) | Q(idempotency_key=idempotency_key)).order_by("pk"))
    if (known := next((one for one in said if one.idempotency_key == idempotency_key), None)) is not None:
        _refuse_other(known, attendee, claim, verdict)
        return Proven(known, attendee, new=False, conflict=conflicts.open_case(attendee))
    check_state(meeting)
    check_moment(meeting, claim, at)
    proof = Proof.objects.create(
        attendee=attendee, verdict=verdict, assurance=claim.assurance, occurred_at=claim.occurred_at, recorded_at=at,
        by=by.account, idempotency_key=idempotency_key,
    )  # fmt: skip
    conflict = None
    if said:
        conflict = conflicts.recount(attendee, by=by, at=at)
    else:
        conflicts.count_first(attendee, proof)
    ledger_facts.follow(attendee, meeting, scheme, by=by, at=at)
    return Proven(proof, attendee, new=True, conflict=conflict)


@transaction.atomic
def mark(*, meeting: Meeting, claim: Claim, scheme: Scheme, by: Viewer, at: datetime) -> Proven:
    """The host's word, from a roll or from paper: a mark of their own that said otherwise is taken back first.

    What anybody else said stays, and disagreeing with it is a case.
    """
    meeting_hosts.check(by, meeting.unit, scheme.meetings.get(meeting.type))
    attendee = _attendee(meeting, claim, at)
    is_open = Meeting.objects.filter(pk=meeting.pk, state=Meeting.State.OPEN).exists()
    key = f"{by.account.pk}:{claim.idempotency_key}"
    if is_open and not Proof.objects.filter(idempotency_key=key).exists():
        mine = Proof.objects.filter(attendee=attendee, assurance=claim.assurance, by=by.account, undone_by=None)
        for one in mine.filter(undoes=None).exclude(verdict=claim.verdict):
            reason = gettext("Marked otherwise by the same person")
            undo(proof=one, reason=reason, scheme=scheme, by=by, at=at)
    return prove_within(meeting=meeting, claim=claim, scheme=scheme, by=by, at=at)


@transaction.atomic
def undo(*, proof: Proof, reason: str, scheme: Scheme, by: Viewer, at: datetime) -> Proof:
    """Takes a proof back, with a reason. Gives the row that does. Taken back already, it changes nothing.

    Raises ActionRefused once the meeting is closed: then its facts are corrected in the ledger.
    """
    attendee = Attendee.objects.select_for_update().get(pk=proof.attendee_id)
    meeting = Meeting.objects.select_related("unit").get(pk=attendee.meeting_id)
    meeting_hosts.check(by, meeting.unit, scheme.meetings.get(meeting.type))
    if proof.undoes_id is not None:
        raise ActionRefused(_("This only takes another proof back; write down anew what holds."))
    if (known := Proof.objects.filter(undoes=proof).first()) is not None:
        return known
    if meeting.state != Meeting.State.OPEN:
        raise ActionRefused(_("The meeting is closed. Have its facts corrected instead."))
    back = Proof.objects.create(
        attendee=attendee, assurance=proof.assurance, occurred_at=proof.occurred_at, recorded_at=at, by=by.account,
        idempotency_key=f"undo:{proof.pk}", undoes=proof, reason=reason_of(reason),
    )  # fmt: skip
    conflicts.recount(attendee, by=by, at=at)
    audit.record("undo", "proof", str(proof.pk), by=by, at=at, unit=meeting.unit, fields=("undoes",))
    if proof.by_id != by.account.pk and proof.assurance in OF_THE_MEMBER:
        _tell_member(attendee, meeting, scheme, back, at=at)
    return back


def verdict_by_clock(meeting: Meeting, occurred_at: datetime, scheme: Scheme) -> Proof.Verdict:
    """Whether somebody who was there at that moment came in time."""
    kind = scheme.meetings.get(meeting.type)
    grace = timedelta(minutes=kind.grace_minutes if kind else 0)
    return Verdict.PRESENT if occurred_at <= meeting.starts_at + grace else Verdict.LATE


def _attendee(meeting: Meeting, claim: Claim, at: datetime) -> Attendee:
    """The member's row at the meeting, held until the transaction ends; whoever is not on the list comes as a guest."""
    rows = Attendee.objects.select_for_update().filter(meeting=meeting, member=claim.member)
    held = rows.first()
    if held is None:
        told = {"role": Attendee.Role.GUEST, "because": attendees.BY_HAND, "added_at": at}
        Attendee.objects.get_or_create(meeting=meeting, member=claim.member, defaults=told)
        held = rows.get()
    if held.role == Attendee.Role.OFF and claim.verdict not in {Verdict.ABSENT, Verdict.LEAVE}:
        held.role, held.reason = Attendee.Role.GUEST, ""
        held.save(update_fields=["role", "reason"])
    return held


def _refuse_stranger(meeting: Meeting, claim: Claim, scheme: Scheme, by: Viewer) -> None:
    own = by.member_id is not None and by.member_id == claim.member.pk
    if own and claim.assurance in OF_THE_MEMBER and claim.verdict in {None, *CAME}:
        return
    meeting_hosts.check(by, meeting.unit, scheme.meetings.get(meeting.type))
    if claim.assurance is Assurance.PASSKEY_CODE:
        raise Denied("only the member's own passkey says that")


def _refuse_other(known: Proof, attendee: Attendee, claim: Claim, verdict: Proof.Verdict) -> None:
    told = (attendee.pk, claim.assurance, verdict, claim.occurred_at)
    if told != (known.attendee_id, known.assurance, known.verdict, known.occurred_at):
        raise ActionRefused(
            _("The key %(key)s stands for another proof already.") % {"key": claim.idempotency_key}, "idempotency_key"
        )


def check_state(meeting: Meeting) -> None:
    """That proofs are taken at this meeting. Raises ActionRefused."""
    if meeting.state == Meeting.State.CANCELLED:
        raise ActionRefused(_("The meeting was cancelled."))
    if meeting.state not in {Meeting.State.OPEN, Meeting.State.CLOSED}:
        raise ActionRefused(_("The meeting is not open for check-in yet."))


def check_moment(meeting: Meeting, claim: Claim, at: datetime) -> None:
    """That somebody can have been at the meeting then. Raises ActionRefused."""
    if claim.occurred_at > at + timedelta(minutes=1):
        raise ActionRefused(_("That moment is still to come."), "occurred_at")
    if claim.verdict in {Verdict.ABSENT, Verdict.LEAVE}:
        return
    assert meeting.opened_at is not None, "an open meeting was opened"
    if claim.occurred_at < min(meeting.opened_at, meeting.starts_at) - timedelta(minutes=5):
        raise ActionRefused(_("That was before the meeting."), "occurred_at")


def _tell_member(attendee: Attendee, meeting: Meeting, scheme: Scheme, back: Proof, *, at: datetime) -> None:
    kind = scheme.meetings.get(meeting.type)
    title = kind.title.model_dump() if kind else {"en": meeting.type, "zh": meeting.type}
    facts = {"meeting": title, "moment": meeting.starts_at.isoformat(), "reason": back.reason}
    link = f"/my/meetings/{meeting.key}/"
    for account in _accounts([attendee.member_id]):
        notices.tell(
            account, "meeting_proof_undone", facts, idempotency_key=f"proof_undone:{back.pk}", at=at, link=link
        )


def _accounts(members: Sequence[int]) -> list[Account]:
    return list(Account.objects.filter(member__in=members))
