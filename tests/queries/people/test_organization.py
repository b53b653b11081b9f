"""The organization and its rules, as everybody reads them."""

from goodstanding.queries.people.organization import the_organization, the_scheme
from tests.house import House


def test_there_is_none_before_it_is_founded(db: None) -> None:
    assert the_organization() is None


def test_the_house_is_found(house: House) -> None:
    found = the_organization()
    assert found is not None
    assert (found.name, found.scheme) == ("Example organization", the_scheme().name)
