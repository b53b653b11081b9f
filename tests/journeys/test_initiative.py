"""What a member does of their own accord, on the phone, and what the branch's secretary does with it."""

from playwright.sync_api import Browser, Page, expect

from tests.journeys.jobs import job
from tests.journeys.walking import PHONE, Looked, open_as

ITEM = "每周六到书屋值班"
IDEA = "会前把议程发到每个人"


def test_a_pledge_and_a_suggestion_go_from_the_phone_to_the_branch_and_back(
    browser: Browser, demo: str, pages: list[Page], console: list[str], looked: Looked
) -> None:
    member = open_as(browser, demo, "member", "zh-hans", PHONE, console)
    secretary = open_as(browser, demo, "secretary", "zh-hans", PHONE, console)
    pages += [member, secretary]
    pledge(member, demo, looked)
    suggest(member, demo, looked)
    answer(secretary, demo, looked)
    member.goto(f"{demo}/my/suggestions/")
    expect(member.locator("main")).to_contain_text("已采纳")
    assert console == []


def pledge(page: Page, demo: str, looked: Looked) -> None:
    """The member, from their own page: the pledge that the branch typed in for them is taken back for another."""
    page.goto(f"{demo}/my/pledge/")
    if page.locator("#withdraw-reason, details:has(form[action$='/withdraw/'])").count():
        page.locator("details:has(form[action$='/withdraw/']) summary").click()
        page.locator("form[action$='/withdraw/'] button").click()
        expect(page.locator("details:has(form[action$='/withdraw/'])")).to_have_count(0)
    page.goto(f"{demo}/me/")
    with job(page, "Make my pledge for the year"):
        page.locator("main a[href='/my/initiative/']").click()
        page.locator("main a[href='/my/pledge/']").click()
        page.locator("#id_item1").fill(ITEM)
        looked.as_it_is(page, "pledge-new")
        page.locator("form.sheet button[type=submit]").click()
        expect(page.locator("#messages")).to_contain_text("承诺已登记")
    with job(page, "Report an item of my pledge as fulfilled"):
        page.locator(".things summary").first.click()
        page.locator(".things textarea").first.fill("每个周六都去了。")
        looked.as_it_is(page, "pledge-own")
        page.locator(".things form button[type=submit]").first.click()
        expect(page.locator("#messages")).to_contain_text("已申报")


def suggest(page: Page, demo: str, looked: Looked) -> None:
    """The member makes a suggestion to the branch."""
    page.goto(f"{demo}/me/")
    with job(page, "Make a suggestion"):
        page.locator("main a[href='/my/initiative/']").click()
        page.locator("main a[href='/my/suggestions/']").click()
        page.locator("main a[href='/my/suggestions/new/']").click()
        page.locator("#id_title").fill(IDEA)
        page.locator("#id_text").fill("会上就不用从头念起。")
        looked.as_it_is(page, "suggestion-new")
        page.locator("form.sheet button[type=submit]").click()
        expect(page.locator("#messages")).to_contain_text("已提交")


def answer(page: Page, demo: str, looked: Looked) -> None:
    """The secretary, from the work list."""
    page.goto(f"{demo}/desk/")
    name = page.locator("main a[href*='/desk/pledges/']").last
    with job(page, "Confirm all that a member reported of a pledge"):
        name.click()
        looked.as_it_is(page, "pledge-at-desk")
        page.locator("form.deeds button").click()
        expect(page.locator("#messages")).to_contain_text("已确认")
    page.goto(f"{demo}/desk/")
    with job(page, "Adopt a suggestion"):
        page.locator("main a[href*='/desk/suggestions/']", has_text=IDEA).click()
        page.locator("label", has=page.locator("input[name=answer][value=adopt]")).click()
        looked.as_it_is(page, "suggestion-at-desk")
        page.locator("form.sheet button[type=submit]").click()
        expect(page.locator("#messages")).to_contain_text("已答复")
