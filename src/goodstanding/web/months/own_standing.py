"""What the pages of one's own standing are made from: a published month, or the running one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from goodstanding.engine.explain.explanation import Explanation
from goodstanding.engine.period import first_of_year, month_of, parse_month
from goodstanding.engine.problems import InputError
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Fact, Member, Objection, Run, Standing
from goodstanding.queries.ledger import facts
from goodstanding.queries.ledger.facts import LedgerLine
from goodstanding.queries.months import explanations, standings
from goodstanding.queries.months.explanations import Lived
from goodstanding.queries.months.running import Provisional, provisional
from goodstanding.queries.objections import objections
from goodstanding.web.shell.auth import viewer

_NUMBER = re.compile(r"[1-9][0-9]{0,3}")


@dataclass(frozen=True)
class OwnStanding:
    """A month of a member with its reasons. No standing: the running month, provisional."""

    explanation: Explanation
    scheme: Scheme
    lived: Lived
    standing: Standing | None

    @property
    def run(self) -> Run | None:
        """The run that it was published in."""
        return self.standing.run if self.standing else None

    @property
    def entries(self) -> Sequence[LedgerLine]:
        """What the ledger says of the year behind it."""
        return self.lived.entries


def myself(request: HttpRequest) -> Member:
    """The member that the visitor is. Raises Http404 where they are none."""
    return get_object_or_404(Member.objects.select_related("unit"), account=viewer(request).account)


def month_in(text: str) -> int:
    """The month of an address. Raises Http404 where it is none."""
    try:
        return parse_month(text)
    except ValueError as error:
        raise Http404 from error


def published(standing: Standing, rows: Sequence[Fact] | None = None) -> OwnStanding | None:
    """A published month; none where its line cannot be explained exactly, and so is not shown."""
    try:
        found = explanations.explained(standing, rows)
    except InputError:
        return None
    return OwnStanding(found.explanation, found.scheme, found.lived, standing)


def ledger_behind(member: Member, today: date, lines: Sequence[Standing]) -> list[Fact]:
    """Every fact that the running month or one of these lines looks at, read once."""
    month = month_of(today)
    first = min(explanations.first_looked_at(one) for one in (month, *(line.run.month for line in lines)))
    return facts.rows_about(member, first, month)


def objected(standing: Standing, code: str) -> list[Objection]:
    """The member's objections to an indicator in the year of a standing, latest first."""
    month = standing.run.month
    mine = objections.of(standing.member).filter(indicator=code)
    return list(mine.filter(run__month__gte=first_of_year(month), run__month__lt=first_of_year(month) + 12))


def running(member: Member, today: date, rows: Sequence[Fact] | None = None) -> tuple[Provisional, OwnStanding] | None:
    """The running month; none where the member is not rated by any rules now, or it does not add up."""
    found = provisional(member, today, rows)
    if found is None:
        return None
    try:
        return found, OwnStanding(found.explanation, found.scheme, found.lived, None)
    except InputError:
        return None


def of_month(request: HttpRequest, text: str) -> tuple[Standing | None, OwnStanding | None]:
    """A month as it is published, or the running one; with `?issue=` an issue that another has taken the place of.

    A standing without anything to show: the line is there and cannot be explained. Raises Http404 for any other.
    """
    member, month, today = myself(request), month_in(text), viewer(request).on
    if number := request.GET.get("issue", ""):
        older = standings.replaced_issue(member, month, int(number)) if _NUMBER.fullmatch(number) else None
        if older is None:
            raise Http404
        return older, published(older)
    standing = standings.of_month(member, month)
    if standing is not None:
        return standing, published(standing)
    if month != month_of(today):
        raise Http404
    found = running(member, today)
    if found is None:
        raise Http404
    return None, found[1]
