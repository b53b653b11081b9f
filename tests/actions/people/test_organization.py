"""There is one organization, founded once."""

import pytest

from goodstanding.actions.people import organization
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import AuditRow, Organization, Unit
from goodstanding.queries.people.organization import the_scheme
from tests.house import AT, OPENED, House


def found(time_zone: str = "Asia/Shanghai") -> Unit:
    return organization.found(
        name="Example", root_name="市", code="C", scheme=the_scheme(), time_zone=time_zone, on=OPENED, at=AT
    )


def test_founding_makes_the_top_of_the_tree(db: None) -> None:
    root = found()
    assert (root.level, root.type, root.depth, root.pinyin) == ("city", "city", 1, "shi")
    assert (root.names.get().name, root.places.get().parent, root.changes.get().verb) == ("市", None, "created")
    assert AuditRow.objects.get().verb == "found"


def test_it_is_founded_once(house: House) -> None:
    with pytest.raises(ActionRefused):
        found()
    assert Unit.objects.filter(depth=1).count() == 1


@pytest.mark.parametrize("zone", ["Asia/Atlantis", "", "../etc/passwd"])
def test_an_unknown_time_zone_is_refused(db: None, zone: str) -> None:
    with pytest.raises(ActionRefused) as refusal:
        found(zone)
    assert refusal.value.field == "time_zone"
    assert not Organization.objects.exists()
