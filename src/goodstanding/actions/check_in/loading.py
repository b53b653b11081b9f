"""Loads what is needed to decide on check-ins: one query for each table, however many check-ins there are."""

from collections.abc import Sequence

from django.db.models import F, Q

from goodstanding.access import code_keys
from goodstanding.actions.check_in.request import Arrival, CheckInRows, EarlierProof
from goodstanding.models import Attendee, Meeting, Passkey, Proof
from goodstanding.proofs import passkey_assertion, venue_code
from goodstanding.proofs.passkey_assertion import NotProven
from goodstanding.proofs.venue_code import NotShown
from goodstanding.queries.attendance.open_cases import with_open_case


def load(arrivals: Sequence[Arrival]) -> list[CheckInRows]:
    """What the database knows about each check-in, in their order.

    Holds the members' rows at the meetings, then their passkeys, each in the order of ids, until the caller's
    transaction ends. Meetings and proofs are read after that: to close a meeting, every row of it is held first.
    """
    keys = [_meeting_key(arrival) for arrival in arrivals]
    attendees = _attendees(arrivals, keys)
    passkeys, with_passkey = _passkeys(arrivals), _with_passkey(arrivals)
    meetings = {meeting.key: meeting for meeting in Meeting.objects.filter(key__in=set(keys) - {""})}
    earlier = _earlier(arrivals, attendees)
    open_cases = frozenset(with_open_case({known.proof.attendee_id for known in earlier}) if earlier else ())
    found = []
    for arrival, key in zip(arrivals, keys, strict=True):
        account, attendee = arrival.by.account, attendees.get((key, arrival.by.member_id))
        found.append(
            CheckInRows(
                member=attendee.member if attendee else account.member,
                meeting=meetings.get(key),
                attendee=attendee,
                passkey=passkeys.get((account.pk, _credential(arrival))),
                has_passkey=account.pk in with_passkey,
                earlier=[known for known in earlier if _concerns(known.proof, attendee, arrival)],
                open_cases=open_cases,
            )
        )
    return found


def _meeting_key(arrival: Arrival) -> str:
    """The key of the meeting that the code names, whenever it was shown; empty where it is no code of ours."""
    try:
        return venue_code.read(arrival.request.code, code_keys.ours()).meeting
    except NotShown:
        return ""


def _attendees(arrivals: Sequence[Arrival], keys: Sequence[str]) -> dict[tuple[str, int | None], Attendee]:
    """The members' rows, held, by the meeting's key and the member's id."""
    members = {arrival.by.member_id for arrival in arrivals} - {None}
    if not members or not any(keys):
        return {}
    rows = Attendee.objects.filter(meeting__key__in=set(keys) - {""}, member__in=members).order_by("pk")
    held = rows.select_for_update(of=("self",)).select_related("member").annotate(meeting_key=F("meeting__key"))
    return {(attendee.meeting_key, attendee.member_id): attendee for attendee in held}


def _passkeys(arrivals: Sequence[Arrival]) -> dict[tuple[int, str], Passkey]:
    """The passkeys that the assertions name, held, by account and credential; only those of the senders themselves."""
    names = {_credential(arrival) for arrival in arrivals} - {""}
    if not names:
        return {}
    accounts = {arrival.by.account.pk for arrival in arrivals}
    rows = Passkey.objects.filter(credential_id__in=names, authenticator__user__in=accounts).order_by("pk")
    # The registration itself is long, and nothing of it is needed.
    held = rows.select_for_update(of=("self",)).select_related("authenticator__user").defer("authenticator__data")
    return {(passkey.authenticator.user_id, passkey.credential_id): passkey for passkey in held}


def _with_passkey(arrivals: Sequence[Arrival]) -> set[int]:
    """Of the accounts that signed nothing, those that have a passkey."""
    accounts = {arrival.by.account.pk for arrival in arrivals if arrival.request.assertion is None}
    if not accounts:
        return set()
    found = Passkey.objects.filter(authenticator__user__in=accounts)
    return set(found.values_list("authenticator__user", flat=True))


def _earlier(arrivals: Sequence[Arrival], attendees: dict[tuple[str, int | None], Attendee]) -> list[EarlierProof]:
    """The proofs about these rows, and those under the keys of these check-ins."""
    rows, keys = [attendee.pk for attendee in attendees.values()], [arrival.idempotency_key for arrival in arrivals]
    proofs = Proof.objects.filter(Q(attendee__in=rows) | Q(idempotency_key__in=keys)).order_by("pk")
    found = []
    for proof in proofs.select_related("check_in", "undone_by"):
        check_in = getattr(proof, "check_in", None)
        found.append(EarlierProof(proof, check_in.digest if check_in else None, is_undone=hasattr(proof, "undone_by")))
    return found


def _concerns(proof: Proof, attendee: Attendee | None, arrival: Arrival) -> bool:
    return proof.idempotency_key == arrival.idempotency_key or (
        attendee is not None and proof.attendee_id == attendee.pk
    )


def _credential(arrival: Arrival) -> str:
    """The name of the credential that the assertion says it is of; empty where there is none."""
    if arrival.request.assertion is None:
        return ""
    try:
        return passkey_assertion.text(passkey_assertion.read(arrival.request.assertion)[0])
    except NotProven:
        return ""
