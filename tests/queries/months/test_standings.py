"""A member's own standings: only what is published, and no middle of a handful."""

from datetime import date

import pytest

from goodstanding.models import Membership, Standing
from goodstanding.queries.months import standings
from tests.beginnings import year_published
from tests.house import House
from tests.months import SEPTEMBER, drafted, published, record_a_year

pytestmark = pytest.mark.usefixtures("house")


def test_only_published_months_are_read_and_only_ones_own(house: House) -> None:
    record_a_year(house)
    member = house.member()
    august = published(house, SEPTEMBER - 1)
    drafted(house, SEPTEMBER)
    assert [line.run for line in standings.own(member)] == [august]
    lines = standings.year(member, SEPTEMBER)
    assert [line.month for line in lines] == list(range(SEPTEMBER - 11, SEPTEMBER + 1))
    assert [line.standing.member for line in lines if line.standing] == [member]


@pytest.mark.begins(after=year_published)
def test_the_median_is_the_branch_s_and_is_not_told_of_fewer_than_five(house: House) -> None:
    member, (run, _facts) = house.member(), house.begun
    rated = Standing.objects.filter(run=run, unit=house.branch, total__isnull=False)
    (line,) = [line for line in standings.year(member, SEPTEMBER) if line.standing]
    assert rated.count() == 5
    assert line.median == sorted(total for total in rated.values_list("total", flat=True) if total is not None)[2]
    Membership.objects.filter(member=house.member("secretary")).update(until_on=date(2016, 9, 1))
    run = published(house, reason="One of the five had left")
    (line,) = [line for line in standings.year(member, SEPTEMBER) if line.standing]
    assert Standing.objects.filter(run=run, unit=house.branch, total__isnull=False).count() == 4
    assert line.total is not None
    assert line.median is None


@pytest.mark.begins(after=year_published)
def test_an_issue_knows_the_one_it_took_the_place_of(house: House) -> None:
    member = house.member()
    (first,) = standings.own(member)
    assert standings.issues_before(first) == []
    published(house, reason="A meeting was forgotten")
    (second,) = standings.own(member)
    assert second.run.number == 2
    assert standings.issues_before(second) == [first]
    assert standings.replaced_issue(member, SEPTEMBER, 1) == first
    assert standings.replaced_issue(member, SEPTEMBER, 2) is None
    assert standings.replacing(first.run) == second.run
    assert standings.replacing(second.run) is None
