"""A member's own standing: the last published month, the running one, and what changed since the month before.

For the member alone: pages and the interface for other programs show the same, each in its own form.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from goodstanding.engine.explain.explanation import CategoryPart, Explanation, Rank
from goodstanding.engine.period import month_of
from goodstanding.engine.problems import InputError
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Fact, Member, Run, Standing
from goodstanding.queries.ledger import facts
from goodstanding.queries.ledger.facts import LedgerLine
from goodstanding.queries.months import changes, explanations, standings
from goodstanding.queries.months.changes import Comparison
from goodstanding.queries.months.explanations import Lived
from goodstanding.queries.months.possible import Possible, assigned, courses_to_pass, pledged, possible
from goodstanding.queries.months.running import Provisional, provisional
from goodstanding.queries.months.standings import MonthLine

#: Where more months than these are over and not published, the running one stands too far off for one line with them.
_MOST_WAITING = 4


@dataclass(frozen=True)
class OwnMonth:
    """A month of a member with its reasons. standing: the published line; none for the running month, provisional."""

    explanation: Explanation
    scheme: Scheme
    lived: Lived
    standing: Standing | None

    @property
    def month(self) -> int:
        """The month number."""
        return self.explanation.month

    @property
    def is_published(self) -> bool:
        """Whether it was published; otherwise it is provisional."""
        return self.standing is not None

    @property
    def total(self) -> int | None:
        """Hundredths; none: not rated."""
        return self.explanation.published.total

    @property
    def peer_group(self) -> str:
        """The peers among whom the member is placed; empty where there is no place."""
        return self.explanation.published.peer_group or ""

    @property
    def places(self) -> Sequence[Rank]:
        """The place among peers in each unit, from the nearest up; none for the running month."""
        return self.explanation.ranks

    @property
    def categories(self) -> Sequence[CategoryPart]:
        """What each category gave."""
        return self.explanation.categories

    @property
    def run(self) -> Run | None:
        """The run that it was published in."""
        return self.standing.run if self.standing else None

    @property
    def entries(self) -> Sequence[LedgerLine]:
        """What the ledger says of the year behind it."""
        return self.lived.entries


@dataclass(frozen=True)
class OwnRunning:
    """The running month, and the duties that are still open in it with their effects, the greatest first."""

    found: Provisional
    own_month: OwnMonth
    duties: Sequence[Possible]


@dataclass(frozen=True)
class OwnStanding:
    """Where a member stands on a day.

    line: the last published line; published: the same with its reasons, none where they cannot be worked out exactly;
    comparison: the account from the month published before, where there is one that can be read; year: the twelve
    months up to the last published one; waiting_month: a later month that is over and not published yet.
    """

    member: Member
    line: Standing | None
    published: OwnMonth | None
    comparison: Comparison | None
    running: OwnRunning | None
    year: Sequence[MonthLine]
    waiting_month: int | None
    today: date

    @property
    def total(self) -> int | None:
        """The last published total in hundredths; none: not rated, or nothing published."""
        return self.line.total if self.line else None

    @property
    def year_so_far(self) -> Sequence[MonthLine]:
        """The same twelve months moved on to the running one, which is provisional and has no standing."""
        if not self.year or self.running is None:
            return self.year
        now, last = self.running.found, self.year[-1].month
        if now.month - last > _MOST_WAITING:
            return self.year
        waiting = [MonthLine(month, None, None, False, None) for month in range(last + 1, now.month)]
        months = [*self.year, *waiting, MonthLine(now.month, now.total, None, now.total is not None, None)]
        return months[-len(self.year) :] if now.month > last else self.year

    @property
    def change(self) -> int | None:
        """By how much the total moved since the month published before, in hundredths; none where not comparable."""
        return self.comparison.change if self.comparison else None

    @property
    def is_explained(self) -> bool:
        """Whether what was published can be shown with its reasons."""
        return self.published is not None


def own_standing(member: Member, today: date) -> OwnStanding:
    """Where a member stands on a day. The ledger is read once for all months that are looked at."""
    latest = list(standings.own(member)[:2])
    rows = ledger_behind(member, today, latest)
    line = latest[0] if latest else None
    shown = published(line, rows) if line else None
    comparison = compared(latest[1], latest[0], shown, rows) if shown and len(latest) > 1 else None
    year = standings.year(member, line.run.month) if line and shown else ()
    return OwnStanding(
        member, line, shown, comparison, _running(member, today, rows), year, _waiting(line, today), today
    )


def published(standing: Standing, rows: Sequence[Fact] | None = None) -> OwnMonth | None:
    """A published month; none where its line cannot be explained exactly, and so is not shown."""
    try:
        found = explanations.explained(standing, rows)
    except InputError:
        return None
    return OwnMonth(found.explanation, found.scheme, found.lived, standing)


def running(member: Member, today: date, rows: Sequence[Fact] | None = None) -> tuple[Provisional, OwnMonth] | None:
    """The running month; none where the member is not rated by any rules now, or it does not add up."""
    found = provisional(member, today, rows)
    if found is None:
        return None
    try:
        return found, OwnMonth(found.explanation, found.scheme, found.lived, None)
    except InputError:
        return None


def compared(
    before: Standing, after: Standing, shown: OwnMonth, rows: Sequence[Fact] | None = None
) -> Comparison | None:
    """What changed from one line to the next; none where one of them cannot be read any more."""
    try:
        return changes.between(before, after, shown.lived, rows)
    except InputError:
        return None


def ledger_behind(member: Member, today: date, lines: Sequence[Standing]) -> list[Fact]:
    """Every fact that the running month or one of these lines looks at, read once."""
    month = month_of(today)
    first = min(explanations.first_looked_at(past_month) for past_month in (month, *(line.run.month for line in lines)))
    return facts.rows_about(member, first, month)


def _running(member: Member, today: date, rows: Sequence[Fact]) -> OwnRunning | None:
    found = running(member, today, rows)
    if found is None:
        return None
    given = [*courses_to_pass(found[0], member, today), *assigned(member, found[0], today)]
    planned = [*given, *pledged(member, found[0], today)]
    return OwnRunning(*found, possible(found[0], today, planned))


def _waiting(line: Standing | None, today: date) -> int | None:
    """The month before the running one, where it is over and not published yet."""
    month = month_of(today) - 1
    return month if line is not None and line.run.month < month else None
