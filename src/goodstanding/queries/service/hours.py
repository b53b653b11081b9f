"""The hours of a member in a year, as the ledger has them, beside what the rules ask for."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Sum

from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Fact, Member
from goodstanding.queries.service import rules


@dataclass(frozen=True)
class YearHours:
    """The hours of a year and the target of the rules, both in thousandths; target: None where the rules have none."""

    hours: int
    target: int | None
    indicator: str = ""


def of_year(member: Member, scheme: Scheme, on: date) -> YearHours | None:
    """The hours of the year of a day; None where the rules count no hours of a member."""
    kinds = {kind.hours for kind in rules.of(scheme).activities.values() if kind.hours is not None}
    if not kinds:
        return None
    asking = (one for one in scheme.indicators if one.kind == "base" and one.period == "year")
    rule = next((one for one in asking if kinds & set(one.facts)), None)
    counted = kinds if rule is None else set(rule.facts)
    taken_back = Fact.objects.filter(reverses=OuterRef("pk"))
    found = Fact.objects.filter(member=member, kind__in=counted, occurred_on__year=on.year, reverses=None)
    total = found.filter(~Exists(taken_back)).aggregate(sum=Sum("value"))["sum"] or 0
    return YearHours(total, rule.target if rule else None, rule.code if rule else "")
