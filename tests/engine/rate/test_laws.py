"""What members may rely on, whatever the scheme: laws of the rating, on the engine and on the slow one."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from goodstanding.engine.backend import Backend
from goodstanding.engine.cases.in_memory import Rows, rate_in_memory
from goodstanding.engine.period import first_of_year, month_text
from goodstanding.engine.scheme.checks.fairness import fairness_findings
from goodstanding.engine.scheme.scheme import MOST_VALUE, Scheme
from tests.effort import examples
from tests.engine.oracle import Fact, Organization, UnitRow, rate_by_hand
from tests.engine.single.alone import alone
from tests.engine.strategies import SPARED, situations
from tests.lakes import inputs_of

Rate = Callable[[Scheme, Organization, int], Rows]
Situation = tuple[Scheme, Organization, int]

_quiet = {
    "deadline": None,
    "phases": [Phase.explicit, Phase.reuse, Phase.generate],
    "suppress_health_check": list(HealthCheck),
}
by_hand = settings(max_examples=examples(40), **_quiet)  # type: ignore[arg-type]
by_engine = settings(max_examples=examples(4), derandomize=True, **_quiet)  # type: ignore[arg-type]


def _on(backend: Backend) -> Rate:
    def rate(scheme: Scheme, organization: Organization, month: int) -> Rows:
        with backend.scope():
            return rate_in_memory(backend, inputs_of(backend, organization), scheme, month)

    return rate


def _totals(tables: Rows) -> dict[int, dict[str, Any]]:
    names = ("member", "unit", "group", "earned", "attainable", "bonus", "deduction", "total", "band")
    return {row[0]: dict(zip(names, row, strict=True)) for row in tables["totals"]}


# --- the law of fairness ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Life:
    """One member's months and facts, and in words what was changed in them."""

    said: str
    months: dict[int, tuple[int, tuple[str, ...]]]
    facts: tuple[Fact, ...]


def _faultless(scheme: Scheme) -> Scheme:
    """The scheme without the rules that the linter refuses."""
    fair = tuple(one for one in scheme.indicators if not list(fairness_findings(one, scheme)))
    return scheme.model_copy(update={"indicators": fair})


def _base_kinds(scheme: Scheme) -> list[str]:
    """The kinds that base rules use and no others, whatever their subject."""
    others = {kind for one in scheme.indicators if one.kind in ("bonus", "deduction") for kind in one.facts}
    return sorted({kind for one in scheme.indicators if one.kind == "base" for kind in one.facts} - others)


def _life(organization: Organization, member: int) -> Life:
    months = {month: rows[member] for month, rows in organization.members.items() if member in rows}
    mine = ("member", member)
    return Life("as it was", months, tuple(one for one in organization.facts if (one.subject, one.subject_id) == mine))


def _excused(life: Life, fact: Fact) -> Life:
    facts = tuple(replace(one, value=None) if one == fact else one for one in life.facts)
    return replace(life, said=f"{fact.kind} of {fact.occurred_on} excused", facts=facts)


def _spared(life: Life, month: int) -> Life:
    unit, classes = life.months[month]
    return replace(
        life, said=f"{month_text(month)} voluntary", months={**life.months, month: (unit, (*classes, SPARED))}
    )


def _done(life: Life, scheme: Scheme, kind: str, day: date, number: int) -> Life:
    highest = scheme.fact_kinds[kind].at_most
    value = MOST_VALUE if highest is None else highest
    more = Fact(number, "member", 0, kind, value, day)
    return replace(life, said=f"{kind} of {value} on {day}", facts=(*life.facts, more))


