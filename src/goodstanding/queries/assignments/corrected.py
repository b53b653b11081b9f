"""What the ledger says of assignments now, where it was corrected by hand or by a ruling since they left it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Assignee, Fact
from goodstanding.queries.assignments.leaves import left_by
from goodstanding.queries.assignments.outcomes import key_of, outcome_of
from goodstanding.queries.ledger.in_force import holds, now_in_place, reversals_of
from goodstanding.queries.ledger.said_fact import SaidFact


@dataclass(frozen=True)
class CorrectedEntry:
    """An entry of an assignment that was corrected elsewhere. fact: what stands in its place; by: what corrected it."""

    fact: Fact
    stands: bool
    by: Fact


def corrected(assignees: Iterable[Assignee], scheme: Scheme) -> Mapping[int, list[CorrectedEntry]]:
    """By assignee, what was corrected and is not what it leaves as it stands. One query where nothing was corrected."""
    wanted = dict[str, tuple[Assignee, SaidFact | None]]()
    for row in assignees:
        if (rule := scheme.assignments.get(row.assignment.kind)) is not None:
            left = left_by(outcome_of(row), rule)
            wanted |= {key_of(row, slot): (row, left.get(slot)) for slot in rule.facts()}
    back = Fact.objects.filter(reverses=OuterRef("pk"), month=OuterRef("month"))
    written = Fact.objects.filter(Exists(back), source=Fact.Source.ASSIGNMENT, source_key__in=list(wanted))
    found = dict[int, list[CorrectedEntry]]()
    for fact in written.order_by("pk"):
        row, said = wanted[fact.source_key]
        now = now_in_place(fact)
        stands = holds(now)
        if (SaidFact(now.value, now.occurred_on) if stands else None) != said:
            by = now if stands and now.pk != fact.pk else reversals_of(now)[-1]
            found.setdefault(row.pk, []).append(CorrectedEntry(now, stands, by))
    return found
