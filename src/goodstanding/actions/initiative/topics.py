"""Topics for an agenda: proposed by members, put on it by the people who plan the meeting, or answered why not."""

import re
from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access import named_offices
from goodstanding.access.viewer import Viewer
from goodstanding.actions.initiative import acting
from goodstanding.actions.initiative.acting import What
from goodstanding.actions.ledger.follow import FollowedDeed, Slot, follow
from goodstanding.actions.meetings import meetings
from goodstanding.actions.meetings.meetings import Particulars
from goodstanding.actions.refusal import ActionRefused, at_most
from goodstanding.engine.scheme.initiative import TopicRule
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import AgendaTopic, Meeting, Member
from goodstanding.models.initiative.moves import TOPIC_MOVES, TopicMove, TopicState
from goodstanding.queries.initiative import leaves
from goodstanding.queries.initiative import topics as queries
from goodstanding.queries.ledger.said_fact import SaidFact
from goodstanding.queries.people.calendars import today

State, Move = TopicState, TopicMove
_NUMBER = re.compile(r"^\s*\d+[.、]\s*")


@transaction.atomic
def propose(  # noqa: PLR0913
    *, member: Member, kind: str, title: str, text: str, scheme: Scheme, by: Viewer, at: datetime,
    on: date | None = None, form: str = "",
) -> AgendaTopic:  # fmt: skip
    """Proposes a topic for a kind of meeting of the member's unit, and returns it. The same `form` returns the first.

    on: the day, where another person writes it down. Raises ActionRefused for another kind of meeting.
    """
    rule, home = rule_of(scheme), acting.home_of(member)
    made_on = acting.day_of(member, by, on, at, rule.answered_by)
    if kind not in queries.kinds_for(member, scheme):
        raise ActionRefused(_("Topics are not proposed for this kind of meeting."), "kind")
    title, text = acting.title_of(title), at_most(text, "text", acting.MOST_WORDS)
    digest = acting.digest_of(form, by)
    known = AgendaTopic.objects.filter(made_by=by.account, form=digest).first() if digest else None
    if known is not None:
        return known
    topic = AgendaTopic.objects.create(
        member=member, unit=home, kind=kind, title=title, text=text, made_on=made_on, made_at=at, made_by=by.account,
        form=digest,
    )  # fmt: skip
    acting.write(What.MADE, by=by, at=at, topic=topic, on=None if by.member_id == member.pk else made_on)
    acting.note("propose", "topic", topic.key, home, by=by, at=at)
    return topic