def _changed(life: Life, scheme: Scheme, month: int, data: st.DataObject) -> Iterator[Life]:
    """What may never cost points: one of each kind, where there is one."""
    year, kinds = range(first_of_year(month), month + 1), _base_kinds(scheme)
    failed = [one for one in life.facts if one.value == 0 and one.kind in kinds and one.month in year]
    there = [one for one in year if one in life.months]
    if failed:
        yield _excused(life, data.draw(st.sampled_from(failed)))
    yield _spared(life, data.draw(st.sampled_from(there)))
    if kinds:
        day = date(month // 12, data.draw(st.integers(1, month % 12 + 1)), data.draw(st.sampled_from((1, 15, 28))))
        yield _done(life, scheme, data.draw(st.sampled_from(kinds)), day, data.draw(st.sampled_from((0, 10**9))))


def _side_by_side(lives: list[Life], units: tuple[UnitRow, ...]) -> Organization:
    """An organization of nobody but these, numbered from 1; the order of each one's facts stays."""
    months = sorted({month for life in lives for month in life.months})
    members = {
        month: {place: life.months[month] for place, life in enumerate(lives, start=1) if month in life.months}
        for month in months
    }
    facts = tuple(
        replace(fact, subject_id=place, fact_id=fact.fact_id + place * 10**10)
        for place, life in enumerate(lives, start=1)
        for fact in life.facts
    )
    return Organization(units, members, facts)


Totals = Callable[[Scheme, Organization, int], dict[int, int | None]]


def _law_holds(totals: Totals, situation: Situation, data: st.DataObject) -> None:
    """Nothing of _changed lowers the total of a member who is rated before and after."""
    scheme, organization, month = _faultless(situation[0]), situation[1], situation[2]
    assume(organization.members.get(month) and any(one.kind == "base" for one in scheme.indicators))
    life = _life(organization, data.draw(st.sampled_from(sorted(organization.members[month]))))
    lives = [life, *_changed(life, scheme, month, data)]
    found = totals(scheme, _side_by_side(lives, organization.units), month)
    before = found[1]
    for place, changed in enumerate(lives, start=1):
        after = found[place]
        assert before is None or after is None or after >= before, changed.said


def _totals_by(rate: Rate) -> Totals:
    return lambda scheme, organization, month: {
        member: row["total"] for member, row in _totals(rate(scheme, organization, month)).items()
    }


def _totals_alone(scheme: Scheme, organization: Organization, month: int) -> dict[int, int | None]:
    members = organization.members[month]
    return {member: alone(scheme, organization, month, "member", member).total for member in members}


@settings(max_examples=examples(120), **_quiet)  # type: ignore[arg-type]
@given(situation=situations(), data=st.data())
def test_no_excuse_no_freedom_and_no_success_ever_costs_a_point(situation: Situation, data: st.DataObject) -> None:
    _law_holds(_totals_alone, situation, data)


@by_hand
@given(situation=situations(), data=st.data())
def test_the_law_holds_for_the_slow_engine(situation: Situation, data: st.DataObject) -> None:
    _law_holds(_totals_by(rate_by_hand), situation, data)


@settings(max_examples=examples(12), derandomize=True, **_quiet)  # type: ignore[arg-type]
@given(situation=situations(), data=st.data())
def test_the_law_holds_on_duckdb(duckdb_backend: Backend, situation: Situation, data: st.DataObject) -> None:
    _law_holds(_totals_by(_on(duckdb_backend)), situation, data)


@settings(max_examples=examples(1), derandomize=True, **_quiet)  # type: ignore[arg-type]
@given(situation=situations(), data=st.data())
def test_the_law_holds_on_spark(spark_backend: Backend, situation: Situation, data: st.DataObject) -> None:
    _law_holds(_totals_by(_on(spark_backend)), situation, data)


@by_hand
@given(situation=situations(), data=st.data())
def test_more_is_owed_for_every_month_that_binds(situation: Situation, data: st.DataObject) -> None:
    """What a voluntary month takes from what is missed is never negative, rule by rule."""
    scheme, organization, month = situation
    assume(organization.members.get(month))
    life = _life(organization, data.draw(st.sampled_from(sorted(organization.members[month]))))
    there = [one for one in range(first_of_year(month), month + 1) if one in life.months]
    both = _side_by_side([life, _spared(life, data.draw(st.sampled_from(there)))], organization.units)
    scheme = _faultless(scheme)
    before, after = (alone(scheme, both, month, "member", place) for place in (1, 2))
    assert after.sums.deduction <= before.sums.deduction
    assert after.sums.bonus >= before.sums.bonus
    missed = {key: point.attainable - point.earned for key, point in before.points.items()}
    for key, point in after.points.items():
        assert point.attainable - point.earned <= missed.get(key, 0), key


# --- what attendance adds --------------------------------------------------------------------------------------------


def _shares(scheme: Scheme) -> Scheme:
    """The scheme whose member base indicators are attendance: means of facts, with a target that 1 reaches."""
    indicators = tuple(
        one.model_copy(
            update={
                "measure": "mean",
                "formula": "step" if one.formula == "step" else "prorata",
                "target": min(one.target or 1000, 1000),
                "map": None,
                "yearly_cap": None,
                "due": "occurrence" if one.due == "pace" else one.due,
            }
        )
        for one in scheme.indicators
        if (one.subject, one.kind) == ("member", "base")
    )
    return scheme.model_copy(update={"indicators": indicators})


def _attended(organization: Organization, kind: str, member: int, day: date) -> tuple[Organization, Organization]:
    """The organization with facts from 0 to 1, and the same with one more 1 for one member."""
    facts = tuple(
        fact if fact.value is None else replace(fact, value=min(fact.value, 1000)) for fact in organization.facts
    )
    before = replace(organization, facts=facts)
    return before, replace(before, facts=(*facts, Fact(10**9, "member", member, kind, 1000, day)))


def _attending_never_lowers(rate: Rate, situation: Situation, data: st.DataObject) -> None:
    scheme, organization, month = _shares(situation[0]), situation[1], situation[2]
    assume(scheme.indicators and organization.members.get(month))
    kind = data.draw(st.sampled_from(sorted({kind for one in scheme.indicators for kind in one.facts})))
    member = data.draw(st.sampled_from(sorted(organization.members[month])))
    day = date(month // 12, data.draw(st.integers(1, month % 12 + 1)), 15)
    before, after = _attended(organization, kind, member, day)
    then, now = _totals(rate(scheme, before, month))[member], _totals(rate(scheme, after, month))[member]
    assert now["earned"] >= then["earned"]
    assert then["total"] is None or now["total"] >= then["total"]


@by_hand
@given(situation=situations(), data=st.data())
def test_one_more_attendance_never_lowers_a_members_score(situation: Situation, data: st.DataObject) -> None:
    _attending_never_lowers(rate_by_hand, situation, data)


@by_engine
@given(situation=situations(), data=st.data())
def test_one_more_attendance_never_lowers_a_members_score_on_the_engine(
    duckdb_backend: Backend, situation: Situation, data: st.DataObject
) -> None:
    _attending_never_lowers(_on(duckdb_backend), situation, data)


# --- what is missing or excused never counts as failing --------------------------------------------------------------


def _occasions_only(scheme: Scheme) -> Scheme:
    """The scheme with nothing but shares of occasions, each attained in proportion."""
    plain = {"due": "occurrence", "missing": None, "formula": "prorata", "map": None, "yearly_cap": None}
    indicators = tuple(
        one.model_copy(update={**plain, "measure": "mean", "target": one.target or 1000})
        for one in scheme.indicators
        if (one.subject, one.kind) == ("member", "base")
    )
    return scheme.model_copy(update={"indicators": indicators})


@by_hand
@given(situation=situations())
def test_excusing_a_failed_occasion_never_lowers_a_score(situation: Situation) -> None:
    scheme, organization, month = _occasions_only(situation[0]), situation[1], situation[2]
    assume(organization.members.get(month))
    excused = tuple(replace(fact, value=None) if fact.value == 0 else fact for fact in organization.facts)
    before = _totals(rate_by_hand(scheme, organization, month))
    after = _totals(rate_by_hand(scheme, replace(organization, facts=excused), month))
    for member, then in before.items():
        now = after[member]["total"]
        assert then["total"] is None or now is None or now >= then["total"]
