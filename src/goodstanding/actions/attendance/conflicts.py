"""Which proof counts, and the small cases where two of them disagree.

Two proofs agree when they say the same, and when one says a person was in time and the other only found them there
later. What counts is what counted first until a person settles the case; nothing is overwritten in silence.
"""

from collections.abc import Sequence
from datetime import datetime
from itertools import combinations

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from goodstanding.access.permissions import Permission
from goodstanding.access.policies import Denied, check
from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit
from goodstanding.actions.attendance import ledger_facts, told
from goodstanding.actions.meetings.preconditions import reason_of
from goodstanding.actions.refusal import ActionRefused
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import AttendanceConflict, Attendee, Meeting, Proof
from goodstanding.queries.attendance.open_cases import open_case
from goodstanding.queries.attendance.proofs import standing_about

State, Verdict, Assurance = AttendanceConflict.State, Proof.Verdict, Proof.Assurance
_BY_THE_CLOCK = frozenset({Assurance.PASSKEY_CODE.value, Assurance.CODE_ONLY.value})


def agree(proof: Proof, other: Proof) -> bool:
    """Whether two proofs can both be right. A phone's "late" only says that they were there by then."""
    if proof.verdict == other.verdict:
        return True
    if Assurance.OWN_WORD in {proof.assurance, other.assurance}:
        # What a member says of themselves decides nothing: another person looks at it.
        return False
    if {proof.verdict, other.verdict} != {Verdict.PRESENT.value, Verdict.LATE.value}:
        return False
    late = proof if proof.verdict == Verdict.LATE else other
    return late.assurance in _BY_THE_CLOCK or bool(late.scanned)


def count_first(attendee: Attendee, proof: Proof) -> None:
    """Lets the first word about a person count: there is nothing yet with which it could disagree."""
    attendee.counted = proof
    attendee.save(update_fields=["counted"])


def recount(attendee: Attendee, *, by: Viewer, at: datetime) -> AttendanceConflict | None:
    """Says anew which proof counts, and opens or ends the case about them. The caller holds the attendee's row."""
    standing = list(standing_about(attendee))
    contenders = _contenders(attendee, standing)
    attendee.counted = _counted(contenders)
    attendee.save(update_fields=["counted"])
    pair = next(((proof, two) for proof, two in combinations(contenders, 2) if not agree(proof, two)), None)
    case = open_case(attendee)
    if case is not None and pair is None:
        _end(case, attendee.counted, gettext("The disagreeing record was taken back"), by=by, at=at)
        return None
    if case is None and pair is not None:
        case = AttendanceConflict.objects.create(attendee=attendee, first=pair[0], second=pair[1], opened_at=at)
    return case


def _contenders(attendee: Attendee, proofs: Sequence[Proof]) -> list[Proof]:
    """What is not settled yet: what was chosen last, and what came after that; without a choice, everything."""
    last = (
        AttendanceConflict.objects.filter(attendee=attendee, state=State.SETTLED, chosen__isnull=False)
        .order_by("-pk")
        .first()
    )
    chosen = next((proof for proof in proofs if last is not None and proof.pk == last.chosen_id), None)
    if last is None or last.seen is None or chosen is None:
        return list(proofs)
    return [chosen, *(proof for proof in proofs if proof.pk > last.seen)]


def _counted(contenders: Sequence[Proof]) -> Proof | None:
    """The first, or one that agrees with it and says that they were in time."""
    if not contenders:
        return None
    first = contenders[0]
    others = (proof for proof in contenders if proof.assurance != Assurance.OWN_WORD)
    kinder = (proof for proof in others if proof.verdict == Verdict.PRESENT and agree(first, proof))
    return next(kinder, first)


@transaction.atomic
def settle(
    *, conflict: AttendanceConflict, chosen: Proof, reason: str, scheme: Scheme, by: Viewer, at: datetime
) -> AttendanceConflict:
    """Says which proof holds, and why. After the meeting is closed, the ledger is put right by it.

    Raises Denied for anyone whom the case is about, Refusal where it was settled meanwhile.
    """
    attendee = Attendee.objects.select_for_update().get(pk=conflict.attendee_id)
    meeting = Meeting.objects.select_related("unit").get(pk=attendee.meeting_id)
    check(by, Permission.HOLD_MEETING, meeting.unit)
    if by.member_id == attendee.member_id:
        raise Denied("nobody settles a case about themselves")
    own_word = is_own_word(conflict)
    if own_word and conflict.first.by_id == by.account.pk:
        raise Denied("the member says otherwise than they wrote down, so another person decides")
    conflict = AttendanceConflict.objects.get(pk=conflict.pk)
    if conflict.state != State.OPEN:
        raise ActionRefused(_("This was settled meanwhile."))
    if not standing_about(attendee).filter(pk=chosen.pk).exists():
        raise ActionRefused(_("Choose one of the valid attendance records."), "chosen")
    _end(conflict, chosen, reason_of(reason), by=by, at=at)
    recount(attendee, by=by, at=at)
    audit.record("settle", "attendance_conflict", conflict.key, by=by, at=at, unit=meeting.unit, fields=("chosen",))
    ledger_facts.follow(attendee, meeting, scheme, by=by, at=at)
    if own_word:
        told.settled(conflict, attendee, meeting, scheme, at=at)
    return conflict


def decide(attendee: Attendee, proof: Proof, reason: str, *, by: Viewer, at: datetime) -> None:
    """Lets a new proof hold in the place of what counted, as a person decided. The caller holds the attendee's row."""
    before = attendee.counted
    attendee.counted = proof
    attendee.save(update_fields=["counted"])
    if before is None:
        return
    AttendanceConflict.objects.create(
        attendee=attendee, first=before, second=proof, state=State.SETTLED, opened_at=at, chosen=proof, seen=proof.pk,
        reason=reason, settled_at=at, settled_by=by.account,
    )  # fmt: skip


def is_own_word(conflict: AttendanceConflict) -> bool:
    """Whether the member says otherwise than was written down."""
    return Assurance.OWN_WORD.value in {conflict.first.assurance, conflict.second.assurance}


def _end(conflict: AttendanceConflict, chosen: Proof | None, reason: str, *, by: Viewer, at: datetime) -> None:
    last = Proof.objects.filter(attendee=conflict.attendee_id).order_by("-pk").values_list("pk", flat=True).first()
    conflict.state, conflict.chosen, conflict.reason, conflict.seen = State.SETTLED, chosen, reason, last or 0
    conflict.settled_at, conflict.settled_by = at, by.account
    conflict.save(update_fields=["state", "chosen", "reason", "seen", "settled_at", "settled_by"])
