"""What anybody sees of somebody else's record leaves a line that the member can read."""

from datetime import timedelta

from goodstanding.access.permissions import Permission
from goodstanding.actions.people import members, record_views
from goodstanding.models import Member, RecordView
from tests.house import TODAY, House


def look(house: House, who: str, at: list[Member], how: str = "page", purpose: str = "roster", later: int = 0) -> None:
    record_views.leave(
        at,
        how=RecordView.How(how),
        purpose=RecordView.Purpose(purpose),
        by=house.viewer(who),
        at=house.at + timedelta(hours=later),
        permission=Permission.SEE_MEMBER,
    )


def test_a_look_names_who_in_what_office_how_and_for_what(house: House) -> None:
    look(house, "secretary", [house.member()])
    left = RecordView.objects.get(member=house.member())
    assert (left.by, left.office) == (house.account("secretary"), "secretary · Branch 1.1.1")
    assert (left.how, left.purpose, left.at) == ("page", "roster", house.at)


def test_the_nearest_office_is_named(house: House) -> None:
    house.appoint("district_officer", house.viewer("auditor").offices[0].role, "CITY")
    look(house, "district_officer", [house.member()])
    assert RecordView.objects.get().office == "officer · District 1"


def test_nobody_leaves_a_look_at_themselves(house: House) -> None:
    look(house, "secretary", house.members("B111"))
    assert RecordView.objects.count() == 4
    assert not RecordView.objects.filter(member=house.member("secretary")).exists()


def test_looking_again_on_the_same_day_leaves_no_second_line(house: House) -> None:
    look(house, "secretary", [house.member()])
    look(house, "secretary", house.members("B111"), later=3)
    assert house.member().record_views.count() == 1
    assert RecordView.objects.count() == 4


def test_another_form_another_purpose_another_person_or_another_day_is_another_look(house: House) -> None:
    at = [house.member()]
    look(house, "secretary", at)
    look(house, "secretary", at, how="export")
    look(house, "secretary", at, purpose="care")
    look(house, "committee", at)
    look(house, "secretary", at, later=24)
    assert house.member().record_views.count() == 5


def test_whoever_looks_at_a_hosted_member_does_so_in_their_own_office(house: House) -> None:
    members.host(member=house.member(), unit=house.unit("B211"), on=TODAY, by=None, at=house.at)
    look(house, "foreign_secretary", [house.member()])
    assert RecordView.objects.get().office == "secretary · Branch 2.1.1"
