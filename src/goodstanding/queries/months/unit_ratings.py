"""How units stand, for those with the duty: a unit's line and parts, its league of peers, a branch's members."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from django.db.models import Avg, Prefetch

from goodstanding.models import Member, Run, Standing, Unit, UnitStanding
from goodstanding.queries.months import runs
from goodstanding.queries.people import guarded
from goodstanding.queries.people.namesakes import tell_apart
from goodstanding.queries.people.small_numbers import LEAST

#: Two means that lie closer than so many times their common spread cannot be told apart.
_SURE = 1.96


@dataclass(frozen=True)
class Peer:
    """A unit among its like. `level_with`: it cannot be told apart from the first of its group, `group`.

    n: its rated members, none where that is not shown.
    """

    unit: Unit
    line: UnitStanding
    group: int
    level_with: bool
    n: int | None


@dataclass(frozen=True)
class League:
    """Units of one level and type, best first; few: those of which too few are rated to show more than that."""

    level: str
    type: str
    peers: tuple[Peer, ...]
    few: tuple[Unit, ...] = ()


@dataclass(frozen=True)
class UnitRatingRow:
    """A member of a branch with their lines by month number."""

    member: Member
    lines: dict[int, Standing]


def line_of(unit: Unit, run: Run) -> UnitStanding | None:
    """A unit's line in a run."""
    return UnitStanding.objects.filter(unit=unit, run=run).first()


def year(unit: Unit, last: int, months: int = 12) -> list[tuple[int, UnitStanding | None]]:
    """A unit's lines in the published runs of so many months up to one, oldest first."""
    found = UnitStanding.objects.filter(
        unit=unit, run__state=Run.State.PUBLISHED, run__month__gt=last - months, run__month__lte=last
    ).select_related("run")
    lines = {unit_standing.run.month: unit_standing for unit_standing in found}
    return [(month, lines.get(month)) for month in range(last - months + 1, last + 1)]


def thin_months(branch: Unit, run: Run, months: int = 12) -> set[int]:
    """The published months up to a run's by which, on average, too little was due from a branch's members to compare.

    The rules say how much must be due within a year for a total; until that much is due, one entry moves many points.
    """
    least = runs.scheme_of(run).member.min_attainable
    lines = Standing.objects.filter(
        unit=branch, run__state=Run.State.PUBLISHED, run__month__gt=run.month - months, run__month__lte=run.month
    )
    due = lines.order_by().values_list("run__month").annotate(due=Avg("attainable"))
    return {month for month, attainable in due if attainable < least}


def is_few(line: UnitStanding | None) -> bool:
    """Whether a unit's line is about fewer than ten people, and not for those who may not see their lines."""
    return line is not None and line.n < LEAST


def seen_n(line: UnitStanding, run: Run) -> int | None:
    """How many members of a unit are rated, for those who may not see their lines."""
    return None if guarded.rated(run).hides(line.unit.path) else line.n


def seen_bands(line: UnitStanding, run: Run) -> dict[str, int]:
    """How they lie in bands, for the same; nothing where that is not shown."""
    return {} if guarded.bands(run).hides(line.unit.path) else line.bands


def leagues(above: Unit, run: Run, *, inside: bool) -> list[League]:
    """The units right below one, each among its like, in groups that cannot be told apart.

    inside: for those who may see the members' lines; to others a unit with few rated members shows none of its own.
    """
    units = {unit.pk: unit for unit in Unit.objects.get_children(above).filter(closed_on=None)}
    lines = UnitStanding.objects.filter(run=run, unit__in=units, total__isnull=False).order_by("-total", "unit")
    kinds: dict[tuple[str, str], list[UnitStanding]] = {}
    for line in lines:
        unit = units[line.unit_id]
        kinds.setdefault((unit.level, unit.type), []).append(line)
    hidden = {} if inside else guarded.league(run, above)
    return [_league(level, kind, found, units, hidden, inside) for (level, kind), found in sorted(kinds.items())]


def _league(
    level: str, kind: str, lines: list[UnitStanding], units: dict[int, Unit], hidden: dict[int, bool], inside: bool
) -> League:
    few = [] if inside else [units[line.unit_id] for line in lines if line.n < LEAST]
    shown = [line for line in lines if inside or line.n >= LEAST]
    # By name, so that their order says nothing of their totals.
    return League(level, kind, _grouped(shown, units, hidden), tuple(sorted(few, key=lambda unit: unit.name)))


def _grouped(lines: Sequence[UnitStanding], units: dict[int, Unit], hidden: dict[int, bool]) -> tuple[Peer, ...]:
    peers, group, head = list[Peer](), 0, None
    for line in lines:
        same = head is not None and alike(head, line)
        if not same:
            group, head = group + 1, line
        n = None if hidden.get(line.unit_id) else line.n
        peers.append(Peer(units[line.unit_id], line, group, same, n))
    return tuple(peers)


def alike(unit_standing: UnitStanding, other: UnitStanding) -> bool:
    """Whether two units' totals lie within what chance alone moves them by; certainly so where a spread is unknown."""
    assert unit_standing.total is not None and other.total is not None, "only units with a total are compared"
    if unit_standing.spread is None or other.spread is None:
        return unit_standing.total == other.total or min(unit_standing.n, other.n) < LEAST
    return abs(unit_standing.total - other.total) <= _SURE * sqrt(unit_standing.spread**2 + other.spread**2)


def strip(branch: Unit, last: int, months: int = 12) -> list[UnitRatingRow]:
    """The branch's members with their published lines, by name."""
    published = runs.published().filter(month__gt=last - months, month__lte=last)
    lines = (
        Standing.objects.filter(run__in=published)
        .select_related("run")
        .defer("run__manifest", "run__checks", "run__figures")
    )
    members = Member.objects.filter(unit=branch).order_by("initials", "number")
    found = members.prefetch_related(Prefetch("standings", queryset=lines, to_attr="year"))
    tell_apart(found)
    return [UnitRatingRow(member, {line.run.month: line for line in member.year}) for member in found]


def behind(rows: Sequence[UnitRatingRow], last: int, fall: int = 300) -> list[tuple[Member, Standing, int | None]]:
    """Whose last total is below the branch's median, or fell, by so many hundredths: member, line, change."""
    lines = [(row.member, row.lines[last], row.lines.get(last - 1)) for row in rows if last in row.lines]
    rated = sorted(line.total for _member, line, _before in lines if line.total is not None)
    if len(rated) < 2:
        return []
    median = rated[(len(rated) - 1) // 2]
    found = list[tuple[Member, Standing, int | None]]()
    for member, line, before in lines:
        if line.total is None:
            continue
        change = line.total - before.total if before and before.total is not None else None
        if line.total < median - fall or (change is not None and change <= -fall):
            found.append((member, line, change))
    return sorted(found, key=lambda found_row: found_row[1].total or 0)
