"""The demonstration's decisions and letters are made by the steps that people take, and are counted once."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from goodstanding.engine.period import month_of
from goodstanding.flows.demo import facts
from goodstanding.flows.demo.decisions import DecisionsYear
from goodstanding.flows.demo.letters import LettersMaking
from goodstanding.models import Fact, Letter, MemberDecision
from goodstanding.queries.decisions import decisions
from goodstanding.queries.letters import letters
from tests.house import House

ZONE = ZoneInfo("Asia/Shanghai")
TODAY = date(2017, 2, 15)


def test_a_year_leaves_two_awards_and_a_sanction_in_effect_of_members_who_are_no_visitors(house: House) -> None:
    for name in ("成员甲一", "成员甲二"):
        house.enrol("B111", name)
    first = month_of(TODAY) - 12
    year = DecisionsYear(house.scheme, TODAY, ZONE, first)
    for month in range(first, month_of(TODAY) + 1):
        year.pass_month(month)
    found = MemberDecision.objects.order_by("dated_on")
    assert [one.side for one in found] == ["award", "award", "discipline"]
    assert [one.side for one in decisions.having_effect(TODAY).exclude(ends_on=None)] == ["discipline"]
    assert not found.exclude(member__account=None).exists()
    assert all(fact.occurred_on <= TODAY for fact in Fact.objects.all())


def test_what_decisions_leave_is_not_made_up_beside_it(house: House) -> None:
    past = facts.past_of(house.scheme, TODAY)
    assert past.leaves_out("award.branch", house.branch.pk)
    assert not past.leaves_out("award.branch", house.unit("B221").pk)


def test_one_question_waits_and_the_other_letters_are_answered(house: House) -> None:
    at = datetime(2016, 10, 15, 12, tzinfo=ZONE)
    assert LettersMaking(house.scheme, at, ZONE).leave() == 3
    (waits,) = letters.waiting(house.viewer("secretary"), house.scheme)
    assert waits.due_on >= house.today
    complaint = Letter.objects.exclude(about_unit=None).get()
    assert (complaint.state, complaint.at_unit) == ("answered", house.unit("S11"))
    assert set(Letter.objects.values_list("state", flat=True)) == {"waiting", "answered", "settled"}
