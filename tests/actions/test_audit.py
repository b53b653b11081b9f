"""Every change leaves a row that says who, in what office, and which fields; never what they hold."""

from goodstanding.actions import members, transfers
from goodstanding.models import AuditRow
from tests.house import House


def test_a_change_names_the_nearest_office_and_the_fields(house: House) -> None:
    values = {"phone": "000-111-222"}
    members.correct(member=house.member(), values=values, by=house.viewer("sub_district_officer"), at=house.at)
    row = AuditRow.objects.get(noun="member", key=house.member().key)
    assert (row.verb, row.office, row.fields) == ("correct", "officer · Sub-district 1.1", ["phone"])
    assert "000-111-222" not in str(AuditRow.objects.filter(pk=row.pk).values())


def test_what_somebody_does_as_a_member_names_no_office(house: House) -> None:
    transfers.ask(
        member=house.member(), to=house.unit("B112"), reason="New job", by=house.viewer("member"), at=house.at
    )
    row = AuditRow.objects.get(noun="transfer")
    assert (row.by, row.office) == (house.account("member"), "")


def test_what_the_system_does_names_nobody(house: House) -> None:
    house.enrol("B111", number="N77")
    row = AuditRow.objects.get(verb="enrol")
    assert (row.by, row.office) == (None, "")
