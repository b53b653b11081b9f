"""Published months that corrections came too late for."""

from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet

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
    return [Reissue(run, corrections_after(run)) for run in waiting_runs(viewer).order_by("-month")]


def waiting_runs(viewer: Viewer) -> QuerySet[Run]:
    """The runs of these months: counted in one question, however many months are published."""
    if not runs.may_draft(viewer):
        return Run.objects.none()
    at_work = Run.objects.filter(state__in=("drafting", "drafted", "reviewed")).values("month")
    late = Fact.objects.filter(month__gte=OuterRef("january"), month__lte=OuterRef("month"))
    corrected = Exists(_corrections(late.filter(recorded_at__gt=OuterRef("frozen_at"))))
    published = Run.objects.filter(state=Run.State.PUBLISHED).annotate(january=F("month") - F("month") % 12)
    return published.filter(corrected).exclude(month__in=at_work)


def corrections_after(run: Run) -> int:
    """How many corrections of what a run counts were written after it was frozen."""
    months = Q(month__gte=first_of_year(run.month), month__lte=run.month)
    return _corrections(Fact.objects.filter(months, recorded_at__gt=run.frozen_at)).count()


def _corrections(facts: QuerySet[Fact]) -> QuerySet[Fact]:
    """One for each: a fact that replaces another came with the reversal of that one, and is the same correction."""
    return facts.filter(source=Fact.Source.CORRECTION, replaces__isnull=True)
