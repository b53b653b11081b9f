"""The ceiling of a month holds: what would break it is refused with the sum, also where two send at once."""

import threading
from typing import Any

import pytest
from django.db import Error, connection, connections, transaction
from django.utils import timezone

from goodstanding.access.policies import Denied
from goodstanding.access.roles import Role
from goodstanding.actions.refusal import ActionRefused
from goodstanding.actions.requests import ceiling
from goodstanding.models import Bulletin, CeilingLift, UnitRequest
from goodstanding.queries.requests import requests
from tests.assignments import given
from tests.house import House
from tests.requests import MOST, announced


def month(house: House) -> int:
    return house.today.year * 12 + house.today.month - 1


def asked(house: House, code: str = "B111") -> int:
    return requests.of_month(house.unit(code), month(house)).count()


def test_what_comes_from_above_is_counted_and_what_the_branch_does_itself_is_not(house: House) -> None:
    announced(house)
    announced(house, "city_officer", "CITY")
    given(house, by="district_officer", code="D1")
    given(house)
    announced(house, "secretary", "B111")
    assert [asked(house, code) for code in ("B111", "B112", "B121", "B211", "S11")] == [3, 3, 2, 1, 0]
    names = dict(requests.senders(house.branch, month(house)))
    assert names == {house.unit(code).name: 1 for code in ("S11", "CITY", "D1")}


def test_the_next_one_is_refused_with_the_sum_and_leaves_nothing(house: House) -> None:
    for _number in range(MOST):
        announced(house)
    sent = Bulletin.objects.count()
    for send in (lambda: announced(house), lambda: given(house, by="city_officer", code="CITY")):
        with pytest.raises(ActionRefused, match=r"has had 8 of 8 .*, from: .* \(8\)\..*November"):
            send()
    assert (Bulletin.objects.count(), asked(house), asked(house, "B211")) == (sent, MOST, 0)
    given(house)
    announced(house, days=20)
    assert asked(house) == MOST, "next month counts anew"


def test_another_person_above_raises_it_for_the_month_with_a_reason(house: House) -> None:
    for _number in range(MOST):
        announced(house)
    given_to: dict[str, Any] = {"unit": house.branch, "scheme": house.scheme, "at": house.at}
    for who in ("secretary", "member", "neighbour", "foreign_secretary", "auditor"):
        with pytest.raises(Denied):
            ceiling.lift(more=1, reason="Flood", by=house.viewer(who), **given_to)
    own = house.viewer("sub_district_officer")
    for more, reason, says in ((6, "Flood", "1 to 5"), (0, "Flood", "1 to 5"), (1, " ", "reason")):
        with pytest.raises(ActionRefused, match=says):
            ceiling.lift(more=more, reason=reason, by=own, **given_to)
    for code in ("B111", "B112"):
        ceiling.lift(more=1, reason="Flood", by=own, **given_to | {"unit": house.unit(code)})
    with pytest.raises(ActionRefused):
        announced(house)
    for code in ("B111", "B112"):
        ceiling.lift(more=1, reason="Flood", by=house.viewer("city_officer"), **given_to | {"unit": house.unit(code)})
    announced(house)
    with pytest.raises(ActionRefused, match="9 of 9"):
        announced(house)
    assert asked(house) == MOST + 1


def test_of_two_that_send_at_once_below_the_ceiling_one_is_refused(transactional_db: None, house: House) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer")
    for _number in range(MOST - 1):
        announced(house)
    house.appoint("neighbour", Role.OFFICER, "S11")
    starts, said = threading.Barrier(2), list[str]()

    def send(who: str) -> None:
        try:
            starts.wait()
            announced(house, who)
            said.append("sent")
        except ActionRefused:
            said.append("refused")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send, args=[who]) for who in ("sub_district_officer", "neighbour")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said) == ["refused", "sent"]
    assert asked(house) == MOST


def test_the_database_itself_counts_no_number_twice_and_changes_nothing(house: House) -> None:
    announced(house)
    one = UnitRequest.objects.filter(unit=house.branch).get()
    again = UnitRequest(
        unit=one.unit, from_unit=one.from_unit, month=one.month, number=one.number, noun="x", key="x",
        at=timezone.now(), by=one.by,
    )  # fmt: skip
    with pytest.raises(Error), transaction.atomic():
        again.save(force_insert=True)
    with pytest.raises(Error), transaction.atomic():
        UnitRequest.objects.update(number=7)
    assert not CeilingLift.objects.exists()
