"""A roll to print: every member on the list on a numbered line, with a box for each mark, and lines for guests."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from goodstanding.models import Attendee, Meeting, Proof
from goodstanding.web.meetings.presenters import meetings as meeting_presenters
from goodstanding.web.shell.paper import printed

_GUESTS = 4


def document(meeting: Meeting, people: Sequence[Attendee], code: str, *, at: datetime) -> bytes:
    """The PDF. people: in the order of the lines."""
    parts = [meeting_presenters.when(meeting), meeting.place, _("Tick one box on each line.")]
    data = {
        "code": code,
        "note": " · ".join(part for part in parts if part),
        "name": _("Name"),
        "signature": _("Signature"),
        "marks": [str(label) for label in Proof.Verdict.labels],
        "people": [{"name": one.member.name, "number": one.member.number} for one in people],
        "guest": _("Guest"),
        "guests": _GUESTS,
    }
    return printed("roll", data, title=f"{meeting_presenters.title(meeting)} · {meeting.unit.name}", at=at)
