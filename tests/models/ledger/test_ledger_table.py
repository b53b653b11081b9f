"""The ledger's table: what the database itself refuses, and on PostgreSQL a part for every month."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from goodstanding.models import Fact
from goodstanding.models.ledger import ledger_table
from tests.house import House

JANUARY = 2016 * 12


def _fact(house: House, **changes: object) -> Fact:
    told: dict[str, object] = {
        **{"month": JANUARY, "member": house.member(), "kind": "meeting.general", "value": 1000},
        **{"occurred_on": date(2016, 1, 8), "recorded_at": house.at, "source": "form", "source_key": "a"},
    }
    return Fact(**(told | changes))


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"member": None}, "fact_about_one"),
        ({"value": -1}, "fact_not_negative"),
        ({"month": JANUARY + 1}, "fact_in_its_month"),
    ],
)
def test_the_database_refuses_what_no_fact_can_be(house: House, changes: dict[str, object], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        _fact(house, **changes).save()


def test_a_fact_is_about_one_subject(house: House) -> None:
    with pytest.raises(IntegrityError, match="fact_about_one"), transaction.atomic():
        _fact(house, unit=house.branch).save()


def test_a_correction_without_a_reason_and_a_second_person_who_is_the_first_are_refused(house: House) -> None:
    first = _fact(house)
    first.save()
    with pytest.raises(IntegrityError, match="fact_correction_has_a_reason"), transaction.atomic():
        _fact(house, source_key="b", reverses=first).save()
    account = house.account("secretary")
    with pytest.raises(IntegrityError, match="fact_agreed_by_another"), transaction.atomic():
        _fact(house, source_key="b", recorded_by=account, agreed_by=account).save()


def test_a_key_is_used_once_a_source_and_a_fact_is_reversed_once(house: House) -> None:
    first = _fact(house)
    first.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        _fact(house).save()
    _fact(house, source_key="b", reverses=first, reason="x").save()
    with pytest.raises(IntegrityError), transaction.atomic():
        _fact(house, source_key="c", reverses=first, reason="x").save()


def test_months_get_parts_of_their_own_and_facts_go_there(house: House) -> None:
    made = ledger_table.part_off(JANUARY, JANUARY + 11)
    assert ledger_table.part_off(JANUARY, JANUARY + 11) == 0, "once is enough"
    _fact(house).save()
    _fact(house, source_key="old", month=JANUARY - 1, occurred_on=date(2015, 12, 31)).save()
    assert Fact.objects.count() == 2
    if connection.vendor != "postgresql":
        return
    assert made == 12
    with connection.cursor() as cursor:
        cursor.execute("SELECT tableoid::regclass::text FROM goodstanding_fact ORDER BY month DESC")
        assert [name for (name,) in cursor.fetchall()] == ["goodstanding_fact_2016_01", "goodstanding_fact_other"]


def test_a_month_that_lies_in_the_common_part_stays_there(house: House) -> None:
    _fact(house).save()
    made = ledger_table.part_off(JANUARY, JANUARY + 1)
    assert made == (1 if connection.vendor == "postgresql" else 0)
    _fact(house, source_key="b", occurred_on=date(2016, 1, 9)).save()
    assert Fact.objects.filter(month=JANUARY).count() == 2
    assert Fact.objects.filter(recorded_at__gt=house.at - timedelta(days=1)).count() == 2
