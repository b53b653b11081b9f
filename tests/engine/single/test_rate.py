"""A subject rated alone gets exactly what a run of everybody gives it."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings

from goodstanding.engine.explain.explanation import Sums
from goodstanding.engine.explain.history import SubjectFact
from goodstanding.engine.period import parse_month
from goodstanding.engine.scheme.scheme import Scheme, Subject
from goodstanding.engine.single.rate import rate_one
from tests.effort import examples
from tests.engine.oracle import Organization, rate_by_hand
from tests.engine.single.alone import alone
from tests.engine.situations import ALONE, MEMBER, OCTOBER, TREE, UNIT, fact, rule, words
from tests.engine.strategies import situations

#: One rule: one point a month for being seen.
SMALL = Scheme.model_validate(
    {
        **{"name": "small", "title": words("small"), "categories": [{"code": "ALL", "title": words("all")}]},
        **{"classes": {"full": words("full")}, "fact_kinds": {"seen": words("seen")}},
        **{"effective": {"from": "2015-01"}, "indicators": [rule()], "member": MEMBER, "unit": UNIT},
    }
)


@settings(max_examples=examples(300), deadline=None, suppress_health_check=list(HealthCheck))
@given(situations())
def test_members_and_units_get_what_the_oracle_gives_them(situation: tuple[Scheme, Organization, int]) -> None:
    scheme, organization, month = situation
    try:
        run = rate_by_hand(scheme, organization, month)
    except ValueError:
        return  # Refused for everybody: nobody is rated.
    for row in run["totals"]:
        one = alone(scheme, organization, month, "member", row[0])
        assert (one.peer_group, one.sums, one.total, one.band) == (row[2], Sums(*row[3:7]), row[7], row[8])
    for row in run["unit_totals"]:
        one = alone(scheme, organization, month, "unit", row[0])
        assert one.total == row[3], "a unit's own part"
    subjects: list[tuple[Subject, int]] = [("member", row[0]) for row in run["totals"]]
    subjects += [("unit", row[0]) for row in run["unit_totals"]]
    for subject, number in subjects:
        one = alone(scheme, organization, month, subject, number)
        points = [(subject, number, *key, p.n, p.value, p.earned, p.attainable) for key, p in one.points.items()]
        assert sorted(points) == [row for row in run["points"] if row[:2] == (subject, number)]
        flags = [(subject, number, code, *flag) for code, flag in one.flags.items()]
        assert sorted(flags) == [row for row in run["flags"] if row[:2] == (subject, number)]


@pytest.mark.parametrize(("value", "total"), [(1000, 10_000), (500, 5_000), (0, 0), (None, None)])
def test_one_fact_is_the_whole_rating(value: int | None, total: int | None) -> None:
    organization = Organization(TREE, ALONE, (fact("2016-03-02", value),))
    one = alone(SMALL, organization, OCTOBER, "member", 1)
    assert one.total == total
    if value is not None:
        assert one.points["A", "2016-03"].earned == value


def test_somebody_who_was_never_there_has_nothing() -> None:
    facts = [SubjectFact(1, "seen", 1000, date(2016, 1, 5))]
    one = rate_one(SMALL, "member", parse_month("2016-02"), {}, facts)
    assert (one.points, one.total, one.band) == ({}, None, None)
