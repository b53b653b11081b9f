"""What is still possible: real duties, with the effect that recording exactly that fact has."""

from datetime import date

import pytest

from goodstanding.actions.ledger import ledger, reverse_and_replace
from goodstanding.engine.period import period_holding
from goodstanding.models import Fact, Member, MemberClass
from goodstanding.queries.months import running
from goodstanding.queries.months.possible import OpenDuty, Possible, effect, possible
from tests.house import BRANCHES, House
from tests.months import SEPTEMBER, record_a_year

pytestmark = pytest.mark.usefixtures("house")
TODAY = date(2016, 9, 20)


def of(member: Member) -> tuple[running.Provisional, list[Possible]]:
    found = running.provisional(member, TODAY)
    assert found is not None
    return found, possible(found, TODAY)


def test_what_is_predicted_is_what_happens_when_exactly_that_fact_is_recorded(house: House) -> None:
    record_a_year(house, each=60)
    told = 0
    for code in BRANCHES:
        for place, member in enumerate(house.members(code)):
            before, found = of(member)
            assert found
            for one in found[place :: len(house.members(code))]:
                duty = one.duty
                fact = ledger.record(
                    kind=duty.kind, subject=member, value=duty.value, occurred_on=duty.occurred_on,
                    key=f"{member.pk}-{duty.kind}", source=Fact.Source.FORM, scheme=house.scheme, by=None, at=house.at,
                )  # fmt: skip
                after = running.provisional(member, TODAY)
                assert after is not None
                assert after.total == one.total
                assert after.alone.sums.earned - before.alone.sums.earned == one.points
                reverse_and_replace.reverse(fact=fact, reason="only tried", by=None, at=house.at)
                told += 1
    assert told > 100


def test_everything_that_is_offered_is_due_by_the_rules_and_counts_in_a_period_that_is_running(house: House) -> None:
    record_a_year(house)
    for member in house.members("B111"):
        found, some = of(member)
        tags = found.lived.tags[SEPTEMBER]
        assert tags is not None
        for one in some:
            assert one.points > 0
            assert (one.gain or 0) >= 0
            for code in one.duty.indicators:
                rule = found.scheme.indicator(code)
                assert rule.kind == "base"
                assert rule.due == "pace" or rule.missing == "zero"
                assert rule.has(tags)
                assert not rule.voluntary(tags)
                assert period_holding(SEPTEMBER, rule.period).last >= SEPTEMBER


def test_what_is_done_is_not_offered_again_and_what_is_voluntary_is_never_asked(house: House) -> None:
    member = house.member()
    assert "dues.paid_on_time" in {one.duty.kind for one in of(member)[1]}
    ledger.record(
        kind="dues.paid_on_time", subject=member, value=1000, occurred_on=TODAY, key="k", source=Fact.Source.FORM,
        scheme=house.scheme, by=None, at=house.at,
    )  # fmt: skip
    assert "dues.paid_on_time" not in {one.duty.kind for one in of(member)[1]}
    assert "service.hours" in {one.duty.kind for one in of(member)[1]}
    MemberClass.objects.create(member=member, word="elderly_sick", from_on=date(2016, 1, 1))
    assert "service.hours" not in {one.duty.kind for one in of(member)[1]}


def test_hours_that_are_missing_are_told_in_whole_hours_and_are_enough(house: House) -> None:
    member = house.member()
    _found, some = of(member)
    (hours,) = [one.duty for one in some if one.duty.kind == "study.hours"]
    assert hours.value == 24_000, "nine of twelve months of 32 hours are due"
    ledger.record(
        kind="study.hours", subject=member, value=hours.value, occurred_on=TODAY, key="k", source=Fact.Source.FORM,
        scheme=house.scheme, by=None, at=house.at,
    )  # fmt: skip
    assert "study.hours" not in {one.duty.kind for one in of(member)[1]}


def test_what_the_calendar_holds_comes_in_beside_what_the_rules_make_due(house: House) -> None:
    member = house.member()
    found = running.provisional(member, TODAY)
    assert found is not None
    period = period_holding(SEPTEMBER, "month")
    planned = OpenDuty("meeting.themed_day", 1000, date(2016, 9, 28), period, ("ORG04",), planned="a meeting")
    told = possible(found, TODAY, [planned])
    assert effect(found, planned) in told
