"""Runs: which months were rated, which are published, and where their files are."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet

from goodstanding.access.permissions import Permission
from goodstanding.access.viewer import Viewer
from goodstanding.engine.scheme import Scheme
from goodstanding.lake.layout import Lake, Store
from goodstanding.lake.read import run_scheme
from goodstanding.models import Run

State = Run.State


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
    """Every run, for those who draft or review; for others none."""
    may = viewer.may(Permission.DRAFT_RUN) or viewer.may(Permission.REVIEW_RUN)
    return Run.objects.all() if may else Run.objects.none()
