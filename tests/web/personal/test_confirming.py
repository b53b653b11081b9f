"""What members confirm of themselves takes one tap, is an entry like any other, and cannot be said of others."""

import re
from datetime import date

import pytest
from django.urls import reverse

from goodstanding.actions.ledger import ledger
from goodstanding.actions.objections import objections
from goodstanding.models import Fact
from tests.beginnings import year_published
from tests.clock import Clock
from tests.house import AT, House
from tests.months import published, record_a_year
from tests.objected import absences, objected
from tests.pages import words
from tests.web.personal.waiting_list import lines, words_of

CONTACT, RECORD, ANSWERED, GRADE = (
    "record.contact_current", "record.checked", "appraisal.result_answered", "appraisal.grade",
)  # fmt: skip


@pytest.fixture(autouse=True)
def in_october(clock: Clock) -> None:
    clock.stop_at(AT)


def with_phone(house: House, number: str = "0571-555-0199") -> None:
    member = house.member()
    member.phone = number  # type: ignore[assignment]
    member.save()


def graded(house: House, on: date) -> Fact:
    """The year's result of the member, brought in from another system."""
    return ledger.record(
        kind=GRADE, subject=house.member(), value=3000, occurred_on=on, key=f"grade-{on}",
        source=Fact.Source.IMPORT, scheme=house.scheme, by=None, at=AT,
    )  # fmt: skip


def entries_of(house: House, kind: str) -> list[Fact]:
    return list(Fact.objects.filter(kind=kind, member=house.member()))


def test_the_telephone_number_is_confirmed_with_one_tap(house: House) -> None:
    with_phone(house)
    client = house.client("member")
    (line,) = [one for one in lines(client, "home") if "telephone" in one]
    assert "0571-555-0199" in line, "what is confirmed can be read before the tap"
    action = re.search(r'action="([^"]+)"', line)
    assert action
    answer = client.post(action[1], follow=True)
    assert "Confirmed" in words(answer)
    (fact,) = entries_of(house, CONTACT)
    assert (fact.value, fact.occurred_on, fact.recorded_by) == (1000, AT.date(), house.account("member"))
    assert "telephone" not in "".join(lines(client, "home"))
    assert "confirmed already" in words(client.post(action[1], follow=True))
    assert len(entries_of(house, CONTACT)) == 1


def test_without_a_number_there_is_nothing_to_confirm_and_the_way_to_say_so(house: House) -> None:
    client = house.client("member")
    (line,) = [one for one in lines(client, "to_do") if "telephone" in one]
    assert "No telephone number is recorded" in words_of(line) and "<form" not in line
    assert "Tell your branch" in words(client.post(reverse("my_confirm", args=[CONTACT]), follow=True))
    assert entries_of(house, CONTACT) == []


def test_the_record_is_confirmed_where_it_is_read(house: House) -> None:
    client = house.client("member")
    (line,) = [one for one in lines(client, "to_do") if "Is your record right?" in one]
    assert reverse("my_data") in line and "<form" not in line
    assert "My record is right" in words(client.get(reverse("my_data")))
    client.post(reverse("my_confirm", args=[RECORD]), {"next": reverse("my_data")})
    assert len(entries_of(house, RECORD)) == 1
    assert "My record is right" not in words(client.get(reverse("my_data")))


def test_a_result_is_confirmed_once_there_is_one_and_can_be_objected_to(house: House) -> None:
    client = house.client("member")
    assert "result" not in words_of("".join(lines(client, "to_do")))
    client.post(reverse("my_confirm", args=[ANSWERED]))
    assert entries_of(house, ANSWERED) == []
    grade = graded(house, date(2016, 10, 10))
    (line,) = [one for one in lines(client, "to_do") if "Have you read your result?" in one]
    assert reverse("objection_entry", args=[grade.pk]) in line
    client.post(reverse("my_confirm", args=[ANSWERED]))
    assert len(entries_of(house, ANSWERED)) == 1


