"""The desk for doubts: what asks for attention is written down for a person, and cleared by one, with a reason.

A doubt takes nothing from anyone. A person who looks into it may put the roll right, as they could without it.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access.permissions import Permission
from goodstanding.access.policies import Denied, check
from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit
from goodstanding.actions.refusal import ActionRefused, at_most, needed
from goodstanding.models import Doubt, HeadCount, Meeting, Member, Proof
from goodstanding.queries.attendance import doubts as doubt_queries
from goodstanding.queries.attendance.doubts import DoubtList

Kind, Answer = Doubt.Kind, Doubt.Answer
MOST_HEADS = 100_000
_MOST_WORDS = 500


@transaction.atomic
def look(*, meeting: Meeting, at: datetime) -> int:
    """Writes down what is to be looked at in the check-ins of a meeting. Gives how much of it is new."""
    return _write_down(meeting, doubt_queries.found(meeting), at=at)


@transaction.atomic
def count_heads(*, meeting: Meeting, heads: int, by: Viewer, at: datetime) -> HeadCount:
    """The host says how many people are in the room, and what does not go with that is written down."""
    check(by, Permission.HOLD_MEETING, meeting.unit)
    if not 0 <= heads <= MOST_HEADS:
        raise ActionRefused(_("Give the number of people in the room."), "heads")
    counted = HeadCount.objects.create(meeting=meeting, heads=heads, at=at, by=by.account)
    audit.record("count", "meeting", meeting.key, by=by, at=at, unit=meeting.unit, fields=("heads",))
    look(meeting=meeting, at=at)
    return counted


def of_counter(*, meeting: Meeting, member: Member, shown_at: datetime, at: datetime) -> None:
    """A check-in was refused because the passkey's counter went back. Whether they were there, a person must know."""
    about = f"{member.pk}:{shown_at.isoformat()}"
    _write_down(meeting, [DoubtList(Kind.COUNTER, about, {}, frozenset({member.pk}))], at=at)


def of_late(*, proof: Proof, meeting: Meeting, member: Member, at: datetime) -> None:
    """A check-in was kept on a phone for days."""
    hours = int((at - proof.occurred_at).total_seconds() // 3600)
    _write_down(meeting, [DoubtList(Kind.LATE, str(proof.pk), {"hours": hours}, frozenset({member.pk}))], at=at)


@transaction.atomic
def clear(*, doubt: Doubt, answer: str, words: str, by: Viewer, at: datetime) -> Doubt:
    """A person has looked at it, and says what they found. Cleared already, it stays as it was.

    Raises Denied for anyone whom it is about, Refusal without an answer.
    """
    Doubt.objects.select_for_update().get(pk=doubt.pk)
    doubt = Doubt.objects.select_related("meeting__unit").get(pk=doubt.pk)
    check(by, Permission.HOLD_MEETING, doubt.meeting.unit)
    if by.member_id is not None and doubt.members.filter(pk=by.member_id).exists():
        raise Denied("nobody clears a doubt about themselves")
    if doubt.cleared_at is not None:
        return doubt
    if answer not in Answer.values:
        raise ActionRefused(_("Choose what you found."), "answer")
    words = at_most(words, "words", _MOST_WORDS)
    if answer == Answer.OTHER:
        needed(words, "words", missing=_("Describe what you found."))
    doubt.answer, doubt.words, doubt.cleared_at, doubt.cleared_by = answer, words, at, by.account
    doubt.save(update_fields=["answer", "words", "cleared_at", "cleared_by"])
    audit.record("clear", "doubt", doubt.key, by=by, at=at, unit=doubt.meeting.unit, fields=("answer",))
    return doubt


def _write_down(meeting: Meeting, found: Iterable[DoubtList], *, at: datetime) -> int:
    fresh = 0
    for doubt_list in found:
        if _has_grown(meeting, doubt_list):
            continue
        told = {"facts": dict(doubt_list.facts), "found_at": at}
        doubt, new = Doubt.objects.get_or_create(
            meeting=meeting, kind=doubt_list.kind, about=doubt_list.about, defaults=told
        )
        if new:
            doubt.members.set(doubt_list.members)
            fresh += 1
    return fresh


def _has_grown(meeting: Meeting, found: DoubtList) -> bool:
    """Whether it is one that no one has looked at yet, only with more in it now."""
    if found.grows is None:
        return False
    same = Doubt.objects.filter(meeting=meeting, kind=found.kind)
    if same.filter(about=found.about).exists():
        return False
    known = same.select_for_update().filter(about__startswith=found.grows, cleared_at=None).first()
    if known is None:
        return False
    known.about, known.facts = found.about, dict(found.facts)
    known.save(update_fields=["about", "facts"])
    known.members.set(found.members)
    return True
