"""Delivers what a phone marked on a roll without signal: many marks in one request, each written or refused by itself.

Sent again, in whatever order and however often, each is written once and answered the same. The phone's clock decides
nothing: the server knows when a mark came in, and when the roll was taken along, so a mark is never older than its
roll. What the phone says of the time counts only where it lies between these two. Marks of the roll with signal, which
waited on the phone while there was none, come the same way.

An item with `rest` is one of "everyone else present": it only says something about a member of whom nothing is known.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from goodstanding.access import code_keys, meeting_hosts
from goodstanding.access.viewer import Viewer
from goodstanding.actions.attendance import attendance
from goodstanding.actions.attendance.attendance import Proven
from goodstanding.actions.attendance.claims import Assurance, Claim, Verdict
from goodstanding.actions.check_in import member_codes
from goodstanding.actions.refusal import ActionRefused
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Attendee, Meeting, MeetingLeave, Proof
from goodstanding.names.unseen import typed
from goodstanding.proofs import roll_ticket
from goodstanding.proofs.roll_ticket import InvalidTicket, RollTicket

MOST_ITEMS = 100
_ONCE = re.compile(r"[A-Za-z0-9_-]{22}")
_MOST_DIGITS = 19
_KEY = re.compile(r"[A-Za-z0-9_-]{22}")


class DeliveryState(StrEnum):
    """What became of one item."""

    TAKEN = "taken"
    KNOWN = "known"
    CASE = "case"
    REFUSED = "refused"


@dataclass(frozen=True)
class DeliveredMark:
    """What the phone reads about an item. member: whom it is about, where that is known; verdict: what it says."""

    idempotency_key: str
    state: DeliveryState
    text: str | Promise
    member: str = ""
    verdict: str = ""


@dataclass(frozen=True)
class _Desk:
    """Who delivers to which meeting, and when."""

    meeting: Meeting
    ticket: RollTicket
    scheme: Scheme
    by: Viewer
    at: datetime


def deliver(
    *, meeting: Meeting, ticket: object, items: Sequence[Any], scheme: Scheme, by: Viewer, at: datetime
) -> list[DeliveredMark]:
    """Delivers a batch in its order. Returns a result for each item, in the same order.

    ticket: what `offline_roll.take` gave. Raises Denied for a viewer who does not hold the meeting, ActionRefused for
    the whole batch where this viewer did not take the roll along, or where there are too many items.
    """
    meeting_hosts.check(by, meeting.unit, scheme.meetings.get(meeting.type))
    if len(items) > MOST_ITEMS:
        raise ActionRefused(
            _("At most %(most)s marks are accepted at once; send the others afterwards.") % {"most": MOST_ITEMS}
        )
    try:
        ticket = roll_ticket.read(ticket, meeting=meeting.key, account=by.account.pk, using=code_keys.of_rolls())
    except InvalidTicket as error:
        raise ActionRefused(_("You did not save this roll on this phone. Save it again, with signal.")) from error
    desk = _Desk(meeting, ticket, scheme, by, at)
    return [_result(item, desk) for item in items]


def _result(item: Any, desk: _Desk) -> DeliveredMark:
    idempotency_key = item.get("once") if isinstance(item, Mapping) else None
    if not isinstance(item, Mapping) or not isinstance(idempotency_key, str) or not _ONCE.fullmatch(idempotency_key):
        return DeliveredMark(
            idempotency_key[:40] if isinstance(idempotency_key, str) else "",
            DeliveryState.REFUSED,
            _("This is not a mark of a roll."),
        )
    try:
        # Not before an undo: what was taken along too long ago is refused whatever it is.
        if desk.ticket.is_over(desk.at):
            raise ActionRefused(_("This roll was saved more than eight days ago. Have the entries corrected instead."))
        with transaction.atomic():
            return _deliver_one(item, idempotency_key, desk)
    except ActionRefused as refusal:
        return DeliveredMark(idempotency_key, DeliveryState.REFUSED, str(refusal), _text(item, "member"))


def _deliver_one(item: Mapping[str, Any], idempotency_key: str, desk: _Desk) -> DeliveredMark:
    does = item.get("do")
    if does == "code":
        return _code(item, idempotency_key, desk)
    if does == "undo":
        return _undo(item, idempotency_key, desk)
    if does in Verdict.values:
        return _mark(item, Verdict(does), idempotency_key, desk)
    raise ActionRefused(_("This is not a mark of a roll."))


def _mark(item: Mapping[str, Any], verdict: Proof.Verdict, idempotency_key: str, desk: _Desk) -> DeliveredMark:
    key = _text(item, "member")
    listed = Attendee.objects.select_for_update(of=("self",)).select_related("member")
    attendee = listed.filter(meeting=desk.meeting, member__key=key).first() if _KEY.fullmatch(key) else None
    if attendee is None:
        raise ActionRefused(_("This member is not on the list of this meeting."))
    known = Proof.objects.filter(idempotency_key=f"{desk.by.account.pk}:{_proof_key(idempotency_key)}").first()
    if known is None and item.get("rest") is True and (there := _there_already(attendee)) is not None:
        return DeliveredMark(idempotency_key, DeliveryState.KNOWN, there, key, _verdict_of(attendee))
    occurred_at = known.occurred_at if known is not None else _moment(item, desk)
    claim = Claim(attendee.member, verdict, Assurance.HOST, occurred_at, _proof_key(idempotency_key))
    proven = attendance.mark(meeting=desk.meeting, claim=claim, scheme=desk.scheme, by=desk.by, at=desk.at)
    return _delivered(idempotency_key, proven, attendee.member.key)


def _there_already(attendee: Attendee) -> Promise | None:
    """Why "everyone else" does not mean this member; none where nothing is known of them."""
    if attendee.counted is not None:
        return _("Another attendance record was there already; nothing was changed.")
    last = MeetingLeave.objects.filter(attendee=attendee).order_by("-pk").first()
    if last is not None and last.state in {MeetingLeave.State.ASKED, MeetingLeave.State.GRANTED}:
        return _("The member asked for leave; nothing was changed.")
    return None


def _verdict_of(attendee: Attendee) -> str:
    return attendee.counted.verdict if attendee.counted is not None else ""


def _code(item: Mapping[str, Any], idempotency_key: str, desk: _Desk) -> DeliveredMark:
    scanned = member_codes.scan(
        code=item.get("code"), meeting=desk.meeting, scheme=desk.scheme, by=desk.by, at=desk.at, offline=True
    )
    return _delivered(idempotency_key, scanned.proven, scanned.proven.attendee.member.key)


def _delivered(idempotency_key: str, proven: Proven, member: str) -> DeliveredMark:
    verdict = proven.proof.verdict
    closed = Meeting.objects.filter(pk=proven.attendee.meeting_id, state=Meeting.State.CLOSED).exists()
    if proven.conflict is not None:
        text = _("Saved. Another attendance record disagrees, so a person decides which is right.")
        if closed:
            text = _("Saved. The meeting was closed meanwhile and says otherwise, so a person decides.")
        return DeliveredMark(idempotency_key, DeliveryState.CASE, text, member, verdict)
    if proven.newer is not None:
        text = _("Received. You marked this member again later, and that mark counts.")
        return DeliveredMark(idempotency_key, DeliveryState.TAKEN, text, member, proven.newer.verdict)
    if not proven.new:
        return DeliveredMark(idempotency_key, DeliveryState.KNOWN, _("It was already there."), member, verdict)
    text = _("Received. The meeting was closed meanwhile, and the record is updated.") if closed else _("Received.")
    return DeliveredMark(idempotency_key, DeliveryState.TAKEN, text, member, verdict)


def _undo(item: Mapping[str, Any], idempotency_key: str, desk: _Desk) -> DeliveredMark:
    """Takes back a mark of the host's own that this phone had made, or the record that the host has read and names."""
    found = _named_proof(item, desk) if "proof" in item else _own_proof(item, desk)
    if found is None and item.get("rest") is True:
        return DeliveredMark(idempotency_key, DeliveryState.KNOWN, _("There was nothing to take back."))
    if found is None:
        raise ActionRefused(_("There is no mark of your own to take back."))
    member = found.attendee.member.key
    # A mark is taken back once, by whatever row; sent again, this is known.
    if Proof.objects.filter(undoes=found).exists():
        return DeliveredMark(idempotency_key, DeliveryState.KNOWN, _("It was already taken back."), member)
    attendance.undo(proof=found, reason=_text(item, "reason"), scheme=desk.scheme, by=desk.by, at=desk.at)
    return DeliveredMark(idempotency_key, DeliveryState.TAKEN, _("Taken back."), member)


