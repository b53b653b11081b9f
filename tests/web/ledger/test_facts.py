"""Facts at the desk: written down about many at once, read, corrected, taken back and restored."""

import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from goodstanding.actions.ledger import by_hand
from goodstanding.models import AuditRow, Correction, Fact, RecordView
from goodstanding.queries.ledger.facts import about, entries
from goodstanding.web.ledger.views import fact_record
from tests.beginnings import year_published
from tests.conftest import REPO
from tests.house import House
from tests.meetings import closed, opened
from tests.months import SEPTEMBER, published
from tests.pages import tags, words
from tests.web.ledger.recording import address, form_key, marked, url_of

TALK, HOURS, AWARD, NATIONAL = "talk.heart_to_heart", "service.hours", "award.branch", "award.national"


@pytest.fixture
def day(house: House) -> str:
    """A day of this month, by the clock of the pages."""
    return timezone.localdate().isoformat()


def record(client: Client, house: House, *marks: str, kind: str = TALK, day: str = "2016-10-03") -> Any:
    told = {"form": form_key(client, kind), "occurred_on": day, "reference": "Spring meeting"}
    return client.post(address(kind), told | marked(house, *marks))


def said() -> list[tuple[str, int | None, bool]]:
    """What the ledger says of members: name, value, whether it holds."""
    every = entries(Fact.objects.select_related("member").order_by("member__number", "pk"))
    return [(one.fact.member.number if one.fact.member else "", one.fact.value, one.in_force) for one in every]


def rows(page: Any) -> list[Any]:
    """The lines of the form, by the members' numbers."""
    return sorted(page.context["marks"].rows, key=lambda row: row.number)


def test_one_kind_is_recorded_about_many_in_one_screen_with_one_audit_row(house: House) -> None:
    client = house.client("secretary")
    answer = record(client, house, "yes", "no", "excused", "")
    assert said() == [("11101", 1000, True), ("11102", 0, True), ("11103", None, True)]
    assert {one.reference for one in Fact.objects.all()} == {"Spring meeting"}
    assert AuditRow.objects.filter(verb="record").count() == 1
    receipt = words(client.get(answer["Location"]))
    assert "3 entries" in receipt and "Spring meeting" in receipt and "Excused" in receipt
    assert RecordView.objects.filter(member=house.members("B111")[0], how=RecordView.How.LIST).count() == 0
    assert RecordView.objects.filter(member=house.members("B111")[1], how=RecordView.How.LIST).count() == 1


def test_a_receipt_offers_no_undoing_of_what_is_about_oneself(house: House) -> None:
    client = house.client("secretary")
    receipt = client.get(record(client, house, "yes", "yes")["Location"]).content.decode()
    own, other = Fact.objects.order_by("member__number")
    assert reverse("fact_take_back", args=[own.pk]) not in receipt
    assert reverse("fact_take_back", args=[other.pk]) in receipt


def test_a_form_that_is_sent_twice_is_recorded_once(house: House) -> None:
    client = house.client("secretary")
    told = {"form": form_key(client, TALK), "occurred_on": "2016-10-03"} | marked(house, "yes", "no")
    first, second = client.post(address(TALK), told), client.post(address(TALK), told, follow=True)
    assert second.redirect_chain[-1][0] == first["Location"]
    assert "Nothing was recorded twice" in words(second)
    assert Fact.objects.count() == 2


def test_a_form_that_is_sent_again_with_other_marks_changes_nothing_and_says_so(house: House) -> None:
    client = house.client("secretary")
    told = {"form": form_key(client, TALK), "occurred_on": "2016-10-03"}
    client.post(address(TALK), told | marked(house, "yes", "yes"))
    again = client.post(address(TALK), told | marked(house, "no", "yes"))
    assert again.status_code == 422
    assert "already sent with different marks" in words(again)
    assert said() == [("11101", 1000, True), ("11102", 1000, True)]


