"""A member's own rating on a phone: every number explained, nobody else's, and what to do where there is none."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from goodstanding.actions.ledger import ledger
from goodstanding.actions.ledger.ledger import NewFact
from goodstanding.engine.explain.wording import places
from goodstanding.engine.period import parse_month
from goodstanding.models import Fact, MemberClass, Run, Standing
from goodstanding.queries.months import explanations, standings
from goodstanding.queries.months.standings import MonthLine
from goodstanding.web.months.presenters import standing as standing_presenters
from goodstanding.web.shell.presenters import numbers
from tests.beginnings import two_months_published, year_published
from tests.clock import Clock
from tests.house import BRANCHES, House, sign_in
from tests.months import SEPTEMBER, published, record_a_year
from tests.pages import words
from tests.tampering import unguarded
from tests.web.months.standing import MONTH, get

pytestmark = pytest.mark.usefixtures("house")


@pytest.mark.begins(after=year_published)
def test_the_card_shows_the_total_and_the_pages_below_it_add_up_to_it(house: House) -> None:
    line, client = standings.of_month(house.member(), SEPTEMBER), house.client("member")
    assert line is not None
    assert line.total is not None
    assert places(line.total) in get(client, "my_record")
    found = explanations.explained(line)
    page = get(client, "standing_month", MONTH)
    assert f"{numbers.points(line.earned)} of {numbers.points(line.attainable)}" in page
    for part in found.explanation.categories:
        category = get(client, "standing_line", MONTH, part.code)
        for one in part.indicators:
            assert house.scheme.indicator(one.code).title.en in category.replace("&#x27;", "'")


@pytest.mark.begins(after=year_published)
def test_for_everybody_the_overview_shows_the_total_that_was_published(house: House) -> None:
    lines = {line.member_id: line for line in Standing.objects.all()}
    medians = set[int]()
    for who in ("member", "secretary", "neighbour", "district_officer", "stranger", "city_officer"):
        member = house.member(who)
        total = lines[member.pk].total
        page = get(house.client(who), "my_record")
        assert (places(total) if total is not None else "Not rated") in page
        others = {line.total for pk, line in lines.items() if pk != member.pk and line.total is not None} - {total}
        history = {one.median for one in standings.year(member, SEPTEMBER)}
        told = {int(one.replace(".", "")) for one in re.findall(r"\b\d{1,3}\.\d\d\b", page)}
        assert told & others == history & others, "another's total is on the page where it is the median, and only then"
        medians |= told & others
    assert medians, "some median is the total of another member"


@pytest.mark.begins(after=year_published)
def test_the_answer_names_the_run_it_comes_from(house: House) -> None:
    run, _facts = house.begun
    client = house.client("member")
    for route, args in (
        ("home", []), ("my_record", []), ("standing_month", [MONTH]), ("standing_line", [MONTH, "ORG"]),
        ("standing_line", [MONTH, "ORG04"]),
    ):  # fmt: skip
        answer = client.get(reverse(route, args=args))
        assert answer["Goodstanding-Run"] == f"{run.key}/1", route
        assert run.key in words(answer), route


def test_before_the_first_month_the_page_says_what_happens_next(house: House) -> None:
    page = get(house.client("member"), "my_record")
    assert "No month has been published yet." in page
    assert "After a month ends it is rated" in page


def test_the_running_month_is_provisional_and_says_so(house: House) -> None:
    today = timezone.localdate()
    page = get(house.client("member"), "standing_month", f"{today:%Y-%m}")
    assert "provisional" in page
    assert "counts once it is published" in page
    assert "place" not in page.split("Categories")[1].split("How it adds up")[0]


def test_not_rated_is_told_apart_from_low_and_kindly(house: House) -> None:
    member = house.member()
    MemberClass.objects.create(member=member, word="elderly_sick", from_on=date(2016, 1, 1))
    published(house)
    page = get(house.client("member"), "my_record")
    assert "Not rated" in page
    assert "That is not a low rating." in page
    assert "Under 60" not in page.split("so far")[0]


@pytest.mark.begins(after=year_published)
def test_a_line_that_cannot_be_explained_shows_no_numbers(house: House) -> None:
    (line,) = standings.own(house.member())
    assert line.total is not None
    # As if the ledger had been read at another moment than the run says.
    with unguarded("goodstanding_run"):
        Run.objects.filter(pk=line.run_id).update(frozen_at=house.at.replace(year=2015))
    client = house.client("member")
    for route, args in (("my_record", []), ("standing_month", [MONTH]), ("standing_line", [MONTH, "ORG04"])):
        page = get(client, route, *args)
        assert "cannot be explained" in page, route
        assert places(line.total) not in page, route
    assert places(line.total) not in get(client, "home")


@pytest.mark.begins(after=year_published)
def test_a_month_that_was_issued_again_says_why_and_what_changed(house: House) -> None:
    (before,) = standings.own(house.member())
    entry = NewFact("study.hours", house.member(), 5000, date(2016, 8, 3), "late")
    ledger.record_many([entry], source=Fact.Source.FORM, scheme=house.scheme, by=None, at=house.at)
    published(house, reason="A course came late")
    (after,) = standings.own(house.member())
    assert before.total is not None
    assert after.total is not None
    page = get(house.client("member"), "standing_month", MONTH)
    assert "Reason: A course came late" in page
    assert f"+{places(after.total - before.total)}" in page
    assert "study.hours" not in page
    assert "Late entries, and corrections" in page


@pytest.mark.begins(after=year_published)
def test_an_issue_that_was_replaced_is_read_as_it_was_and_says_why_and_what_holds_now(house: House) -> None:
    (before,) = standings.own(house.member())
    entry = NewFact("study.hours", house.member(), 5000, date(2016, 8, 3), "late")
    ledger.record_many([entry], source=Fact.Source.FORM, scheme=house.scheme, by=None, at=house.at)
    published(house, reason="A course came late")
    (after,) = standings.own(house.member())
    client, month = house.client("member"), reverse("standing_month", args=[MONTH])
    assert f"{month}?issue=1" in client.get(month).content.decode()
    for path in (month, reverse("standing_line", args=[MONTH, "STU"]), reverse("standing_line", args=[MONTH, "ORG04"])):
        page = client.get(f"{path}?issue=1").content.decode()
        assert "Issue 1 of September 2016 was replaced" in page, path
        assert "Reason: A course came late" in page
        assert f'href="{month}"' in page
        assert "/my/objections/new/" not in page
    old = client.get(f"{month}?issue=1").content.decode()
    assert before.total is not None and after.total is not None
    assert places(before.total) in old and places(after.total) not in old
    assert f"{reverse('standing_line', args=[MONTH, 'ORG'])}?issue=1" in old
    assert "/my/objections/new/" in client.get(reverse("standing_line", args=[MONTH, "ORG04"])).content.decode()
    for nothing in ("2", "3", "0", "x", "1x", "99999999"):
        assert client.get(f"{month}?issue={nothing}").status_code == 404, nothing
    assert house.client("stranger").get(f"{month}?issue=1").status_code == 200, "it is their own line, not another's"


@pytest.mark.parametrize("who", ["analyst", "auditor", "operator"])
@pytest.mark.begins(after=year_published)
def test_who_is_no_member_has_no_such_pages(house: House, who: str) -> None:
    client = house.client(who)
    for route, args in (
        ("my_record", []), ("standing_month", [MONTH]), ("standing_line", [MONTH, "ORG"]),
        ("my_data", []), ("my_data_json", []), ("my_data_pdf", []),
    ):  # fmt: skip
        assert client.get(reverse(route, args=args)).status_code == 404, route


@pytest.mark.begins(after=year_published)
def test_addresses_of_nothing_are_missing(house: House) -> None:
    client = house.client("member")
    for args in (["2016-13"], ["2016-08"], ["nonsense"], [MONTH, "NOSUCH"], [MONTH, "UNI01"], ["x", "ORG"]):
        route = "standing_month" if len(args) == 1 else "standing_line"
        assert client.get(reverse(route, args=args)).status_code == 404, args


def test_the_queries_of_a_page_are_few_and_do_not_grow_with_the_facts(house: House) -> None:
    counts = []
    for each, seed in ((4, 1), (60, 2)):
        record = record_a_year(house, seed=seed, each=each) if seed == 1 else _more(house, each)
        assert record
        published(house, SEPTEMBER - 2 + seed, reason="")
        client = house.client("member")
        pages = (["my_record"], ["standing_month", MONTH], ["standing_line", MONTH, "STU01"])
        for route, *args in pages if seed == 2 else pages[:1]:
            with CaptureQueriesContext(
                connection,
            ) as caught:
                client.get(reverse(route, args=args))
            counts.append((route, len(caught)))
    # Three of them ask what courses and assignments wait: on the badge, and among what is still possible.
    assert max(count for _route, count in counts) <= 45 + 3, counts
    assert counts[1][1] - counts[0][1] <= 6, counts


def _more(house: House, each: int) -> list[Fact]:
    told = [
        NewFact("study.hours", house.member(), 500, date(2016, 1 + place % 9, 1 + place % 28), f"more-{place}")
        for place in range(each * 4)
    ]
    return ledger.record_many(told, source=Fact.Source.FORM, scheme=house.scheme, by=None, at=house.at).facts


@pytest.mark.begins(after=two_months_published)
def test_members_of_every_branch_open_every_month_of_theirs(house: House) -> None:
    from goodstanding.actions.people import accounts

    for code in BRANCHES[::3]:
        member = house.members(code)[-1]
        client = Client()
        sign_in(client, accounts.of_member(member, at=house.at), verified=False)
        for text in ("2016-08", MONTH):
            line = standings.of_month(member, parse_month(text))
            assert line is not None
            page = get(client, "standing_month", text)
            assert (places(line.total) if line.total is not None else "Not rated") in page


def test_the_running_month_stands_at_the_end_of_the_line_and_thin_months_are_faint(house: House) -> None:
    least = house.scheme.member.min_attainable
    lines = [
        MonthLine(SEPTEMBER - 1, 4000, None, True, Standing(attainable=least - 1)),
        MonthLine(SEPTEMBER, 8000, None, True, Standing(attainable=least)),
        MonthLine(SEPTEMBER + 1, 8100, None, True, None),
    ]
    figure = standing_presenters.figure(lines, house.scheme)
    thin, full, running = figure["chart"].months
    assert [month.marks[0].faint for month in (thin, full, running)] == [True, False, True]
    assert "too little was due to compare" in thin.title and "so far" in running.title
    assert [row[1] for row in figure["rows"]] == [
        "40.00 (too little was due to compare)", "80.00", "81.00 (so far)",
    ]  # fmt: skip


@pytest.mark.begins(after=year_published)
def test_attendance_over_time_stands_on_one_s_own_page(house: House, clock: Clock) -> None:
    clock.stop_at(house.at)
    page = get(house.client("member"), "my_record")
    assert "Attendance, month by month" in page
    assert "October · My total" in page and "(so far)" in page