@transaction.atomic
def take_up(*, topic: AgendaTopic, meeting: Meeting, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Puts a topic at the end of the agenda of a planned meeting; everyone notified of it is notified of the change.

    On that agenda already, it changes nothing. Raises ActionRefused for another kind of meeting, or one that has begun.
    """
    row, rule = _answered(topic, by, scheme)
    if row.state == State.TAKEN_UP:
        return
    meeting = Meeting.objects.select_related("unit").get(pk=meeting.pk)
    if (meeting.unit_id, meeting.type) != (row.unit_id, row.kind):
        raise ActionRefused(_("The topic was proposed for another kind of meeting."))
    was = _left(row, rule)
    _move(row, Move.TAKE_UP)
    row.meeting = meeting
    _decided(row, by, at)
    agenda = "\n".join(part for part in (meeting.agenda.rstrip(), line_of(row, meeting.agenda)) if part)
    _change_agenda(meeting, agenda, scheme, by, at)
    acting.write(What.TAKEN_UP, by=by, at=at, topic=row)
    acting.note("take_up", "topic", row.key, row.unit, by=by, at=at)
    _follow(row, was, "", scheme, by=by, at=at)
    acting.tell_member(row.member, "topic_taken_up", row.title, "/my/topics/", by, at)


@transaction.atomic
def reject(*, topic: AgendaTopic, reason: str, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Answers why a topic is not taken up, and takes it off an agenda that can still be changed.

    Raises Denied for anyone without an office that answers, and for the member. Raises ActionRefused without a reason.
    """
    row, rule = _answered(topic, by, scheme)
    words = acting.reason_of(reason)
    if row.state == State.NOT_TAKEN_UP:
        return
    was = _left(row, rule)
    _move(row, Move.REJECT)
    _take_off(row, scheme, by, at)
    _decided(row, by, at)
    acting.write(What.NOT_TAKEN_UP, by=by, at=at, topic=row, words=words)
    acting.note("reject", "topic", row.key, row.unit, by=by, at=at)
    _follow(row, was, words, scheme, by=by, at=at)
    acting.tell_member(row.member, "topic_not_taken_up", row.title, "/my/topics/", by, at)


@transaction.atomic
def withdraw(*, topic: AgendaTopic, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Takes a topic back before it is answered. Withdrawn already, it changes nothing."""
    row, rule = _held(topic), rule_of(scheme)
    acting.day_of(row.member, by, None, at, rule.answered_by)
    if row.state == State.WITHDRAWN:
        return
    _move(row, Move.WITHDRAW)
    row.save(update_fields=["state"])
    acting.write(What.WITHDRAWN, by=by, at=at, topic=row)
    acting.note("withdraw", "topic", row.key, row.unit, by=by, at=at)


def line_of(topic: AgendaTopic, agenda: str) -> str:
    """Returns the line for an agenda, with the next number where its lines are numbered. It names no member."""
    lines = [line for line in agenda.splitlines() if line.strip()]
    numbered = [line for line in lines if line.strip()[:1].isdigit()]
    return topic.title if lines and not numbered else f"{len(numbered) + 1}. {topic.title}"


def rule_of(scheme: Scheme) -> TopicRule:
    """Returns what the rules say about topics. Raises ActionRefused where they have none."""
    rule = acting.rules_of(scheme).topics
    if rule is None:
        raise ActionRefused(_("The rules do not provide for this."))
    return rule


def _held(topic: AgendaTopic) -> AgendaTopic:
    AgendaTopic.objects.select_for_update().get(pk=topic.pk)
    return AgendaTopic.objects.select_related("member__unit", "unit", "meeting__unit").get(pk=topic.pk)


def _answered(topic: AgendaTopic, by: Viewer, scheme: Scheme) -> tuple[AgendaTopic, TopicRule]:
    """Returns the locked row and its rule. Raises Denied for anyone who does not answer it, and for the member."""
    row, rule = _held(topic), rule_of(scheme)
    named_offices.check_answers(by, row.unit, rule.answered_by, about=row.member_id)
    return row, rule


def _move(row: AgendaTopic, move: TopicMove) -> None:
    becomes = TOPIC_MOVES.get((State(row.state), move))
    acting.refuse_impossible(becomes is not None, str(row.get_state_display()))
    assert becomes is not None
    row.state = becomes


def _decided(row: AgendaTopic, by: Viewer, at: datetime) -> None:
    row.decided_on, row.decided_at, row.decided_by = row.decided_on or today(at), at, by.account
    row.save(update_fields=["state", "meeting", "decided_on", "decided_at", "decided_by"])


def _take_off(row: AgendaTopic, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Takes the line of a topic off an agenda that can still be changed."""
    meeting, row.meeting = row.meeting, None
    if meeting is None or meeting.state not in queries.CHANGEABLE:
        return
    rest = [line for line in meeting.agenda.splitlines() if _NUMBER.sub("", line).strip() != row.title]
    _change_agenda(meeting, "\n".join(rest), scheme, by, at)


def _change_agenda(meeting: Meeting, agenda: str, scheme: Scheme, by: Viewer, at: datetime) -> None:
    what = Particulars(meeting.starts_at, meeting.ends_at, meeting.place, meeting.topic, agenda)
    meetings.change(meeting=meeting, what=what, scheme=scheme, by=by, at=at)


def _left(row: AgendaTopic, rule: TopicRule) -> dict[Slot, SaidFact]:
    said = leaves.of_taking_up(State(row.state), row.decided_on)
    return {} if said is None else {Slot(rule.taken_up, f"topic:{row.key}"): said}


def _follow(
    row: AgendaTopic, was: Mapping[Slot, SaidFact], reason: str, scheme: Scheme, *, by: Viewer, at: datetime
) -> None:
    unit = row.member.unit or row.unit
    deed = FollowedDeed(acting.SOURCE, row.member, unit, f"{row.unit.code} {row.title}"[:200])
    follow(deed, was, _left(row, rule_of(scheme)), reason or row.title, scheme=scheme, by=by, at=at)
