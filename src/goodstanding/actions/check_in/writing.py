"""Writes what was decided on check-ins: the usual ones all together, anything else by itself."""

import hashlib
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import F, OuterRef, Subquery

from goodstanding.access import code_keys
from goodstanding.actions.attendance import attendance, doubts
from goodstanding.actions.check_in.decision import Accepted, CounterAlarm, Decision, Refused, Repeated, VerifiedPasskey
from goodstanding.actions.check_in.request import Arrival, CheckInResult
from goodstanding.actions.refusal import ActionRefused
from goodstanding.actions.sign_in import passkeys
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Attendee, CheckIn, Passkey, Proof

log = logging.getLogger(__name__)


class OutdatedRows(Exception):
    """What was loaded does not hold any more; nothing was written. It must be loaded and decided on again."""


def write(decision: Decision, arrival: Arrival, *, scheme: Scheme) -> CheckInResult | ActionRefused:
    """Writes what was decided on one check-in, within the caller's transaction. Returns what the member is answered.

    Raises OutdatedRows, which must end the transaction.
    """
    if isinstance(decision, Refused):
        report(decision, arrival)
        if decision.alarm is not None:
            _raise_alarm(decision.alarm, arrival)
        return decision.error
    if isinstance(decision, Repeated):
        _move_on(decision.verified, arrival)
        return decision.result
    return write_usual([decision])[0] if decision.is_usual else _write_unusual(decision, scheme)


def report(refused: Refused, arrival: Arrival) -> None:
    """Leaves a line in the log of an assertion that proves nothing."""
    if refused.fault is not None:
        facts = {"reason": refused.fault, "account": arrival.by.account.pk}
        log.warning("a check-in was refused", extra={"facts": facts})


def write_usual(accepted: Sequence[Accepted]) -> list[CheckInResult]:
    """Writes usual check-ins of different members, as many statements as for one. Returns their results in order."""
    if not accepted:
        return []
    proofs = Proof.objects.bulk_create([_proof(decision) for decision in accepted])
    pairs = list(zip(accepted, proofs, strict=True))
    CheckIn.objects.bulk_create([_evidence(decision, proof) for decision, proof in pairs])
    own = Proof.objects.filter(attendee=OuterRef("pk"), pk__in=[proof.pk for proof in proofs])
    rows = Attendee.objects.filter(pk__in=[proof.attendee_id for proof in proofs])
    rows.update(counted=Subquery(own.values("pk")[:1]))
    _move_all_on(accepted)
    return [CheckInResult(proof, decision.meeting, new=True, stands=True, agrees=True) for decision, proof in pairs]


def _write_unusual(decision: Accepted, scheme: Scheme) -> CheckInResult:
    """A guest, a further proof, a meeting that is closed, a very late delivery: with everything that follows."""
    arrival, meeting, claim = decision.arrival, decision.meeting, decision.claim
    by, at = arrival.by, arrival.at
    attendee = attendance.row_of(meeting, claim, at)
    if decision.rows.attendee is None and Proof.objects.filter(attendee=attendee).exists():
        raise OutdatedRows  # Another of the guest's phones was faster.
    _move_on(decision.verified, arrival)
    proven = attendance.write(
        claim, decision.verdict, attendee, meeting, is_first=not decision.rows.earlier, scheme=scheme, by=by, at=at
    )
    _evidence(decision, proven.proof).save()
    if decision.is_very_late:
        doubts.of_late(proof=proven.proof, meeting=meeting, member=claim.member, at=at)
    if meeting.ended_at is not None:
        doubts.look(meeting=meeting, at=at)  # There is more now than when the meeting was closed.
    agrees, before = proven.conflict is None, decision.rows.came_before()
    return CheckInResult(proven.proof, meeting, new=True, stands=True, agrees=agrees, before=before)


def _proof(decision: Accepted) -> Proof:
    return Proof(
        attendee=decision.rows.attendee,
        verdict=decision.verdict,
        assurance=decision.claim.assurance,
        occurred_at=decision.shown.since,
        recorded_at=decision.arrival.at,
        by=decision.arrival.by.account,
        idempotency_key=decision.arrival.idempotency_key,
    )


def _evidence(decision: Accepted, proof: Proof) -> CheckIn:
    """What came with a proof, for a person who looks into a doubt."""
    request, verified = decision.arrival.request, decision.verified
    passkey = verified.passkey if verified else None
    return CheckIn(
        proof=proof,
        digest=request.digest,
        passkey=hashlib.sha256(passkey.credential_id.encode()).hexdigest() if passkey else "",
        can_be_backed_up=passkey.can_be_backed_up if passkey else None,
        is_backed_up=verified.used.is_backed_up if verified else None,
        browser=code_keys.browser_at(decision.shown.meeting, request.browser),
        waited_ms=max(0, (decision.arrival.at - decision.shown.since) // timedelta(milliseconds=1)),
        kept=request.offline,
    )


def _raise_alarm(alarm: CounterAlarm, arrival: Arrival) -> None:
    """Warns the owner of a passkey, and lets a person look into it: they may have been there all the same."""
    passkeys.warn(alarm.passkey, at=arrival.at)
    doubts.of_counter(meeting=alarm.meeting, member=alarm.member, shown_at=alarm.shown_at, at=arrival.at)


def _move_on(verified: VerifiedPasskey | None, arrival: Arrival) -> None:
    """Stores what a good use said of its passkey. Raises OutdatedRows where it was used meanwhile."""
    if verified is not None and not passkeys.move_on(verified.passkey, verified.used, at=arrival.at):
        raise OutdatedRows


def _move_all_on(accepted: Sequence[Accepted]) -> None:
    """The same for many passkeys, which are held: together for those that say the same."""
    alike = dict[tuple[int, bool], list[tuple[Passkey, datetime]]]()
    for decision in accepted:
        if (verified := decision.verified) is not None:
            step = verified.used.sign_count - verified.passkey.sign_count
            alike.setdefault((step, verified.used.is_backed_up), []).append((verified.passkey, decision.arrival.at))
    for (step, is_backed_up), uses in alike.items():
        Passkey.objects.filter(pk__in=[passkey.pk for passkey, _at in uses]).update(
            sign_count=F("sign_count") + step, is_backed_up=is_backed_up, used_at=max(at for _passkey, at in uses)
        )
