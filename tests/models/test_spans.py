"""Spans are half-open: the first day is in, the last is not; the database and Python agree."""

from datetime import date, timedelta

import pytest

from goodstanding.models import UnitName
from goodstanding.models.valid_time import valid_on
from tests.house import House

FIRST, LAST = date(2016, 3, 1), date(2016, 4, 1)


@pytest.mark.parametrize(
    ("from_on", "until_on", "day", "holds"),
    [
        (FIRST, None, FIRST - timedelta(1), False),
        (FIRST, None, FIRST, True),
        (FIRST, None, date(2999, 1, 1), True),
        (FIRST, LAST, LAST - timedelta(1), True),
        (FIRST, LAST, LAST, False),
        (FIRST, FIRST, FIRST, False),
    ],
)
def test_when_a_span_holds(house: House, from_on: date, until_on: date | None, day: date, holds: bool) -> None:
    UnitName.objects.all().delete()
    span = UnitName.objects.create(unit=house.branch, name="X", from_on=from_on, until_on=until_on)
    assert span.holds(day) is holds
    assert UnitName.objects.filter(valid_on(day)).exists() is holds