def test_two_fresh_forms_of_the_same_kind_are_two_happenings(house: House) -> None:
    client = house.client("secretary")
    record(client, house, "yes")
    record(client, house, "yes")
    assert Fact.objects.count() == 2


def test_everybody_else_is_filled_in_without_a_script_and_nothing_is_recorded_yet(house: House) -> None:
    client = house.client("secretary")
    told = {"form": form_key(client, TALK), "occurred_on": "2016-10-03", "fill": "yes"} | marked(house, "excused", "no")
    page = client.post(address(TALK), told)
    assert page.status_code == 200
    assert "5 of 5 marked" in words(page)
    assert [row.chosen for row in rows(page)] == ["excused", "no", "yes", "yes", "yes"]
    assert f'value="{told["form"]}"' in page.content.decode()
    assert not Fact.objects.exists()


def test_an_amount_is_a_number_with_three_decimals_or_excused_and_never_more_than_the_kind_can_have(
    house: House,
) -> None:
    client = house.client("secretary")
    people = house.members("B111")
    told = {"form": form_key(client, "quiz.score"), "occurred_on": "2016-10-03"}
    wrong = {
        f"amount-{people[0].key}": "100.5",
        f"amount-{people[1].key}": "1e999999999",
        f"amount-{people[2].key}": "1.2345",
        f"amount-{people[3].key}": "7",
        f"mark-{people[3].key}": "excused",
    }
    page = client.post(address("quiz.score"), told | wrong)
    errors = [row.error for row in rows(page)]
    assert page.status_code == 422
    assert errors[0] == "At most 100." and errors[3] == "Either a value or excused, not both."
    assert errors[1] == errors[2] == "Write a number with at most three decimals."
    assert 'value="1.2345"' in page.content.decode(), "what was typed stays"
    right = {f"amount-{people[0].key}": "９９.5", f"mark-{people[1].key}": "excused", f"amount-{people[2].key}": "0"}
    client.post(address("quiz.score"), told | right)
    assert said() == [("11101", 99500, True), ("11102", None, True), ("11103", 0, True)]


def test_a_fault_of_one_member_stands_at_that_member_and_nothing_is_recorded(house: House) -> None:
    client = house.client("secretary")
    late = house.members("B111")[1]
    late.joined_on = late.full_on = timezone.localdate()
    late.save()
    page = record(client, house, "yes", "yes", "excused", day="2016-10-03")
    assert page.status_code == 422
    assert [row.error for row in rows(page)][:3] == ["", "That is before the member joined.", ""]
    assert [row.chosen for row in rows(page)][:3] == ["yes", "yes", "excused"]
    assert "Spring meeting" in page.content.decode()
    assert not Fact.objects.exists()


def test_a_day_to_come_stands_at_the_day_and_an_empty_form_asks_for_a_mark(house: House) -> None:
    client = house.client("secretary")
    page = record(client, house, "yes", "no", day="2199-01-01")
    assert page.context["form"].errors["occurred_on"] == ["That day is still to come."]
    assert "Mark at least one." in words(record(client, house))


@pytest.mark.parametrize(
    ("who", "kind", "status"),
    [("secretary", AWARD, 200), ("secretary", NATIONAL, 404), ("sub_district_officer", NATIONAL, 200),
     ("secretary", "no.such", 404), ("committee", AWARD, 404), ("foreign_secretary", AWARD, 404)],
)  # fmt: skip
def test_only_the_kinds_of_ones_office_can_be_chosen_and_sent(house: House, who: str, kind: str, status: int) -> None:
    client = house.client(who)
    assert client.get(address(kind)).status_code == status
    if status == 404:
        told = {"form": f"{house.branch.pk}-{'A' * 22}", "occurred_on": "2016-10-03"} | marked(house, "yes")
        assert client.post(address(kind), told).status_code == 404
        assert not Fact.objects.exists()


