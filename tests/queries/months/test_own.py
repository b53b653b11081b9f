"""Where a member stands, in one piece: what is published, what runs, and what changed in between."""

from dataclasses import FrozenInstanceError
from datetime import date

import pytest

from goodstanding.models import Run, Standing
from goodstanding.queries.months.own import own_standing
from tests.beginnings import two_months_published, year_drafted
from tests.house import House
from tests.months import SEPTEMBER, published, record_a_year

pytestmark = pytest.mark.usefixtures("house")
OCTOBER_3RD = date(2016, 10, 3)


@pytest.mark.begins(after=year_drafted)
def test_before_anything_is_published_there_is_only_the_running_month(house: House) -> None:
    own = own_standing(house.member(), OCTOBER_3RD)
    assert (own.line, own.published, own.comparison, own.total, own.change) == (None, None, None, None, None)
    assert (own.waiting_month, list(own.year)) == (None, [])
    assert own.running is not None
    assert own.running.own_month.month == SEPTEMBER + 1
    assert not own.running.own_month.is_published
    assert list(own.running.own_month.places) == []


@pytest.mark.begins(after=two_months_published)
def test_what_is_published_comes_with_its_reasons_its_places_and_its_change(house: House) -> None:
    member, (september, _facts) = house.member(), house.begun
    august = Run.objects.get(month=SEPTEMBER - 1)
    before, line = (Standing.objects.get(run=run, member=member) for run in (august, september))
    own = own_standing(member, OCTOBER_3RD)
    assert own.published is not None and own.line is not None
    assert (own.line.pk, own.total, own.published.total, own.published.run) == (
        line.pk,
        line.total,
        line.total,
        september,
    )
    assert line.total is not None and before.total is not None
    assert own.change == line.total - before.total
    assert own.published.peer_group == line.peer_group
    assert {(one.scope_id, one.rank, one.of) for one in own.published.places} == {
        tuple(int(part) for part in one.split(":")) for one in (line.places or "").split(",")
    }
    parts = [part for category in own.published.categories for part in category.indicators]
    assert sum(part.earned for part in parts if part.kind == "base") == line.earned
    assert [one.total for one in own.year][-2:] == [before.total, line.total]
    assert own.waiting_month is None


def test_a_month_that_is_over_and_not_published_is_waited_for(house: House) -> None:
    record_a_year(house)
    published(house, SEPTEMBER - 1)
    assert own_standing(house.member(), OCTOBER_3RD).waiting_month == SEPTEMBER
    assert own_standing(house.member(), date(2016, 9, 30)).waiting_month is None


def test_nobody_changes_it_afterwards(house: House) -> None:
    own = own_standing(house.member(), OCTOBER_3RD)
    with pytest.raises(FrozenInstanceError):
        own.year = ()  # type: ignore[misc]
