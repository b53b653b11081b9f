"""What is asked back before a meeting is planned or changed: it may be meant so, and may be a slip of the hand."""

from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from goodstanding.actions.meetings.meetings import Particulars, digest
from goodstanding.models import Meeting, Unit
from goodstanding.queries.people.calendars import today

#: A meeting that has just begun is moved as it begins.
_JUST_NOW = timedelta(hours=1)


def questions(
    *, unit: Unit, word: str, what: Particulars, at: datetime, form: str = "", changing: Meeting | None = None
) -> list[str | Promise]:
    """What is odd about a meeting as it is to be, one sentence each; nothing where nothing is.

    form: what `plan` is told, so that the same form sent again is no second meeting. changing: the meeting as it is.
    """
    if changing is not None and changing.starts_at == what.starts_at:
        return []
    found = list[str | Promise]()
    if _is_past(what.starts_at, at, moves=changing is not None):
        found.append(
            _("This moment has passed: people would be notified of a meeting that they can no longer come to.")
        )
    others = Meeting.objects.filter(unit=unit, type=word, starts_at=what.starts_at)
    others = others.exclude(state=Meeting.State.CANCELLED)
    if form:
        others = others.exclude(form=digest(form))
    if changing is not None:
        others = others.exclude(pk=changing.pk)
    if others.exists():
        found.append(_("The unit has another meeting of this kind at the same time."))
    return found


def _is_past(starts_at: datetime, at: datetime, *, moves: bool) -> bool:
    """A day gone by; one that is only moved, a moment gone by. What was held today is often entered in the evening."""
    return today(starts_at) < today(at) or (moves and starts_at < at - _JUST_NOW)