def test_kinds_are_found_by_a_part_of_either_name_or_by_first_letters(house: House) -> None:
    client = house.client("secretary")
    for text in ("heart", "谈心", "txth"):
        page = client.get(reverse("fact_record", args=["B111"]), {"q": text})
        assert f"kind={TALK}" in page.content.decode(), text
        assert f"kind={AWARD}" not in page.content.decode(), text
    assert "No kind of entry matches." in words(client.get(reverse("fact_record", args=["B111"]), {"q": "zzzz"}))


def test_a_unit_s_own_kinds_are_recorded_about_the_unit(house: House, settings: Any) -> None:
    settings.SCHEME = str(REPO / "schemes" / "volunteer-corps")
    client, kind = house.client("secretary"), "team.drill_held"
    choose = client.get(reverse("fact_record", args=["B111"]), {"about": "unit"}).content.decode()
    assert f"about=unit&amp;kind={kind}" in choose and "For members" in choose
    assert client.get(address(kind)).status_code == 404, "members have no drills of their own"
    told = {"form": f"{house.branch.pk}-{'A' * 22}", "occurred_on": "2016-10-03", "mark-unit": "yes"}
    receipt = client.post(address(kind, about_whom="unit"), told)["Location"]
    assert (Fact.objects.get().unit, Fact.objects.get().value) == (house.branch, 1000)
    assert house.branch.name in words(client.get(receipt))


def test_where_the_rules_have_nothing_about_units_nothing_is_offered_about_them(house: House) -> None:
    page = house.client("secretary").get(reverse("fact_record", args=["B111"]))
    assert "For the unit itself" not in words(page)


def one_fact(house: House, client: Client, mark: str = "no") -> Fact:
    """A fact about the second member of the branch."""
    record(client, house, "", mark)
    return Fact.objects.get()


def test_a_fact_is_corrected_and_what_it_said_can_still_be_read(house: House) -> None:
    client = house.client("secretary")
    fact = one_fact(house, client)
    told = {"says": "excused", "on": "2016-10-03", "reason": "She was ill."}
    answer = client.post(reverse("fact_correct", args=[fact.pk]), told)
    assert answer.status_code == 302
    assert said() == [("11102", 0, False), ("11102", None, True)]
    page = words(client.get(reverse("fact", args=[fact.pk])))
    assert "She was ill." in page and "Replaced by another entry: Excused, 3 Oct 2016" in page
    new = Fact.objects.get(replaces=fact)
    assert "Correction of: No" in words(client.get(reverse("fact", args=[new.pk])))


def test_a_list_shows_a_correction_beside_what_it_corrects(house: House, day: str) -> None:
    client = house.client("secretary")
    record(client, house, "", "no", day=day)
    told = {"says": "excused", "on": day, "reason": "She was ill."}
    client.post(reverse("fact_correct", args=[Fact.objects.get().pk]), told)
    listed = words(client.get(reverse("facts", args=["B111"])))
    assert "Replaced: She was ill." in listed and "Replaces: No: She was ill." in listed


@pytest.mark.parametrize(
    ("kind", "excused", "not_said"),
    [("meeting.themed_day", "请假", "因故免计"), (TALK, "因故免计", "请假")],
)
def test_only_an_absence_is_excused_as_leave(house: House, day: str, kind: str, excused: str, not_said: str) -> None:
    client = house.client("secretary")
    client.cookies["language"] = "zh-hans"
    form = words(client.get(address(kind)))
    assert excused in form and not_said not in form
    answer = record(client, house, "", "excused", kind=kind, day=day)
    fact = Fact.objects.get()
    listed = client.get(reverse("facts", args=["B111"])).content.decode()
    assert re.findall(r'ledger-excused">([^<]+)<', listed) == [excused]
    pages = [answer["Location"], reverse("fact", args=[fact.pk]), reverse("fact_correct", args=[fact.pk])]
    for page in (words(client.get(url)) for url in pages):
        assert excused in page and not_said not in page
    officer = house.client("sub_district_officer")
    officer.cookies["language"] = "zh-hans"
    asked = words(officer.get(reverse("correction_ask", args=[fact.pk])))
    assert f"改为{excused}" in asked and not_said not in asked


