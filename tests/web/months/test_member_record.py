"""Who is behind, and why: the page of a member and the branch's list, for those with the duty."""

import re
from datetime import date

import pytest
from django.urls import reverse

from goodstanding.actions.ledger import ledger
from goodstanding.actions.ledger.ledger import NewFact
from goodstanding.actions.people import members
from goodstanding.models import Fact, Member, RecordView
from goodstanding.queries.months.own import own_standing
from goodstanding.web.shell.presenters import numbers
from tests.beginnings import year_published
from tests.house import AT, TODAY, House
from tests.meetings import HOUR, closed, opened, planned
from tests.pages import texts, words

pytestmark = pytest.mark.usefixtures("at_house_time")


def opens(house: House, who: str, member: Member | None = None, purpose: str = "review") -> str:
    """What the page says after the one question of the visit is answered."""
    client, address = house.client(who), reverse("member", args=[(member or house.member()).key])
    client.post(address, {"purpose": purpose})
    answer = client.get(address)
    assert answer.status_code == 200
    return words(answer)


def wrote(house: House, *entries: tuple[str, int | None, date]) -> list[Fact]:
    new = [NewFact(kind, house.member(), value, on, f"{kind}-{on}") for kind, value, on in entries]
    return ledger.record_many(new, source=Fact.Source.FORM, scheme=house.scheme, by=None, at=house.at).facts


@pytest.mark.begins(after=year_published)
def test_a_secretary_reads_the_running_month_as_the_member_does_by_category(house: House) -> None:
    own = own_standing(house.member(), TODAY)
    assert own.running is not None and own.line is not None
    page = opens(house, "secretary")
    assert "October so far" in page
    assert numbers.total(own.running.found.total) in page
    assert numbers.total(own.line.total) in page
    for part in own.running.own_month.categories:
        title = next(one.title.en for one in house.scheme.categories if one.code == part.code)
        assert title in page


def test_the_page_says_on_which_day_what_was_missed_and_excused_is_no_failing(house: House) -> None:
    wrote(
        house, ("meeting.themed_day", 0, date(2016, 10, 8)), ("meeting.general", 1000, date(2016, 10, 9)),
        ("meeting.lecture", None, date(2016, 9, 3)), ("absence.unexcused", 1000, date(2016, 9, 12)),
        ("meeting.group", 0, date(2016, 5, 1)),
    )  # fmt: skip
    page = opens(house, "secretary")
    missed = page[page.index("Missed in the last three months") : page.index("Still possible")]
    assert "Sat 8 Oct At the Themed Party Day No" in missed
    assert "Mon 12 Sep Absent without leave takes points" in missed
    assert "At the branch general meeting" not in missed
    assert "At the Party lecture" not in missed
    assert "1 May" not in missed
    assert "Excused in these months, which is no failing: 1" in missed


def test_the_page_says_what_can_still_be_made_up_and_until_when(house: House) -> None:
    meeting = closed(house, opened(house))
    planned(house, "general", starts=AT + 72 * HOUR)
    page = opens(house, "secretary")
    possible = page[page.index("Still possible") : page.index("Last talk")]
    assert "Catch up on Themed Party Day, 15 Oct until Mon 14 Nov" in possible
    assert "Branch general meeting" in possible and "Tue 18 Oct" in possible
    assert reverse("meeting", args=[meeting.key])


def test_the_page_says_when_the_branch_talked_with_the_member_last(house: House) -> None:
    assert "No talk is recorded yet." in opens(house, "secretary")
    wrote(house, ("talk.heart_to_heart", 1000, date(2016, 3, 1)), ("talk.heart_to_heart", 1000, date(2016, 6, 20)))
    page = opens(house, "secretary")
    assert "Last talk Mon 20 Jun · Heart-to-heart talk held" in page


@pytest.mark.begins(after=year_published)
def test_who_may_not_see_ratings_reads_particulars_and_no_points(house: House) -> None:
    page = opens(house, "committee", purpose="meeting")
    assert "Particulars" in page
    assert "so far" not in page and "Missed in the last three months" not in page


