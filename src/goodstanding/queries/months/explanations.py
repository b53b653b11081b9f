"""Why a member has the line they have: worked out again from the ledger and the rosters, and held against the standing.

Nothing is shown that does not add up to what was published.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from goodstanding.engine.explain import lines as explanation_lines
from goodstanding.engine.explain.bindings import Tags
from goodstanding.engine.explain.explanation import (
    ExplainedMonth,
    Explanation,
    Published,
    Rank,
    Sums,
    UnitNode,
    adds_up,
)
from goodstanding.engine.explain.history import FactsByMonth, History, SubjectFact
from goodstanding.engine.explain.lines import Evidence
from goodstanding.engine.period import STREAK_MONTHS, first_of_year, month_of_year, month_text
from goodstanding.engine.problems import InputError
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.engine.single.rate import Alone, rate_one
from goodstanding.models import Fact, Member, Run, Standing, Unit
from goodstanding.models import RosterEntry as RosterLine
from goodstanding.models.people.unit import paths_to
from goodstanding.queries.ledger import facts as ledger
from goodstanding.queries.ledger.facts import LedgerLine
from goodstanding.queries.months import runs
from goodstanding.queries.people.organization import once_a_visit


class Year(Protocol):
    """A member's year as a rating sees it: where and as what by month, and what counts."""

    @property
    def history(self) -> tuple[ExplainedMonth, ...]: ...
    @property
    def tags(self) -> dict[int, Tags | None]: ...
    @property
    def facts(self) -> Sequence[SubjectFact]: ...


@dataclass(frozen=True)
class Lived:
    """A member's year with all that the ledger says of it, whether it counts or not."""

    history: tuple[ExplainedMonth, ...]
    entries: Sequence[LedgerLine]
    suspended: frozenset[int] = frozenset()

    @property
    def tags(self) -> dict[int, Tags | None]:
        """The classes by month; none where they were no member."""
        return tags_of(self.history)

    @property
    def facts(self) -> list[SubjectFact]:
        """What counts."""
        return [fact for fact in ledger.counted(self.entries) if fact.fact_id not in self.suspended]

    @property
    def as_found_by_rules(self) -> History:
        """The months as a rule finds them."""
        return History(self.tags, FactsByMonth(sorted(self.facts, key=lambda fact: (fact.occurred_on, fact.fact_id))))


@dataclass(frozen=True)
class ExplainedStanding:
    """An explanation, with the rules that it comes from, the line it is about and the year behind it."""

    explanation: Explanation
    scheme: Scheme
    standing: Standing
    lived: Lived


def explained(standing: Standing, rows: Sequence[Fact] | None = None) -> ExplainedStanding:
    """Why a member's line is what it is. rows: the ledger of these months, if read already.

    Raises InputError where it cannot be worked out again exactly.
    """
    scheme = runs.scheme_of(standing.run)
    lived = lived_in(standing.run, standing.member, rows)
    return ExplainedStanding(worked_out(standing, scheme, lived, chain(standing.unit)), scheme, standing, lived)


def worked_out(standing: Standing, scheme: Scheme, year: Year, units: tuple[UnitNode, ...]) -> Explanation:
    """A line from the year behind it. Raises InputError where that does not give exactly what was published."""
    month = standing.run.month
    alone = rate_one(scheme, "member", month, year.tags, year.facts)
    published = Published(
        Sums(standing.earned, standing.attainable, standing.bonus, standing.deduction),
        None, standing.total, standing.band, standing.peer_group,
    )  # fmt: skip
    ranks = places(standing, units)
    explanation = explanation_of(standing.member_id, scheme, month, year, alone, units, published, ranks)
    if not adds_up(explanation) or not _same(alone, standing):
        raise InputError(
            f"The ledger no longer gives what was published for {month_text(month)}: the line is not explained "
            "before somebody has looked into it."
        )
    return explanation


def lived_in(run: Run, member: Member, rows: Sequence[Fact] | None = None) -> Lived:
    """A member's year as that run saw it. rows: as with `explained`."""
    first = first_looked_at(run.month)
    if rows is None:
        entries = ledger.about(member, first, run.month, as_of=run.frozen_at)
    else:
        entries = ledger.known(rows, first, run.month, run.frozen_at)
    return Lived(_history(run, member), entries, frozenset(run.figures.get("suspended", [])))


def first_looked_at(month: int) -> int:
    """The first month that a rating of a month looks at."""
    return min(first_of_year(month), month - STREAK_MONTHS + 1)


def _history(run: Run, member: Member) -> tuple[ExplainedMonth, ...]:
    return histories(run, [member.pk]).get(member.pk) or explained_months(run.month, {})


