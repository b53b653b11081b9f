"""The year of a unit above the branches, in counts alone. What is about fewer than ten people is not shown, nor what it
would follow from.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q

from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import AppraisalRound, Appraisee, Membership, Unit
from goodstanding.models.valid_time import valid_on
from goodstanding.queries.appraisal.rounds import RESULT
from goodstanding.queries.dossiers.sheet import SheetText
from goodstanding.queries.dossiers.year import last_day
from goodstanding.queries.people.small_numbers import Row, hidden_parts


@dataclass(frozen=True)
class SummaryLine:
    """A unit right below: its branches, those whose appraisal has a result, and its members."""

    name: str
    branches: int
    decided: int
    members: int


@dataclass(frozen=True)
class UnitSummary:
    """A unit's year. best: the grade of which there is a limited share; best_count: None where it is not shown."""

    year: int
    unit: str
    unit_code: str
    lines: tuple[SummaryLine, ...]
    best: SheetText
    graded: int | None
    best_count: int | None

    def as_data(self) -> dict[str, Any]:
        """The summary as plain data, in which it is hashed and stored."""
        return asdict(self)


@dataclass(frozen=True)
class YearCounts:
    """What is counted of all branches in a year, by the path of each: members, results, and grades (best, others)."""

    branches: Mapping[str, int]
    decided: frozenset[str]
    grades: Mapping[str, tuple[int, int]]


def counts(year: int, scheme: Scheme, on: date) -> YearCounts:
    """These counts, by four questions for the whole organization."""
    levels = scheme.dossiers.held_in if scheme.dossiers is not None else ()
    spans = Membership.objects.filter(valid_on(last_day(year, on)), unit__level__in=levels)
    members = dict(spans.order_by().values_list("unit__path").annotate(n=Count("pk")))
    every = Unit.objects.filter(level__in=levels, closed_on=None).values_list("path", flat=True)
    rounds = AppraisalRound.objects.filter(year=year, state__in=RESULT)
    best = scheme.appraisal.limited if scheme.appraisal is not None else None
    graded = Appraisee.objects.filter(round__in=rounds, graded=True).exclude(grade="").order_by()
    given = graded.values_list("round__unit__path").annotate(
        best=Count("pk", filter=Q(grade=best or "-")), every=Count("pk")
    )
    return YearCounts(
        {path: members.get(path, 0) for path in every},
        frozenset(rounds.values_list("unit__path", flat=True)),
        {path: (first, total - first) for path, first, total in given},
    )


def summary_of(unit: Unit, year: int, scheme: Scheme, found: YearCounts) -> UnitSummary:
    """The summary of a unit."""
    best = scheme.appraisal.grades[scheme.appraisal.limited] if scheme.appraisal and scheme.appraisal.limited else None
    first, others = _sum(found, unit.path)
    children = Unit.objects.get_children(unit).filter(closed_on=None)
    is_hidden = best is None or _hides(unit.path, found)
    return UnitSummary(
        year=year, unit=unit.name, unit_code=unit.code,
        lines=tuple(_line(child, found) for child in children.order_by("path")),
        best=SheetText.of(best.title) if best is not None else SheetText(),
        graded=None if is_hidden else first + others,
        best_count=None if is_hidden else first,
    )  # fmt: skip


def _line(child: Unit, found: YearCounts) -> SummaryLine:
    below = [path for path in found.branches if path.startswith(child.path)]
    decided = sum(path in found.decided for path in below)
    return SummaryLine(child.name, len(below), decided, sum(found.branches[path] for path in below))


def _sum(found: YearCounts, path: str) -> tuple[int, int]:
    below = [pair for key, pair in found.grades.items() if key.startswith(path)]
    return sum(first for first, _others in below), sum(others for _first, others in below)


def _row(found: YearCounts, path: str) -> Row:
    first, others = _sum(found, path)
    return Row(first + others, (first, others))


def _hides(path: str, found: YearCounts) -> bool:
    """Whether the grades of a unit are not shown: decided from the top of the tree down, one sum after another."""
    step = Unit.steplen
    if len(path) <= step:
        return _row(found, path).is_small
    parent = path[:-step]
    parts = sorted(Counter(key[: len(path)] for key in found.grades if key.startswith(parent) and key != parent))
    if path not in parts:
        return True
    hidden = hidden_parts([_row(found, part) for part in parts], whole_is_hidden=_hides(parent, found))
    return parts.index(path) in hidden
