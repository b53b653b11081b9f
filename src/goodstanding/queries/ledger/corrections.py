"""Corrections that wait for a second person, and published months that corrections came too late for."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from goodstanding.access import scope
from goodstanding.access.permissions import Permission
from goodstanding.access.viewer import Viewer
from goodstanding.engine.period import first_of_year
from goodstanding.models import Correction, Fact, Objection, Run
from goodstanding.queries.months import runs

State = Correction.State
_RELATED = ("fact", "fact__member", "fact__unit", "at_unit", "asked_by", "asked_by__member", "objection")


@dataclass(frozen=True)
class Reissue:
    """A published month, and how many corrections of what it counts came after it was frozen."""

    run: Run
    count: int


def visible(viewer: Viewer) -> QuerySet[Correction]:
    """Those a viewer asked for, and those of units where they could be the second person. Never about themselves."""
    units = scope.units(viewer, Permission.AGREE).order_by().values("pk")
    found = Correction.objects.filter(Q(at_unit__in=units) | Q(asked_by=viewer.account))
    return _not_about(viewer, found).select_related(*_RELATED)


def to_agree(viewer: Viewer) -> QuerySet[Correction]:
    """Those that wait for the viewer as the second person, the oldest first."""
    units = scope.units(viewer, Permission.AGREE).order_by().values("pk")
    waiting = Correction.objects.filter(state=State.ASKED, at_unit__in=units).exclude(asked_by=viewer.account)
    return _not_about(viewer, waiting).select_related(*_RELATED).order_by("asked_at", "pk")


def together(viewer: Viewer, objection: Objection) -> QuerySet[Correction]:
    """Those that one upheld objection led to and that wait for the viewer."""
    return to_agree(viewer).filter(objection=objection)


def _not_about(viewer: Viewer, found: QuerySet[Correction]) -> QuerySet[Correction]:
    return found.exclude(fact__member_id=viewer.member_id) if viewer.member_id else found


def waiting_reissues(viewer: Viewer) -> list[Reissue]:
    """The published months that could be issued again, latest first; only for those who draft."""
    if not runs.may_draft(viewer):
        return []
    at_work = Run.objects.filter(state__in=("drafting", "drafted", "reviewed")).values("month")
    published = Run.objects.filter(state=Run.State.PUBLISHED).exclude(month__in=at_work).order_by("-month")
    found = [Reissue(run, corrections_after(run)) for run in published]
    return [one for one in found if one.count]


def corrections_after(run: Run) -> int:
    """How many corrections of what a run counts were written after it was frozen."""
    months = Q(month__gte=first_of_year(run.month), month__lte=run.month)
    # A fact that replaces another came with the reversal of that one, and is the same correction.
    late = Fact.objects.filter(months, recorded_at__gt=run.frozen_at, source=Fact.Source.CORRECTION)
    return late.filter(replaces__isnull=True).count()