def test_objecting_to_a_result_answers_it_as_much_as_confirming_does(house: House) -> None:
    client, grade = house.client("member"), graded(house, date(2016, 10, 10))
    address = reverse("objection_entry", args=[grade.pk])
    client.post(address, {"fact": str(grade.pk), "reason": "The ballot was counted twice."})
    (answer,) = entries_of(house, ANSWERED)
    assert (answer.value, answer.occurred_on, answer.recorded_by) == (1000, AT.date(), house.account("member"))
    assert "Have you read your result?" not in words_of("".join(lines(client, "to_do"))), "it waits no longer"
    client.post(reverse("my_confirm", args=[ANSWERED]))
    assert len(entries_of(house, ANSWERED)) == 1, "who objected and then confirms has answered once"


def test_what_is_no_result_of_this_year_is_answered_by_no_objection(house: House) -> None:
    roll = [graded(house, date(2015, 12, 20)), absences(house)[0]]
    graded(house, date(2016, 10, 10))
    for fact in roll:
        objections.open_running(fact=fact, reason="Wrong.", by=house.viewer("member"), at=AT)
    assert entries_of(house, ANSWERED) == []


def test_a_result_in_a_published_month_is_answered_by_objecting_to_its_line(house: House) -> None:
    grade = graded(house, date(2016, 9, 10))
    run = published(house)
    objected(house, run, None, indicator="EVL08", period="2016-09")
    assert [fact.recorded_by for fact in entries_of(house, ANSWERED)] == [house.account("member")]
    assert grade.month == run.month


def test_what_the_branch_recorded_already_is_not_asked_for(house: House) -> None:
    with_phone(house)
    ledger.record(
        kind=CONTACT, subject=house.member(), value=1000, occurred_on=date(2016, 10, 3), key="by-the-branch",
        source=Fact.Source.FORM, scheme=house.scheme, by=house.viewer("secretary"), at=AT,
    )  # fmt: skip
    assert "telephone" not in "".join(lines(house.client("member"), "to_do"))


@pytest.mark.parametrize("kind", ["award.national", "service.hours", "no.such_kind"])
def test_nothing_else_can_be_confirmed(house: House, kind: str) -> None:
    assert house.client("member").post(reverse("my_confirm", args=[kind])).status_code == 404
    assert entries_of(house, kind) == []


def test_members_say_it_of_nobody_else_and_who_is_no_member_of_nobody(house: House) -> None:
    with pytest.raises(Exception, match="not theirs to record"):
        ledger.record(
            kind=CONTACT, subject=house.member("group_leader"), value=1000, occurred_on=AT.date(), key="other",
            source=Fact.Source.FORM, scheme=house.scheme, by=house.viewer("member"), at=AT,
        )  # fmt: skip
    assert house.client("analyst").post(reverse("my_confirm", args=[CONTACT])).status_code == 404


@pytest.mark.begins(after=year_published)
def test_every_line_of_what_is_still_possible_has_a_button_or_names_who_can_do_it(house: House) -> None:
    with_phone(house)
    page = house.client("member").get(reverse("my_record")).content.decode()
    section = page[page.index('id="possible-title"') :]
    section = section[: section.index("</section>")]
    found = re.findall(r"<li.*?</li>", section, re.DOTALL)
    assert len(found) > 3
    secretary = house.account("secretary").shown_name
    for line in found:
        assert "<button" in line or 'class="entry-deed"' in line or f"Recorded by {secretary}" in words_of(line), line
    assert any(reverse("my_confirm", args=[CONTACT]) in line for line in found)


def test_who_records_what_only_an_officer_may_is_the_officer(house: House) -> None:
    record_a_year(house)
    # The secretary's own duties are recorded by somebody above them.
    page = house.client("secretary").get(reverse("my_record")).content.decode()
    assert f"Recorded by {house.account('sub_district_officer').shown_name}" in words_of(page)
