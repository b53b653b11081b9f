"""The loop that the product exists for: a fact is recorded, the month rated, reviewed by one, published by another; the
member reads why, objects to the line, is upheld, and sees what the next issue changed and for what reason."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from tests.journeys.jobs import job
from tests.journeys.walking import DESK, PHONE, Looked, open_as

REASON, WHY = "当天已向支部请假。", "请假条在支部存档。"
AGAIN = "An absence was excused after an objection."
#: A meeting that nearly everybody has to attend; a month without it says nothing, a month missed costs points.
KIND, LINE = "meeting.themed_day", "ORG04"


@dataclass(frozen=True)
class People:
    """Everybody's browser: the member on the phone, the others at a desk, two of them in English."""

    member: Page
    secretary: Page
    analyst: Page
    officer: Page


@pytest.fixture
def people(browser: Browser, demo: str, console: list[str], pages: list[Page]) -> Iterator[People]:
    """Opens them all."""
    found = People(
        open_as(browser, demo, "member", "zh-hans", PHONE, console),
        open_as(browser, demo, "secretary", "en", DESK, console),
        open_as(browser, demo, "analyst", "en", DESK, console),
        open_as(browser, demo, "top_officer", "zh-hans", DESK, console),
    )
    pages += [found.member, found.secretary, found.analyst, found.officer]
    yield found
    assert console == []


def test_from_a_fact_to_the_change_that_an_objection_made(people: People, demo: str, looked: Looked) -> None:
    last_day = timezone.localtime().replace(day=1) - timedelta(days=1)
    month, day = last_day.strftime("%Y-%m"), last_day.date().isoformat()
    member = people.member
    member.goto(f"{demo}/my/record/")
    expect(member.locator(".score").first).not_to_contain_text(f"{_said(month)} · ")
    member.goto(f"{demo}/my/record/data/")
    _record(people.secretary, demo, day, number=member.locator("dd").first.inner_text())
    _close_late(people.analyst, demo, month)
    _drafted(people.analyst)
    looked.in_both_languages(people.analyst, "drafted")
    _review_and_publish(people)

    before = _total(member, demo, month)
    line = f"{demo}/my/record/{month}/{LINE}/"
    objection = _object(member, line, day, looked)
    _uphold(people.officer, demo, looked)
    for told in (REASON, WHY, "成立"):
        member.goto(objection)
        expect(member.locator("main")).to_contain_text(told)
    looked.in_both_languages(member, "upheld")
    member.goto(f"{demo}/my/objections/")
    looked.in_both_languages(member, "mine")

    _issue_again(people.analyst, demo, month)
    _drafted(people.analyst)
    _review_and_publish(people)
    assert _total(member, demo, month) != before
    expect(member.locator("main")).to_contain_text("本月重新发布")
    expect(member.locator("main")).to_contain_text(AGAIN)
    member.locator(".account details summary").first.click()
    expect(member.locator(".account")).to_contain_text(f"{last_day.month}月{last_day.day}日 参加主题党日：否")
    expect(member.locator(".account")).to_contain_text(WHY)
    looked.in_both_languages(member, "changed")
    now = _total(member, demo, month)
    member.locator(".entries a", has_text="已于").click()
    for told in ("已被取代", AGAIN, before):
        expect(member.locator("main")).to_contain_text(told)
    looked.in_both_languages(member, "replaced")
    member.get_by_role("link", name="查看现行版").click()
    expect(member.locator(".score-value").first).to_have_text(now)
    member.goto(line)
    expect(member.locator("main")).to_contain_text(WHY)


def _record(secretary: Page, demo: str, day: str, number: str) -> None:
    """The member missed the themed day; the branch hears of it after the month was drafted."""
    secretary.goto(f"{demo}/units/D101/facts/new/?about=member&kind={KIND}")
    secretary.locator("input[name=occurred_on]").fill(day)
    secretary.locator(".toggle-row").filter(has_text=number).locator(".toggle-no").click()
    secretary.locator(".toggle-actions button").click()
    expect(secretary.locator(".ledger-line")).to_have_count(1)


def _said(month: str, language: str = "zh") -> str:
    """A month as a page of this year says it."""
    first = datetime.strptime(month, "%Y-%m").replace(tzinfo=UTC)
    named = first.year != timezone.localtime().year
    if language == "zh":
        return f"{first.year}年{first.month}月" if named else f"{first.month}月"
    return f"{first:%B %Y}" if named else f"{first:%B}"


