"""Whether a member can say now that they were there, other than a meeting has it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from goodstanding.engine.period import month_of
from goodstanding.models import AttendanceConflict, Attendee, Meeting, Proof
from goodstanding.queries.ledger.who_corrects import is_published

#: What costs a member something, or may: they hear of it, and can say that they were there.
PUT_DOWN = (Proof.Verdict.ABSENT, Proof.Verdict.LATE)


def why_not(one: Attendee, meeting: Meeting) -> Promise | None:
    """Why the member cannot say so now; none where they can. one: as the ledger has it."""
    if meeting.state not in {Meeting.State.OPEN, Meeting.State.CLOSED}:
        return _("The meeting is not open for check-in yet.")
    if one.verdict not in PUT_DOWN or one.counted is None or one.counted.verdict not in PUT_DOWN:
        return _("You are not recorded as absent or late there.")
    if is_published(month_of(meeting.on)):
        return _("That month is published. Object to the entry in your record.")
    if AttendanceConflict.objects.filter(attendee=one, state=AttendanceConflict.State.OPEN).exists():
        return _("A person is checking it already.")
    said = one.proofs.filter(assurance=Proof.Assurance.OWN_WORD, recorded_at__gte=one.counted.recorded_at)
    return _("This was decided. You can still object to the entry.") if said.exists() else None