def histories(run: Run, members: Collection[int]) -> dict[int, tuple[ExplainedMonth, ...]]:
    """By member, the months that a run saw, each with where and as what."""
    months = {pk: int(month) for month, pk in run.snapshots.items()}
    rows = RosterLine.objects.filter(member__in=members, snapshot__in=months)
    lines = defaultdict[int, dict[int, tuple[int, tuple[str, ...]]]](dict)
    for snapshot, member, unit, classes in rows.values_list("snapshot", "member", "unit", "classes"):
        lines[member][months[snapshot]] = unit, tuple(classes.split(";")) if classes else ()
    return {member: explained_months(run.month, mine) for member, mine in lines.items()}


def explained_months(month: int, lines: Mapping[int, tuple[int, tuple[str, ...]]]) -> tuple[ExplainedMonth, ...]:
    """The months up to one that it looks at, each with where and as what, and whether that changed within the year."""
    lived: list[ExplainedMonth] = []
    for lived_month in range(first_looked_at(month), month + 1):
        unit, classes = lines.get(lived_month, (None, ()))
        explained_month = ExplainedMonth(lived_month, unit, classes, False)
        before = lived[-1] if lived and lived_month != first_of_year(month) else explained_month
        changed = (before.unit_id, set(before.classes)) != (explained_month.unit_id, set(explained_month.classes))
        lived.append(replace(explained_month, changed=changed))
    return tuple(lived)


def tags_of(history: Iterable[ExplainedMonth]) -> dict[int, Tags | None]:
    """The classes by month; none where they were no member."""
    return {
        explained_month.month: None if explained_month.unit_id is None else frozenset(explained_month.classes)
        for explained_month in history
    }


def evidence_of(scheme: Scheme, month: int, lived: Year, alone: Alone) -> Evidence:
    """What the lines of an explanation are built from."""
    facts = sorted(lived.facts, key=lambda fact: (fact.occurred_on, fact.fact_id))
    return Evidence(scheme, "member", month, lived.tags, facts, alone.points, alone.flags)


def explanation_of(  # noqa: PLR0917
    member_id: int,
    scheme: Scheme,
    month: int,
    lived: Year,
    alone: Alone,
    units: tuple[UnitNode, ...],
    published: Published,
    ranks: tuple[Rank, ...],
) -> Explanation:
    """An explanation of one member's line, from what they lived and what that gives."""
    evidence = evidence_of(scheme, month, lived, alone)
    parts, flags = explanation_lines.categories(evidence), explanation_lines.flag_parts(evidence)
    return Explanation(
        subject="member",
        subject_id=member_id,
        month=month,
        scheme=scheme.name,
        units=units,
        history=tuple(
            explained_month for explained_month in lived.history if explained_month.month >= first_of_year(month)
        ),
        tags=lived.tags.get(month) or frozenset(),
        categories=parts,
        adjustments=explanation_lines.caps_on_all(parts, scheme.member),
        least_attainable=least(scheme, month),
        members=None,
        published=published,
        ranks=ranks,
        flags=flags,
        away=tuple(indicator.code for indicator in evidence.away),
        idle=explanation_lines.idle_facts(evidence, parts, flags),
    )


def least(scheme: Scheme, month: int) -> int:
    """What must be at stake by that month to be rated."""
    return (2 * scheme.member.min_attainable * month_of_year(month) + 12) // 24


def chain(unit: Unit) -> tuple[UnitNode, ...]:
    """A unit and each one above it, up to the root, as they stand today."""
    return once_a_visit(f"chain {unit.path}", lambda: _chain(unit))


def _chain(unit: Unit) -> tuple[UnitNode, ...]:
    found = Unit.objects.filter(path__in=paths_to(unit.path)).order_by("-depth")
    return tuple(UnitNode(unit.pk, unit.name, unit.level, unit.type) for unit in found)


def places(standing: Standing, units: Sequence[UnitNode]) -> tuple[Rank, ...]:
    """The member's places, from the nearest unit up."""
    names = {unit_node.unit_id: unit_node.name for unit_node in units}
    return tuple(Rank(scope, names[scope], rank, of) for scope, rank, of in parsed(standing.places) if scope in names)


def parsed(text: str | None) -> list[tuple[int, int, int]]:
    """Places as they are kept: unit, rank, of how many."""
    found = [tuple(int(part) for part in rank_text.split(":")) for rank_text in (text or "").split(",") if rank_text]
    return [(scope, rank, of) for scope, rank, of in found]


def _same(alone: Alone, standing: Standing) -> bool:
    told_of = (standing.total, standing.band, standing.peer_group)
    return told_of == (alone.total, alone.band, alone.peer_group)
