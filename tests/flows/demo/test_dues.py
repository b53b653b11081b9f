"""The demonstration's dues are made by the steps that people take, and what they leave is counted once."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import F

from goodstanding.engine.period import month_of
from goodstanding.flows.demo import facts
from goodstanding.flows.demo.dues import DuesYear
from goodstanding.models import DuesPayment, DuesPublication, DuesRelief, Fact
from tests.dues import check_balance
from tests.house import House

ZONE = ZoneInfo("Asia/Shanghai")
TODAY = date(2017, 2, 15)


def test_months_go_by_on_days_that_are_over_and_balance(house: House) -> None:
    year = DuesYear(house.scheme, TODAY, ZONE, month_of(TODAY) - 5)
    for month in range(year.first, month_of(TODAY) + 1):
        year.pass_month(month)
    check_balance()
    assert all(fact.occurred_on <= TODAY for fact in Fact.objects.all())
    assert set(Fact.objects.values_list("source", flat=True)) == {"dues"}
    written = set(Fact.objects.values_list("kind", flat=True))
    assert {"dues.paid_on_time", "dues.paid_in_full", "dues.base_confirmed", "duty.dues_made_public"} <= written
    assert DuesPayment.objects.filter(way="proxy").exists()
    assert not DuesPayment.objects.filter(by__member=F("member")).exists(), "nobody books their own"
    assert DuesPublication.objects.count() == 5
    assert year.leave_open(datetime(2017, 2, 15, 12, tzinfo=ZONE)) in {0, 1}
    assert DuesRelief.objects.filter(state="agreed").exists()


def test_what_they_leave_is_not_made_up_beside_them(house: House) -> None:
    past = facts.past_of(house.scheme, TODAY)
    assert past.leaves_out("dues.paid_on_time", house.branch.pk)
    assert not past.leaves_out("dues.paid_on_time", house.unit("B221").pk), "elsewhere nothing else makes them"
