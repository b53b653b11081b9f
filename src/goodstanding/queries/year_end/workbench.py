"""The year's end of one unit: every thing with how much is left, by when, and who finishes it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from goodstanding.engine.scheme.year_end import YearEndItem
from goodstanding.models import Account, AppraisalRound, Post, Unit
from goodstanding.models.people.post import in_office
from goodstanding.models.people.unit import paths_to
from goodstanding.queries.year_end import left
from goodstanding.queries.year_end.left import YearAsked


@dataclass(frozen=True)
class YearEndLine:
    """One thing. left: how much; who: who finishes it, of the unit or else of the nearest unit above.

    round: the round of the appraisal, where the line is about it.
    """

    word: str
    item: YearEndItem
    left: int
    due_on: date
    who: tuple[Account, ...]
    round: AppraisalRound | None = None

    @property
    def is_done(self) -> bool:
        """Whether nothing is left. A report is there to be read, and never done by itself."""
        return self.item.of != "report" and not self.left


@dataclass(frozen=True)
class BelowLine:
    """A unit right below, with what is left in it and all units under it, by thing."""

    unit: Unit
    left: Mapping[str, int]

    @property
    def total(self) -> int:
        """How much is left in all."""
        return sum(self.left.values())


def has_year_end(unit: Unit, asked: YearAsked) -> bool:
    """Whether the rules have a year's end for this unit itself."""
    rules = asked.scheme.year_end
    return rules is not None and not {unit.level, unit.type}.isdisjoint(rules.units)


def lines(unit: Unit, asked: YearAsked) -> list[YearEndLine]:
    """Everything that a unit finishes, in the order of the rules."""
    rules = asked.scheme.year_end
    if rules is None:
        return []
    found = left.counts(unit, asked, below=False)
    holders = _holders(unit, asked.on)
    return [
        YearEndLine(
            word, item,
            left.months_left(asked) if item.of == "months" else found.get(word, {}).get(unit.path, 0),
            item.due_on(asked.year), _nearest(item, holders),
            left.round_of(unit, asked.year) if item.of == "appraisal" else None,
        )
        for word, item in rules.items.items()
    ]  # fmt: skip


def below(unit: Unit, asked: YearAsked) -> list[BelowLine]:
    """The units right below with what is left in them, the most first."""
    children = Unit.objects.filter(path__startswith=unit.path, depth=unit.depth + 1, closed_on=None)
    found = left.counts(unit, asked, below=True)
    every = [
        BelowLine(child, {word: counts[child.path] for word, counts in found.items() if counts.get(child.path)})
        for child in children
    ]
    return sorted(every, key=lambda line: (-line.total, line.unit.name))


def _holders(unit: Unit, on: date) -> list[Post]:
    """The people in office in the unit and above it, the nearest first."""
    held = Post.objects.filter(in_office(on), unit__path__in=paths_to(unit.path), account__is_active=True)
    return list(held.select_related("account__member", "unit").order_by("-unit__depth", "from_on", "pk"))


def _nearest(item: YearEndItem, holders: list[Post]) -> tuple[Account, ...]:
    fit = [post for post in holders if post.role in item.who]
    if item.of == "months":
        # A month is rated for the whole organization at once.
        fit = [post for post in fit if post.unit.depth == 1]
    return tuple(dict.fromkeys(post.account for post in fit if post.unit_id == fit[0].unit_id))