def _named_proof(item: Mapping[str, Any], desk: _Desk) -> Proof:
    """The record that counted when the host read it. Raises ActionRefused where another one counts by now."""
    number, member = _text(item, "proof"), _text(item, "member")
    of_member = Proof.objects.select_related("attendee__member").filter(
        attendee__meeting=desk.meeting, attendee__member__key=member
    )
    found = of_member.filter(pk=int(number)).first() if number.isdecimal() and len(number) < _MOST_DIGITS else None
    if found is None:
        raise ActionRefused(_("There is nothing to withdraw."))
    is_undone = Proof.objects.filter(undoes=found).exists()
    if found.attendee.counted_id != found.pk and not is_undone:
        raise ActionRefused(_("Another attendance record counts by now. Read it before you take it back."))
    return found


def _own_proof(item: Mapping[str, Any], desk: _Desk) -> Proof | None:
    mine = Proof.objects.select_related("attendee__member").filter(attendee__meeting=desk.meeting, by=desk.by.account)
    if (code := item.get("code")) is not None:
        return member_codes.own_proof_of(code, mine)
    of = _text(item, "of")
    return (
        mine.filter(idempotency_key=f"{desk.by.account.pk}:{_proof_key(of)}").first() if _ONCE.fullmatch(of) else None
    )


def _moment(item: Mapping[str, Any], desk: _Desk) -> datetime:
    """When it was marked: what the phone says, where that can be; else now, which is when it became known."""
    stamp = item.get("at")
    if not isinstance(stamp, int) or isinstance(stamp, bool) or not 0 < stamp < 1 << 53:
        return desk.at
    try:
        moment = datetime.fromtimestamp(stamp / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return desk.at
    return moment if desk.ticket.at <= moment <= desk.at else desk.at


def _proof_key(idempotency_key: str) -> str:
    return f"kept:{idempotency_key}"


def _text(item: Mapping[str, Any], name: str) -> str:
    value = item.get(name)
    return typed(value) if isinstance(value, str) else ""
