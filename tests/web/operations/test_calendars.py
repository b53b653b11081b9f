"""The operator's page of working days, and what members and officers read of a provisional deadline."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from goodstanding.actions.objections import calendars
from goodstanding.actions.objections.calendars import News
from goodstanding.models import Announcement, Objection, Organization
from goodstanding.queries.people.organization import the_scheme
from tests.clock import Clock
from tests.house import House
from tests.objected import absent_and_published, objected
from tests.pages import on_one_line

DECEMBER = datetime(2026, 12, 15, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
SENT = {
    "year": "2027", "source": "国办发明电〔2026〕示例号", "published_on": "2026-12-14",
    "off": "2027-01-01\n2027/1/4 至 2027/1/5", "worked": "2027-01-03",
}  # fmt: skip


@pytest.fixture
def december(clock: Clock) -> None:
    """The clock of the pages stands in December 2026."""
    clock.stop_at(DECEMBER)


def make(house: House) -> Objection:
    run, facts = house.begun
    house.at = DECEMBER
    return objected(house, run, facts[1])


def send(client: Client, **changed: str) -> tuple[int, str]:
    answer = client.post(reverse("calendar"), SENT | changed)
    return answer.status_code, answer.content.decode()


def mark_in(page: str) -> str:
    found = re.search('name="previewed" value="([0-9a-f]+)"', page)
    assert found is not None, "what was looked at is marked"
    return found[1]


@pytest.mark.begins(after=absent_and_published)
def test_an_operator_looks_first_and_then_puts_the_days_in(house: House, december: None) -> None:
    objection = make(house)
    client = house.client("operator")
    page = client.get(reverse("calendar")).content.decode()
    assert "Not announced: 2027" in page
    assert "国办发明电〔2025〕7号" in page
    status, page = send(client)
    assert status == 200
    assert 'name="year" value="2027"' in page
    assert on_one_line("Tue 5 Jan 2027") in page
    assert on_one_line("Thu 7 Jan 2027") in page
    assert house.member().name not in page
    assert not Announcement.objects.exists()
    status, _page = send(client, previewed=mark_in(page))
    assert status == 302
    objection.refresh_from_db()
    assert objection.due_on == date(2027, 1, 7)
    assert "entered here" in client.get(reverse("calendar")).content.decode()


@pytest.mark.begins(after=absent_and_published)
def test_what_was_changed_after_the_look_is_looked_at_again(house: House, december: None) -> None:
    client = house.client("operator")
    _status, page = send(client)
    status, page = send(client, previewed=mark_in(page), worked="")
    assert status == 200
    assert not Announcement.objects.exists()
    assert send(client, previewed=mark_in(page), worked="")[0] == 302


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("off", "tomorrow"),
        ("off", "2027-02-30"),
        ("off", "2027-01-05 .. 2027-01-01"),
        ("off", "2027-01-01 .. 2099-01-01"),
        ("off", ""),
        ("worked", "2027-01-01"),
        ("source", "  "),
        ("year", "1"),
        ("published_on", "2026-12-31"),
    ],
)
def test_what_is_not_an_announcement_is_said_at_its_field(house: House, december: None, field: str, text: str) -> None:
    status, page = send(house.client("operator"), **{field: text})
    assert status == 422
    assert f'href="#id_{field}"' in page
    assert not Announcement.objects.exists()


@pytest.mark.begins(after=absent_and_published)
@pytest.mark.parametrize(("language", "says"), [("en", "(provisional)"), ("zh-hans", "（暂定）")])
def test_a_provisional_deadline_says_so_wherever_it_stands(
    house: House, december: None, language: str, says: str
) -> None:
    objection = make(house)
    member, officer = house.client("member"), house.client("sub_district_officer")
    addresses = {
        member: ["my_objections", "my_objection"],
        officer: ["objections", "objection", "desk"],
    }
    for client, names in addresses.items():
        client.post(reverse("set_language"), {"language": language})
        for name in names:
            found = reverse(name, args=[objection.key] if name in {"my_objection", "objection"} else [])
            assert says in client.get(found).content.decode(), name
    news = News(2027, "x", date(2026, 12, 14), frozenset({date(2027, 1, 1)}), frozenset())
    calendars.announce(news=news, scheme=the_scheme(), by=None, at=DECEMBER)
    listed = member.get(reverse("my_objections")).content.decode().replace(" ", "")
    assert says not in listed


def test_without_a_calendar_the_page_says_so_and_takes_nothing_in(house: House) -> None:
    Organization.objects.update(calendar="")
    page = house.client("operator").get(reverse("calendar")).content.decode()
    assert "none: Monday to Friday" in page
    assert 'name="off"' not in page
