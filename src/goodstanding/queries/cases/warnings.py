"""Warnings: a member's own, those of a unit for the people with the duty, and which of them are new."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from goodstanding.access import named_offices
from goodstanding.access.viewer import Viewer
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.engine.scheme.warnings import Warnings
from goodstanding.models import EarlyWarning, Member, Unit

State = EarlyWarning.State
#: For so many days a warning counts as new on the work list; it stands on its page as long as its reason is there.
NEW_DAYS = 14


def rules_of(scheme: Scheme) -> Warnings | None:
    """What the rules say of warnings, if they know any."""
    return scheme.warnings


def own(member: Member) -> QuerySet[EarlyWarning]:
    """Every warning of a member, the newest first."""
    return EarlyWarning.objects.filter(member=member).select_related("unit")


def own_waiting(viewer: Viewer, scheme: Scheme) -> QuerySet[EarlyWarning]:
    """The viewer's own warnings that are open and not marked as read."""
    if viewer.member_id is None or scheme.warnings is None:
        return EarlyWarning.objects.none()
    mine = EarlyWarning.objects.filter(member=viewer.member_id, state=State.OPEN, noted_on=None)
    return mine.filter(kind__in=list(scheme.warnings.kinds)).order_by("pk")


def at_desk(viewer: Viewer, scheme: Scheme) -> QuerySet[EarlyWarning]:
    """The warnings that the viewer reads by office: of the own unit, and of the units below; never the viewer's own."""
    rules = scheme.warnings
    if rules is None:
        return EarlyWarning.objects.none()
    here = Q(unit__in=named_offices.near(viewer, rules.office), kind__in=rules.telling("office"))
    below = named_offices.covered(viewer, rules.officer).order_by().values("pk")
    found = EarlyWarning.objects.filter(here | Q(unit__in=below, kind__in=rules.telling("officer")))
    found = found if viewer.member_id is None else found.exclude(member=viewer.member_id)
    return found.select_related("member__unit", "unit")


def units_waiting(viewer: Viewer, scheme: Scheme) -> QuerySet[Unit]:
    """The units of the viewer's offices with new warnings: about them, or below an office that is over others."""
    rules = scheme.warnings
    nothing: QuerySet[Unit] = Unit.objects.none()
    if rules is None:
        return nothing
    fresh = EarlyWarning.objects.filter(state=State.OPEN, opened_on__gt=viewer.on - timedelta(days=NEW_DAYS))
    if viewer.member_id is not None:
        fresh = fresh.exclude(member=viewer.member_id)
    here = Exists(fresh.filter(unit=OuterRef("pk"), kind__in=rules.telling("office")))
    below = Exists(fresh.filter(unit__path__startswith=OuterRef("path"), kind__in=rules.telling("officer")))
    office, officer = (named_offices.near(viewer, offices) for offices in (rules.office, rules.officer))
    units: QuerySet[Unit] = Unit.objects.filter(Q(here, pk__in=office) | Q(below, pk__in=officer))
    found: QuerySet[Unit] = units.order_by("path")
    return found
