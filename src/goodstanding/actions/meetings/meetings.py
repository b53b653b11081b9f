"""Meetings: planned, changed, opened and cancelled. What those due are told stands in meeting_notices.py."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access import meeting_hosts
from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit
from goodstanding.actions.meetings import attendees, leave
from goodstanding.actions.meetings import notices as meeting_notices
from goodstanding.actions.meetings.preconditions import held, kind_for, reason_of, refuse_ended
from goodstanding.actions.refusal import ActionRefused, at_most
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Attendee, Meeting, Receipt, Unit, UnitRequest
from goodstanding.queries.meetings.meetings import can_be_opened
from goodstanding.queries.people.calendars import today

State = Meeting.State
_FARTHEST = timedelta(days=800)
_LONGEST = timedelta(days=3)
_MOST = {"topic": 200, "place": 200, "agenda": 4000}


@dataclass(frozen=True)
class Particulars:
    """When and where a meeting is, and about what."""

    starts_at: datetime
    ends_at: datetime
    place: str = ""
    topic: str = ""
    agenda: str = ""


@transaction.atomic
def plan(
    *, unit: Unit, word: str, what: Particulars, scheme: Scheme, by: Viewer | None, at: datetime, form: str = "",
    asked_by: UnitRequest | None = None,
) -> Meeting:  # fmt: skip
    """Plans a meeting, with everyone whom the rules call to it. form: the same form sent again plans it once.

    asked_by: the request from above that asks for it. Raises ActionRefused where the unit holds no such meeting, its
    times cannot be, or the request went to another unit.
    """
    meeting_hosts.check(by, unit, scheme.meetings.get(word))
    kind = kind_for(unit, word, scheme)
    what = _checked(what, at)
    if asked_by is not None and asked_by.unit_id != unit.pk:
        raise ActionRefused(_("Choose a request that this unit received."), "asked_by")
    sent, account = digest(form) if form else None, by.account if by else None
    already = Meeting.objects.filter(form=sent, planned_by=account, unit=unit).first() if sent else None
    if already is not None:
        return already
    meeting = Meeting.objects.create(
        unit=unit, type=word, on=today(what.starts_at), planned_at=at, planned_by=account, form=sent,
        asked_by=asked_by, **vars(what),
    )  # fmt: skip
    attendees.call(meeting, kind, at=at)
    audit.record("plan", "meeting", meeting.key, by=by, at=at, unit=unit, fields=("type", "starts_at"))
    return meeting


@transaction.atomic
def notice(*, meeting: Meeting, scheme: Scheme, by: Viewer | None, at: datetime) -> int:
    """Tells everyone whom it concerns that it will be. Gives how many were told. Told already, it changes nothing."""
    meeting = held(meeting, by, scheme)
    if meeting.state != State.PLANNED:
        refuse_ended(meeting)
        return 0
    attendees.bring_up_to_date(meeting, scheme, at=at)
    meeting.state, meeting.revision = State.NOTICED, meeting.revision + 1
    meeting.save(update_fields=["state", "revision"])
    told = meeting_notices.tell_all(meeting, Receipt.About.NOTICE, scheme, by=by, at=at)
    audit.record("notice", "meeting", meeting.key, by=by, at=at, unit=meeting.unit, fields=("state",))
    return told


@transaction.atomic
def change(*, meeting: Meeting, what: Particulars, scheme: Scheme, by: Viewer | None, at: datetime) -> list[str]:
    """Changes when, where or about what it is, and tells those who had been told. Gives the names of what changed."""
    meeting = held(meeting, by, scheme)
    if meeting.state not in {State.PLANNED, State.NOTICED}:
        raise ActionRefused(_("The meeting has started or ended; its particulars can no longer be changed."))
    what = _checked(what, at)
    changed = [name for name, value in vars(what).items() if getattr(meeting, name) != value]
    if not changed:
        return []
    for name in changed:
        setattr(meeting, name, getattr(what, name))
    meeting.on = today(meeting.starts_at)
    if meeting.state == State.NOTICED:
        meeting.revision += 1
    meeting.save(update_fields=[*changed, "on", "revision"])
    audit.record("change", "meeting", meeting.key, by=by, at=at, unit=meeting.unit, fields=changed)
    if meeting.state == State.NOTICED:
        meeting_notices.tell_all(meeting, Receipt.About.CHANGE, scheme, by=by, at=at)
    return changed


@transaction.atomic
def cancel(*, meeting: Meeting, reason: str, scheme: Scheme, by: Viewer | None, at: datetime) -> None:
    """Calls a meeting off, with a reason that those who had been told are told as well. It leaves no facts.

    Possible until it is closed: what was marked is void then, and everyone on the list of an open one is told.
    """
    meeting = held(meeting, by, scheme)
    if meeting.state == State.CANCELLED:
        return
    refuse_ended(meeting)
    reason = reason_of(reason)
    # In one order, as when it is closed, so that no mark is taken in between.
    list(Attendee.objects.select_for_update().filter(meeting=meeting).order_by("pk"))
    was_told = meeting.revision > 0 or meeting.opened_at is not None
    Attendee.objects.filter(meeting=meeting, counted__isnull=False).update(counted=None)
    leave.end_with(meeting, by=by, at=at)
    meeting.state, meeting.reason, meeting.ended_at = State.CANCELLED, reason, at
    meeting.ended_by, meeting.revision = by.account if by else None, meeting.revision + 1
    meeting.save(update_fields=["state", "reason", "ended_at", "ended_by", "revision"])
    audit.record("cancel", "meeting", meeting.key, by=by, at=at, unit=meeting.unit, fields=("state", "reason"))
    if was_told:
        meeting_notices.tell_all(meeting, Receipt.About.CANCELLATION, scheme, by=by, at=at)


@transaction.atomic
def open_doors(*, meeting: Meeting, scheme: Scheme, by: Viewer | None, at: datetime) -> Meeting:
    """From now on people can be checked in. Raises ActionRefused long before it begins. Open already, it changes
    nothing.
    """
    meeting = held(meeting, by, scheme)
    if meeting.state == State.OPEN:
        return meeting
    refuse_ended(meeting)
    if not can_be_opened(meeting, at):
        raise ActionRefused(_("It can be opened from three hours before it starts."))
    attendees.bring_up_to_date(meeting, scheme, at=at)
    meeting.state, meeting.opened_at, meeting.opened_by = State.OPEN, at, by.account if by else None
    meeting.save(update_fields=["state", "opened_at", "opened_by"])
    audit.record("open", "meeting", meeting.key, by=by, at=at, unit=meeting.unit, fields=("state",))
    return meeting


def digest(form: str) -> str:
    """By which a meeting knows the form that planned it."""
    return hashlib.sha256(form.encode(errors="surrogatepass")).hexdigest()


def _checked(what: Particulars, at: datetime) -> Particulars:
    if what.ends_at <= what.starts_at:
        raise ActionRefused(_("It ends before it starts."), "ends_at")
    if what.ends_at - what.starts_at > _LONGEST:
        raise ActionRefused(_("A meeting lasts three days at most."), "ends_at")
    if abs(what.starts_at - at) > _FARTHEST:
        raise ActionRefused(_("That day is too far away."), "starts_at")
    texts = {name: at_most(getattr(what, name), name, most) for name, most in _MOST.items()}
    return Particulars(what.starts_at, what.ends_at, **texts)
