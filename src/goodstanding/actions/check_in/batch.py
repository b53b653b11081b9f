"""Many check-ins in one transaction, for a moment in which a whole city touches its telephones.

What most of them are is written together: the first word about somebody who is on the list of an open meeting, signed
by their passkey. Everything else goes the long way, one by one: the same again, guests, meetings that were closed,
what disagrees, what is forged. What comes out is the same either way.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import DatabaseError, transaction
from django.db.models import F, OuterRef, Q, Subquery

from goodstanding.access.viewer import Viewer
from goodstanding.actions.attendance import attendance
from goodstanding.actions.attendance.attendance import Assurance, Claim
from goodstanding.actions.check_in import check_in
from goodstanding.actions.check_in.refusals import CheckInRefused
from goodstanding.actions.check_in.request import (
    CheckInRequest,
    CheckInResult,
    RelyingParty,
    VerifiedPasskey,
    idempotency_key_of,
    note,
    shown_to,
    verified,
)
from goodstanding.actions.refusal import ActionRefused
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Attendee, CheckIn, Meeting, Passkey, Proof
from goodstanding.proofs.passkey_assertion import NotProven, read, text
from goodstanding.proofs.venue_code import VenueCode


@dataclass(frozen=True)
class Arrival:
    """A check-in that has come in: what was sent, by whom, and when the server had it."""

    sent: CheckInRequest
    by: Viewer
    at: datetime


@dataclass(frozen=True)
class _Ready:
    """An arrival that is good as far as it can be seen before anything is held."""

    arrival: Arrival
    shown: VenueCode
    row: Attendee
    seen: VerifiedPasskey

    @property
    def idempotency_key(self) -> str:
        return f"{self.arrival.by.account.pk}:{idempotency_key_of(self.arrival.sent)}"

    @property
    def claim(self) -> Claim:
        idempotency_key = idempotency_key_of(self.arrival.sent)
        return Claim(self.row.member, None, Assurance.PASSKEY_CODE, self.shown.since, idempotency_key)


def take(arrivals: Sequence[Arrival], *, scheme: Scheme, place: RelyingParty) -> list[CheckInResult | Exception]:
    """What becomes of each, in their order: taken, or the refusal that says what to do."""
    ready = _ready(arrivals, place)
    try:
        taken = _write(ready, scheme)
    except DatabaseError:  # Somebody was faster, or holds what others wait for: the long way finds out who.
        taken = {}
    return [taken.get(number) or _alone(one, scheme, place) for number, one in enumerate(arrivals)]


def _alone(one: Arrival, scheme: Scheme, place: RelyingParty) -> CheckInResult | Exception:
    try:
        return check_in.check_in(sent=one.sent, scheme=scheme, by=one.by, place=place, at=one.at)
    except Exception as error:  # Nobody else's check-in fails with it; whoever sent it is told.
        return error


def _ready(arrivals: Sequence[Arrival], place: RelyingParty) -> dict[int, _Ready]:
    """By their number, those that can be written together: one of each person, one with each passkey."""
    shown = _all_shown(arrivals)
    rows, keys = _rows(arrivals, shown), _passkeys(arrivals, shown)
    found, used = dict[int, _Ready](), set[int]()
    for number, since in shown.items():
        one = arrivals[number]
        row, passkey = rows.get((since.meeting, one.by.member_id)), keys.get(_credential(one.sent))
        if row is None or row.counted_id is not None or passkey is None or not {row.pk, -passkey.pk}.isdisjoint(used):
            continue
        if passkey.authenticator.user_id != one.by.account.pk or not passkey.authenticator.user.is_active:
            continue
        try:
            found[number] = _Ready(one, since, row, verified(one.sent, passkey, one.by, place))
        except NotProven:
            continue
        used |= {row.pk, -passkey.pk}
    return found


def _all_shown(arrivals: Sequence[Arrival]) -> dict[int, VenueCode]:
    found = dict[int, VenueCode]()
    for number, one in enumerate(arrivals):
        try:
            since = shown_to(one.sent, one.at)
        except CheckInRefused:
            continue
        late = one.sent.kept and one.at - since.since > check_in.VERY_LATE
        if one.sent.assertion is not None and one.by.member_id is not None and not late:
            found[number] = since
    return found


def _rows(arrivals: Sequence[Arrival], shown: dict[int, VenueCode]) -> dict[tuple[str, int | None], Attendee]:
    """The rows of these people at these meetings."""
    meetings = {since.meeting for since in shown.values()}
    members = {arrivals[number].by.member_id for number in shown}
    found = Attendee.objects.filter(meeting__key__in=meetings, member__in=members)
    return {(one.meeting.key, one.member_id): one for one in found.select_related("meeting", "member")}


def _passkeys(arrivals: Sequence[Arrival], shown: dict[int, VenueCode]) -> dict[str, Passkey]:
    names = {_credential(arrivals[number].sent) for number in shown}
    found = Passkey.objects.filter(credential_id__in=names).select_related("authenticator__user")
    return {one.credential_id: one for one in found}


def _credential(sent: CheckInRequest) -> str:
    try:
        return text(read(sent.assertion)[0])
    except NotProven:
        return ""


@transaction.atomic
def _write(ready: dict[int, _Ready], scheme: Scheme) -> dict[int, CheckInResult]:
    """Writes what still can be, once all their rows are held. Whoever closes a meeting holds every row of it first."""
    if not ready:
        return {}
    rows = [one.row.pk for one in ready.values()]
    held = {one.pk: one for one in Attendee.objects.select_for_update().filter(pk__in=rows).order_by("pk")}
    keys = _held_passkeys(ready)
    meetings = Meeting.objects.in_bulk({one.row.meeting_id for one in ready.values()})
    said = Proof.objects.filter(
        Q(attendee__in=rows) | Q(idempotency_key__in=[one.idempotency_key for one in ready.values()])
    )
    spoken = set(said.values_list("attendee_id", flat=True)) | set(said.values_list("idempotency_key", flat=True))
    good = {
        number: one
        for number, one in ready.items()
        if {one.row.pk, one.idempotency_key}.isdisjoint(spoken)
        and keys.get(one.seen.passkey.pk) == one.seen.passkey.sign_count
        and _is_usual(one, held.get(one.row.pk), meetings[one.row.meeting_id])
    }
    return _written(good, meetings, scheme)


def _held_passkeys(ready: dict[int, _Ready]) -> dict[int, int]:
    """The counters of their passkeys, held."""
    rows = Passkey.objects.select_for_update().filter(pk__in=[one.seen.passkey.pk for one in ready.values()])
    return dict(rows.order_by("pk").values_list("pk", "sign_count"))


def _is_usual(one: _Ready, row: Attendee | None, meeting: Meeting) -> bool:
    if row is None or row.counted_id is not None or row.role == Attendee.Role.OFF:
        return False
    if meeting.state != Meeting.State.OPEN:
        return False
    try:
        attendance.check_moment(meeting, one.claim, one.arrival.at)
    except ActionRefused:
        return False
    return True


def _written(good: dict[int, _Ready], meetings: dict[int, Meeting], scheme: Scheme) -> dict[int, CheckInResult]:
    if not good:
        return {}
    proofs = Proof.objects.bulk_create([_proof(one, meetings[one.row.meeting_id], scheme) for one in good.values()])
    notes = zip(good.values(), proofs, strict=True)
    CheckIn.objects.bulk_create(
        [note(one.arrival.sent, one.seen, one.shown, said, one.arrival.at) for one, said in notes]
    )
    mine = Proof.objects.filter(attendee=OuterRef("pk"), pk__in=[said.pk for said in proofs])
    Attendee.objects.filter(pk__in=[said.attendee_id for said in proofs]).update(
        counted=Subquery(mine.values("pk")[:1])
    )
    _move_on(list(good.values()))
    return {
        number: CheckInResult(said, meetings[one.row.meeting_id], new=True, stands=True, agrees=True)
        for (number, one), said in zip(good.items(), proofs, strict=True)
    }


def _proof(one: _Ready, meeting: Meeting, scheme: Scheme) -> Proof:
    return Proof(
        attendee=one.row,
        verdict=attendance.verdict_by_clock(meeting, one.shown.since, scheme),
        assurance=Assurance.PASSKEY_CODE,
        occurred_at=one.shown.since,
        recorded_at=one.arrival.at,
        by=one.arrival.by.account,
        idempotency_key=one.idempotency_key,
    )


def _move_on(good: Sequence[_Ready]) -> None:
    """Keeps what each good use said of its passkey: together for those that say the same."""
    alike = dict[tuple[int, bool], list[_Ready]]()
    for one in good:
        step = one.seen.used.sign_count - one.seen.passkey.sign_count
        alike.setdefault((step, one.seen.used.is_backed_up), []).append(one)
    for (step, is_backed_up), some in alike.items():
        Passkey.objects.filter(pk__in=[one.seen.passkey.pk for one in some]).update(
            sign_count=F("sign_count") + step, is_backed_up=is_backed_up, used_at=max(one.arrival.at for one in some)
        )
