"""What members may rely on, whatever the scheme: laws of the rating, on the engine and on the slow one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from goodstanding.engine.backends import Backend
from goodstanding.engine.scheme import Scheme
from goodstanding.engine.small import Rows, rate_in_memory
from tests.effort import examples
from tests.engine.oracle import Fact, Organization, rate_by_hand
from tests.engine.strategies import situations
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


# --- adding a fact of value 1 to a mean never lowers -----------------------------------------------------------------


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


# --- an exemption never lowers ---------------------------------------------------------------------------------------


def _exempted(scheme: Scheme, word: str, *, paced: bool) -> Scheme:
    """The scheme in which every rule can only help those with a class."""
    indicators = tuple(
        one.model_copy(update={"voluntary_for": (*one.voluntary_for, word)}) if one.subject == "member" else one
        for one in scheme.indicators
        if paced or one.due != "pace"
    )
    return scheme.model_copy(update={"indicators": indicators})


def _exemption_never_costs(rate: Rate, situation: Situation, word: str, *, paced: bool) -> None:
    scheme, organization, month = situation
    assume(organization.members.get(month))
    plain = _uncapped_pace(scheme) if paced else _without_pace(scheme)
    assume(plain.indicators)
    before = _totals(rate(plain, organization, month))
    after = _totals(rate(_exempted(plain, word, paced=paced), organization, month))
    for member, then in before.items():
        now = after[member]
        assert now["attainable"] - now["earned"] <= then["attainable"] - then["earned"], "what is missed never grows"
        assert now["deduction"] <= then["deduction"]
        if not paced and then["total"] is not None and now["total"] is not None:
            assert now["total"] >= then["total"]


def _without_pace(scheme: Scheme) -> Scheme:
    """The scheme without what grows with the months: there, less due can also mean less earned."""
    return scheme.model_copy(update={"indicators": tuple(one for one in scheme.indicators if one.due != "pace")})


def _uncapped_pace(scheme: Scheme) -> Scheme:
    """The scheme with what grows with the months free of yearly caps.

    A yearly cap forgives what is missed above it. Where less is due, there may be nothing above it any more to forgive.
    """
    indicators = tuple(
        one.model_copy(update={"yearly_cap": None}) if one.due == "pace" else one for one in scheme.indicators
    )
    return scheme.model_copy(update={"indicators": indicators})


def _words(situation: Situation, data: st.DataObject) -> str:
    return str(data.draw(st.sampled_from(sorted(situation[0].classes))))


@by_hand
@given(situation=situations(), data=st.data())
def test_an_exemption_never_lowers_a_score(situation: Situation, data: st.DataObject) -> None:
    _exemption_never_costs(rate_by_hand, situation, _words(situation, data), paced=False)


@by_hand
@given(situation=situations(), data=st.data())
def test_an_exemption_never_makes_a_member_miss_more_not_even_where_duties_grow_with_the_months(
    situation: Situation, data: st.DataObject
) -> None:
    _exemption_never_costs(rate_by_hand, situation, _words(situation, data), paced=True)


@by_engine
@given(situation=situations(), data=st.data())
def test_an_exemption_never_lowers_a_score_on_the_engine(
    duckdb_backend: Backend, situation: Situation, data: st.DataObject
) -> None:
    _exemption_never_costs(_on(duckdb_backend), situation, _words(situation, data), paced=False)


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
