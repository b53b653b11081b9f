"""Payments: to the fen, once whatever is sent twice, spread over months, and taken back by another row."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodstanding.access.policies import Denied
from goodstanding.actions.dues import bases, months, overdue, payments, reliefs
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import AuditRow, DuesPayment, Fact, Notice
from goodstanding.queries.ledger import in_force
from tests.dues import MONTH, check_balance, owes, paid, relieved, row
from tests.house import House

DAY = timedelta(days=1)


def left(house: House, who: str = "member") -> dict[str, int | None]:
    """What the ledger says about a person's dues and holds."""
    found = {}
    for written in Fact.objects.filter(member=house.member(who), source="dues").order_by("pk"):
        fact = in_force.now_in_place(written)
        if in_force.holds(fact):
            found[fact.kind] = fact.value
    return found


def test_a_month_that_is_paid_is_on_time_and_in_full(house: House) -> None:
    owes(house)
    assert left(house) == {"dues.base_confirmed": 1000}
    payment = paid(house, 1000)
    assert (row(house).open, left(house)) == (1500, {"dues.base_confirmed": 1000})
    paid(house, 1500)
    assert row(house).open == 0
    assert left(house) == {"dues.base_confirmed": 1000, "dues.paid_on_time": 1000, "dues.paid_in_full": 1000}
    assert AuditRow.objects.filter(noun="dues_payment", key=payment.key).exists()
    assert Notice.objects.filter(to__member=house.member(), kind="dues_paid").count() == 2
    check_balance()


def test_what_is_sent_twice_is_booked_once(house: House) -> None:
    owes(house)
    first, again = paid(house, 2500, once="a form"), paid(house, 2500, once="a form")
    assert first == again
    assert DuesPayment.objects.count() == 1


def test_more_than_can_be_paid_is_refused_with_what_can(house: House) -> None:
    owes(house)
    with pytest.raises(ActionRefused, match=r"At most 25\.00 yuan"):
        paid(house, 2501)
    with pytest.raises(ActionRefused, match="more than nothing"):
        paid(house, 0)
    with pytest.raises(ActionRefused, match="still to come"):
        paid(house, 100, on=house.today + DAY)
    with pytest.raises(Denied):
        payments.pay(
            member=house.member(), fen=100, way=payments.Way.PROXY, once="x", scheme=house.scheme,
            by=house.viewer("neighbour"), at=house.at,
        )  # fmt: skip
    assert row(house).open == 2500


def test_who_collects_does_not_book_their_own(house: House) -> None:
    for who in ("secretary", "member"):
        owes(house, who)
    with pytest.raises(ActionRefused, match="Another person who collects dues here"):
        paid(house, 2500, "secretary")
    rows, by = [row(house, who).key for who in ("secretary", "member")], house.viewer("secretary")
    assert payments.pay_rest(unit=house.branch, month=MONTH, rows=rows, scheme=house.scheme, by=by, at=house.at) == 1
    assert (row(house, "secretary").open, row(house).open) == (2500, 0)
    booked = [
        payments.pay(
            member=house.member("secretary"), fen=1000, way=payments.Way.IN_PERSON, once=who, scheme=house.scheme,
            by=house.viewer(who), at=house.at,
        )
        for who in ("committee", "sub_district_officer")
    ]  # fmt: skip
    assert row(house, "secretary").open == 500
    with pytest.raises(ActionRefused, match="Another person who collects dues here"):
        payments.reverse(payment=booked[0], reason="Never paid", scheme=house.scheme, by=by, at=house.at)


def test_a_month_recorded_as_overdue_is_taken_back_once_it_is_waived(house: House) -> None:
    owes(house)
    later = house.at + timedelta(days=40)
    bound: Any = {"scheme": house.scheme, "by": house.viewer("secretary"), "at": later}
    with pytest.raises(ActionRefused, match="Remind the member first"):
        overdue.record(row=row(house), reason="No answer", **bound)
    month = row(house)
    month.reminded, month.reminded_on = 1, house.today + timedelta(days=20)
    month.save(update_fields=["reminded", "reminded_on"])
    fact = overdue.record(row=row(house), reason="No answer", **bound)
    assert overdue.record(row=row(house), reason="Again", **bound) == fact
    what = reliefs.Proposal(MONTH, MONTH, 0, "Decided by the branch")
    relief = reliefs.propose(member=house.member(), what=what, **bound)
    approver = house.viewer("sub_district_officer")
    reliefs.decide(relief=relief, agreed=True, words="", scheme=house.scheme, by=approver, at=later)
    assert not in_force.holds(fact)


def test_months_ahead_are_paid_only_with_consent_and_recorded_once_they_begin(house: House) -> None:
    owes(house)
    with pytest.raises(ActionRefused, match=r"At most 25\.00"):
        paid(house, 7500)
    bases.consent(given=True, scheme=house.scheme, by=house.viewer("member"), at=house.at)
    with pytest.raises(ActionRefused, match=r"At most 75\.00"):
        paid(house, 7501)
    paid(house, 7500)
    assert [row(house, month=MONTH + ahead).open for ahead in range(3)] == [0, 0, 0]
    assert Fact.objects.filter(kind="dues.paid_on_time").count() == 1
    november = house.at + timedelta(days=20)
    for _again in range(2):
        months.begin(on=november.date(), scheme=house.scheme, at=november)
    assert Fact.objects.filter(kind="dues.paid_on_time", occurred_on=date(2016, 11, 1), value=1000).count() == 1
    check_balance()


