"""How members do, in a line of a list: their last published total, and how many of the year's meetings they came to."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from goodstanding.engine.period import first_of_year, month_of
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Fact, Member, Run, Standing
from goodstanding.models.ledger.fact import NO
from goodstanding.queries.ledger.in_force import in_force


@dataclass(frozen=True)
class MemberFigures:
    """total: hundredths, none where not rated. came: of how many meetings of the year; excused ones are not counted."""

    is_published: bool
    total: int | None
    came: int
    meetings: int


def of(members: Sequence[Member], scheme: Scheme, today: date) -> dict[int, MemberFigures]:
    """By member. For those who see ratings; the caller asks for no others."""
    keys = [member.pk for member in members]
    run = Run.objects.filter(state=Run.State.PUBLISHED).order_by("-month").only("pk").first()
    totals = dict(Standing.objects.filter(run=run, member__in=keys).values_list("member", "total")) if run else {}
    came, held = _meetings(keys, scheme, today)
    return {key: MemberFigures(key in totals, totals.get(key), came[key], held[key]) for key in keys}


def _meetings(keys: list[int], scheme: Scheme, today: date) -> tuple[Counter[int], Counter[int]]:
    kinds = {kind.fact for kind in scheme.meetings.values()}
    month = month_of(today)
    found = Fact.objects.filter(member__in=keys, kind__in=kinds, month__range=(first_of_year(month), month))
    came, held = Counter[int](), Counter[int]()
    for member, value in in_force(found).exclude(value=None).values_list("member", "value"):
        held[member] += 1
        came[member] += value != NO
    return came, held
