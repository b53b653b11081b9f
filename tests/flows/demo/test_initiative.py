"""The demonstration's initiative is made by the steps that people take, and what it leaves is counted once."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from goodstanding.engine.period import month_of
from goodstanding.flows.demo import facts
from goodstanding.flows.demo.initiative import InitiativeYear
from goodstanding.models import AgendaTopic, DutyCheck, Fact, PledgeItem, Suggestion
from tests.house import House

ZONE = ZoneInfo("Asia/Shanghai")
#: A day by which a year is over, so that everything of a year has happened.
TODAY = date(2017, 2, 15)


def test_a_year_goes_by_on_days_that_are_over_and_leaves_something_open(house: House) -> None:
    year = InitiativeYear(house.scheme, TODAY, ZONE, month_of(TODAY) - 5)
    for month in range(year.first, month_of(TODAY) + 1):
        year.pass_month(month)
    assert {"fulfilled"} <= set(PledgeItem.objects.values_list("state", flat=True))
    assert set(DutyCheck.objects.values_list("period", flat=True)) == {"2016-Q3", "2016-Q4"}
    assert all(fact.occurred_on <= TODAY for fact in Fact.objects.all())
    assert set(Fact.objects.values_list("source", flat=True)) == {"initiative"}
    written = set(Fact.objects.values_list("kind", flat=True))
    assert {"pledge.registered", "pledge.fulfilled", "duty_post.kept", "suggestion.made"} <= written
    assert year.leave_open(datetime(2017, 2, 15, 12, tzinfo=ZONE)) == 5
    assert PledgeItem.objects.filter(state="reported").exists()
    assert Suggestion.objects.filter(state="waiting").count() == 3
    assert AgendaTopic.objects.filter(state="proposed").count() == 2


def test_what_it_leaves_is_not_made_up_beside_it(house: House) -> None:
    past = facts.past_of(house.scheme, TODAY)
    assert past.leaves_out("pledge.fulfilled", house.branch.pk)
    assert not past.leaves_out("pledge.fulfilled", house.unit("B221").pk), "elsewhere nothing else makes them"
