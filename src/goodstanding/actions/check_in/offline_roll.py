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
class OfflineRoll:
    """What goes along: the rows of the list, and the signed ticket that says when it was taken along."""

    meeting: Meeting
    people: list[Attendee]
    ticket: str


@transaction.atomic
def take(*, meeting: Meeting, scheme: Scheme, by: Viewer, at: datetime) -> OfflineRoll:
    """The roll of one open meeting. Raises Denied for a viewer who does not hold it, ActionRefused unless open."""
    meeting = held(meeting, by, scheme)
    refuse_ended(meeting)
    if meeting.state != Meeting.State.OPEN:
        raise ActionRefused(_("Start check-in first; then you can save the roll on your phone."))
    audit.record("take_along", "roll", meeting.key, by=by, at=at, unit=meeting.unit)
    ticket = roll_ticket.sign(meeting=meeting.key, account=by.account.pk, at=at, using=code_keys.of_rolls())
    return OfflineRoll(meeting, meeting_queries.people(meeting), ticket)
