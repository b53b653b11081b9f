"""A missed meeting is made up for: one fact about the member, once, and they are told."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access.permissions import Permission
from goodstanding.access.policies import Denied, check
from goodstanding.access.viewer import Viewer
from goodstanding.actions import notices
from goodstanding.actions.ledger import ledger
from goodstanding.actions.ledger.ledger import NewFact
from goodstanding.actions.meetings.preconditions import held
from goodstanding.actions.refusal import ActionRefused, needed
from goodstanding.engine.scheme.scheme import MadeUp, MeetingType, Scheme
from goodstanding.models import AttendanceConflict, Attendee, Fact, Meeting, Member
from goodstanding.models.ledger.fact import YES
from goodstanding.queries.attendance import catch_up as catch_up_queries
from goodstanding.queries.meetings import verdicts
from goodstanding.queries.meetings.recorded import key_of, reference_of

MOST_HOW = 80
_MOST_REFERENCE = 200


@transaction.atomic
def record(*, meeting: Meeting, member: Member, on: date, how: str, scheme: Scheme, by: Viewer, at: datetime) -> Fact:
    """Writes down that a person who missed a closed meeting made up for it: when, and how in a few words.

    Said again the same way it changes nothing. Raises Denied for anyone who may not record facts of the unit or is the
    member, Refusal where there is nothing to make up for or the day does not count.
    """
    meeting = held(meeting, by)
    check(by, Permission.RECORD_FACT, meeting.unit)
    if by.member_id == member.pk:
        raise Denied("somebody else says that they made up for it")
    kind = scheme.meetings.get(meeting.type)
    rule = _rule(meeting, kind)
    _refuse_nothing_missed(meeting, member, rule, scheme)
    _refuse_day(meeting, rule, on)
    entry = _entry(meeting, rule, member, on, _how_of(how))
    known = Fact.objects.filter(source=Fact.Source.MEETING, source_key=entry.key).first()
    if known is not None and (known.occurred_on, known.reference) != (entry.occurred_on, entry.reference):
        raise ActionRefused(_("Catching up was already recorded. Correct it among the entries."))
    recorded = ledger.record_many([entry], source=Fact.Source.MEETING, scheme=scheme, by=by, at=at, over=meeting.unit)
    if recorded.new and kind is not None:
        _tell(member, meeting, kind, recorded.facts[0], at=at)
    return recorded.facts[0]


def _rule(meeting: Meeting, kind: MeetingType | None) -> MadeUp:
    if kind is None or kind.made_up is None:
        raise ActionRefused(_("The rules do not allow catching up on this kind of meeting."))
    if meeting.state != Meeting.State.CLOSED:
        raise ActionRefused(_("Close the meeting first; then it is known who missed it."))
    return kind.made_up


def _refuse_nothing_missed(meeting: Meeting, member: Member, rule: MadeUp, scheme: Scheme) -> None:
    listed = Attendee.objects.select_related("counted", "member", "meeting").filter(meeting=meeting, member=member)
    attendee = next(iter(verdicts.as_recorded(listed, scheme)), None)
    if attendee is None or not catch_up_queries.can_make_up(attendee, rule):
        raise ActionRefused(_("The member has nothing to catch up on here."))
    if AttendanceConflict.objects.filter(attendee=attendee, state=AttendanceConflict.State.OPEN).exists():
        raise ActionRefused(_("The member's attendance records disagree. Settle that first."))


def _refuse_day(meeting: Meeting, rule: MadeUp, on: date) -> None:
    last = catch_up_queries.last_day(meeting, rule)
    if not meeting.on <= on <= last:
        told = {"first": meeting.on.isoformat(), "last": last.isoformat()}
        raise ActionRefused(_("By the rules it counts from %(first)s to %(last)s.") % told, "on")


def _how_of(how: str) -> str:
    return needed(" ".join(how.split()), "how", missing=_("Describe how in a few words."), most=MOST_HOW)


def _entry(meeting: Meeting, rule: MadeUp, member: Member, on: date, how: str) -> NewFact:
    """The reference names the meeting, and then how."""
    room = _MOST_REFERENCE - len(how) - 2
    reference = f"{reference_of(meeting)[:room]}: {how}"
    return NewFact(rule.fact, member, YES, on, key_of(meeting, rule.fact, member), reference)


def _tell(member: Member, meeting: Meeting, kind: MeetingType, fact: Fact, *, at: datetime) -> None:
    facts = {"meeting": kind.title.model_dump(), "moment": meeting.starts_at.isoformat()}
    facts["day"] = fact.occurred_on.isoformat()
    link = f"/my/meetings/{meeting.key}/"
    notices.tell_member(member.pk, "meeting_made_up", facts, idempotency_key=f"made_up:{fact.pk}", at=at, link=link)
