"""Taking a meeting's roll along on the host's phone, for where there is no signal."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access import code_keys
from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit
from goodstanding.actions.meetings.preconditions import held, refuse_ended
from goodstanding.actions.refusal import ActionRefused
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Attendee, Meeting
from goodstanding.proofs import roll_ticket
from goodstanding.queries.meetings import meetings as meeting_queries


@dataclass(frozen=True)
class Along:
    """What goes along: everybody on the list, and the server's word about when it was taken."""

    meeting: Meeting
    people: list[Attendee]
    word: str


@transaction.atomic
def take(*, meeting: Meeting, scheme: Scheme, by: Viewer, at: datetime) -> Along:
    """The roll of one open meeting. Raises Denied for whoever does not hold it, Refusal unless its doors are open."""
    meeting = held(meeting, by, scheme)
    refuse_ended(meeting)
    if meeting.state != Meeting.State.OPEN:
        raise ActionRefused(_("Start check-in first; then you can save the roll on your phone."))
    audit.record("take_along", "roll", meeting.key, by=by, at=at, unit=meeting.unit)
    word = roll_ticket.sign(meeting=meeting.key, account=by.account.pk, at=at, using=code_keys.of_rolls())
    return Along(meeting, meeting_queries.people(meeting), word)
