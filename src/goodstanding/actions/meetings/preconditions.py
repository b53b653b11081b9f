"""What everything done to a meeting begins with: the meeting held still, by a person who may, of a kind that exists."""

from django.utils.translation import gettext_lazy as _

from goodstanding.access import meeting_hosts
from goodstanding.access.viewer import Viewer
from goodstanding.actions.refusal import ActionRefused, needed, refuse_closed
from goodstanding.engine.scheme.scheme import MeetingType, Scheme
from goodstanding.models import Meeting, Unit
from goodstanding.queries.meetings import year_plan

MOST_REASON = 500


def kind_for(unit: Unit, word: str, scheme: Scheme) -> MeetingType:
    """The kind of meeting that a word stands for. Raises ActionRefused where the unit holds no such meeting."""
    kind = scheme.meetings.get(word)
    if kind is None or not year_plan.holds(unit, kind):
        raise ActionRefused(_("This unit does not hold this kind of meeting."), "type")
    refuse_closed(unit)
    return kind


def held(meeting: Meeting, by: Viewer | None, scheme: Scheme | None = None) -> Meeting:
    """The meeting as it is now, held until the transaction ends. Raises Denied for anyone who holds no meetings there.

    With the scheme, it is enough that the rules let a person hold this kind of meeting.
    """
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    found = Meeting.objects.select_related("unit").get(pk=meeting.pk)
    meeting_hosts.check(by, found.unit, scheme.meetings.get(found.type) if scheme else None)
    return found


def reason_of(text: str) -> str:
    """A reason as it is kept. Raises ActionRefused where there is none, or too long a one."""
    return needed(text, "reason", missing=_("Give a reason."), most=MOST_REASON)


def refuse_ended(meeting: Meeting) -> None:
    """Raises ActionRefused for what is closed or cancelled."""
    if meeting.has_ended:
        raise ActionRefused(_("The meeting has been closed or cancelled meanwhile."))
