"""Who has to do with a meeting: called by the rules, and put right by the person who holds it."""

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
    """Puts everyone on the list whom the rules call and who is not on it yet. Gives the new ones.

    Who comes onto it after the notice is welcome: coming counts, and nothing is missing.
    """
    known = set(Attendee.objects.filter(meeting=meeting).values_list("member_id", flat=True))
    fresh = [person for person in who_is_due.expected(kind, meeting.unit, meeting.on) if person.member.pk not in known]
    return Attendee.objects.bulk_create([_attendee(meeting, expected, at) for expected in fresh])


def _attendee(meeting: Meeting, expected: Expected, at: datetime) -> Attendee:
    role = Role.WELCOME if _is_told_of(meeting) else expected.role
    return Attendee(
        meeting=meeting, member=expected.member, role=role, because=expected.because, votes=expected.votes,
        hosted=expected.hosted, added_at=at,
    )  # fmt: skip


def bring_up_to_date(meeting: Meeting, scheme: Scheme, *, at: datetime) -> list[Attendee]:
    """Calls who came since it was planned, lets go who is no longer due; what people did by hand stays.

    Gives those who are called anew. After the notice no one becomes due who was not.
    """
    kind = scheme.meetings.get(meeting.type)
    if kind is None:
        return []
    let_go(meeting, kind)
    wanted = {person.member.pk: person for person in who_is_due.expected(kind, meeting.unit, meeting.on)}
    back = list[Attendee]()
    for attendee in Attendee.objects.filter(meeting=meeting, member__in=wanted).exclude(because=BY_HAND):
        new = wanted[attendee.member_id]
        was_due, was_off = attendee.role == Role.DUE, attendee.role == Role.OFF
        attendee.role = new.role if was_due or not _is_told_of(meeting) else Role.WELCOME
        attendee.because, attendee.votes, attendee.hosted, attendee.reason = new.because, new.votes, new.hosted, ""
        attendee.save(update_fields=["role", "because", "votes", "hosted", "reason"])
        back += [attendee] if was_off else []
    return back + call(meeting, kind, at=at)


def let_go(meeting: Meeting, kind: MeetingType) -> None:
    """Takes those off the list whom the rules no longer call, and who moved away, unless something counts of them."""
    wanted = {person.member.pk for person in who_is_due.expected(kind, meeting.unit, meeting.on)}
    listed = Attendee.objects.filter(meeting=meeting, counted=None)
    here = set(who_is_due.still_here(listed).values_list("pk", flat=True))
    for attendee in listed.exclude(role__in=(Role.OFF, Role.GUEST)):
        if attendee.pk not in here or (attendee.because != BY_HAND and attendee.member_id not in wanted):
            # By the rules, so that the same rules call them back where they return.
            because = "all" if attendee.because == BY_HAND else attendee.because
            attendee.role, attendee.votes, attendee.because, attendee.reason = (
                Role.OFF,
                False,
                because,
                gettext("No longer due by the rules"),
            )
            attendee.save(update_fields=["role", "votes", "because", "reason"])


def _is_told_of(meeting: Meeting) -> bool:
    return meeting.revision > 0


@transaction.atomic
def call_newcomers(*, meeting: Meeting, scheme: Scheme, by: Viewer | None, at: datetime) -> int:
    """Brings the list of a meeting that was told of up to date, and tells those who come onto it. Gives how many."""
    meeting = held(meeting, by, scheme)
    if meeting.state != Meeting.State.NOTICED:
        return 0
    fresh = bring_up_to_date(meeting, scheme, at=at)
    for attendee in fresh:
        meeting_notices.tell_one(attendee, meeting, scheme, by=by, at=at)
    return len(fresh)


@transaction.atomic
def add(*, meeting: Meeting, member: Member, role: Attendee.Role, scheme: Scheme, by: Viewer, at: datetime) -> Attendee:
    """Puts a person on the list by hand: due, welcome or as a guest. A person who was told of the meeting hears of it.

    Raises ActionRefused for anyone who belongs elsewhere and should be more than a guest: a duty lies in one place.
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
    """Takes a person off the list, with a reason. Raises ActionRefused for anyone who is checked in already."""
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
