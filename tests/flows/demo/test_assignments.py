"""The demonstration's assignments are made by the steps that people take, and what they leave is counted once."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from goodstanding.engine.period import month_of
from goodstanding.flows.demo import assignments, facts
from goodstanding.models import Assignee, Assignment, Fact
from tests.house import House

ZONE = ZoneInfo("Asia/Shanghai")
TODAY = date(2016, 10, 15)


def test_a_month_s_task_is_given_done_and_judged_on_days_that_are_over(house: House) -> None:
    for month in (month_of(TODAY) - 1, month_of(TODAY)):
        assignments.fill_month(scheme=house.scheme, month=month, today=TODAY, zone=ZONE)
    assert Assignment.objects.filter(given_on__month=9).count() == 2, "one in each of two branches with a secretary"
    assert {"done", "given"} <= set(Assignee.objects.values_list("state", flat=True))
    assert all(fact.occurred_on <= TODAY for fact in Fact.objects.all())
    assert set(Fact.objects.values_list("source", flat=True)) == {"assignment"}


def test_an_open_one_waits_for_every_visitor_and_two_are_handed_in(house: House) -> None:
    at = datetime(2016, 10, 15, 12, tzinfo=ZONE)
    assert assignments.give_open_ones(scheme=house.scheme, at=at, zone=ZONE) == 2, "in each of two branches"
    states = list(Assignee.objects.values_list("state", flat=True))
    assert states.count("handed_in") == 4
    assert states.count("given") >= 1
    assert not Assignee.objects.filter(notified_on=None).exists()


def test_what_assignments_leave_is_not_made_up_beside_them(house: House) -> None:
    past = facts.past_of(house.scheme, TODAY)
    assert "assignment.done" in past.of_assignments
    assert past.leaves_out("assignment.done", house.branch.pk)
    assert not past.leaves_out("assignment.done", house.unit("B221").pk), "elsewhere nothing else makes them"
    assert not past.leaves_out("meeting.themed_day", house.branch.pk)
