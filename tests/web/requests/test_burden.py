"""The workload: deeds of the audit trail times what the journeys measured, shown as an estimate, and of units alone."""

from datetime import datetime, timedelta
from fractions import Fraction

import pytest
from django.urls import reverse

from goodstanding.engine.period import month_of
from goodstanding.models import AuditRow
from goodstanding.queries.requests import burden, measured
from goodstanding.queries.requests.measured import MeasuredJob
from goodstanding.web.operations.presenters import audit
from tests.clock import Clock
from tests.house import AT, House
from tests.journeys.jobs import SHIPPED, shipped
from tests.pages import words


@pytest.fixture(autouse=True)
def then(clock: Clock) -> None:
    clock.stop_at(AT)


def did(
    house: House, deed: str, *, who: str = "secretary", office: str = "secretary · Branch", code: str = "B111",
    at: datetime = AT, times: int = 1,
) -> None:  # fmt: skip
    noun, verb = deed.split(".")
    row = {"noun": noun, "verb": verb, "key": "k", "by": house.account(who), "office": office, "unit": house.unit(code)}
    AuditRow.objects.bulk_create(AuditRow(at=at + timedelta(seconds=n), **row) for n in range(times))


def test_the_package_carries_the_table_of_the_docs() -> None:
    assert SHIPPED.read_text() == shipped(), "run: python -m tests.journeys.jobs"


def test_every_counted_deed_is_a_measured_job_and_a_noun_that_the_audit_trail_knows() -> None:
    for deed in measured.deeds():
        assert deed.job in measured.jobs(), deed
        assert deed.noun in audit.nouns(), deed


def test_a_job_costs_its_taps_its_fields_and_the_machine() -> None:
    assert MeasuredJob("", "", 2, 1, Fraction("1.3")).cost == 15, "4.9 + 8.05 + 1.3, rounded up"
    assert MeasuredJob("", "", 0, 0, Fraction(0)).cost == 0


def test_deeds_of_secretaries_are_counted_once_by_month_and_job(house: House) -> None:
    did(house, "meeting.plan", times=2)
    did(house, "meeting.plan", at=AT - timedelta(days=31))
    did(house, "meeting.close")
    did(house, "facts.record")  # at the same moment as the deed that left it
    did(house, "meeting.close")  # the same tap, about another one
    did(house, "facts.record", at=AT + timedelta(hours=1))
    did(house, "letter.send", at=AT + timedelta(hours=2))
    did(house, "meeting.plan", who="committee", office="committee · Branch")
    did(house, "meeting.plan", code="B112", who="neighbour", at=AT + timedelta(hours=3))
    load = burden.load_of(house.branch, month_of(AT.date()))
    assert [month.deeds for month in load.months] == [0, 0, 0, 0, 1, 5]
    assert load.months[-1].unmeasured == 1
    cost = {deed.job: measured.cost_of(deed) for deed in measured.deeds()}
    planned = next(deed.job for deed in measured.deeds() if (deed.noun, deed.verb) == ("meeting", "plan"))
    assert {one.title.en: one.count for one in load.jobs} == {
        "Plan a meeting": 3, "Close a meeting": 1, "Record entries": 1,
    }  # fmt: skip
    assert next(one.seconds for one in load.jobs if one.title.en == "Plan a meeting") == 3 * cost[planned]
    assert burden.load_of(house.city, month_of(AT.date())).months[-1].deeds == 6


def test_above_the_ceiling_a_unit_is_named_to_those_above_and_never_a_person(house: House) -> None:
    last = AT - timedelta(days=31)
    did(house, "meeting.plan", at=last, times=1000)
    did(house, "meeting.plan", code="B112", who="neighbour", at=last, times=5)
    above = words(house.client("sub_district_officer").get(reverse("burden")))
    assert "Branch 1.1.1" in above
    assert "Branch 1.1.2" not in above
    assert house.member("secretary").name not in above
    own = words(house.client("secretary").get(reverse("burden")))
    assert "as estimated" in own
    assert "240 minutes" in own
    assert "Plan a meeting" in own
    assert house.client("secretary").get(reverse("unit_burden", args=["B112"])).status_code == 404
