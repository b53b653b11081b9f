"""Published months that corrections came too late for."""

from dataclasses import dataclass

from django.db.models import Q

from goodstanding.access.viewer import Viewer
from goodstanding.engine.period import first_of_year
from goodstanding.models import Fact, Run
from goodstanding.queries.months import runs


@dataclass(frozen=True)
class Reissue:
    """A published month, and how many corrections of what it counts came after it was frozen."""

    run: Run
    count: int


def waiting_reissues(viewer: Viewer) -> list[Reissue]:
    """The published months that could be issued again, latest first; only for those who draft."""
    if not runs.may_draft(viewer):
        return []
    at_work = Run.objects.filter(state__in=("drafting", "drafted", "reviewed")).values("month")
    published = Run.objects.filter(state=Run.State.PUBLISHED).exclude(month__in=at_work).order_by("-month")
    found = [Reissue(run, corrections_after(run)) for run in published]
    return [reissue for reissue in found if reissue.count]


def corrections_after(run: Run) -> int:
    """How many corrections of what a run counts were written after it was frozen."""
    months = Q(month__gte=first_of_year(run.month), month__lte=run.month)
    # A fact that replaces another came with the reversal of that one, and is the same correction.
    late = Fact.objects.filter(months, recorded_at__gt=run.frozen_at, source=Fact.Source.CORRECTION)
    return late.filter(replaces__isnull=True).count()
