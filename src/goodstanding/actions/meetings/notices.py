"""What those whom a meeting concerns are told, by which channel, and whether it reached them."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access.permissions import Permission
from goodstanding.access.policies import check
from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit, notices
from goodstanding.actions.meetings.preconditions import held, refuse_ended
from goodstanding.actions.refusal import ActionRefused
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Account, Attendee, Meeting, Receipt
from goodstanding.queries.meetings import who_is_due
from goodstanding.queries.meetings.meetings import titles_of

About, Channel = Receipt.About, Receipt.Channel


def tell_all(meeting: Meeting, about: Receipt.About, scheme: Scheme, *, by: Viewer | None, at: datetime) -> int:
    """Tells everyone on the list who can sign in. Gives how many."""
    listed = who_is_due.still_here(Attendee.objects.filter(meeting=meeting).exclude(role=Attendee.Role.OFF))
    return sum(
        _tell(attendee, meeting, about, scheme, by=by, at=at)
        for attendee in listed.select_related("member__account").order_by("pk")
    )


def tell_one(attendee: Attendee, meeting: Meeting, scheme: Scheme, *, by: Viewer | None, at: datetime) -> None:
    """Tells a person who was put on the list after the others were told."""
    _tell(attendee, meeting, About.NOTICE, scheme, by=by, at=at)


@transaction.atomic
def told_in_person(*, attendee: Attendee, by: Viewer, at: datetime) -> None:
    """A person told them themselves, of the meeting as it is now."""
    meeting = attendee.meeting
    check(by, Permission.HOLD_MEETING, meeting.unit)
    told = {"sent_at": at, "sent_by": by.account, "seen_at": at}
    about = About.CANCELLATION if meeting.state == Meeting.State.CANCELLED else About.NOTICE
    Receipt.objects.get_or_create(
        attendee=attendee, about=about, revision=meeting.revision, channel=Channel.IN_PERSON, defaults=told
    )
    audit.record("tell", "meeting", meeting.key, by=by, at=at, unit=meeting.unit, fields=("receipts",))


@transaction.atomic
def record_all_informed(*, meeting: Meeting, by: Viewer, at: datetime) -> int:
    """The host has notified all who cannot sign in, on paper or by telephone. Returns how many receipts were recorded.

    Those who have a receipt of the meeting as it is now keep theirs. Raises ActionRefused before the notice, and once
    the meeting has begun: from then on each person stands for themselves.
    """
    meeting = held(meeting, by)
    refuse_ended(meeting)
    if meeting.revision == 0:
        raise ActionRefused(_("Notify everyone first."))
    if at >= meeting.starts_at:
        raise ActionRefused(_("The meeting has begun. Record each person whom you informed before it."))
    listed = who_is_due.still_here(Attendee.objects.filter(meeting=meeting).exclude(role=Attendee.Role.OFF))
    missing = list(who_is_due.without_receipt(who_is_due.cannot_sign_in(listed)))
    Receipt.objects.bulk_create(
        Receipt(
            attendee=attendee, about=About.NOTICE, revision=meeting.revision, channel=Channel.IN_PERSON, sent_at=at,
            sent_by=by.account, seen_at=at,
        )
        for attendee in missing
    )  # fmt: skip
    if missing:
        audit.record("tell", "meeting", meeting.key, by=by, at=at, unit=meeting.unit, fields=("receipts",))
    return len(missing)


@transaction.atomic
def seen(*, meeting: Meeting, by: Viewer, at: datetime) -> None:
    """The reader has opened the meeting, and with it whatever they were told of it."""
    mine = Receipt.objects.filter(attendee__meeting=meeting, attendee__member=by.member_id, seen_at=None)
    for receipt in mine.select_related("notice"):
        if receipt.notice is not None:
            notices.read(notice=receipt.notice, by=by, at=at)
    mine.update(seen_at=at)
    _record_reader(meeting, by, at=at)


def _record_reader(meeting: Meeting, by: Viewer, *, at: datetime) -> None:
    """A reader who could not sign in when the others were notified knows of a meeting to come from now on."""
    if not meeting.revision or at >= meeting.starts_at:
        return
    own = Attendee.objects.filter(meeting=meeting, member=by.member_id).exclude(role=Attendee.Role.OFF)
    for attendee in who_is_due.without_receipt(own):
        Receipt.objects.create(
            attendee=attendee, about=About.NOTICE, revision=meeting.revision, channel=Channel.INBOX, sent_at=at,
            seen_at=at,
        )  # fmt: skip


def _tell(
    attendee: Attendee, meeting: Meeting, about: Receipt.About, scheme: Scheme, *, by: Viewer | None, at: datetime
) -> bool:
    account: Account | None = getattr(attendee.member, "account", None)
    if account is None or not account.is_active:
        return False
    facts = {"meeting": titles_of(meeting, scheme), "unit": meeting.unit.name, "place": meeting.place}
    facts |= {"moment": meeting.starts_at.isoformat(), "reason": meeting.reason}
    idempotency_key = f"meeting_{about.value}:{meeting.key}:{meeting.revision}"
    link = f"/my/meetings/{meeting.key}/"
    notice = notices.tell(account, f"meeting_{about.value}", facts, idempotency_key=idempotency_key, at=at, link=link)
    if not account.has_usable_password():
        # It waits in an inbox that no one can open yet, so it reaches no one.
        return False
    Receipt.objects.get_or_create(
        attendee=attendee, about=about, revision=meeting.revision, channel=Channel.INBOX,
        defaults={"sent_at": at, "sent_by": by.account if by else None, "notice": notice},
    )  # fmt: skip
    return True
