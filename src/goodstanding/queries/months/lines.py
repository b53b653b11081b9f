"""One line of a member in a published run: the rule, the period, and the facts that it counted."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from goodstanding.engine.period import Period, month_text, period_holding, periods_until
from goodstanding.engine.problems import InputError
from goodstanding.engine.rate.flags import STREAK_MONTHS
from goodstanding.engine.scheme.scheme import Indicator, Scheme
from goodstanding.models import Fact, Member, Objection, Run, Standing
from goodstanding.queries.months import explanations, runs
from goodstanding.queries.people.organization import the_scheme


@dataclass(frozen=True)
class MemberLine:
    """A line, and the facts that stood in it when the run was frozen, oldest first."""

    standing: Standing
    scheme: Scheme
    indicator: Indicator
    period: Period
    facts: Sequence[Fact]

    @property
    def months(self) -> range:
        """The months whose facts it looks at."""
        return _months(self.period, self.standing.run.month)


def line(run: Run, member: Member, code: str, period: str) -> MemberLine | None:
    """The member's line in a published run; none where they have none. Raises InputError where the rules are gone."""
    found = Standing.objects.filter(run=run, run__state=Run.State.PUBLISHED, member=member)
    standing = found.select_related("run", "member", "unit").first()
    return None if standing is None else _line(standing, code, period)


def objected(objection: Objection) -> MemberLine | None:
    """The line that an objection is about, as it was; none where the run's files are gone."""
    found = Standing.objects.filter(run=objection.run, member=objection.member)
    standing = found.select_related("run", "member", "unit").first()
    try:
        return None if standing is None else _line(standing, objection.indicator, objection.period)
    except InputError:
        return None


def indicator_of(objection: Objection) -> Indicator | None:
    """The rule that an objection is about, by the run's rules, or by today's where those are gone."""
    try:
        scheme = runs.scheme_of(objection.run)
    except InputError:
        scheme = the_scheme()
    return _indicator(scheme, objection.indicator)


def _line(standing: Standing, code: str, name: str) -> MemberLine | None:
    run = standing.run
    scheme = runs.scheme_of(run)
    indicator = _indicator(scheme, code)
    period = next((one for one in _periods(indicator, run.month) if one.name == name), None) if indicator else None
    if indicator is None or period is None:
        return None
    lived = explanations.lived_in(run, standing.member)
    if not any(tags is not None and indicator.has(tags) for tags in lived.tags.values()):
        return None
    months = _months(period, run.month)
    facts = [
        entry.fact
        for entry in lived.entries
        if entry.in_force
        and entry.fact.pk not in lived.suspended
        and entry.fact.kind in indicator.facts
        and entry.fact.month in months
    ]
    return MemberLine(standing, scheme, indicator, period, facts)


def _months(period: Period, month: int) -> range:
    return range(period.first, period.until(month) + 1)


def _indicator(scheme: Scheme, code: str) -> Indicator | None:
    found = (indicator for indicator in scheme.indicators if indicator.code == code and indicator.subject == "member")
    return next(found, None)


def _periods(indicator: Indicator, month: int) -> Sequence[Period]:
    """The periods that have a line. What a flag looked at is told month by month for streaks, otherwise all in one."""
    if indicator.kind != "flag":
        return periods_until(month, indicator.period)
    if indicator.measure == "streak":
        return [Period(month_text(one), one, one) for one in range(month - STREAK_MONTHS + 1, month + 1)]
    return [Period(month_text(month), period_holding(month, indicator.period).first, month)]


def suspending(scheme: Scheme) -> QuerySet[Objection]:
    """The objections that wait and keep a fact from taking points away: it counts nowhere before the ruling."""
    taking = [indicator.code for indicator in scheme.indicators if indicator.kind == "deduction"]
    return Objection.objects.filter(state__in=Objection.WAITING, indicator__in=taking, fact__isnull=False)