def test_a_fact_moves_to_another_day(house: House) -> None:
    client = house.client("secretary")
    fact = one_fact(house, client)
    client.post(reverse("fact_correct", args=[fact.pk]), {"says": "no", "on": "2016-09-30", "reason": "Wrong day."})
    assert [one.fact.occurred_on.isoformat() for one in about(fact.member, 0, 99999) if one.in_force] == ["2016-09-30"]  # type: ignore[arg-type]


def test_a_correction_without_a_reason_or_without_a_difference_is_refused_and_keeps_what_was_typed(
    house: House,
) -> None:
    client = house.client("secretary")
    fact = one_fact(house, client)
    page = client.post(reverse("fact_correct", args=[fact.pk]), {"says": "yes", "on": "2016-10-03", "reason": ""})
    assert page.status_code == 422
    same = client.post(reverse("fact_correct", args=[fact.pk]), {"says": "no", "on": "2016-10-03", "reason": "Same."})
    assert same.status_code == 422 and "Same." in same.content.decode()
    assert Fact.objects.count() == 1


def test_a_fact_is_taken_back_restored_and_taken_back_again(house: House) -> None:
    client = house.client("secretary")
    fact = one_fact(house, client)
    for verb, holds in (("take_back", False), ("restore", True), ("take_back", False)):
        client.post(reverse(f"fact_{verb}", args=[fact.pk]), {"reason": f"{verb}, because"})
        assert said() == [("11102", 0, holds)]
    story = words(client.get(reverse("fact", args=[fact.pk])))
    assert story.count("take_back, because") == 2 and "restore, because" in story


def test_taking_back_twice_is_told_and_changes_nothing(house: House) -> None:
    client = house.client("secretary")
    fact = one_fact(house, client)
    for _time in range(2):
        page = client.post(reverse("fact_take_back", args=[fact.pk]), {"reason": "Twice."}, follow=True)
    assert "already taken back" in words(page)
    assert Fact.objects.filter(reverses__isnull=False).count() == 1


def test_what_was_replaced_is_not_restored_beside_what_replaced_it(house: House) -> None:
    client = house.client("secretary")
    fact = one_fact(house, client)
    client.post(reverse("fact_correct", args=[fact.pk]), {"says": "yes", "on": "2016-10-03", "reason": "She came."})
    page = client.post(reverse("fact_restore", args=[fact.pk]), {"reason": "No."}, follow=True)
    assert "Another entry replaces it" in words(page)
    assert said() == [("11102", 0, False), ("11102", 1000, True)]


def test_undoing_from_the_receipt_leads_back_to_it_and_nowhere_else(house: House) -> None:
    client = house.client("secretary")
    receipt = record(client, house, "", "yes")["Location"]
    fact = Fact.objects.get()
    back = client.post(reverse("fact_take_back", args=[fact.pk]), {"reason": "Typo.", "next": receipt})
    assert back["Location"] == receipt
    assert "Taken back: Typo." in words(client.get(receipt))
    for away in ("https://example.org/", "//example.org/", "javascript:alert(1)"):
        answer = client.post(reverse("fact_take_back", args=[fact.pk]), {"reason": "x", "next": away})
        assert answer["Location"] == reverse("fact", args=[fact.pk])


def test_a_published_month_is_corrected_only_once_a_second_person_agrees(house: House) -> None:
    client = house.client("secretary")
    record(client, house, "", "no", day="2016-09-05")
    fact = Fact.objects.get()
    published(house)
    assert "second person agrees" in words(client.get(reverse("fact", args=[fact.pk])))
    client.post(reverse("fact_take_back", args=[fact.pk]), {"reason": "He was there."})
    assert said() == [("11102", 0, True)]
    assert Correction.objects.get().state == Correction.State.ASKED
    page = words(client.get(reverse("fact", args=[fact.pk])))
    assert "is waiting for a second person" in page and "He was there." in page


