"""Talks, contact and an absence on the phone, and what the branch's secretary does with them."""

from playwright.sync_api import Browser, Page, expect

from tests.journeys.jobs import job
from tests.journeys.walking import PHONE, Looked, open_as


def test_a_talk_goes_from_one_phone_to_the_other_and_a_member_reports_an_absence(
    browser: Browser, demo: str, pages: list[Page], console: list[str], looked: Looked
) -> None:
    member = open_as(browser, demo, "member", "zh-hans", PHONE, console)
    secretary = open_as(browser, demo, "secretary", "zh-hans", PHONE, console)
    pages += [member, secretary]
    confirm(member, demo, looked)
    report_absence(member, demo, looked)
    arrange(secretary, demo, looked)
    search(secretary, demo, looked)
    guide(secretary, demo, looked)
    assert console == []


def confirm(page: Page, demo: str, looked: Looked) -> None:
    """The member: a talk that the secretary recorded."""
    page.goto(f"{demo}/my/talks/")
    expect(page.locator(".things .card")).to_have_count(1)
    looked.in_both_languages(page, "talks-own")
    page.goto(f"{demo}/to-do/")
    with job(page, "Confirm a talk that took place"):
        page.locator("form[action*='/my/talks/'] button").first.click()
        expect(page.locator("#messages")).to_contain_text("已登记")
    page.goto(f"{demo}/my/talks/")
    expect(page.locator("main")).to_contain_text("双方已确认")


def report_absence(page: Page, demo: str, looked: Looked) -> None:
    """The member, from their own page: two days, and back again with one tap."""
    page.goto(f"{demo}/me/")
    with job(page, "Report a long absence"):
        page.locator("main a[href='/my/talks/']").click()
        page.locator("main a[href='/my/absence/']").click()
        page.locator("#id_from_on").fill(page.evaluate("new Date(Date.now() + 9 * 864e5).toISOString().slice(0, 10)"))
        page.locator("#id_until_on").fill(
            page.evaluate("new Date(Date.now() + 250 * 864e5).toISOString().slice(0, 10)")
        )  # fmt: skip
        looked.as_it_is(page, "absence-new")
        page.locator("form.sheet button[type=submit]").click()
        expect(page.locator("#messages")).to_contain_text("已报告")
    page.locator("form[action$='/end/'] button").click()
    expect(page.locator("#messages")).to_contain_text("欢迎回来")


def arrange(page: Page, demo: str, looked: Looked) -> None:
    """The secretary, from the list of those with whom there was no talk."""
    page.goto(f"{demo}/desk/care/")
    expect(page.locator("#talk-heart_to_heart-title")).to_be_visible()
    looked.in_both_languages(page, "care-unit")
    with job(page, "Record a talk with a member without a phone"):
        page.locator("main a[href*='/talks/new/?member=']").first.click()
        page.locator("#id_way").select_option("in_person")
        looked.as_it_is(page, "talk-new")
        page.locator("form.sheet button[type=submit]").click()
        expect(page.locator("#messages")).to_contain_text("双方已确认")


def search(page: Page, demo: str, looked: Looked) -> None:
    """The secretary: one step more of a search, and the member is found."""
    page.locator("main a[href*='/desk/searches/']").first.click()
    with job(page, "Record a step of a search"):
        looked.as_it_is(page, "search")
        page.locator("form.sheet button[type=submit]").click()
        expect(page.locator("#messages")).to_contain_text("已登记")
    page.locator("form[action$='/found/'] button").click()
    expect(page.locator("#messages")).to_contain_text("已重新取得联系")


def guide(page: Page, demo: str, looked: Looked) -> None:
    """The secretary: a step of a probation is recorded as done."""
    page.goto(f"{demo}/desk/probation/")
    looked.as_it_is(page, "probations")
    page.locator("main a[href*='/desk/probation/']").last.click()
    expect(page.locator(".things .card").first).to_be_visible()
    with job(page, "Record a step of a probation"):
        looked.as_it_is(page, "probation")
        page.locator("main a[href$='/done/']").first.click()
        page.locator("form.sheet button[type=submit]").click()
        expect(page.locator("#messages")).to_contain_text("已登记")
