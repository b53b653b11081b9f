"""A question from the phone to its answer, an award written down with its document, and what was asked from above."""

from playwright.sync_api import Browser, Page, expect

from tests.journeys.jobs import job
from tests.journeys.walking import PHONE, Looked, open_as


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
    count(secretary, demo, looked)
    assert console == []


def ask(page: Page, demo: str, looked: Looked) -> None:
    """The member, from their own page."""
    page.goto(f"{demo}/me/")
    with job(page, "Ask the secretary a question"):
        page.locator("main a[href='/my/letters/']").click()
        page.locator("main a[href$='?kind=question']").click()
        page.locator("#id_title").fill("活动室几点开门")
        page.locator("#id_text").fill("周日去的时候门锁着。")
        looked.as_it_is(page, "letter-new")
        page.locator("form.sheet button[type=submit]").click()
        expect(page.locator("#messages")).to_contain_text("已发出")
    looked.in_both_languages(page, "letters-own")


def answer(page: Page, demo: str, looked: Looked) -> None:
    """The secretary, from the work list."""
    page.goto(f"{demo}/desk/")
    with job(page, "Answer a question"):
        page.locator("main a[href*='/desk/letters/']").first.click()
        page.locator("#id_words").fill("九点，请走南门。")
        looked.as_it_is(page, "letter")
        page.locator("form.sheet button[type=submit]").click()
        expect(page.locator("#messages")).to_contain_text("已答复")
    looked.as_it_is(page, "letters")


def settle(page: Page) -> None:
    """The member reads it, and one tap closes it."""
    page.reload()
    page.locator("main a[href*='/my/letters/']:has-text('活动室几点开门')").click()
    expect(page.locator("main")).to_contain_text("九点，请走南门。")
    page.locator("form[action$='/settle/'] button").click()
    expect(page.locator("#messages")).to_contain_text("已办结")


def decide(page: Page, demo: str, looked: Looked) -> None:
    """The secretary: a commendation of the branch, with its document."""
    page.goto(f"{demo}/desk/decisions/")
    expect(page.locator("#awards-title")).to_be_visible()
    looked.in_both_languages(page, "decisions")
    page.goto(f"{demo}/desk/")
    page.locator(".search-link").click()
    page.locator("main input[name=q]").fill("zyz")
    page.keyboard.press("Enter")
    found = page.locator("main a[href^='/members/']").first
    expect(found).to_be_visible()
    page.goto(f"{demo}{found.get_attribute('href')}decisions/")
    with job(page, "Record a decision about a member"):
        page.locator("main a[href$='/decisions/new/']").click()
        looked.as_it_is(page, "decision-kinds")
        page.locator("main a[href$='?kind=branch']").click()
        page.locator("#id_document").fill("支委〔2016〕3号")
        looked.as_it_is(page, "decision-new")
        page.locator("form.sheet button[type=submit]").click()
        expect(page.locator("#messages")).to_contain_text("决定已登记")
    expect(page.locator(".things .card").first).to_contain_text("支委〔2016〕3号")
    looked.as_it_is(page, "decisions-member")


def count(page: Page, demo: str, looked: Looked) -> None:
    """The secretary: what came from above this month, from the page of the branch."""
    page.goto(f"{demo}/desk/bulletins/")
    code = page.locator("main a[href*='/units/']").first.get_attribute("href")
    assert code is not None
    page.goto(f"{demo}/units/{code.split('/units/')[1].split('/')[0]}/")
    page.locator("a[href$='/requests/']").click()
    expect(page.locator("main h1, h1").first).to_contain_text("上级交办")
    looked.as_it_is(page, "requests")
