"""The set amount: by a band that is not stored, confirmed with one tap, changed without touching what is settled."""

from datetime import timedelta

import pytest

from goodstanding.access.policies import Denied
from goodstanding.actions.dues import bases, months, publications, reminders
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import DuesBase, DuesObligation, DuesPublication, Fact, Notice
from goodstanding.queries.dues import dues
from tests.dues import MONTH, check_balance, owes, paid, relieved, row
from tests.house import House


def test_the_member_sets_the_amount_by_a_band_and_only_the_amount_is_stored(house: House) -> None:
    me = house.viewer("member")
    with pytest.raises(ActionRefused, match=r"from 30\.00 to 50\.00 yuan"):
        bases.set_amount(member=house.member(), band="pay_to_5000", fen=2999, scheme=house.scheme, by=me, at=house.at)
    with pytest.raises(ActionRefused, match="Choose a band"):
        bases.set_amount(member=house.member(), band="rich", fen=100, scheme=house.scheme, by=me, at=house.at)
    bases.set_amount(member=house.member(), band="student", fen=None, scheme=house.scheme, by=me, at=house.at)
    assert row(house).owed == 20
    assert {field.name for field in DuesBase._meta.fields} == {"id", "member", "fen", "month", "on", "at", "by"}
    assert Fact.objects.get(kind="dues.base_confirmed").member == house.member()
    with pytest.raises(Denied):
        bases.confirm(member=house.member(), scheme=house.scheme, by=house.viewer("neighbour"), at=house.at)


def test_unchanged_is_confirmed_once_a_year_with_one_tap(house: House) -> None:
    with pytest.raises(ActionRefused, match="No amount is set"):
        bases.confirm(member=house.member(), scheme=house.scheme, by=house.viewer("member"), at=house.at)
    owes(house)
    assert dues.is_confirmed(house.member(), 2016)
    next_year = house.at + timedelta(days=100)
    for _tap in range(2):
        bases.confirm(member=house.member(), scheme=house.scheme, by=house.viewer("member"), at=next_year)
    assert DuesBase.objects.count() == 2
    assert Fact.objects.filter(kind="dues.base_confirmed").count() == 2


def test_a_new_amount_moves_an_untouched_month_and_else_holds_from_the_next(house: House) -> None:
    owes(house, fen=2500 + 500)
    owes(house, fen=4000)
    assert row(house).owed == 4000
    paid(house, 100)
    owes(house, fen=5000)
    assert row(house).owed == 4000
    november = house.at + timedelta(days=20)
    months.begin(on=november.date(), scheme=house.scheme, at=november)
    assert row(house, month=MONTH + 1).owed == 5000
    check_balance()


def test_months_begin_once_for_all_who_have_an_amount(house: House) -> None:
    owes(house), owes(house, "committee")
    november = house.at + timedelta(days=20)
    counts = [months.begin(on=november.date(), scheme=house.scheme, at=november) for _again in range(2)]
    assert counts == [2, 0]
    assert DuesObligation.objects.filter(month=MONTH + 1).count() == 2


def test_the_totals_are_posted_once_and_corrected_by_another_posting(house: House) -> None:
    secretary = house.viewer("secretary")
    with pytest.raises(ActionRefused, match="once something is owed"):
        publications.post(unit=house.branch, month=MONTH, scheme=house.scheme, by=secretary, at=house.at)
    owes(house), owes(house, "committee")
    paid(house, 2500)
    for _again in range(2):
        publications.post(unit=house.branch, month=MONTH, scheme=house.scheme, by=secretary, at=house.at)
    posted = DuesPublication.objects.get()
    assert (posted.owed, posted.paid, posted.waived) == (5000, 2500, 0)
    about = Fact.objects.filter(kind="duty.dues_made_public").values_list("member__number", flat=True)
    assert set(about) == {house.member("secretary").number, house.member("committee").number}
    paid(house, 2500, "committee")
    publications.post(unit=house.branch, month=MONTH, scheme=house.scheme, by=secretary, at=house.at)
    assert DuesPublication.objects.count() == 2
    assert Notice.objects.filter(to__member=house.member(), kind="dues_posted").count() == 1
    assert Fact.objects.filter(kind="duty.dues_made_public").count() == 2


def test_a_reminder_is_sent_once_a_day_and_nothing_follows(house: House) -> None:
    owes(house)
    facts, secretary = Fact.objects.count(), house.viewer("secretary")
    counts = [
        reminders.remind(unit=house.branch, month=MONTH, scheme=house.scheme, by=secretary, at=house.at)
        for _again in range(2)
    ]
    assert counts == [1, 0]
    assert (row(house).reminded, Fact.objects.count()) == (1, facts)
    with pytest.raises(Denied):
        reminders.remind(unit=house.branch, month=MONTH, scheme=house.scheme, by=house.viewer("neighbour"), at=house.at)


def test_arrears_are_months_that_are_over_and_neither_paid_nor_waived(house: House) -> None:
    owes(house), owes(house, "committee")
    later = house.at + timedelta(days=60)
    for days in (20, 50):
        at = house.at + timedelta(days=days)
        months.begin(on=at.date(), scheme=house.scheme, at=at)
    relieved(house, "committee", months=3)
    found = dues.arrears(house.branch, later.date())
    assert [(line.member.number, line.months, line.fen) for line in found] == [(house.member().number, 2, 5000)]