def test_the_purpose_is_asked_once_a_visit_and_the_usual_one_is_a_single_button(house: House) -> None:
    client, member = house.client("secretary"), house.member()
    address = reverse("member", args=[member.key])
    asked = client.get(address).content.decode()
    assert 'type="radio"' not in asked
    assert '<button class="button" type="submit" name="purpose" value="review">Open the record</button>' in asked
    client.post(address, {"purpose": "review"}, follow=True)
    other = client.get(reverse("member", args=[house.member("committee").key]))
    assert "Particulars" in words(other), "the visit has said it"
    seen = RecordView.objects.get(member=member, how=RecordView.How.PAGE)
    assert (seen.purpose, seen.page) == ("review", "record")
    again = client.get(f"{address}?purpose")
    assert "Open the record" in words(again)
    client.post(address, {"purpose": "care"})
    assert "purpose: Care and help" in words(client.get(address))


def test_a_purpose_holds_for_a_long_visit_and_not_for_another_day(house: House, clock: object) -> None:
    client, address = house.client("secretary"), reverse("member", args=[house.member().key])
    client.post(address, {"purpose": "care"})
    clock.stop_at(AT + 8 * HOUR)  # type: ignore[attr-defined]
    assert "Particulars" in words(client.get(address))
    clock.stop_at(AT + 20 * HOUR)  # type: ignore[attr-defined]
    assert "Open the record" in words(client.get(address))


def test_a_page_that_is_for_one_thing_says_so_whatever_the_visit_was_for(house: House) -> None:
    client, meeting = house.client("secretary"), opened(house)
    client.post(reverse("member", args=[house.member().key]), {"purpose": "care"})
    client.get(reverse("meeting", args=[meeting.key]))
    assert RecordView.objects.get(member=house.member(), page="meeting").purpose == "meeting"


@pytest.mark.begins(after=year_published)
def test_the_list_of_a_branch_says_who_is_behind_and_sorts_by_it(house: House) -> None:
    client, address = house.client("secretary"), reverse("roster", args=["B111"])
    before = [int(count) for count in re.findall(r"of (\d+) meetings", words(client.get(address)))]
    wrote(house, ("meeting.themed_day", 0, date(2016, 10, 8)))
    after = [int(count) for count in re.findall(r"of (\d+) meetings", words(client.get(address)))]
    assert sum(after) == sum(before) + 1
    by_total = client.get(address, {"sort": "total"}).context["rows"]
    totals = [row["cells"][2]["value"] for row in by_total]
    known = [total for total in totals if total not in {"–", "Not rated"}]
    assert len(known) > 2
    assert known == sorted(known, key=float)
    assert "Total" not in words(house.client("group_leader").get(address))


@pytest.mark.begins(after=year_published)
def test_the_rating_of_a_floating_member_is_not_in_the_list_of_the_branch_that_hosts_them(house: House) -> None:
    guest = house.member("stranger")
    members.host(member=guest, unit=house.branch, on=TODAY, by=None, at=house.at)
    page = house.client("secretary").get(reverse("roster", args=["B111"]), {"sort": "total"})
    cells = {row["cells"][0]["value"]: row["cells"] for row in page.context["rows"]}
    assert [cell["value"] for cell in cells[guest.name][2:4]] == ["–", "–"]
    assert "Missed in the last three months" not in opens(house, "secretary", guest)


@pytest.mark.begins(after=year_published)
def test_the_list_is_sorted_on_a_phone_as_well_where_it_has_no_head(house: House) -> None:
    page = house.client("secretary").get(reverse("roster", args=["B111"]), {"sort": "total", "word": "full"})
    sorts = page.context["sorts"]
    assert [sort["label"] for sort in sorts] == ["Name", "Number", "Total", "Joined on"]
    assert [sort["sorted"] for sort in sorts] == ["", "", "ascending", ""]
    assert all("word=full" in sort["sort_url"] for sort in sorts), "what the list is narrowed down to stays"
    assert texts(page, "nav", class_="table-sorts") == ["Name Number Total Joined on"]
