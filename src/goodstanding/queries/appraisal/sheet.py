"""The sheet of a member's year: what the ledger holds, counted by kind, with the months' totals beside. Read only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from goodstanding.engine.period import month_of
from goodstanding.engine.scheme.part import Text
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Fact, Member
from goodstanding.queries.ledger.in_force import in_force
from goodstanding.queries.months import standings

_ONE = 1000
#: What an appraisal leaves is no evidence for the same appraisal.
_OWN = "appraisal"


@dataclass(frozen=True)
class SheetLine:
    """One kind: how often it was done and recorded, the sum where it is a number, and how often it was excused."""

    kind: str
    title: Text
    done: int
    recorded: int
    excused: int
    total: int | None


@dataclass(frozen=True)
class SheetGroup:
    """The kinds of one chapter of the ledger."""

    title: Text
    lines: tuple[SheetLine, ...]


@dataclass(frozen=True)
class Sheet:
    """A member's year. months: the published total of each month in hundredths; None for a month without one."""

    groups: tuple[SheetGroup, ...]
    months: tuple[tuple[int, int | None], ...]


def facts_of(member: Member, year: int, kind: str | None = None) -> list[Fact]:
    """What the ledger holds of a member in a year and is in force, by its day. kind: of this kind alone."""
    first, last = _year(year)
    found = Fact.objects.filter(member=member, month__range=(first, last))
    if kind is not None:
        found = found.filter(kind=kind)
    return list(in_force(found).order_by("occurred_on", "pk"))


def sheet_of(member: Member, year: int, scheme: Scheme) -> Sheet:
    """The sheet of a member's year, in the order of the rules."""
    by_kind = dict[str, list[Fact]]()
    for fact in facts_of(member, year):
        if fact.kind in scheme.fact_kinds and not fact.kind.startswith(f"{_OWN}."):
            by_kind.setdefault(fact.kind, []).append(fact)
    groups = dict[str, tuple[Text, list[SheetLine]]]()
    for kind in scheme.fact_kinds:
        if kind in by_kind:
            group = scheme.group_of(kind)
            title = group.title if group else scheme.title
            groups.setdefault(title.en, (title, []))[1].append(_line(kind, by_kind[kind], scheme))
    return Sheet(
        tuple(SheetGroup(title, tuple(lines)) for title, lines in groups.values()), _months(member, year)
    )  # fmt: skip


def _line(kind: str, facts: Iterable[Fact], scheme: Scheme) -> SheetLine:
    rule = scheme.fact_kinds[kind]
    values = [fact.value for fact in facts]
    said = [value for value in values if value is not None]
    is_yes = rule.at_most == _ONE
    total = None if is_yes else sum(said)
    if rule.at_most is not None and not is_yes and said:
        total = sum(said) // len(said)  # a score: its mean
    return SheetLine(kind, rule_title(kind, scheme), sum(value > 0 for value in said), len(said),
                     len(values) - len(said), total)  # fmt: skip


def _year(year: int) -> tuple[int, int]:
    """The numbers of January and December."""
    return month_of(date(year, 1, 1)), month_of(date(year, 12, 1))


def rule_title(kind: str, scheme: Scheme) -> Text:
    """What people call a kind of entry."""
    rule = scheme.fact_kinds[kind]
    return Text(en=rule.en, zh=rule.zh)


def _months(member: Member, year: int) -> tuple[tuple[int, int | None], ...]:
    first, last = _year(year)
    lines = standings.own(member).filter(run__month__range=(first, last)).order_by("run__month")
    return tuple(lines.values_list("run__month", "total"))
