"""An explanation: the tree of reasons behind one member's or one unit's line in a run, and how it adds up.

Only frozen values, no words: points and values are thousandths, totals hundredths, months month numbers. `adds_up`
computes the total from the leaves again, so an explanation that leaves a reason out cannot pass.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from goodstanding.engine.scheme.scheme import Subject

#: Whether a fact counted in a line: it did; it was excused; a later or a larger one took its place; it failed, or is
#: held against a member, in a month in which nothing was asked.
Role = Literal["counts", "excused", "not_latest", "not_largest", "not_asked"]

#: Why nothing stands for an indicator in a period.
Silence = Literal[
    "not_there",
    "not_applying",
    "given_up",
    "all_excused",
    "nothing_held",
    "period_open",
    "only_if_done",
    "nothing_happened",
    "gave_nothing",
    "spared",
    "too_small",
]

#: A month as a streak sees it; `not_asked`: the rule did not bind then, so nothing in it counts either way.
MonthState = Literal["failing", "passing", "neutral", "not_asked"]


@dataclass(frozen=True)
class FactLine:
    """One fact as a line counts it; no value means excused."""

    fact_id: int
    kind: str
    occurred_on: date
    value: int | None
    role: Role


@dataclass(frozen=True)
class Asked:
    """How a rule finds the months of a period: each up to the run's is one of the first five.

    bound: there it is asked; voluntary, excused: there it is not; without: there in another class; away: not there.
    ahead: months after the run's, of an open period, for who has the rule now; ahead_binds: whether they are asked.
    of: all months of the period. excuse: whether something was excused in a month in which the subject has the rule.
    """

    bound: int
    voluntary: int
    excused: int
    without: int
    away: int
    ahead: int
    ahead_binds: bool
    of: int
    closed: bool
    excuse: bool

    @property
    def owed(self) -> int:
        """The months that count in what is owed."""
        return self.bound + (self.ahead if self.ahead_binds else 0)

    @property
    def had(self) -> int:
        """The months in which the subject has the rule, those ahead among them."""
        return self.bound + self.voluntary + self.excused + self.ahead

    @property
    def by_choice(self) -> bool:
        """Whether it is voluntary in every month in which the subject has it."""
        return self.voluntary > 0 and self.bound == self.excused == 0


@dataclass(frozen=True)
class ExplainedLine:
    """One indicator in one period. With `silence` nothing stands in the run, and the amounts are 0.

    asked: what the rule asked, None where the subject does not have it in the period. Of a base rule that asks by
    months, owed: the points for the months that bind; gives: what the facts give for a whole period, where that is
    counted for the months in which the subject has the rule. A deduction's earned is negative.
    """

    period: str
    closed: bool
    asked: Asked | None
    n: int
    value: int | None
    earned: int
    attainable: int
    owed: int | None
    gives: int | None
    silence: Silence | None
    facts: tuple[FactLine, ...]

    @property
    def voluntary(self) -> bool:
        """Whether it was voluntary in every month of the period in which the subject has the rule."""
        return self.asked is not None and self.asked.by_choice


@dataclass(frozen=True)
class Adjustment:
    """What a cap changes: added to earned and attainable, so negative where a cap takes away from what was earned."""

    cap: Literal["yearly_cap", "bonus_cap", "deduction_cap"]
    limit: int
    earned: int
    attainable: int


@dataclass(frozen=True)
class IndicatorPart:
    """One indicator that applies, period by period, with what its yearly cap changes."""

    code: str
    kind: Literal["base", "bonus", "deduction"]
    lines: tuple[ExplainedLine, ...]
    yearly: Adjustment | None

    @property
    def earned(self) -> int:
        """Earned in the year, the yearly cap applied; negative for a deduction."""
        return sum(line.earned for line in self.lines) + (self.yearly.earned if self.yearly else 0)

    @property
    def attainable(self) -> int:
        """Attainable in the year, the yearly cap applied."""
        return sum(line.attainable for line in self.lines) + (self.yearly.attainable if self.yearly else 0)


@dataclass(frozen=True)
class CategoryPart:
    """A chapter of the rules with those of its indicators that apply and carry points."""

    code: str
    indicators: tuple[IndicatorPart, ...]


@dataclass(frozen=True)
class StreakMonth:
    """One month that a streak looks at; `in_streak` where it is one of the failing months counted."""

    month: int
    state: MonthState
    in_streak: bool
    facts: tuple[FactLine, ...]


@dataclass(frozen=True)
class FlagPart:
    """A flag that applies; no level: it is quiet. `months` (newest first) for streaks, `facts` for other measures."""

    code: str
    level: str | None
    value: int | None
    voluntary: bool
    months: tuple[StreakMonth, ...]
    facts: tuple[FactLine, ...]


@dataclass(frozen=True)
class Sums:
    """What makes a total, in thousandths; bonus and deduction with the caps applied, the deduction positive."""

    earned: int
    attainable: int
    bonus: int
    deduction: int

    @property
    def share(self) -> int:
        """100 times earned of attainable, in hundredths; only where attainable is above 0."""
        return rounded(10_000 * self.earned, self.attainable)

    @property
    def unbounded(self) -> int:
        """The total before it is kept between 0 and 120.00."""
        return self.share + rounded(self.bonus, 10) - rounded(self.deduction, 10)

    @property
    def total(self) -> int:
        """The total in hundredths; only where attainable is above 0."""
        return min(12_000, max(0, self.unbounded))


@dataclass(frozen=True)
class Rank:
    """A place among peers under a unit."""

    scope_id: int
    scope_name: str
    rank: int
    of: int


@dataclass(frozen=True)
class ExplainedMonth:
    """Where a member was and with which classes at the end of a month; no unit: not a member then."""

    month: int
    unit_id: int | None
    classes: tuple[str, ...]
    changed: bool


@dataclass(frozen=True)
class UnitNode:
    """A unit as the lake has it."""

    unit_id: int
    name: str
    level: str
    type: str


@dataclass(frozen=True)
class MembersPart:
    """How the members' totals weigh in a unit's: n and sum of its rated members, and of all units of its kind."""

    n: int
    sum: int
    all_n: int
    all_sum: int
    shrink: int
    least: int
    weight: int

    @property
    def mean(self) -> int | None:
        """The mean over all units of the kind, each with its own subtree, in hundredths."""
        return rounded(self.all_sum, self.all_n) if self.all_n else None

    @property
    def part(self) -> int | None:
        """The members' part in hundredths; None with too few rated members."""
        if self.n < self.least or self.mean is None:
            return None
        return rounded(self.sum + self.shrink * self.mean, self.n + self.shrink)

    def weighed(self, own: int | None) -> int | None:
        """The unit's total from the members' part and its own points."""
        if self.part is None or own is None:
            return own if self.part is None else self.part
        return rounded(self.weight * self.part + (100 - self.weight) * own, 100)