def test_a_fact_of_a_published_month_moves_and_comes_back_once_a_second_person_agrees(house: House) -> None:
    client = house.client("secretary")
    record(client, house, "", "no", "yes", day="2016-09-05")
    gone, kept = Fact.objects.get(value=0), Fact.objects.get(value=1000)
    client.post(reverse("fact_take_back", args=[gone.pk]), {"reason": "Before."})
    published(house)
    client.post(reverse("fact_restore", args=[gone.pk]), {"reason": "After."})
    client.post(reverse("fact_correct", args=[kept.pk]), {"says": "yes", "on": "2016-08-30", "reason": "Another day."})
    assert said() == [("11102", 0, False), ("11103", 1000, True)]
    asked = Correction.objects.order_by("pk")
    assert [(one.remedy, one.on, one.state) for one in asked] == [
        ("restore", None, "asked"),
        ("move", date(2016, 8, 30), "asked"),
    ]
    officer = house.client("sub_district_officer")
    assert "New day: 30 Aug 2016, value: Yes" in words(officer.get(reverse("correction", args=[asked[1].key])))
    for one in asked:
        officer.post(reverse("correction_agree", args=[one.key]))
    assert said() == [("11102", 0, True), ("11103", 1000, False), ("11103", 1000, True)]
    moved = Fact.objects.get(replaces=kept)
    assert (moved.occurred_on, moved.agreed_by) == (date(2016, 8, 30), house.account("secretary"))


def test_a_fact_moves_into_a_published_month_by_two_people_only(house: House) -> None:
    client = house.client("secretary")
    fact = one_fact(house, client)
    published(house)
    client.post(reverse("fact_correct", args=[fact.pk]), {"says": "no", "on": "2016-09-30", "reason": "Wrong day."})
    assert Correction.objects.get().state == "asked"
    assert not Fact.objects.filter(replaces=fact).exists()


def test_nobody_corrects_what_is_about_themselves(house: House) -> None:
    client = house.client("secretary")
    record(client, house, "no")
    fact = Fact.objects.get()
    assert "This is about you." in words(client.get(reverse("fact", args=[fact.pk])))
    assert client.get(reverse("fact_correct", args=[fact.pk])).status_code == 404
    assert client.post(reverse("fact_take_back", args=[fact.pk]), {"reason": "x"}).status_code == 404
    assert client.post(reverse("fact_restore", args=[fact.pk]), {"reason": "x"}).status_code == 404
    assert said() == [("11101", 0, True)]


@pytest.mark.parametrize("who", ["neighbour", "foreign_secretary", "committee", "auditor", "analyst", "operator"])
def test_foreign_and_unknown_facts_and_receipts_are_missing(house: House, who: str) -> None:
    client = house.client("secretary")
    receipt = record(client, house, "", "no")["Location"]
    fact, other = Fact.objects.get(), house.client(who)
    for key in (str(fact.pk), str(fact.pk + 999), "0", "x", "9" * 30):
        for route in ("fact", "fact_correct"):
            assert other.get(reverse(route, args=[key])).status_code == 404
        for route in ("fact_take_back", "fact_restore"):
            assert other.post(reverse(route, args=[key]), {"reason": "x"}).status_code == 404
    assert other.get(receipt).status_code == 404
    assert said() == [("11102", 0, True)]


def test_a_reversal_has_no_page_of_its_own(house: House) -> None:
    client = house.client("secretary")
    fact = one_fact(house, client)
    client.post(reverse("fact_take_back", args=[fact.pk]), {"reason": "x"})
    assert client.get(reverse("fact", args=[Fact.objects.get(reverses=fact).pk])).status_code == 404


