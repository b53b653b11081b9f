"""Where an assignment stands for a member, as what it leaves is worked out from; and how its facts are known."""

from goodstanding.models import Assignee
from goodstanding.models.assignments.moves import AGAINST, DECIDED, AssigneeState
from goodstanding.queries.assignments.leaves import AssignmentOutcome
from goodstanding.queries.people.calendars import today

State = AssigneeState


def outcome_of(assignee: Assignee) -> AssignmentOutcome:
    """Where it stands, as far as the ledger hears of it."""
    decided = (*DECIDED, State.WITHDRAWN)
    is_decided = assignee.state in decided and assignee.decided_at is not None
    return AssignmentOutcome(
        state=State(assignee.state),
        welcome=assignee.welcome and assignee.state not in AGAINST,
        due_on=assignee.due_on,
        answer_by=assignee.answer_by,
        answered_on=assignee.answered_on,
        done_on=assignee.done_on,
        quality=assignee.quality,
        decided_on=today(assignee.decided_at) if is_decided and assignee.decided_at is not None else None,
    )


def key_of(assignee: Assignee, slot: str) -> str:
    """Under what a fact stands in the ledger, once. slot: the key of the rule that names it."""
    return f"{assignee.assignment.key}:{slot}:m{assignee.member_id}"


def reference_of(assignee: Assignee) -> str:
    """What its facts refer to: the unit's code, and what was to be done."""
    return f"{assignee.assignment.unit.code} {assignee.assignment.title}"[:200]