@dataclass(frozen=True)
class Published:
    """The line in the run. own and total are hundredths; `own` is what a unit's own indicators give."""

    sums: Sums | None
    own: int | None
    total: int | None
    band: str | None
    peer_group: str | None


@dataclass(frozen=True)
class Explanation:
    """Why a subject has its line in a run. `adjustments` are the caps on all bonuses and all deductions together.

    units: from the subject's own up to the root. least_attainable is 0 for units. away: the indicators that do not
    apply. idle: the facts of the year that no line shows.
    """

    subject: Subject
    subject_id: int
    month: int
    scheme: str
    units: tuple[UnitNode, ...]
    history: tuple[ExplainedMonth, ...]
    tags: frozenset[str]
    categories: tuple[CategoryPart, ...]
    adjustments: tuple[Adjustment, ...]
    least_attainable: int
    members: MembersPart | None
    published: Published
    ranks: tuple[Rank, ...]
    flags: tuple[FlagPart, ...]
    away: tuple[str, ...]
    idle: tuple[FactLine, ...]

    @property
    def indicators(self) -> Iterator[IndicatorPart]:
        """Every indicator that applies and carries points."""
        return (indicator for category in self.categories for indicator in category.indicators)


def rounded(amount: int, parts: int) -> int:
    """The contract's rdiv: amount / parts rounded half up, for amount >= 0 and parts > 0."""
    assert amount >= 0 and parts > 0
    return (2 * amount + parts) // (2 * parts)


def sums_of(explanation: Explanation) -> Sums:
    """The four sums, from every line and every adjustment of the tree."""
    bonus_cap, deduction_cap = (
        sum(one.earned for one in explanation.adjustments if one.cap == cap) for cap in ("bonus_cap", "deduction_cap")
    )
    base = [indicator for indicator in explanation.indicators if indicator.kind == "base"]
    return Sums(
        earned=sum(indicator_part.earned for indicator_part in base),
        attainable=sum(indicator_part.attainable for indicator_part in base),
        bonus=sum(indicator.earned for indicator in explanation.indicators if indicator.kind == "bonus") + bonus_cap,
        deduction=-sum(one.earned for one in explanation.indicators if one.kind == "deduction") - deduction_cap,
    )


def total_of(explanation: Explanation) -> int | None:
    """The total in hundredths as the tree gives it; None: not rated."""
    sums = sums_of(explanation)
    enough = sums.attainable > 0 and sums.attainable >= explanation.least_attainable
    own = sums.total if enough else None
    return own if explanation.members is None else explanation.members.weighed(own)


def adds_up(explanation: Explanation) -> bool:
    """Whether the tree gives exactly what was published, and each line shows exactly the facts that it counts."""
    published = explanation.published
    if published.sums is not None and sums_of(explanation) != published.sums:
        return False
    if explanation.members is not None and _own_of(explanation) != published.own:
        return False
    lines = [line for indicator in explanation.indicators for line in indicator.lines]
    return total_of(explanation) == published.total and all(line.n == _counted(line) for line in lines)


def _own_of(explanation: Explanation) -> int | None:
    sums = sums_of(explanation)
    return sums.total if sums.attainable > 0 else None


def _counted(line: ExplainedLine) -> int:
    return sum(1 for fact in line.facts if fact.value is not None and fact.role != "not_asked")
