"""Runs: which months were rated, which are published, where their files are, and which corrections came late for."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from goodstanding.access.permissions import Permission
from goodstanding.access.viewer import Viewer
from goodstanding.engine.period import first_of_year, month_of
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.lake.layout import Lake, Store
from goodstanding.lake.run_account import run_scheme
from goodstanding.models import Fact, Run, Unit

State = Run.State
#: How many months back a month can still be drafted for the first time.
_LOOK_BACK = 24


def store() -> Store:
    """This installation's lakes."""
    return Store(Path(settings.DATA) / "lake")


def lake_of(run: Run) -> Lake:
    """A run's own lake."""
    return store().lake(run.month, run.number, run.key)


def folder_of(run: Run) -> Path:
    """The folder of a run's files."""
    return lake_of(run).run(run.month, run.scheme)


def scheme_of(run: Run) -> Scheme:
    """The rules as they stood when the run was made. Raises Refused where they cannot be read."""
    return _scheme(folder_of(run))


@lru_cache(maxsize=8)
def _scheme(folder: Path) -> Scheme:
    return run_scheme(folder)


def published() -> QuerySet[Run]:
    """The published runs, latest month first."""
    return Run.objects.filter(state=State.PUBLISHED).order_by("-month")


def latest() -> Run | None:
    """The published run of the latest month."""
    return published().first()


def before(run: Run) -> Run | None:
    """The published run of the latest month before."""
    return published().filter(month__lt=run.month).first()


def all_of(viewer: Viewer) -> QuerySet[Run]:
    """Every run, for those who draft, review or publish; for others none."""
    every = Run.objects.select_related("drafted_by__member", "reviewed_by__member", "published_by__member")
    return every if may_draft(viewer) or may_review(viewer) or may_publish(viewer) else every.none()


def may_draft(viewer: Viewer) -> bool:
    """Whether the viewer may draft months: over the whole tree."""
    return _over_all(viewer, Permission.DRAFT_RUN)


def sees_members(viewer: Viewer) -> bool:
    """Whether the viewer may see the members behind numbers about all of them."""
    return _over_all(viewer, Permission.SEE_ROSTER)


def may_review(viewer: Viewer) -> bool:
    """Whether the viewer may review months."""
    return _over_all(viewer, Permission.REVIEW_RUN)


def may_publish(viewer: Viewer) -> bool:
    """Whether the viewer may publish months."""
    return _over_all(viewer, Permission.PUBLISH_RUN)


def _over_all(viewer: Viewer, permission: Permission) -> bool:
    return any(len(held.path) == Unit.steplen for held in viewer.held(permission))


def entries_since(run: Run) -> int:
    """How many entries that a draft would count came in since its ledger was frozen; 0 for what is no draft."""
    if run.frozen_at is None or run.state not in {State.DRAFTED, State.REVIEWED}:
        return 0
    months = {"month__gte": first_of_year(run.month), "month__lte": run.month}
    return Fact.objects.filter(**months, recorded_at__gt=run.frozen_at).count()


def months_to_draft(today: date, scheme: Scheme) -> list[int]:
    """The months that are over, have facts, and were neither published nor begun; the earliest first."""
    now = month_of(today)
    done = Run.objects.exclude(state__in=(State.WITHDRAWN, State.SUPERSEDED)).values_list("month", flat=True)
    first, last = max(scheme.effective.from_, now - _LOOK_BACK), now - 1
    known = set(Fact.objects.filter(month__gte=first, month__lte=last).values_list("month", flat=True).distinct())
    return sorted(month for month in known - set(done) if scheme.effective.holds(month))


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
    if not may_draft(viewer):
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
