"""The demonstration's service is made by the steps that people take, and what it leaves is counted once."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from goodstanding.engine.period import month_of
from goodstanding.flows.demo import facts
from goodstanding.flows.demo.service import ServiceYear, of_today
from goodstanding.models import CommunityRegistration, Fact, PairCheck, RelayedNeed, SignUp, Wish
from tests.house import House

ZONE = ZoneInfo("Asia/Shanghai")
TODAY = date(2016, 10, 15)


def test_some_months_go_by_on_days_that_are_over_and_leave_something_open(house: House) -> None:
    for number in range(4):
        house.enrol("B111", f"成员新{number}")
    year = ServiceYear(house.scheme, TODAY, ZONE, month_of(TODAY) - 2)
    for month in range(year.first, month_of(TODAY) + 1):
        year.pass_month(month)
    assert CommunityRegistration.objects.filter(state="confirmed").count() == 6
    assert set(PairCheck.objects.values_list("period", flat=True)) == {"2016-Q3"}
    assert SignUp.objects.filter(state="came").exists()
    assert all(fact.occurred_on < TODAY for fact in Fact.objects.all())
    assert set(Fact.objects.values_list("source", flat=True)) == {"service"}
    written = set(Fact.objects.values_list("kind", flat=True))
    asked = {"service.hours", "service.joined", "service.paired_help", "community.registered", "visit.contact"}
    assert {*asked, "need.relayed", "wish.fulfilled"} <= written
    at = datetime(2016, 10, 15, 12, tzinfo=ZONE)
    assert of_today(house.scheme, TODAY, ZONE).leave_open(at) == 5
    assert SignUp.objects.filter(state="waiting").count() == 1, "a list that is full, with a member who waits"
    assert Wish.objects.filter(state="reported").count() == 1
    assert RelayedNeed.objects.filter(state="waiting").count() == 1


def test_what_it_leaves_is_not_made_up_beside_it(house: House) -> None:
    past = facts.past_of(house.scheme, TODAY)
    assert past.leaves_out("service.hours", house.branch.pk)
    assert not past.leaves_out("service.hours", house.unit("B221").pk), "elsewhere nothing else makes them"
