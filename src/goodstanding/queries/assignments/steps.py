"""What became of an assignment of a member since its page was opened."""

from collections.abc import Collection

from django.db.models import Max, OuterRef, Subquery
from django.db.models.functions import Coalesce

from goodstanding.models import Assignee, AssignmentStep
from goodstanding.models.assignments.moves import AssigneeState

What = AssignmentStep.What
#: The steps by which it stands elsewhere than before, and those about its day.
MOVED = frozenset(What(state.value) for state in AssigneeState if state != AssigneeState.GIVEN)
ABOUT_THE_DAY = frozenset({What.ASKED, What.EXTENDED, What.KEPT_DAY})


def latest(assignee: Assignee) -> int:
    """By which step a page is known that shows it as it is now: the last one's id, 0 before the first."""
    return AssignmentStep.objects.filter(assignee=assignee).aggregate(last=Max("pk"))["last"] or 0


def latest_of_each() -> Coalesce:
    """The same over assignees."""
    last = AssignmentStep.objects.filter(assignee=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    return Coalesce(Subquery(last), 0)


def since(assignee: Assignee, seen: int, whats: Collection[AssignmentStep.What]) -> AssignmentStep | None:
    """The last step of these after the one that was seen; none where nothing of that kind came since."""
    newer = AssignmentStep.objects.filter(assignee=assignee, pk__gt=seen, what__in=whats)
    return newer.select_related("by__member").order_by("-pk").first()
