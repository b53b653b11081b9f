"""What a meeting's entries in the ledger have in common: their key, their reference, yes and no in thousandths."""

from django.utils import timezone

from goodstanding.actions.ledger.ledger import NewFact
from goodstanding.models import Meeting, Member, Unit
from goodstanding.queries.attendance.catch_up import key_of

YES, NO = 1000, 0


def entry(meeting: Meeting, kind: str, subject: Member | Unit, value: int | None) -> NewFact:
    """A fact of a meeting; its key lets it be written once."""
    return NewFact(kind, subject, value, meeting.on, key_of(meeting, kind, subject), reference_of(meeting))


def reference_of(meeting: Meeting) -> str:
    """What the facts of a meeting refer to, in no language: the unit's code, when it began, what it was about."""
    starts = timezone.localtime(meeting.starts_at).strftime("%Y-%m-%d %H:%M")
    return " ".join(part for part in (meeting.unit.code, starts, meeting.topic) if part)[:200]