def test_the_list_is_narrowed_by_kind_member_month_and_source(house: House, day: str) -> None:
    client = house.client("secretary")
    record(client, house, "yes", "no", day=day)
    awarded = {"form": form_key(client, AWARD), "occurred_on": day}
    client.post(f"{url_of(AWARD)}&who={house.members('B111')[0].key}", awarded)
    record(client, house, "yes", day="2016-09-20")
    people, url = house.members("B111"), reverse("facts", args=["B111"])

    def shown(**chosen: str) -> int:
        return client.get(url, chosen).content.decode().count('class="ledger-line')

    assert shown() == shown(month=day[:7]) == 3
    assert shown(member=people[1].key) == 1 and shown(member=people[4].key) == 0
    assert shown(kind=AWARD) == 1 and shown(kind=AWARD, member=people[1].key) == 0
    assert shown(source="form") == 3 and shown(source="import") == 0


def test_the_pages_ask_the_database_as_often_for_many_as_for_few(house: House) -> None:
    client, by = house.client("secretary"), house.viewer("secretary")
    pages = {"facts": reverse("facts", args=["B111"]), "record": address(TALK)}
    asked: list[dict[str, int]] = []
    for times in (1, 12):
        for number in range(times):
            form = f"{house.branch.pk}-{times:02}{number:02}{'A' * 18}"
            marks = [by_hand.Mark(one, 1000) for one in house.members("B111")]
            by_hand.record_together(
                kind=TALK, occurred_on=timezone.localdate(), reference="", marks=marks, form=form, scheme=house.scheme,
                by=by, at=timezone.now(),
            )  # fmt: skip
        pages["receipt"] = reverse("fact_receipt", args=[form])
        counts = {}
        for name, url in pages.items():
            client.get(url)  # The first time leaves looks.
            with CaptureQueriesContext(connection) as queries:
                assert client.get(url).status_code == 200
            counts[name] = len(queries)
        asked.append(counts)
    assert asked[0] == asked[1]
    assert max(asked[0].values()) < 45, asked


def test_a_secretary_goes_straight_to_the_branch_and_an_officer_chooses(house: House) -> None:
    straight = house.client("secretary").get(reverse("recording"))
    assert straight["Location"] == reverse("facts", args=["B111"])
    page = words(house.client("sub_district_officer").get(reverse("recording")))
    assert "B111" in page and "B112" in page and "B121" not in page


def test_more_places_than_a_list_takes_are_told(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fact_record, "_MOST_PLACES", 3)
    page = house.client("city_officer").get(reverse("recording"))
    assert "Not all units are listed here" in words(page)
    assert len(page.context["entries"]) == 3


# Finding the kind, then the people, then the values


@pytest.mark.parametrize(
    ("text", "kind"),
    [("党日", "meeting.themed_day"), ("party day", "meeting.themed_day"), ("请假", "leave.asked_in_advance"),
     ("volunteering", "service.hours"), ("tx", "talk.heart_to_heart"), ("prize", AWARD)],
)  # fmt: skip
def test_a_kind_is_found_by_what_people_call_it(house: House, text: str, kind: str) -> None:
    page = house.client("secretary").get(reverse("fact_record", args=["B111"]), {"q": text})
    assert f"kind={kind}" in page.content.decode()


def test_attendance_never_stands_under_discipline_and_every_kind_in_one_group(house: House) -> None:
    page = house.client("sub_district_officer").get(reverse("fact_record", args=["B111"]))
    groups = {group["title"]: [kind["url"] for kind in group["kinds"]] for group in page.context["groups"]}
    assert any("kind=meeting.themed_day" in url for url in groups["Meetings and attendance"])
    assert all("kind=discipline." in url for url in groups["Discipline"])
    listed = [url for title, urls in groups.items() if title != "Often recorded here" for url in urls]
    assert len(listed) == len(set(listed))


