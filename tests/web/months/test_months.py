"""The month's end on its pages: drafted, reviewed by one, published by another, and nobody else sees it."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from goodstanding.actions.ledger import ledger
from goodstanding.actions.ledger.ledger import NewFact
from goodstanding.flows.operations import jobs as job_runs
from goodstanding.models import Fact, Job, Run
from tests.beginnings import year_drafted, year_published
from tests.house import House
from tests.months import record_a_year
from tests.pages import tags, words

SEPTEMBER = "2016-09"


pytestmark = pytest.mark.usefixtures("at_house_time")


def _page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def _offered(analyst: Client) -> list[tuple[str, str]]:
    """The months to choose from, as they are sent and as they are said."""
    return re.findall(r'<option value="([^"]+)">([^<]+)</option>', _page(analyst, "/desk/months/"))


@pytest.mark.usefixtures("transactional_db")
def test_a_month_that_is_over_can_be_drafted_and_its_job_makes_the_draft(house: House) -> None:
    record_a_year(house)
    analyst = house.client("analyst")
    offered = _offered(analyst)
    assert (SEPTEMBER, "September") in offered and "2016-10" not in dict(offered)
    answer = analyst.post("/desk/months/draft/", {"month": SEPTEMBER})
    run = Run.objects.get()
    assert answer["Location"] == f"/desk/months/{run.key}/"
    assert "The draft is being made" in _page(analyst, answer["Location"])
    job = Job.objects.get(kind="month_end")
    job_runs.run.call(job.key)
    run.refresh_from_db()
    assert run.state == "drafted"
    page = _page(analyst, f"/desk/months/{run.key}/")
    assert "Sampled lines are explained to the last point" in page
    assert "does not hold" not in page
    assert "I have reviewed it" in page


@pytest.mark.begins(after=year_drafted)
def test_one_reviews_and_another_publishes(house: House) -> None:
    run, _facts = house.begun
    address = f"/desk/months/{run.key}/"
    analyst, officer = house.client("analyst"), house.client("city_officer")
    assert "Publish the month" not in _page(officer, address)
    analyst.post(f"{address}review/", {"note": "Looked through"})
    assert "Publish the month" not in _page(analyst, address)
    page = _page(officer, address)
    assert "Publish the month" in page
    assert "Looked through" in page
    officer.post(f"{address}publish/")
    run.refresh_from_db()
    assert (run.state, run.published_by) == ("published", house.account("city_officer"))
    assert officer.get(address)["Goodstanding-Run"] == run.key


@pytest.mark.begins(after=year_published)
def test_a_published_month_is_issued_again_by_the_form_on_its_page(house: House) -> None:
    run, _facts = house.begun
    analyst = house.client("analyst")
    (month,) = tags(_page(analyst, f"/desk/months/{run.key}/"), "input", name="month")
    analyst.post(reverse("month_draft"), {"month": month["value"], "reason": "A correction"})
    again = Run.objects.exclude(pk=run.pk).get()
    assert (again.month, again.number, again.state) == (run.month, run.number + 1, "drafting")


@pytest.mark.begins(after=year_drafted)
def test_whoever_reviewed_is_told_that_another_person_publishes(house: House) -> None:
    run, _facts = house.begun
    officer, address = house.client("city_officer"), f"/desk/months/{run.key}/"
    officer.post(f"{address}review/", {})
    assert "Another person must publish it" in _page(officer, address)
    answer = officer.post(f"{address}publish/", follow=True)
    assert "Another person must publish it" in answer.content.decode()
    run.refresh_from_db()
    assert run.state == "reviewed"


@pytest.mark.parametrize("who", ["secretary", "sub_district_officer", "district_officer", "auditor", "operator"])
@pytest.mark.begins(after=year_published)
def test_for_everybody_else_it_does_not_exist(house: House, who: str) -> None:
    run, _facts = house.begun
    client = house.client(who)
    assert client.get("/desk/months/").status_code == 404
    assert client.get(f"/desk/months/{run.key}/").status_code == 404
    assert client.post("/desk/months/draft/", {"month": SEPTEMBER}).status_code == 404
    for verb in ("review", "publish", "withdraw"):
        assert client.post(f"/desk/months/{run.key}/{verb}/", {"reason": "x"}).status_code == 404


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"month": "2016-10"}, "October 2016 is not over yet"),
        ({"month": "october"}, "Choose a month from the list"),
        ({"month": "2014-01"}, "The rules are not in force in January 2014"),
        ({"month": SEPTEMBER}, "Give the reason for issuing it again"),
    ],
)
@pytest.mark.begins(after=year_published)
def test_what_cannot_be_drafted_is_said_and_nothing_is_begun(house: House, told: dict[str, str], why: str) -> None:
    answer = house.client("analyst").post("/desk/months/draft/", told, follow=True)
    assert why in answer.content.decode()
    assert Run.objects.count() == 1


@pytest.mark.begins(after=year_drafted)
def test_a_draft_is_withdrawn_with_a_reason_and_the_month_can_be_drafted_again(house: House) -> None:
    run, _facts = house.begun
    analyst = house.client("analyst")
    analyst.post(f"/desk/months/{run.key}/withdraw/", {"reason": ""})
    run.refresh_from_db()
    assert run.state == "drafted"
    analyst.post(f"/desk/months/{run.key}/withdraw/", {"reason": "A branch was late"})
    run.refresh_from_db()
    assert (run.state, run.review) == ("withdrawn", "A branch was late")
    assert (SEPTEMBER, "September") in _offered(analyst)


@pytest.mark.begins(after=year_drafted)
def test_in_chinese_nothing_is_left_in_english(house: House) -> None:
    run, _facts = house.begun
    client = house.client("analyst")
    client.post("/language/", {"language": "zh-hans"})
    page = _page(client, f"/desk/months/{run.key}/")
    assert "审核" in page
    assert "Review" not in page


@pytest.mark.begins(after=year_drafted)
def test_a_draft_says_how_many_entries_came_in_since_and_is_drafted_again_by_one_button(house: House) -> None:
    run, _facts = house.begun
    client = house.client("analyst")
    assert "came in since" not in words(client.get(f"/desk/months/{run.key}/"))
    entries = [
        NewFact("study.hours", house.member(), 2000, date(2016, 9, 3), "late"),
        NewFact("study.hours", house.member(), 2000, date(2016, 2, 3), "later"),
        NewFact("study.hours", house.member(), 2000, date(2016, 10, 3), "of another month"),
    ]
    ledger.record_many(entries, source=Fact.Source.FORM, scheme=house.scheme, by=None, at=house.at + timedelta(hours=1))
    page = client.get(f"/desk/months/{run.key}/")
    assert "2 entries came in since this draft was frozen" in words(page)
    assert "2 entries since" in words(client.get("/desk/months/"))
    assert f'action="/desk/months/{run.key}/again/"' in page.content.decode()
    answer = client.post(f"/desk/months/{run.key}/again/")
    new = Run.objects.get(month=run.month, state="drafting")
    assert answer["Location"] == f"/desk/months/{new.key}/"
    run.refresh_from_db()
    assert (run.state, new.number) == ("withdrawn", 2)


@pytest.mark.begins(after=year_drafted)
def test_only_who_drafts_may_draft_again(house: House) -> None:
    run, _facts = house.begun
    for who in ("secretary", "auditor", "member"):
        assert house.client(who).post(f"/desk/months/{run.key}/again/").status_code == 404
    run.refresh_from_db()
    assert run.state == "drafted"
