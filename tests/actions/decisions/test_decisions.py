"""Decisions are written down by an office, after the member was informed; later ones correct, revoke or lift them."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import Error, transaction
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.access.policies import Denied
from goodstanding.actions.decisions import decisions
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import DecisionChange, MemberDecision, Notice
from goodstanding.queries.decisions import decisions as queries
from tests.decisions import DATED, INFORMED, decided, later, left, paper
from tests.house import House


def test_a_sanction_is_in_effect_until_its_last_day_and_the_member_reads_how_to_appeal(house: House) -> None:
    made = decided(house)
    assert (made.side, made.body, made.ends_on) == ("discipline", house.unit("D1").name, date(2017, 5, 31))
    assert made.appeal_until == INFORMED + timedelta(days=30)
    on = [DATED - timedelta(days=1), DATED, date(2017, 5, 31), date(2017, 6, 1)]
    assert [queries.in_effect(house.member(), day).count() for day in on] == [0, 1, 1, 0]
    assert queries.in_effect(house.member("committee"), house.today).count() == 0
    assert left(house.member()) == {"discipline.warning": [DATED]}
    assert Notice.objects.get(to=house.account("member"), kind="decision_recorded").link == "/my/decisions/"


def test_a_new_year_in_effect_leaves_one_more_entry_and_only_once(house: House) -> None:
    decided(house)
    later_on = date(2017, 1, 2)
    at = house.at + timedelta(days=80)
    assert decisions.leave_yearly(on=house.today, scheme=house.scheme, at=house.at) == 0
    assert decisions.leave_yearly(on=later_on, scheme=house.scheme, at=at) == 1
    assert decisions.leave_yearly(on=later_on, scheme=house.scheme, at=at) == 0
    assert left(house.member()) == {"discipline.warning": [DATED, date(2017, 1, 1)]}


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"informed_on": None}, "Inform the member first"),
        ({"informed_on": DATED - timedelta(days=1)}, "before the decision was made"),
        ({"informed_on": date(2016, 10, 16)}, "still to come"),
        ({"dated_on": date(2016, 10, 16)}, "still to come"),
        ({"document": " "}, "number of the document"),
        ({"ends_on": date(2018, 1, 1)}, "ends between"),
        ({"appeal_until": INFORMED}, "can appeal until"),
        ({"code": "B111"}, "do not decide such a thing"),
        ({"code": "D2"}, "do not decide such a thing"),
        ({"form": "member"}, "in which form"),
        ({"kind": "unknown"}, "no such kind"),
        ({"kind": "probation", "form": "one_year", "ends_on": date(2017, 6, 1)}, "no fixed end"),
    ],
)
def test_what_does_not_fit_is_refused(house: House, changes: dict[str, Any], says: str) -> None:
    with pytest.raises(ActionRefused, match=says):
        decided(house, **changes)
    assert not MemberDecision.objects.exists()


def test_only_the_offices_that_the_rules_name_write_it_down_and_never_about_oneself(house: House) -> None:
    for by in ("secretary", "committee", "neighbour", "foreign_secretary", "member", "auditor"):
        with pytest.raises(Denied):
            decided(house, by=by)
    with pytest.raises(Denied):
        decided(house, by="district_officer", who="district_officer")
    award = decided(house, "branch", by="secretary", code="B111", informed_on=None)
    assert (award.appeal_until, left(house.member())) == (None, {"award.branch": [DATED]})
    assert not Notice.objects.filter(to=house.account("member"), kind__startswith="entry_").exists()


def test_a_body_above_the_organization_is_named(house: House) -> None:
    with pytest.raises(ActionRefused, match="which body decided"):
        decided(house, "provincial", by="city_officer", code="", body=" ")
    made = decided(house, "provincial", by="city_officer", code="", document="省发〔2016〕9号")
    assert (made.body_unit, made.body) == (None, "Provincial committee")


def test_a_corrected_decision_stands_in_the_place_of_the_first(house: House) -> None:
    first = decided(house)
    given: dict[str, Any] = {"scheme": house.scheme, "by": house.viewer("district_officer"), "at": house.at}
    other = paper(house, effective_from=date(2016, 7, 1))
    with pytest.raises(ActionRefused, match="reason"):
        decisions.correct(decision=first, paper=other, reason=" ", **given)
    second = decisions.correct(decision=first, paper=other, reason="Wrong day", **given)
    assert list(queries.in_effect(house.member(), house.today)) == [second]
    assert left(house.member()) == {"discipline.warning": [date(2016, 7, 1)]}
    with pytest.raises(ActionRefused, match="Open the newest"):
        decisions.revoke(decision=first, paper=later(), **given)
    decisions.revoke(decision=second, paper=later(), **given)
    assert not queries.in_effect(house.member(), house.today).exists()
    assert left(house.member()) == {}
    kinds = Notice.objects.filter(to=house.account("member")).values_list("kind", flat=True)
    assert {"decision_corrected", "decision_revoked"} <= set(kinds)


def test_a_lifted_sanction_had_effect_until_then(house: House) -> None:
    made = decided(house, "probation", form="one_year")
    given: dict[str, Any] = {"scheme": house.scheme, "by": house.viewer("district_officer"), "at": house.at}
    with pytest.raises(ActionRefused, match="still to come"):
        decisions.lift(decision=made, paper=later(date(2016, 10, 16)), **given)
    decisions.lift(decision=made, paper=later(), **given)
    on = [date(2016, 8, 31), date(2016, 9, 1)]
    assert [queries.in_effect(house.member(), day).exists() for day in on] == [True, False]
    assert left(house.member()) == {"discipline.probation": [DATED]}
    with pytest.raises(ActionRefused, match="already"):
        decisions.lift(decision=made, paper=later(), **given)
    with pytest.raises(ActionRefused, match="no effect that ends"):
        decisions.lift(decision=decided(house, "circular"), paper=later(), **given)


def test_the_same_form_sent_again_is_one_decision(house: House) -> None:
    given: dict[str, Any] = {"scheme": house.scheme, "by": house.viewer("district_officer"), "at": house.at}
    given |= {"member": house.member(), "kind": "warning", "paper": paper(house), "sent": "f"}
    assert decisions.record(**given) == decisions.record(**given)


def test_the_database_itself_changes_no_decision(house: House) -> None:
    made = decided(house)
    decisions.revoke(
        decision=made, paper=later(), scheme=house.scheme, by=house.viewer("district_officer"), at=house.at
    )  # fmt: skip
    for found, changed in ((MemberDecision.objects, {"document": "x"}), (DecisionChange.objects, {"reason": "x"})):
        with pytest.raises(Error), transaction.atomic():
            found.update(**changed)
        with pytest.raises(Error), transaction.atomic():
            found.all().delete()


@given(st.dates(date(2000, 1, 1), date(2040, 12, 31)), st.integers(1, 60))
def test_an_effect_of_some_months_ends_the_day_before_the_same_day(day: date, months: int) -> None:
    last = queries.last_day(day, months)
    apart = (last + timedelta(days=1)).replace(day=1)
    assert (apart.year - day.year) * 12 + apart.month - day.month == months
    assert (last + timedelta(days=1)).day <= day.day
