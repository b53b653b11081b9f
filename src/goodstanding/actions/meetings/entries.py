"""Facts of a meeting, as they are given to the ledger."""

from goodstanding.actions.ledger.ledger import NewFact
from goodstanding.models import Meeting, Member, Unit
from goodstanding.queries.meetings.recorded import key_of, reference_of


def entry(meeting: Meeting, kind: str, subject: Member | Unit, value: int | None) -> NewFact:
    """A fact of a meeting; its key lets it be written once."""
    return NewFact(kind, subject, value, meeting.on, key_of(meeting, kind, subject), reference_of(meeting))