def test_late_dues_are_paid_dues_and_clear_the_arrears_within_six_months(house: House) -> None:
    owes(house)
    paid(house, 2500, at=house.at + timedelta(days=40))
    assert left(house) == {
        "dues.base_confirmed": 1000, "dues.paid_on_time": 0, "dues.paid_in_full": 1000, "dues.arrears_cleared": 1000,
    }  # fmt: skip
    owes(house, "committee")
    paid(house, 2500, "committee", at=house.at + timedelta(days=220))
    assert "dues.arrears_cleared" not in left(house, "committee")


def test_a_payment_is_taken_back_by_a_row_of_its_own(house: House) -> None:
    owes(house)
    payment = paid(house, 2500)
    secretary = house.viewer("secretary")
    with pytest.raises(ActionRefused, match="Give a reason"):
        payments.reverse(payment=payment, reason=" ", scheme=house.scheme, by=secretary, at=house.at)
    back = payments.reverse(payment=payment, reason="Wrong member", scheme=house.scheme, by=secretary, at=house.at)
    again = payments.reverse(payment=payment, reason="Once more", scheme=house.scheme, by=secretary, at=house.at)
    assert back == again
    assert (row(house).open, row(house).paid_on, left(house)) == (2500, None, {"dues.base_confirmed": 1000})
    paid(house, 2500)
    assert left(house)["dues.paid_on_time"] == 1000
    with pytest.raises(ActionRefused, match="only takes a payment back"):
        payments.reverse(payment=back, reason="No", scheme=house.scheme, by=secretary, at=house.at)
    check_balance()


def test_everyone_else_has_paid_but_not_twice(house: House) -> None:
    rows = [owes(house, who) for who in ("member", "committee", "group_leader")]
    paid(house, 2500)
    secretary, keys = house.viewer("secretary"), [one.key for one in rows]
    for expected in (2, 0):
        count = payments.pay_rest(
            unit=house.branch, month=MONTH, rows=keys, scheme=house.scheme, by=secretary, at=house.at
        )
        assert count == expected
    assert DuesPayment.objects.count() == 3
    check_balance()


def test_the_named_month_is_paid_before_older_ones(house: House) -> None:
    owes(house)
    november = house.at + timedelta(days=20)
    months.begin(on=november.date(), scheme=house.scheme, at=november)
    paid(house, 2500, at=november, first=MONTH + 1)
    assert (row(house).open, row(house, month=MONTH + 1).open) == (2500, 0)
    paid(house, 2500, at=november)
    assert row(house).open == 0


@given(
    steps=st.lists(
        st.tuples(st.sampled_from(["pay", "waive", "reverse", "amount"]), st.integers(min_value=1, max_value=3000)),
        min_size=4, max_size=8,
    )
)  # fmt: skip
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_in_whatever_order_the_database_balances(house: House, steps: list[tuple[str, int]]) -> None:
    from django.db import transaction

    class Undo(Exception):
        pass

    with pytest.raises(Undo), transaction.atomic():
        owes(house)
        for what, fen in steps:
            try:
                if what == "pay":
                    paid(house, fen)
                elif what == "waive":
                    relieved(house, fen=fen)
                elif what == "amount":
                    owes(house, fen=fen + 3000)
                elif (newest := DuesPayment.objects.filter(reverses=None).first()) is not None:
                    payments.reverse(
                        payment=newest, reason="x", scheme=house.scheme, by=house.viewer("secretary"), at=house.at
                    )
            except ActionRefused:
                pass
            check_balance()
        raise Undo


def test_a_waiver_takes_two_and_counts_as_on_time(house: House) -> None:
    owes(house)
    relief = relieved(house, agreed=False)
    with pytest.raises(Denied):
        reliefs.decide(
            relief=relief, agreed=True, words="", scheme=house.scheme, by=house.viewer("committee"), at=house.at
        )
    with pytest.raises(ActionRefused, match="already waiting"):
        relieved(house)
    assert row(house).open == 2500
    reliefs.decide(
        relief=relief, agreed=True, words="", scheme=house.scheme, by=house.viewer("sub_district_officer"), at=house.at
    )
    assert (row(house).waived, row(house).open) == (2500, 0)
    assert left(house) == {"dues.base_confirmed": 1000, "dues.paid_on_time": 1000, "dues.paid_in_full": 1000}
    with pytest.raises(ActionRefused, match="no longer possible"):
        reliefs.withdraw(relief=relief, by=house.viewer("secretary"), at=house.at)
    check_balance()


def test_a_reduction_holds_for_its_months_until_it_is_ended(house: House) -> None:
    owes(house)
    relief = relieved(house, fen=500, months=6)
    assert (row(house).waived, row(house).open) == (2000, 500)
    november, december = house.at + timedelta(days=20), house.at + timedelta(days=50)
    months.begin(on=november.date(), scheme=house.scheme, at=november)
    assert row(house, month=MONTH + 1).open == 500
    reliefs.end(relief=relief, scheme=house.scheme, by=house.viewer("secretary"), at=november)
    months.begin(on=december.date(), scheme=house.scheme, at=december)
    assert [row(house, month=MONTH + ahead).open for ahead in (1, 2)] == [500, 2500]
    check_balance()


def test_one_does_not_propose_or_decide_ones_own_reduction(house: House) -> None:
    owes(house, "secretary")
    with pytest.raises(Denied):
        relieved(house, "secretary")
    owes(house)
    relief = relieved(house, agreed=False)
    with pytest.raises(ActionRefused, match="Give a reason"):
        reliefs.decide(
            relief=relief, agreed=False, words="", scheme=house.scheme, by=house.viewer("district_officer"), at=house.at
        )