def test_a_few_are_chosen_before_their_values_and_nobody_else_is_on_the_form(house: House) -> None:
    client, people = house.client("secretary"), house.members("B111")
    choosing = client.get(url_of(TALK))
    assert "Whom is it about?" in words(choosing) and "toggle-row" not in choosing.content.decode()
    assert "Choose at least one person." in words(client.get(f"{url_of(TALK)}&next=1"))
    form = client.get(f"{url_of(TALK)}&who={people[1].key}&next=1")
    assert [(row.subject, row.chosen) for row in rows(form)] == [(people[1], "yes")]
    again = client.get(f"{url_of(TALK)}&who={people[1].key}&people=again").content.decode()
    assert f'value="{people[1].key}" checked' in again
    assert client.get(f"{url_of(TALK)}&who=nobody").status_code == 404
    stranger = house.member("stranger")
    assert client.get(f"{url_of(TALK)}&who={stranger.key}").status_code == 404


def test_an_award_has_people_and_a_day_and_no_attendance_to_mark(house: House) -> None:
    client, people = house.client("secretary"), house.members("B111")
    url = f"{url_of(AWARD)}&who={people[1].key}&who={people[2].key}"
    page = client.get(url).content.decode()
    assert 'name="mark-' not in page and "Excused" not in page and people[1].name in page
    found = re.search(r'name="form" value="([^"]+)"', page)
    assert found is not None
    client.post(url, {"form": found[1], "occurred_on": "2016-10-03"})
    assert said() == [("11102", 1000, True), ("11103", 1000, True)]


def test_who_came_is_asked_of_everyone_at_once(house: House) -> None:
    page = house.client("secretary").get(url_of("meeting.ceremony"))
    assert len(rows(page)) == 5 or "Whom is it about?" in words(page)
    page = house.client("secretary").get(url_of("meeting.themed_day"))
    assert [row.chosen for row in rows(page)] == [""] * 5


@pytest.mark.begins(after=year_published)
def test_an_entry_of_a_published_month_says_when_it_will_count(house: House) -> None:
    client, member = house.client("secretary"), house.members("B111")[1]
    url = f"{url_of(HOURS)}&who={member.key}"
    form = client.get(url)
    assert "Published up to September 2016" in words(form)
    found = re.search(r'name="form" value="([^"]+)"', form.content.decode())
    assert found is not None
    sent = {"form": found[1], "occurred_on": "2016-09-03", f"amount-{member.key}": "2"}
    receipt = words(client.post(url, sent, follow=True))
    says = "September 2016 is published already: this entry counts from the rating of October 2016 on."
    assert says in receipt
    new = Fact.objects.order_by("pk").last()
    assert new is not None
    assert says in words(client.get(reverse("fact", args=[new.pk])))
    old = Fact.objects.filter(member=member, month=SEPTEMBER).exclude(pk=new.pk).first()
    assert old is not None
    assert "is published already" not in words(client.get(reverse("fact", args=[old.pk])))


# What one mark of attendance wrote


def test_an_entry_of_a_meeting_leads_to_its_list_where_the_whole_mark_is_corrected(house: House) -> None:
    meeting = closed(house, opened(house))
    client, fact = house.client("secretary"), Fact.objects.get(kind="meeting.themed_day", member=house.member())
    page = client.get(reverse("fact", args=[fact.pk])).content.decode()
    key = house.member().key
    address = reverse("meeting", args=[meeting.key])
    assert f"{address}?correct={key}#person-{key}" in page
    assert [one for one in tags(client.get(address), "details", class_="correct") if "open" in one] == []
    opened_forms = re.findall(r'<li id="person-([\w-]+)">\s*<details class="correct" open>',
                              client.get(f"{address}?correct={key}").content.decode())  # fmt: skip
    assert opened_forms == [key], "the form of that person is open at once, and no other"
    assert "Correct the attendance" in page and "Take back" not in page
    answer = client.get(reverse("fact_correct", args=[fact.pk]))
    assert answer["Location"].startswith(reverse("meeting", args=[meeting.key]))
    refused = client.post(reverse("fact_take_back", args=[fact.pk]), {"reason": "x"}, follow=True)
    assert "on the list of its meeting" in words(refused)
    assert not Fact.objects.filter(reverses=fact).exists()
