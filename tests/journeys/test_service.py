"""Volunteer service on the phone: a member signs up and claims a wish, the secretary plans and confirms hours."""

from playwright.sync_api import Browser, Page, expect

from tests.journeys.jobs import job
from tests.journeys.walking import PHONE, Looked, open_as

TITLE = "文明交通劝导日"


def test_an_activity_goes_from_the_plan_to_the_phone_and_hours_are_confirmed_with_one_tap(
    browser: Browser, demo: str, pages: list[Page], console: list[str], looked: Looked
) -> None:
    member = open_as(browser, demo, "member", "zh-hans", PHONE, console)
    secretary = open_as(browser, demo, "secretary", "en", PHONE, console)
    pages += [member, secretary]
    confirm(secretary, demo, looked)
    plan(secretary, demo)
    take_part(member, demo, looked)
    assert console == []


def confirm(page: Page, demo: str, looked: Looked) -> None:
    """The secretary, from the work list: everyone was there."""
    page.goto(f"{demo}/desk/")
    with job(page, "Confirm the hours of everyone who took part"):
        page.locator("main a[href$='/hours/']").first.click()
        expect(page.locator(".toggle-row")).to_have_count(5)
        looked.as_it_is(page, "service-hours")
        page.locator(".toggle-actions button").click()
        expect(page.locator("#messages")).to_contain_text("Confirmed for 5 members.")


def plan(page: Page, demo: str) -> None:
    """The secretary, from the page of the branch."""
    page.goto(f"{demo}/desk/service/")
    expect(page.locator("#coming-title")).to_be_visible()
    with job(page, "Plan an activity"):
        page.locator("main a[href$='/activities/new/'], a[href$='/activities/new/']").first.click()
        page.locator("#id_title").fill(TITLE)
        page.locator("#id_on").fill(page.evaluate("new Date(Date.now() + 4 * 864e5).toISOString().slice(0, 10)"))
        page.locator("form.sheet button[type=submit]").click()
        expect(page.locator("#messages")).to_contain_text("Planned.")
    expect(page.locator("main")).to_contain_text(TITLE)


def take_part(page: Page, demo: str, looked: Looked) -> None:
    """The member, from their own page."""
    page.goto(f"{demo}/me/")
    with job(page, "Sign up for an activity"):
        page.locator("main a[href='/my/service/']").click()
        page.locator("li", has_text=TITLE).locator("button").click()
        expect(page.locator("#messages")).to_contain_text("报名成功")
    looked.in_both_languages(page, "service-own")
    with job(page, "Claim a small wish"):
        page.locator("#wishes-title ~ ul button").first.click()
        expect(page.locator("#messages")).to_contain_text("您已认领")
    with job(page, "Sign off from an activity"):
        page.locator("#mine-title ~ ul a", has_text=TITLE).click()
        page.locator("form[action$='/sign-off/'] button").click()
        expect(page.locator("#messages")).to_contain_text("已取消报名")
