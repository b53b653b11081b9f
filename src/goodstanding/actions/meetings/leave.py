"""Leave from one meeting: asked for by the member, answered by the person who holds it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access.permissions import Permission
from goodstanding.access.policies import Denied, check
from goodstanding.access.roles import roles_with
from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit, notices
from goodstanding.actions.meetings.preconditions import reason_of, refuse_ended
from goodstanding.actions.refusal import ActionRefused, at_most
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Account, Attendee, Meeting, MeetingLeave, Post
from goodstanding.models.people.post import in_office
from goodstanding.queries.meetings.meetings import titles_of
from goodstanding.queries.people.calendars import today
from goodstanding.queries.people.namesakes import name_anywhere

State = MeetingLeave.State
MOST_WORDS = 200


@transaction.atomic
def ask(*, meeting: Meeting, words: str, scheme: Scheme, by: Viewer, at: datetime) -> MeetingLeave:
    """The member asks to stay away. words: what they choose to say, or nothing. Asked already, it changes nothing.

    Raises Denied for anyone who is not on the list, Refusal when the meeting has begun.
    """
    attendee = Attendee.objects.select_for_update().filter(meeting=meeting, member=by.member_id).first()
    if attendee is None or attendee.role == Attendee.Role.OFF:
        raise Denied("not on the list")
    meeting = Meeting.objects.select_related("unit").get(pk=meeting.pk)
    refuse_ended(meeting)
    if at >= meeting.starts_at:
        raise ActionRefused(_("The meeting has started. Tell its host."))
    words = at_most(words, "words", MOST_WORDS)
    known = MeetingLeave.objects.filter(attendee=attendee, state__in=(State.ASKED, State.GRANTED)).first()
    if known is not None:
        return known
    leave = MeetingLeave.objects.create(attendee=attendee, words=words, asked_at=at, asked_by=by.account)
    audit.record("ask", "meeting_leave", leave.key, by=by, at=at, unit=meeting.unit, fields=("state",))
    for account in _hosts(meeting, at):
        _tell(account, "leave_asked", leave, meeting, scheme, at=at, link=f"/desk/meetings/{meeting.key}/")
    return leave


@transaction.atomic
def withdraw(*, leave: MeetingLeave, by: Viewer, at: datetime) -> None:
    """The member comes after all."""
    leave = _held(leave)
    if leave.attendee.member_id != by.member_id:
        raise Denied("only the member")
    if leave.state not in {State.ASKED, State.GRANTED}:
        return
    refuse_ended(leave.attendee.meeting)
    _end(leave, State.WITHDRAWN, "", by=by, at=at)


@transaction.atomic
def answer(*, leave: MeetingLeave, granted: bool, words: str, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Grants it, or not and says why. Raises ActionRefused where it was answered or taken back meanwhile."""
    leave = _held(leave)
    meeting = leave.attendee.meeting
    check(by, Permission.HOLD_MEETING, meeting.unit)
    if leave.attendee.member_id == by.member_id:
        raise Denied("nobody answers themselves")
    if leave.state != State.ASKED:
        raise ActionRefused(_("This has been answered or withdrawn meanwhile."))
    refuse_ended(meeting)
    _end(
        leave, State.GRANTED if granted else State.REFUSED, words.strip() if granted else reason_of(words), by=by, at=at
    )
    for account in Account.objects.filter(member=leave.attendee.member_id):
        kind = "leave_granted" if granted else "leave_refused"
        _tell(account, kind, leave, meeting, scheme, at=at, link=f"/my/meetings/{meeting.key}/")


def end_with(meeting: Meeting, *, by: Viewer | None, at: datetime) -> None:
    """Ends every request for leave that still waits, with its meeting. The caller ends the meeting."""
    waiting = MeetingLeave.objects.filter(attendee__meeting=meeting, state=State.ASKED).select_related("asked_by")
    for leave in waiting.order_by("pk"):
        leave.state, leave.answered_at, leave.answered_by = State.ENDED, at, by.account if by else leave.asked_by
        leave.save(update_fields=["state", "answered_at", "answered_by"])
        audit.record("end", "meeting_leave", leave.key, by=by, at=at, unit=meeting.unit, fields=("state",))


def _held(leave: MeetingLeave) -> MeetingLeave:
    MeetingLeave.objects.select_for_update().get(pk=leave.pk)
    related = ("attendee__meeting__unit", "attendee__member")
    return MeetingLeave.objects.select_related(*related).get(pk=leave.pk)


def _end(leave: MeetingLeave, state: MeetingLeave.State, words: str, *, by: Viewer, at: datetime) -> None:
    leave.state, leave.answer, leave.answered_at, leave.answered_by = state, words[:500], at, by.account
    leave.save(update_fields=["state", "answer", "answered_at", "answered_by"])
    unit = leave.attendee.meeting.unit
    audit.record(state.value, "meeting_leave", leave.key, by=by, at=at, unit=unit, fields=("state",))


def _hosts(meeting: Meeting, at: datetime) -> list[Account]:
    """Those who hold meetings of the very unit; those above have no need to hear of every leave."""
    roles = roles_with(Permission.HOLD_MEETING)
    posts = Post.objects.filter(in_office(today(at)), unit=meeting.unit, role__in=roles, account__is_active=True)
    return list({post.account_id: post.account for post in posts.select_related("account")}.values())


def _tell(
    to: Account, kind: str, leave: MeetingLeave, meeting: Meeting, scheme: Scheme, *, at: datetime, link: str
) -> None:
    facts = {"meeting": titles_of(meeting, scheme), "moment": meeting.starts_at.isoformat()}
    facts["member"] = name_anywhere(leave.attendee.member)
    notices.tell(to, kind, facts, idempotency_key=f"{kind}:{leave.key}", at=at, link=link)