def _close_late(analyst: Page, demo: str, month: str) -> None:
    """The draft says that it does not know of it, and another takes its place."""
    analyst.goto(f"{demo}/desk/months/")
    analyst.locator("main .entries a", has=analyst.get_by_text(_said(month, "en"), exact=True)).click()
    expect(analyst.locator("main")).to_contain_text("since this draft was frozen")
    with job(analyst, "Draft a month again with what came in since"):
        analyst.get_by_role("button", name="Draft again with these entries").click()
        expect(analyst.locator("body")).to_contain_text("The month is drafted again")


def _issue_again(analyst: Page, demo: str, month: str) -> None:
    """The work list says that a correction waits for an issue of its own."""
    analyst.goto(f"{demo}/desk/")
    analyst.get_by_text(f"1 correction concerns a published month; issue {_said(month, 'en')} again?").click()
    analyst.locator("main .entries a", has=analyst.get_by_text(_said(month, "en"), exact=True)).first.click()
    with job(analyst, "Issue a month again"):
        analyst.locator("summary").filter(has_text="Issue again").click()
        analyst.locator("#again-reason").fill(AGAIN)
        analyst.get_by_role("button", name="Draft another issue").click()
        expect(analyst.locator("#again-reason")).to_have_count(0)


def _drafted(analyst: Page) -> None:
    """The page shows by itself when the draft is made, with every check."""
    expect(analyst.locator("main")).to_contain_text("Sampled lines are explained to the last point", timeout=120_000)
    expect(analyst.locator("main")).not_to_contain_text("does not hold")


def _review_and_publish(people: People) -> None:
    analyst, officer = people.analyst, people.officer
    with job(analyst, "Review the draft of a month"):
        analyst.locator("#review-note").fill("Looked through the moves.")
        analyst.get_by_role("button", name="I have reviewed it").click()
        expect(analyst.locator("main")).to_contain_text("Another person must publish it")
    officer.goto(analyst.url)
    expect(officer.locator("main")).to_contain_text("Looked through the moves.")
    with job(officer, "Publish a month"):
        officer.get_by_role("button", name="发布本月评分").click()
        expect(officer.locator("main")).to_contain_text("本月评分已发布")


def _total(member: Page, demo: str, month: str) -> str:
    """What the member reads as their total of the month."""
    member.goto(f"{demo}/my/record/")
    expect(member.locator("main")).to_contain_text(_said(month))
    member.goto(f"{demo}/my/record/{month}/")
    expect(member.locator("h1")).to_contain_text(_said(month))
    return member.locator(".score-value").first.text_content() or ""


def _object(member: Page, line: str, day: str, looked: Looked) -> str:
    """The member finds the fact in its line, objects, and reads that an answer is due. Gives where they read it."""
    member.goto(line)
    looked.in_both_languages(member, "line")
    of_month = member.locator(f"a.object[href*='period={day[:7]}']")
    member.locator(".facts-list .fact", has=of_month).filter(has_text="否").locator("a.object").first.click()
    looked.in_both_languages(member, "object")
    member.locator("form.sheet textarea").fill(REASON)
    member.get_by_role("button", name="提交异议").click()
    expect(member.locator("main")).to_contain_text("待答复")
    looked.in_both_languages(member, "made")
    return member.url


def _uphold(officer: Page, demo: str, looked: Looked) -> None:
    officer.goto(f"{demo}/desk/")
    looked.in_both_languages(officer, "work")
    officer.goto(f"{demo}/desk/objections/")
    looked.in_both_languages(officer, "to-rule")
    officer.locator("main .entries a").first.click()
    expect(officer.locator("main")).to_contain_text(REASON)
    looked.in_both_languages(officer, "ruling")
    with job(officer, "Rule on an objection that was read"):
        officer.get_by_label("异议成立：改为请假").check()
        officer.locator("textarea[name=reason]").fill(WHY)
        officer.locator("form.sheet").get_by_role("button", name="答复", exact=True).click()
        expect(officer.locator("body")).to_contain_text("已通知本人")
    looked.in_both_languages(officer, "ruled")
