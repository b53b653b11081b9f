"""What the coming days hold: meetings, activities, courses and assignments, each with its day."""

from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from goodstanding.access import assigners
from goodstanding.access.viewer import Viewer
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Assignee, Assignment, Course, Meeting, ServiceActivity, SignUp
from goodstanding.models.assignments.moves import TO_DO
from goodstanding.queries.meetings import meetings as meeting_queries
from goodstanding.queries.service import activities as activity_queries
from goodstanding.queries.study import courses as course_queries

#: Today and the six days after it.
DAYS = 7
#: So many of a kind are shown at the most.
MOST = 60


def meetings(viewer: Viewer, scheme: Scheme, at: datetime) -> QuerySet[Meeting]:
    """Those that the viewer holds and that are not over."""
    ahead = meeting_queries.held(viewer, scheme).filter(state__in=meeting_queries.AHEAD, ends_at__gte=at)
    return ahead.filter(on__lt=viewer.on + timedelta(days=DAYS)).order_by("starts_at", "pk")[:MOST]


def courses(viewer: Viewer) -> QuerySet[Course]:
    """Those of the viewer's units that are due."""
    until = viewer.on + timedelta(days=DAYS)
    found = course_queries.taught(viewer).filter(state=Course.State.OPEN, due_on__gte=viewer.on, due_on__lt=until)
    return found.order_by("due_on", "pk")[:MOST]


def assignments(viewer: Viewer) -> QuerySet[Assignment]:
    """Those that are due and that some members have not done yet, each with `n_open`: by how many."""
    until = viewer.on + timedelta(days=DAYS)
    due = assigners.assignments(viewer).filter(due_on__gte=viewer.on, due_on__lt=until)
    open_ones = Q(assignees__state__in=TO_DO, assignees__member__left_on=None)
    waits = Exists(Assignee.objects.filter(assignment=OuterRef("pk"), state__in=TO_DO))
    found = due.filter(waits).annotate(n_open=Count("assignees", filter=open_ones, distinct=True))
    return found.filter(n_open__gt=0).order_by("due_on", "pk")[:MOST]


def own_activities(viewer: Viewer, at: datetime) -> QuerySet[SignUp]:
    """The activities that the viewer has signed up for and that are not over."""
    ahead = activity_queries.own_ahead(viewer.member_id, at)
    return ahead.filter(activity__on__lt=viewer.on + timedelta(days=DAYS))[:MOST]


def activities(viewer: Viewer, scheme: Scheme, at: datetime) -> QuerySet[ServiceActivity]:
    """The activities that the viewer's units host."""
    return activity_queries.ahead(viewer, scheme, at).filter(on__lt=viewer.on + timedelta(days=DAYS))[:MOST]
