"""What of dues waits for a viewer: as a member, and in the offices that collect them."""

from datetime import timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from goodstanding.access.viewer import Viewer
from goodstanding.engine.period import first_day, month_of
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import DuesBase, DuesObligation, DuesPublication, Member, Unit
from goodstanding.queries.dues import dues

#: A month waits for its member in its last days; for the branch, from the middle of the month on.
_DAYS, _FROM = 7, 14


def own_open(viewer: Viewer) -> QuerySet[DuesObligation]:
    """The viewer's own months that are due within days, or overdue, the oldest first."""
    if viewer.member_id is None:
        return DuesObligation.objects.none()
    soon = viewer.on + timedelta(days=_DAYS)
    return DuesObligation.objects.filter(member=viewer.member_id, open__gt=0, due_on__lt=soon).order_by("month")


def own_to_confirm(viewer: Viewer, scheme: Scheme) -> QuerySet[Member]:
    """The viewer with `fen`, the amount that is set, where it was not confirmed in the running year."""
    if viewer.member_id is None or scheme.dues is None:
        return Member.objects.none()
    newest = DuesBase.objects.filter(member=OuterRef("pk")).order_by("-pk").values("fen")[:1]
    said = DuesBase.objects.filter(member=OuterRef("pk"), on__year=viewer.on.year)
    found = Member.objects.filter(~Exists(said), pk=viewer.member_id, left_on=None, unit__isnull=False)
    return found.annotate(fen=Subquery(newest)).filter(fen__isnull=False)


def to_collect(viewer: Viewer) -> QuerySet[Unit]:
    """The units of the viewer in which others have not paid the running month, each with `n_open`: how many."""
    month = month_of(viewer.on)
    if viewer.on < first_day(month) + timedelta(days=_FROM):
        return _no_units()
    waits = Q(
        dues__month=month, dues__open__gt=0, dues__member__left_on=None, dues__member__unit=F("pk")
    )  # fmt: skip
    if viewer.member_id is not None:
        # Another person books the viewer's own.
        waits &= ~Q(dues__member=viewer.member_id)
    found: QuerySet[Unit] = Unit.objects.filter(pk__in=dues.near(viewer), closed_on=None).annotate(
        n_open=Count("dues", filter=waits, distinct=True)
    )
    waiting: QuerySet[Unit] = found.filter(n_open__gt=0).order_by("path")
    return waiting


def to_post(viewer: Viewer, scheme: Scheme) -> QuerySet[Unit]:
    """The units of the viewer whose last month that is over is not posted yet."""
    if scheme.dues is None or scheme.dues.public is None:
        return _no_units()
    month = month_of(viewer.on) - 1
    posted = DuesPublication.objects.filter(unit=OuterRef("pk"), month=month)
    there = DuesObligation.objects.filter(unit=OuterRef("pk"), month=month)
    silent: QuerySet[Unit] = Unit.objects.filter(Exists(there), ~Exists(posted), pk__in=dues.near(viewer))
    waiting: QuerySet[Unit] = silent.filter(closed_on=None).order_by("path")
    return waiting


def _no_units() -> QuerySet[Unit]:
    none: QuerySet[Unit] = Unit.objects.none()
    return none
