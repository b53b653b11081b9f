"""Which units a closed case is measured against, and what is said before that can be done."""

import pytest
from django.urls import reverse

from goodstanding.engine.period import month_of
from goodstanding.models import DutyCase, Run, UnitStanding
from goodstanding.queries.cases import effects
from tests.beginnings import two_months_published
from tests.cases import closed, opened, replied
from tests.house import House
from tests.pages import words

pytestmark = pytest.mark.begins(after=two_months_published)


def test_units_of_the_same_kind_without_a_case_are_beside_it(house: House) -> None:
    case = closed(house, replied(house, opened(house)))
    run = house.begun[0]
    before = Run.objects.get(month=run.month - 1, state="published")
    rated = UnitStanding.objects.filter(run=run, unit__level="branch", total__isnull=False)
    every = set(rated.values_list("unit", flat=True))
    assert len(every) > 2, "there are others to compare with"
    moved = effects._moved(case, before.pk, run.pk)
    assert set(moved) <= every and case.unit_id in moved
    other = next(unit for unit in moved if unit != case.unit_id)
    about = DutyCase.objects.create(
        about="unit", unit_id=other, reason="r", title="t", text="x", owner=case.owner, owner_office="o",
        due_on=house.today, opened_on=house.today, opened_at=house.at, opened_by=case.opened_by,
    )  # fmt: skip
    assert set(effects._moved(case, before.pk, run.pk)) == set(moved) - {about.unit_id}


def test_before_the_month_is_published_the_page_says_when(house: House) -> None:
    case = opened(house)
    assert effects.measured(case) is None
    case = closed(house, replied(house, case))
    found = effects.measured(case)
    assert found is not None and not found.is_there
    assert found.month == month_of(house.today) + 3
    page = house.client("sub_district_officer").get(reverse("case", args=[case.key]))
    assert "Can be measured once January 2017 is published" in words(page)
