"""What a meeting resolved, with what was written down wrongly before and put right."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from goodstanding.access.viewer import Viewer
from goodstanding.engine.scheme.scheme import MeetingType
from goodstanding.models import Meeting, Resolution
from goodstanding.queries.meetings import meetings


@dataclass(frozen=True)
class ResolutionLine:
    """A resolution that holds. earlier: what it stands in the place of, latest first, each with what replaced it."""

    resolution: Resolution
    earlier: Sequence[tuple[Resolution, Resolution]]


def lines(meeting: Meeting) -> list[ResolutionLine]:
    """The resolutions of a meeting that hold, by their numbers."""
    rows = list(Resolution.objects.filter(meeting=meeting).select_related("by__member").order_by("number", "pk"))
    known = {one.pk: one for one in rows}
    replaced = {one.replaces_id for one in rows}
    return [ResolutionLine(one, _earlier(one, known)) for one in rows if one.pk not in replaced]


def _earlier(resolution: Resolution, known: dict[int, Resolution]) -> list[tuple[Resolution, Resolution]]:
    found = []
    while resolution.replaces_id is not None:
        wrong = known[resolution.replaces_id]
        found.append((wrong, resolution))
        resolution = wrong
    return found


def visible(viewer: Viewer) -> QuerySet[Resolution]:
    """Those of meetings that the viewer holds."""
    mine = meetings.visible(viewer).order_by().values("pk")
    return Resolution.objects.filter(meeting__in=mine).select_related("meeting__unit")


def needed_votes(kind: MeetingType | None, voters: int) -> int:
    """How many votes for it a resolution takes, of that many people with a vote; without a rule more than half."""
    return kind.decision.needed(voters) if kind and kind.decision else voters // 2 + 1
