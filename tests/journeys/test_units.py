"""The year's end on a phone: one list, one tap to each thing, the report, and what the branch itself owes."""

from playwright.sync_api import Browser, Page, expect

from tests.journeys.jobs import job
from tests.journeys.walking import DESK, PHONE, Looked, open_as


def test_a_secretary_finishes_the_year_and_reads_what_the_branch_owes(
    browser: Browser, demo: str, pages: list[Page], console: list[str], looked: Looked
) -> None:
    page = open_as(browser, demo, "secretary", "zh-hans", PHONE, console)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    pages.append(page)
    finish(page, demo, looked)
    owe(page, demo, looked)
    officer = open_as(browser, demo, "top_officer", "en", DESK, console)
    pages.append(officer)
    look_down(officer, demo, looked)
    assert console == []


def finish(page: Page, demo: str, looked: Looked) -> None:
    """From the list to the page on which a thing is finished, and the report."""
    page.goto(f"{demo}/desk/year-end/")
    expect(page.locator("h1")).to_contain_text("年终工作台")
    looked.in_both_languages(page, "year-end")
    with job(page, "Go from the year's end to what is left"):
        page.locator("main a", has_text="年内尚未谈心谈话的党员").click()
        expect(page).to_have_url(f"{demo}/units/D101/care/")
    page.goto(f"{demo}/desk/year-end/")
    with job(page, "Take the report of the year"):
        page.locator("main a[href$='/year-end/report/']").first.click()
        expect(page.locator("article.card")).to_contain_text("本组织现有成员")
        page.locator("[data-copy-text]").click()
        expect(page.locator("[data-copy-status]")).not_to_be_empty()
    looked.as_it_is(page, "year-end-report")


def owe(page: Page, demo: str, looked: Looked) -> None:
    """What the branch itself owes, and who owns it."""
    page.goto(f"{demo}/units/D101/rating/")
    with job(page, "See what the branch itself owes, and who owns it"):
        page.locator("main a[href='/units/D101/duties/']").click()
        expect(page.locator("h1")).to_contain_text("堡垒指数")
        page.locator("[aria-labelledby=red-title] a").first.click()
        expect(page.locator("main")).to_contain_text("各级责任人")
    looked.as_it_is(page, "unit-duty")


def look_down(page: Page, demo: str, looked: Looked) -> None:
    """An officer, from the sums to a branch."""
    page.goto(f"{demo}/desk/year-end/")
    with job(page, "Go from the sums of the year's end to a branch"):
        page.locator("main ul.entries a").first.click()
        expect(page.locator("h1")).to_contain_text("Year's end")
        expect(page.locator("nav.breadcrumbs")).to_be_visible()
        page.locator("main ul.entries a").first.click()
        expect(page.locator("main")).to_contain_text("To finish")
    looked.as_it_is(page, "year-end-branch")
