"""Who has to do with a meeting: called by the rules, and put right by whoever holds it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit
from goodstanding.actions.meetings import notices as meeting_notices
from goodstanding.actions.meetings.preconditions import held, reason_of, refuse_ended
from goodstanding.actions.refusal import ActionRefused
from goodstanding.engine.scheme.scheme import MeetingType, Scheme
from goodstanding.models import Attendee, Meeting, Member
from goodstanding.queries.meetings import who_is_due
from goodstanding.queries.meetings.who_is_due import Expected

Role = Attendee.Role
BY_HAND = "hand"


def call(meeting: Meeting, kind: MeetingType, *, at: datetime) -> list[Attendee]:
    """Puts everybody on the list whom the rules call and who is not on it yet. Gives the new ones."""
    known = set(Attendee.objects.filter(meeting=meeting).values_list("member_id", flat=True))
    fresh = [one for one in who_is_due.expected(kind, meeting.unit, meeting.on) if one.member.pk not in known]
    return Attendee.objects.bulk_create([_attendee(meeting, expected, at) for expected in fresh])


def _attendee(meeting: Meeting, expected: Expected, at: datetime) -> Attendee:
    return Attendee(
        meeting=meeting, member=expected.member, role=expected.role, because=expected.because, votes=expected.votes,
        hosted=expected.hosted, added_at=at,
    )  # fmt: skip


def bring_up_to_date(meeting: Meeting, scheme: Scheme, *, at: datetime) -> None:
    """Calls who came since it was planned, lets go who is no longer due; what people did by hand stays."""
    kind = scheme.meetings.get(meeting.type)
    if kind is None:
        return
    wanted = {one.member.pk: one for one in who_is_due.expected(kind, meeting.unit, meeting.on)}
    for one in Attendee.objects.filter(meeting=meeting).exclude(because=BY_HAND).exclude(role=Role.OFF):
        new = wanted.get(one.member_id)
        if new is None:
            if one.counted_id is None:
                one.role, one.votes, one.reason = Role.OFF, False, gettext("No longer due by the rules")
        else:
            one.role, one.because, one.votes, one.hosted = new.role, new.because, new.votes, new.hosted
        one.save(update_fields=["role", "because", "votes", "hosted", "reason"])
    call(meeting, kind, at=at)


@transaction.atomic
def add(*, meeting: Meeting, member: Member, role: Attendee.Role, scheme: Scheme, by: Viewer, at: datetime) -> Attendee:
    """Puts somebody on the list by hand: due, welcome or as a guest. Whoever was told of the meeting hears of it.

    Raises ActionRefused for whoever belongs elsewhere and should be more than a guest: a duty lies in one place.
    """
    meeting = _running(meeting, scheme, by)
    if role == Role.OFF:
        raise ActionRefused(_("Choose the person's standing at the meeting."), "role")
    kind = scheme.meetings.get(meeting.type)
    if role != Role.GUEST and not who_is_due.can_be_due(kind, meeting.unit, member, meeting.on):
        raise ActionRefused(_("The member is not due here, but in their own branch. Add them as a guest."))
    votes = (
        role in {Role.DUE, Role.WELCOME}
        and kind is not None
        and who_is_due.has_vote(kind.votes, who_is_due.classes_on([member.pk], meeting.on)[member.pk])
    )
    told = {"role": role, "votes": votes, "because": BY_HAND, "added_by": by.account, "reason": ""}
    attendee, _new = Attendee.objects.update_or_create(
        meeting=meeting, member=member, defaults=told, create_defaults={**told, "added_at": at}
    )
    audit.record("add", "meeting", meeting.key, by=by, at=at, unit=meeting.unit, fields=("attendees",))
    if meeting.state == Meeting.State.NOTICED:
        meeting_notices.tell_one(attendee, meeting, scheme, by=by, at=at)
    return attendee


@transaction.atomic
def take_off(*, meeting: Meeting, member: Member, reason: str, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Takes somebody off the list, with a reason. Raises ActionRefused for whoever is checked in already."""
    meeting = _running(meeting, scheme, by)
    attendee = Attendee.objects.select_for_update().filter(meeting=meeting, member=member).first()
    if attendee is None or attendee.role == Role.OFF:
        return
    if attendee.counted_id is not None:
        raise ActionRefused(_("There is already an attendance record for this person; take that back first."))
    attendee.role, attendee.votes, attendee.because, attendee.reason = Role.OFF, False, BY_HAND, reason_of(reason)
    attendee.save(update_fields=["role", "votes", "because", "reason"])
    audit.record("take_off", "meeting", meeting.key, by=by, at=at, unit=meeting.unit, fields=("attendees",))


def _running(meeting: Meeting, scheme: Scheme, by: Viewer) -> Meeting:
    meeting = held(meeting, by, scheme)
    refuse_ended(meeting)
    return meeting
