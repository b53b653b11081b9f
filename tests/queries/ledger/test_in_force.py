"""Whether a fact is in force is answered alike by every way of asking, however often it was reversed and restored."""

from datetime import date, datetime

import pytest
from django.db import connection

from goodstanding.actions.ledger import ledger, reverse_and_replace
from goodstanding.actions.ledger.ledger import NewFact
from goodstanding.models import Fact
from goodstanding.queries.ledger import doubles, facts, in_force
from tests.house import House

pytestmark = pytest.mark.usefixtures("house")
DAY, MONTH = date(2016, 3, 1), 2016 * 12 + 2


def _reversed(house: House, times: int, source: Fact.Source = Fact.Source.FORM) -> Fact:
    """A fact that was reversed and restored in turn, so often."""
    entry = NewFact("meeting.general", house.member(), 1000, DAY, f"k{times}")
    fact = ledger.record_many([entry], source=source, scheme=house.scheme, by=None, at=house.at).facts[0]
    for place in range(times):
        step = reverse_and_replace.restore if place % 2 else reverse_and_replace.reverse
        step(fact=fact, reason="r", by=None, at=house.at)
    return fact


def _out_of_force_in_sql(month: int, at: datetime) -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute(f"{in_force.OUT_OF_FORCE} SELECT root FROM out_of_force", [month, at, month, at])
        return {root for (root,) in cursor.fetchall()}


@pytest.mark.parametrize(("times", "holds"), [(0, True), (1, False), (2, True), (3, False), (4, True)])
def test_every_way_of_asking_gives_the_same_answer(house: House, times: int, holds: bool) -> None:
    fact = _reversed(house, times)
    every = Fact.objects.filter(member=house.member())
    back = dict(every.exclude(reverses=None).values_list("reverses_id", "pk"))
    assert len(in_force.reversals_of(fact)) == times
    assert in_force.holds(fact) is holds
    assert in_force.holds_among(fact.pk, back) is holds
    assert [one.in_force for one in facts.entries(every)] == [holds]
    assert [one.pk for one in in_force.in_force(every)] == ([fact.pk] if holds else [])
    last = every.latest("recorded_at").recorded_at
    # Every odd reversal is itself out of force while the next one hangs on it; only the fact is asked about.
    assert (fact.pk not in _out_of_force_in_sql(MONTH, last)) is holds


@pytest.mark.parametrize("source", [Fact.Source.MEETING, Fact.Source.ASSIGNMENT])
@pytest.mark.parametrize(("times", "holds"), [(0, True), (1, False), (2, True), (3, False)])
def test_what_a_meeting_or_an_assignment_left_counts_twice_only_while_it_is_in_force(
    house: House, times: int, holds: bool, source: Fact.Source
) -> None:
    _reversed(house, times, source)
    again = NewFact("meeting.general", house.member(), 1000, DAY, "by hand")
    assert list(doubles.left_already([again])) == ([0] if holds else [])


def test_a_reversal_is_no_statement(house: House) -> None:
    fact = _reversed(house, 2)
    every = Fact.objects.filter(member=house.member())
    assert every.count() == 3
    assert list(in_force.statements(every)) == [fact]


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="the planner of SQLite is meant")
def test_what_holds_of_one_member_is_found_without_reading_the_whole_ledger(house: House) -> None:
    asked = in_force.in_force(Fact.objects.filter(member=house.member(), month__gte=MONTH))
    assert "fact_of_member" in asked.explain().partition("CORRELATED")[0]
