"""A question from the phone to its answer, a decision written down with its document, and what was asked from above."""

from playwright.sync_api import Browser, Page, expect

from tests.journeys.jobs import job
from tests.journeys.walking import PHONE, Looked, open_as

_QUESTION, _ANSWER, _DOCUMENT = "活动室几点开门", "九点，请走南门。", "支委〔2016〕3号"


def test_a_question_is_answered_and_a_decision_is_recorded_and_read(
    browser: Browser, demo: str, pages: list[Page], console: list[str], looked: Looked
) -> None:
    member = open_as(browser, demo, "member", "zh-hans", PHONE, console)
    secretary = open_as(browser, demo, "secretary", "zh-hans", PHONE, console)
    pages += [member, secretary]
    ask(member, demo, looked)
    answer(secretary, demo, looked)
    settle(member)
    decide(secretary, demo, looked)
    count(secretary, looked)
    assert console == []


def ask(page: Page, demo: str, looked: Looked) -> None:
    """The member, from their own page."""
    page.goto(f"{demo}/me/")
    with job(page, "Ask the secretary a question"):
        page.locator("main a[href='/my/letters/']").click()
        page.locator("main a[href$='?kind=question']").click()
        expect(page.locator("main")).to_contain_text("由专人在5个工作日内实名答复")
        page.locator("#id_title").fill(_QUESTION)
        page.locator("#id_text").fill("周日去的时候门锁着。")
        looked.as_it_is(page, "letter-new")
        page.locator("form.sheet button[type=submit]").click()
        expect(page.locator("#messages")).to_contain_text("已发出")
    looked.in_both_languages(page, "letters-own")


def answer(page: Page, demo: str, looked: Looked) -> None:
    """The secretary, from the work list, on which another question waits as well."""
    page.goto(f"{demo}/desk/")
    with job(page, "Answer a question"):
        page.locator("main a[href*='/desk/letters/']", has_text=_QUESTION).click()
        expect(page.locator("h1")).to_have_text(_QUESTION)
        page.locator("#id_words").fill(_ANSWER)
        looked.as_it_is(page, "letter")
        page.locator("form.sheet button[type=submit]").click()
        expect(page.locator("#messages")).to_contain_text("已答复")
    looked.as_it_is(page, "letters")


def settle(page: Page) -> None:
    """The member reads it, and one tap closes it."""
    page.reload()
    with job(page, "Read an answer, and settle the question"):
        page.locator("main a[href*='/my/letters/']", has_text=_QUESTION).click()
        expect(page.locator("main")).to_contain_text(_ANSWER)
        page.locator("form[action$='/settle/'] button").click()
        expect(page.locator("#messages")).to_contain_text("已办结")


def decide(page: Page, demo: str, looked: Looked) -> None:
    """The secretary: a commendation of the branch, with its document, from the page of a member."""
    page.goto(f"{demo}/desk/decisions/")
    expect(page.locator("[aria-labelledby=awards-title] a").first).to_be_visible()
    looked.in_both_languages(page, "decisions")
    listed = page.locator("[aria-labelledby=awards-title] a").first.get_attribute("href")
    assert listed is not None, "it leads to the member's decisions"
    page.goto(f"{demo}{listed.removesuffix('decisions/')}")
    with job(page, "Record a decision about a member"):
        page.get_by_role("button", name="打开个人记录").click()
        page.locator("main a[href^='/members/'][href$='/decisions/']").click()
        page.locator("main a[href$='/decisions/new/']").click()
        page.locator("main a[href$='?kind=branch']").click()
        page.locator("#id_document").fill(_DOCUMENT)
        looked.as_it_is(page, "decision-new")
        page.locator("form.sheet button[type=submit]").click()
        expect(page.locator("#messages")).to_contain_text("决定已登记")
    expect(page.locator(".things .card").first).to_contain_text(_DOCUMENT)
    looked.as_it_is(page, "decisions-member")


def count(page: Page, looked: Looked) -> None:
    """The secretary: what came from above this month, from the page of the branch."""
    page.locator(".bar-menu button").click()
    page.locator("#desk-menu a[href='/units/']").first.click()
    page.locator("main a[href^='/units/']").first.click()
    page.locator("a[href$='/requests/']").click()
    expect(page.locator("h1")).to_have_text("上级交办")
    looked.as_it_is(page, "requests")
