"""Many lines of one run worked out again at once, with one look at the ledger for all of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from goodstanding.engine.explain.bindings import Tags
from goodstanding.engine.explain.explanation import ExplainedMonth
from goodstanding.engine.explain.history import SubjectFact
from goodstanding.engine.problems import InputError
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Run, Standing
from goodstanding.queries.ledger import facts
from goodstanding.queries.months import explanations, runs

#: So many members' years are held at once.
_TOGETHER = 500


@dataclass(frozen=True)
class _Year:
    """What counts of a member's year, without the ledger's rows behind it."""

    history: tuple[ExplainedMonth, ...]
    facts: Sequence[SubjectFact]

    @property
    def tags(self) -> dict[int, Tags | None]:
        """The classes by month; none where they were no member."""
        return explanations.tags_of(self.history)


def unexplained(run: Run, members: Sequence[int]) -> Iterator[Standing]:
    """Of these members' lines, each that the ledger and the rosters do not give exactly, or not with every reason."""
    scheme = runs.scheme_of(run)
    for start in range(0, len(members), _TOGETHER):
        batch = members[start : start + _TOGETHER]
        years = _years(run, batch)
        for standing in Standing.objects.filter(run=run, member__in=batch).order_by("member_id"):
            standing.run = run
            if not _holds(standing, scheme, years[standing.member_id]):
                yield standing


def _years(run: Run, members: Sequence[int]) -> dict[int, _Year]:
    first, suspended = explanations.first_looked_at(run.month), set(run.figures.get("suspended", []))
    counted = facts.counted_of(members, first, run.month, run.frozen_at)
    rosters, nowhere = explanations.histories(run, members), explanations.explained_months(run.month, {})
    return {
        member: _Year(
            rosters.get(member, nowhere), [fact for fact in counted.get(member, []) if fact.fact_id not in suspended]
        )
        for member in members
    }


def _holds(standing: Standing, scheme: Scheme, year: _Year) -> bool:
    try:
        # Units and places explain nothing that could fail to add up.
        explanations.worked_out(standing, scheme, year, ())
    except InputError:
        return False
    return True
