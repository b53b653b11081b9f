"""One line of a member in a published run: the rule, the period, and the facts that it counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from goodstanding.engine.period import STREAK_MONTHS, Period, month_of, month_text, period_holding, periods_until
from goodstanding.engine.problems import InputError
from goodstanding.engine.scheme.scheme import Indicator, Scheme
from goodstanding.models import Fact, Member, MemberClass, Objection, Run, Standing
from goodstanding.models.valid_time import valid_on
from goodstanding.queries.ledger.in_force import holds
from goodstanding.queries.months import explanations, runs
from goodstanding.queries.people.organization import the_scheme

#: Which of the rules that count an entry an objection to it is about: the one with the least number.
_WEIGHS = {"deduction": 0, "flag": 2}


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


@dataclass(frozen=True)
class RunningLine:
    """A fact of a month that is not published yet, with the rule that counts it and its period.

    fact: none where the member says that it is missing.
    """

    scheme: Scheme
    indicator: Indicator
    period: Period
    fact: Fact | None

    @property
    def facts(self) -> Sequence[Fact]:
        """The fact, where there is one."""
        return [self.fact] if self.fact else []

    @property
    def months(self) -> range:
        """The months in which a missing entry can lie."""
        return range(self.period.first, self.period.last + 1)


def running(member: Member, fact: Fact) -> RunningLine | None:
    """A fact about a member that is in force, with the rule that counts it, by today's rules: what takes points away
    first, what only shows it (a grade) last. None where it is not theirs, does not hold, or no rule counts it."""
    scheme = the_scheme()
    counting = [one for one in scheme.indicators if one.subject == "member" and fact.kind in one.facts]
    if fact.member_id != member.pk or not counting or not holds(fact):
        return None
    indicator = min(counting, key=lambda one: _WEIGHS.get(one.kind, 1))
    return RunningLine(scheme, indicator, period_holding(fact.month, indicator.period), fact)


def can_miss(member: Member, on: date) -> list[Indicator]:
    """The rules under which a record of that day can be missing: those that apply to the member and give points."""
    found = MemberClass.objects.filter(valid_on(on), member=member)
    classes = frozenset(found.values_list("word", flat=True))
    scheme = the_scheme()
    giving = [rule for rule in scheme.indicators if rule.subject == "member" and rule.kind not in {"deduction", "flag"}]
    return [rule for rule in giving if rule.has(classes)]


def missing(code: str, on: date) -> RunningLine | None:
    """The rule of that code, by today's rules, and the period that holds a day; none where there is no such rule."""
    indicator, month = _indicator(the_scheme(), code), month_of(on)
    if indicator is None:
        return None
    return RunningLine(the_scheme(), indicator, period_holding(month, indicator.period), None)


def objected(objection: Objection) -> MemberLine | RunningLine | None:
    """The line that an objection is about, as it was, or the rule under which something is missing.

    None for an entry before its month was published, or where the run's files are gone.
    """
    if objection.missing_on is not None:
        return missing(objection.indicator, objection.missing_on)
    if objection.run is None:
        return None
    found = Standing.objects.filter(run=objection.run, member=objection.member)
    standing = found.select_related("run", "member", "unit").first()
    try:
        return None if standing is None else _line(standing, objection.indicator, objection.period)
    except InputError:
        return None


def indicator_of(objection: Objection) -> Indicator | None:
    """The rule that an objection is about, by the run's rules, or by today's where those are gone."""
    try:
        scheme = runs.scheme_of(objection.run) if objection.run is not None else the_scheme()
    except InputError:
        scheme = the_scheme()
    return _indicator(scheme, objection.indicator)


def _line(standing: Standing, code: str, name: str) -> MemberLine | None:
    run = standing.run
    scheme = runs.scheme_of(run)
    indicator = _indicator(scheme, code)
    period = (
        next((candidate for candidate in _periods(indicator, run.month) if candidate.name == name), None)
        if indicator
        else None
    )
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
        return [
            Period(month_text(streak_month), streak_month, streak_month)
            for streak_month in range(month - STREAK_MONTHS + 1, month + 1)
        ]
    return [Period(month_text(month), period_holding(month, indicator.period).first, month)]


def suspending(scheme: Scheme) -> QuerySet[Objection]:
    """The objections that wait and keep a fact from taking points away: it counts nowhere before the ruling."""
    taking = [indicator.code for indicator in scheme.indicators if indicator.kind == "deduction"]
    return Objection.objects.filter(state__in=Objection.WAITING, indicator__in=taking, fact__isnull=False)
