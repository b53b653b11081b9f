"""The running month: provisional, and the same as what is published when nothing else happens."""

from datetime import date

import pytest

from goodstanding.actions.ledger import ledger, reverse_and_replace
from goodstanding.engine.explain.explanation import adds_up
from goodstanding.models import Fact, Member, MemberClass, Standing
from goodstanding.queries.months import running
from tests.house import BRANCHES, House
from tests.months import SEPTEMBER, published, record_a_year

pytestmark = pytest.mark.usefixtures("house")
LAST = date(2016, 9, 30)


def everybody(house: House) -> list[Member]:
    """All 40."""
    return [member for code in BRANCHES for member in house.members(code)]


def test_what_is_provisional_on_the_last_day_is_what_is_published_for_everybody(house: House) -> None:
    facts = record_a_year(house)
    for fact in facts[::23]:
        reverse_and_replace.reverse(fact=fact, reason="a slip", by=None, at=house.at)
    published(house, SEPTEMBER - 2)
    MemberClass.objects.create(member=house.member(), word="elderly_sick", from_on=date(2016, 8, 20))
    before = {member.pk: running.provisional(member, LAST) for member in everybody(house)}
    run = published(house)
    lines = Standing.objects.filter(run=run)
    assert len(lines) == len(before) == 40
    for line in lines:
        found = before[line.member_id]
        assert found is not None
        told = (found.total, found.alone.band, found.alone.peer_group, found.alone.sums.earned)
        assert told == (line.total, line.band, line.peer_group, line.earned)
        assert adds_up(found.explanation)


def test_a_fact_that_is_recorded_now_shows_at_once(house: House) -> None:
    member = house.member()
    before = running.provisional(member, LAST)
    ledger.record(
        kind="study.hours", subject=member, value=8000, occurred_on=LAST, key="k", source=Fact.Source.FORM,
        scheme=house.scheme, by=None, at=house.at,
    )  # fmt: skip
    after = running.provisional(member, LAST)
    assert before is not None
    assert after is not None
    assert after.alone.sums.earned > before.alone.sums.earned


def test_who_has_left_has_no_running_month_and_neither_has_a_time_without_rules(house: House) -> None:
    from goodstanding.actions.people import members

    member = house.member()
    assert running.provisional(member, date(2015, 12, 31)) is None
    members.leave(member=member, why=Member.Leaving.RESIGNED, on=date(2016, 9, 10), by=None, at=house.at)
    member.refresh_from_db()
    assert running.provisional(member, LAST) is None
