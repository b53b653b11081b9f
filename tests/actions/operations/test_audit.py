"""Every change leaves a row that says who, in what office, and which fields; never what they hold."""

from datetime import date

import pytest

from goodstanding.access.roles import Role
from goodstanding.actions import audit
from goodstanding.actions.ledger import by_hand, ledger
from goodstanding.actions.ledger.by_hand import Mark
from goodstanding.actions.people import accounts, calendar_feeds, members, transfers
from goodstanding.actions.sign_in import invitations
from goodstanding.models import AuditRow, Fact, Member
from goodstanding.queries.operations import audit as audit_queries
from tests.house import TODAY, House

DAY = date(2016, 10, 8)


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


# Which unit a line is of


def recorded(house: House, entries: list[ledger.NewFact]) -> set[tuple[str, str]]:
    """The units and the counts of the lines that recording these together leaves."""
    ledger.record_many(entries, source=Fact.Source.FORM, scheme=house.scheme, by=None, at=house.at)
    rows = AuditRow.objects.filter(verb="record", noun="facts").select_related("unit")
    return {(row.unit.code if row.unit else "", row.key) for row in rows}


def attended(subject: Member, place: int) -> ledger.NewFact:
    return ledger.NewFact("meeting.themed_day", subject, 1000, DAY, f"key-{place}")


def test_what_is_recorded_together_is_of_the_unit_that_it_is_about(house: House) -> None:
    marks = [Mark(one, 1000) for one in house.members("B111")[1:]]
    by_hand.record_together(
        kind="meeting.themed_day", occurred_on=DAY, reference="", marks=marks, form="f", scheme=house.scheme,
        by=house.viewer("secretary"), at=house.at,
    )  # fmt: skip
    row = AuditRow.objects.get(verb="record", noun="facts")
    assert (row.unit, row.key, row.office) == (house.branch, "form:4", "secretary · Branch 1.1.1")


def test_what_is_recorded_of_several_units_leaves_a_line_for_each(house: House) -> None:
    people = [*house.members("B111")[:2], house.members("B211")[0]]
    found = recorded(house, [attended(one, place) for place, one in enumerate(people)])
    assert found == {("B111", "form:2"), ("B211", "form:1")}


def test_what_is_recorded_of_who_has_left_is_of_where_they_belonged_last(house: House) -> None:
    member = house.member()
    members.leave(member=member, why=Member.Leaving.RESIGNED, on=TODAY, by=None, at=house.at)
    assert recorded(house, [attended(Member.objects.get(pk=member.pk), 1)]) == {("B111", "form:1")}


def test_lines_of_no_unit_are_seen_by_who_audits_the_whole_and_by_nobody_else(house: House) -> None:
    house.appoint("foreign_secretary", Role.AUDITOR, "D2")
    audit.record("propose", "rules", "key", by=house.viewer("scheme_editor"), at=house.at)
    accounts.create(login="ana", name="Ana", by=house.viewer("operator"), at=house.at)
    seen = {
        who: set(audit_queries.rows(house.viewer(who)).filter(unit=None).values_list("noun", flat=True))
        for who in ("auditor", "foreign_secretary", "secretary", "city_officer", "operator")
    }
    assert seen == {"auditor": {"rules", "account"}} | {who: set() for who in seen if who != "auditor"}
    assert not audit_queries.rows(house.viewer("auditor", verified=False)).exists()


@pytest.mark.parametrize("noun", ["account", "calendar_feed"])
def test_what_is_done_to_a_members_account_is_of_their_unit(house: House, noun: str) -> None:
    calendar_feeds.make(by=house.viewer("member"), at=house.at)
    invitations.reset_account(account=house.account("member"), by=house.viewer("operator"), at=house.at)
    accounts.close(account=house.account("member"), by=house.viewer("operator"), at=house.at)
    assert not AuditRow.objects.filter(noun=noun, unit=None).exists()
