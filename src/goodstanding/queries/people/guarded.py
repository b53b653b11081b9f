"""Which numbers of the tree are hidden from those who may not see the members behind them: the same for all of them.

Hidden is decided from the top down, by what is below each unit, so it never depends on who asks, where they came from
or how much of the tree they see: two pages, or two people, cannot be laid beside each other.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from django.db.models import Count, F, QuerySet, Sum
from django.db.models.functions import Substr

from goodstanding.models import MemberClass, Run, Standing, Unit, UnitStanding
from goodstanding.models.valid_time import valid_on
from goodstanding.queries.people.small_numbers import Row, hidden_parts, wholes

_STEP: int = Unit.steplen
#: What is below a unit, by path: the units right below with all that is below them, and its own members under its own.
Below = Mapping[str, Row]
Counts = Mapping[str, tuple[int, Mapping[str, int]]]


class Pattern:
    """What of one kind of number is hidden where.

    below: the rows right below a path, by theirs. under: another pattern, of whole numbers of which these are parts.
    """

    def __init__(self, below: Callable[[str], Below], under: "Pattern | None" = None) -> None:
        self._below, self._under = below, under
        self._hidden = lru_cache(maxsize=None)(self._hidden_below)

    def hides(self, path: str) -> bool:
        """Whether the number of a unit with all that is below it is hidden."""
        if len(path) > _STEP:
            return path in self._hidden(path[:-_STEP])
        rows = self._below(path).values()
        counts = zip(*(row.counts for row in rows), strict=True)
        whole = Row(sum(row.size for row in rows), tuple(sum(column) for column in counts))
        return whole.is_small or (self._under is not None and self._under.hides(path))

    def hides_own(self, path: str) -> bool:
        """Whether the number of a unit's own members, without those below, is hidden."""
        return _own(path) in self._hidden(path)

    def _hidden_below(self, path: str) -> frozenset[str]:
        rows = {_own(child) if child == path else child: row for child, row in self._below(path).items()}
        names = sorted(rows)
        forced = self._under._hidden(path) if self._under else frozenset()
        indexes = [index for index, name in enumerate(names) if name in forced]
        hidden = hidden_parts([rows[name] for name in names], whole_is_hidden=self.hides(path), forced=indexes)
        return frozenset(names[index] for index in hidden)


def _own(path: str) -> str:
    return f"{path} own"


def sizes() -> Pattern:
    """Of how many members there are, today."""
    return Pattern(_once(lambda path: {part: Row(size) for part, size in _members_below(path).items()}))


def classes(words: Sequence[str], on: object) -> tuple[Pattern, dict[str, Pattern]]:
    """Of how many are classed as what, by word, beside the pattern of the sizes. on: the day, which is today's."""
    counted = lru_cache(maxsize=None)(lambda path: _classed_below(path, on))
    whole = sizes()
    top = Unit.objects.filter(depth=1).values_list("path", flat=True).first() or ""
    families = wholes(list(counted(top).values()), words)
    found: dict[str, Pattern] = {}
    for family in families:
        pattern = Pattern(_once(lambda path, family=family: _rows(counted(path), family)), under=whole)
        found |= dict.fromkeys(family, pattern)
    return whole, found


def months(counted: Callable[[str], Mapping[str, Sequence[int]]], number: int) -> Pattern:
    """Of how many members there were on one of some days. counted: what was below a path, by part, on each day."""
    return Pattern(_once(lambda path: {part: Row(counts[number]) for part, counts in counted(path).items()}))


def rated(run: Run) -> Pattern:
    """Of how many members are rated in a run, beside how many are not."""
    return Pattern(_once(lambda path: _rated_below(run, path)))


def bands(run: Run) -> Pattern:
    """Of how the rated members of a run lie in bands."""
    return Pattern(_once(lambda path: _bands_below(run, path)), under=rated(run))


def _once(below: Callable[..., Below]) -> Callable[[str], Below]:
    return lru_cache(maxsize=None)(below)


def _rows(counted: Counts, family: Sequence[str]) -> Below:
    rows = {}
    for part, (size, counts) in counted.items():
        cells = [counts.get(word, 0) for word in family]
        rows[part] = Row(size, (*cells, size - sum(cells)))
    return rows


def _part(path: str, field: str) -> Substr:
    return Substr(field, 1, len(path) + _STEP)


def _members_below(path: str) -> dict[str, int]:
    units_below = Unit.objects.filter(path__startswith=path, closed_on=None).annotate(part=_part(path, "path"))
    return dict(units_below.order_by().values_list("part").annotate(n=Sum("members_here")))


def _classed_below(path: str, on: object) -> Counts:
    rows = MemberClass.objects.filter(valid_on(on), member__unit__path__startswith=path)  # type: ignore[arg-type]
    found: dict[str, tuple[int, dict[str, int]]] = {part: (size, {}) for part, size in _members_below(path).items()}
    counted = rows.annotate(part=_part(path, "member__unit__path")).order_by().values_list("part", "word")
    for part, word, count in counted.annotate(n=Count("pk")):
        found.setdefault(part, (0, {}))[1][word] = count
    return found


def _standings_below(rows: QuerySet[Standing], path: str) -> dict[str, int]:
    parts = rows.filter(unit__path__startswith=path).annotate(part=_part(path, "unit__path"))
    return dict(parts.order_by().values_list("part").annotate(n=Count("pk")))


def _rated_below(run: Run, path: str) -> Below:
    every = _standings_below(Standing.objects.filter(run=run), path)
    with_total = _standings_below(Standing.objects.filter(run=run, total__isnull=False), path)
    return {part: Row(size, (with_total.get(part, 0), size - with_total.get(part, 0))) for part, size in every.items()}


def _bands_below(run: Run, path: str) -> Below:
    rows = Standing.objects.filter(run=run, total__isnull=False, unit__path__startswith=path)
    counted = rows.annotate(part=_part(path, "unit__path")).order_by().values_list("part", "band")
    found: dict[str, dict[str, int]] = {}
    for part, band, count in counted.annotate(n=Count("pk")):
        found.setdefault(part, {})[str(band)] = count
    names = sorted({name for bands_here in found.values() for name in bands_here})
    return {
        part: Row(sum(counts.values()), tuple(counts.get(name, 0) for name in names)) for part, counts in found.items()
    }


def league(run: Run, above: Unit) -> dict[int, bool]:
    """Of each unit right below, whether the number of its rated members is hidden."""
    pattern = rated(run)
    lines = UnitStanding.objects.filter(run=run, unit__in=Unit.objects.get_children(above)).values_list("unit")
    return {pk: pattern.hides(path) for pk, path in lines.values_list("unit", F("unit__path"))}
