"""What is the same on every page is not looked up for every page, and what is new is seen in a moment."""

import time

import pytest
from django.conf import LazySettings

from goodstanding.models import Organization
from goodstanding.queries.people import organization
from goodstanding.queries.people.organization import the_organization, the_scheme
from tests.house import House


def test_where_pages_are_served_it_is_looked_up_once_in_a_moment(
    house: House, settings: LazySettings, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: "object"
) -> None:
    monkeypatch.setattr(organization, "_moment", {})
    settings.KEPT_FOR_S = 0.3
    before = the_organization()
    assert before is not None
    the_scheme()
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert the_organization() == before
        the_scheme()
    Organization.objects.update(name="Renamed")
    assert the_organization().name == before.name  # type: ignore[union-attr]
    time.sleep(0.3)
    assert the_organization().name == "Renamed"  # type: ignore[union-attr]


def test_what_is_not_founded_yet_is_looked_for_again(
    settings: LazySettings, monkeypatch: pytest.MonkeyPatch, house: House
) -> None:
    monkeypatch.setattr(organization, "_moment", {})
    settings.KEPT_FOR_S = 60
    told = Organization.objects.values("name", "scheme", "time_zone", "founded_at").get()
    Organization.objects.all().delete()
    assert the_organization() is None
    Organization.objects.create(**told)
    assert the_organization() is not None
