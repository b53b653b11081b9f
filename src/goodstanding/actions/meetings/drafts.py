"""Drafts of a meeting's minutes, votes and follow-ups: kept while they are typed, for their author alone.

A draft records nothing of anyone until it is saved, so it leaves no audit row; it goes with the saving.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access.permissions import Permission
from goodstanding.access.policies import check
from goodstanding.access.viewer import Viewer
from goodstanding.actions.meetings.minutes import MOST_WORDS
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import Meeting, MinutesDraft

_MOST_FIELDS = 8


@transaction.atomic
def keep(
    *, meeting: Meeting, part: MinutesDraft.Part, fields: Mapping[str, str], by: Viewer, at: datetime
) -> MinutesDraft | None:
    """Keeps what is typed into one form of the page; nothing typed at all keeps nothing. Raises ActionRefused for more
    than minutes can hold.
    """
    check(by, Permission.HOLD_MEETING, meeting.unit)
    if len(fields) > _MOST_FIELDS or sum(len(text) for text in fields.values()) > 2 * MOST_WORDS:
        raise ActionRefused(_("At most %(most)s characters.") % {"most": MOST_WORDS})
    if not any(text.strip() for text in fields.values()):
        forget(meeting=meeting, part=part, by=by)
        return None
    kept = {"fields": dict(fields), "saved_at": at}
    return MinutesDraft.objects.update_or_create(meeting=meeting, by=by.account, part=part, defaults=kept)[0]


def forget(*, meeting: Meeting, part: MinutesDraft.Part, by: Viewer) -> None:
    """It is saved, or thrown away."""
    MinutesDraft.objects.filter(meeting=meeting, by=by.account, part=part).delete()
