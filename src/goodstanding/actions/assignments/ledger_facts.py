"""What an assignment leaves in the ledger: written once, and put right when a decision is corrected."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext

from goodstanding.access.viewer import Viewer
from goodstanding.actions.ledger.follow import FollowedDeed, Slot, follow
from goodstanding.engine.scheme.assignments import AssignmentType
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Assignee, Fact
from goodstanding.queries.assignments.leaves import AssignmentOutcome, left_by
from goodstanding.queries.assignments.outcomes import key_of, reference_of
from goodstanding.queries.ledger.said_fact import SaidFact


def follow_outcome(
    assignee: Assignee, rule: AssignmentType, before: AssignmentOutcome, after: AssignmentOutcome, reason: str, *,
    scheme: Scheme, by: Viewer, at: datetime,
) -> None:  # fmt: skip
    """Lets the ledger say what is left now, where that is something else than before.

    What a published month counts waits for a second person.
    """

    def slots(outcome: AssignmentOutcome) -> Mapping[Slot, SaidFact]:
        named = rule.facts()
        return {Slot(named[slot], key_of(assignee, slot)): said for slot, said in left_by(outcome, rule).items()}

    unit = assignee.member.unit or assignee.assignment.unit
    deed = FollowedDeed(Fact.Source.ASSIGNMENT, assignee.member, unit, reference_of(assignee))
    words = reason or gettext("The assignment was corrected.")
    follow(deed, slots(before), slots(after), words, scheme=scheme, by=by, at=at)
