"""What a meeting leaves in words: minutes, resolutions with their votes, and what a person is to do by when."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access.permissions import Permission
from goodstanding.access.policies import Denied
from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit, notices
from goodstanding.actions.ledger import ledger
from goodstanding.actions.meetings.entries import entry
from goodstanding.actions.meetings.preconditions import held, reason_of
from goodstanding.actions.refusal import ActionRefused, needed
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Attendee, Fact, FollowUp, Meeting, Member, Minutes, Resolution
from goodstanding.models.ledger.fact import NO, YES
from goodstanding.queries.meetings import meetings, who_is_due
from goodstanding.queries.meetings.resolutions import needed_votes
from goodstanding.queries.people.calendars import today

State = Meeting.State
MOST_WORDS, MOST_RESOLUTION, MOST_FOLLOW_UP = 20_000, 1000, 300


@dataclass(frozen=True)
class Votes:
    """A count of hands or papers."""

    for_it: int
    against: int
    abstained: int

    @property
    def cast(self) -> int:
        """How many voted, abstentions included."""
        return self.for_it + self.against + self.abstained


@transaction.atomic
def write(
    *, meeting: Meeting, text: str, chair: Member | None, scheme: Scheme, by: Viewer, at: datetime
) -> Minutes | None:
    """Writes the minutes, or a new version of them; earlier ones stay. Gives none where nothing changed."""
    meeting = _begun(meeting, by)
    text = needed(text, "text", missing=_("Write what was said and agreed."), most=MOST_WORDS)
    last = Minutes.objects.filter(meeting=meeting).order_by("-version").first()
    if last is not None and (last.text, last.chair_id) == (text, chair.pk if chair else None):
        return None
    version = last.version + 1 if last else 1
    made = Minutes.objects.create(meeting=meeting, version=version, text=text, chair=chair, at=at, by=by.account)
    audit.record("write", "minutes", meeting.key, by=by, at=at, unit=meeting.unit, fields=("text",))
    record_in_time(meeting, scheme, by=by, at=at)
    return made


def record_in_time(meeting: Meeting, scheme: Scheme, *, by: Viewer, at: datetime) -> None:
    """Once it is closed and has minutes, says of the person who answers for them whether the first were in time.

    Who writes them without the right to record facts leaves that to the system.
    """
    kind = scheme.meetings.get(meeting.type)
    first = Minutes.objects.filter(meeting=meeting, version=1).first()
    if meeting.state != State.CLOSED or kind is None or kind.minutes is None or first is None:
        return
    in_time = (today(first.at) - meeting.on).days <= kind.minutes.within_days
    value = YES if in_time else NO
    holders = who_is_due.office_holders(meeting.unit, kind.minutes.offices, meeting.on)
    entries = [entry(meeting, kind.minutes.fact, holder, value) for holder in holders]
    writer = by if by.may(Permission.RECORD_FACT, meeting.unit) else None
    ledger.record_many(entries, source=Fact.Source.MEETING, scheme=scheme, by=writer, at=at, over=meeting.unit)


@transaction.atomic
def resolve(
    *, meeting: Meeting, text: str, votes: Votes, scheme: Scheme, by: Viewer, at: datetime,
    replaces: Resolution | None = None, reason: str = "",
) -> Resolution:  # fmt: skip
    """Writes down what was voted on. Whether it is carried follows from the rules, never from the person who writes.

    Raises ActionRefused for more votes than people with a vote who are there. replaces: one that was written down
    wrongly.
    """
    meeting = _begun(meeting, by)
    kind = scheme.meetings.get(meeting.type)
    tally = meetings.tally(meetings.people(meeting), kind)
    text = needed(text, "text", missing=_("Write what was voted on."), most=MOST_RESOLUTION)
    if votes.cast == 0:
        raise ActionRefused(_("Count the votes."), "votes_for")
    if votes.cast > tally.voters_there:
        told = _("That is more votes than people with a vote who are there (%(count)s).")
        raise ActionRefused(told % {"count": tally.voters_there}, "votes_for")
    if not tally.is_quorate:
        raise ActionRefused(
            _("Too few people are there to decide: %(count)s of %(needed)s.")
            % {"count": tally.voters_there, "needed": tally.needed},
            "votes_for",
        )
    majority = needed_votes(kind, tally.voters)
    number = replaces.number if replaces else Resolution.objects.filter(meeting=meeting, replaces=None).count() + 1
    if replaces is not None:
        _refuse_replacing(replaces, meeting, text, votes)
    made = Resolution.objects.create(
        meeting=meeting, number=number, text=text, votes_for=votes.for_it, votes_against=votes.against,
        abstained=votes.abstained, needed=majority, carried=votes.for_it >= majority, replaces=replaces,
        reason=reason_of(reason) if replaces else "", at=at, by=by.account,
    )  # fmt: skip
    audit.record("resolve", "meeting", meeting.key, by=by, at=at, unit=meeting.unit, fields=("resolutions",))
    return made


def _refuse_replacing(wrong: Resolution, meeting: Meeting, text: str, votes: Votes) -> None:
    assert wrong.meeting_id == meeting.pk, "a resolution is put right at its own meeting"
    if Resolution.objects.filter(replaces=wrong).exists():
        raise ActionRefused(_("This has already been corrected."))
    if (wrong.text, wrong.votes_for, wrong.votes_against, wrong.abstained) == (
        text, votes.for_it, votes.against, votes.abstained,
    ):  # fmt: skip
        raise ActionRefused(_("Nothing has changed. Correct what was recorded wrongly."))


@transaction.atomic
def give(*, meeting: Meeting, member: Member, text: str, due_on: date, by: Viewer, at: datetime) -> FollowUp:
    """Asks something of a person on the meeting's list, by a day, and tells them."""
    meeting = _begun(meeting, by)
    text = needed(text, "text", missing=_("Write what is to be done."), most=MOST_FOLLOW_UP)
    if due_on < meeting.on:
        raise ActionRefused(_("That day is before the meeting."), "due_on")
    listed = Attendee.objects.filter(meeting=meeting, member=member).exclude(role=Attendee.Role.OFF)
    if not listed.exists():
        raise ActionRefused(_("Choose a person on the meeting's list."), "member")
    made = FollowUp.objects.create(
        meeting=meeting, member=member, text=text, due_on=due_on, given_at=at, given_by=by.account
    )
    audit.record("give", "follow_up", made.key, by=by, at=at, unit=meeting.unit, fields=("member", "due_on"))
    told = {"what": text, "day": due_on.isoformat()}
    notices.tell_member(
        member.pk, "follow_up", told, idempotency_key=f"follow_up:{made.key}", at=at, link="/my/meetings/"
    )
    return made


@transaction.atomic
def end(*, follow_up: FollowUp, done: bool, by: Viewer, at: datetime) -> None:
    """It is done, or no longer needed. By the person themself, who can only do it, or by a host of the meeting."""
    FollowUp.objects.select_for_update().get(pk=follow_up.pk)
    current = FollowUp.objects.select_related("meeting__unit").get(pk=follow_up.pk)
    own = by.member_id == current.member_id
    if not (own and done) and not by.may(Permission.HOLD_MEETING, current.meeting.unit):
        raise Denied("only the person or the host")
    if current.state != FollowUp.State.OPEN:
        return
    current.state = FollowUp.State.DONE if done else FollowUp.State.DROPPED
    current.ended_at, current.ended_by = at, by.account
    current.save(update_fields=["state", "ended_at", "ended_by"])
    audit.record(current.state, "follow_up", current.key, by=by, at=at, unit=current.meeting.unit, fields=("state",))


def _begun(meeting: Meeting, by: Viewer) -> Meeting:
    meeting = held(meeting, by)
    if meeting.state not in {State.OPEN, State.CLOSED}:
        raise ActionRefused(_("The meeting has not been opened."))
    return meeting
