"""Jobs, for those who asked for them and for the operator."""

from django.db.models import QuerySet

from goodstanding.access.permissions import Permission
from goodstanding.access.viewer import Viewer
from goodstanding.models import Job


def jobs(viewer: Viewer) -> QuerySet[Job]:
    """The viewer's own jobs; for the operator, everyone's."""
    every = Job.objects.select_related("asked_by", "asked_by__member")
    return every if viewer.may(Permission.OPERATE) else every.filter(asked_by=viewer.account)
