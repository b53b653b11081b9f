"""Units that need help: found signs are shown, a person lists a unit with a document, another person takes it off."""

from datetime import timedelta

import pytest
from django.db import Error, transaction

from goodstanding.access.policies import Denied
from goodstanding.access.roles import Role
from goodstanding.actions.cases import weak_units
from goodstanding.actions.cases.weak_units import ListingPaper
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import Post, WeakCheck, WeakUnit
from goodstanding.models.cases.moves import WeakMove
from goodstanding.queries.cases import weak_units as queries
from tests.cases import enlisted, planned_step, unit_warned
from tests.house import House

PAPER = ListingPaper("All steps were taken.", "街组〔2017〕1号")


def checked(house: House, weak: WeakUnit, by: str, found: WeakMove = WeakMove.ACCEPT) -> None:
    weak_units.check(weak=weak, found=found, paper=PAPER, scheme=house.scheme, by=house.viewer(by), at=house.at)


def test_signs_are_shown_and_nothing_is_listed_by_itself(house: House) -> None:
    unit_warned(house, "branch_low_for_months")
    Post.objects.filter(role=Role.SECRETARY, unit=house.unit("B112")).update(until_on=house.today - timedelta(days=91))
    found = queries.candidates(house.viewer("sub_district_officer"), house.scheme, house.today)
    assert [(unit.code, signs) for unit, signs in found] == [
        ("B111", ["low_for_months"]),
        ("B112", ["no_secretary"]),
    ]
    assert not WeakUnit.objects.exists()
    assert queries.candidates(house.viewer("secretary"), house.scheme, house.today) == []


def test_an_office_over_the_unit_lists_it_and_another_person_takes_it_off(house: House) -> None:
    for who in ("secretary", "neighbour", "auditor"):
        with pytest.raises(Denied):
            enlisted(house, who)
    weak = enlisted(house)
    assert enlisted(house) == weak, "once"
    with pytest.raises(Denied):
        checked(house, weak, "sub_district_officer")
    plan = planned_step(house, weak)
    with pytest.raises(ActionRefused, match="still open"):
        checked(house, weak, "district_officer")
    checked(house, weak, "district_officer", WeakMove.NOT_YET)
    with pytest.raises(Denied):
        weak_units.finish_step(step=plan, result="Met.", by=house.viewer("sub_district_officer"), at=house.at)
    weak_units.finish_step(step=plan, result="Met.", by=house.viewer("secretary"), at=house.at)
    checked(house, weak, "district_officer")
    assert WeakUnit.objects.get().state == "accepted"
    assert list(WeakCheck.objects.values_list("found", flat=True)) == ["not_yet", "accept"]
    with pytest.raises(ActionRefused, match="off the list"):
        planned_step(house, weak)
    assert enlisted(house) != weak, "it can come back, as another one"


def test_the_database_holds_that_another_person_checked(house: House) -> None:
    weak = enlisted(house)
    mine = {"weak_unit": weak, "found": "accept", "words": "w", "document": "d", "on": house.today, "at": house.at}
    with pytest.raises(Error), transaction.atomic():
        WeakCheck.objects.create(**mine, by=weak.listed_by, listed_by=weak.listed_by)


def test_a_sign_a_reason_and_a_document_are_needed(house: House) -> None:
    by = house.viewer("sub_district_officer")
    for signs, paper, says in (
        ([], PAPER, "at least one sign"),
        (["meetings"], ListingPaper("", "d"), "reason"),
        (["meetings"], ListingPaper("r", " "), "document"),
    ):
        with pytest.raises(ActionRefused, match=says):
            weak_units.enlist(unit=house.branch, signs=signs, paper=paper, scheme=house.scheme, by=by, at=house.at)
