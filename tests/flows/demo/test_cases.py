"""The demonstration's warnings are found, and its cases are dealt with by the steps that people take."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from goodstanding.flows.demo.cases import CasesMaking
from goodstanding.models import DutyCase, EarlyWarning
from goodstanding.queries.cases import cases, warnings
from tests.beginnings import two_months_published
from tests.house import House


@pytest.mark.begins(after=two_months_published)
def test_warnings_are_read_and_one_case_is_closed_while_another_waits(house: House) -> None:
    at = datetime(2016, 10, 15, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert CasesMaking(house.scheme, at, ZoneInfo("Asia/Shanghai")).leave() == 2
    assert sorted(DutyCase.objects.values_list("state", flat=True)) == ["closed", "ordered"]
    (waits,) = cases.orders(house.viewer("neighbour"), house.scheme)
    assert waits.due_on > house.today
    assert min(EarlyWarning.objects.values_list("opened_on", flat=True)) == date(2016, 10, 15) - timedelta(days=20)
    for who in ("member", "secretary"):
        assert not warnings.own_waiting(house.viewer(who), house.scheme).exists(), who
