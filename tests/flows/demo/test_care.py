"""The demonstration's care and probation are made by the steps that people take, and are counted once."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from goodstanding.engine.period import month_of
from goodstanding.flows.demo import facts
from goodstanding.flows.demo.care import CareYear
from goodstanding.flows.demo.probation import ProbationYear
from goodstanding.models import Fact, Probation, ProbationStep, Search, Talk
from tests.care import classed
from tests.house import House
from tests.probation import accepted

ZONE = ZoneInfo("Asia/Shanghai")
TODAY = date(2017, 2, 15)


def test_a_year_goes_by_on_days_that_are_over_and_leaves_something_open(house: House) -> None:
    classed(house.member(), "floating")
    accepted(house, "group_leader", on=date(2016, 8, 3))
    care, probation = CareYear(house.scheme, TODAY, ZONE), ProbationYear(house.scheme, TODAY, ZONE)
    for month in range(month_of(TODAY) - 5, month_of(TODAY) + 1):
        care.pass_month(month)
        probation.pass_month(month)
    assert set(Talk.objects.values_list("state", flat=True)) == {"confirmed"}
    assert all(fact.occurred_on <= TODAY for fact in Fact.objects.all())
    written = set(Fact.objects.values_list("kind", flat=True))
    assert {"talk.heart_to_heart", "contact.floating_kept", "probation.report", "probation.oath"} <= written
    assert ProbationStep.objects.filter(done_on=None).exists()
    at = datetime(2017, 2, 15, 12, tzinfo=ZONE)
    assert care.leave_open(at) == 3
    assert (Search.objects.count(), probation.leave_open(at)) == (1, 0)
    assert set(Talk.objects.exclude(state="confirmed").values_list("state", flat=True)) == {"said", "arranged"}
    assert Probation.objects.count() == 1


def test_what_it_leaves_is_not_made_up_beside_it(house: House) -> None:
    past = facts.past_of(house.scheme, TODAY)
    for kind in ("talk.heart_to_heart", "probation.report", "duty.served_at_home"):
        assert past.leaves_out(kind, house.branch.pk)
        assert not past.leaves_out(kind, house.unit("B221").pk), "elsewhere nothing else makes them"
    assert not past.leaves_out("away.reported", house.branch.pk)
