"""An assignment from the branch's phone to the member's and back, until it stands in the running month."""

from playwright.sync_api import Browser, Page, expect

from tests.journeys.jobs import job
from tests.journeys.walking import PHONE, Looked, open_as

WHAT = "给活动室的椅子编号"


def test_given_to_the_branch_done_on_the_phone_and_accepted_with_its_quality(
    browser: Browser, demo: str, pages: list[Page], console: list[str], looked: Looked
) -> None:
    secretary = open_as(browser, demo, "secretary", "zh-hans", PHONE, console)
    member = open_as(browser, demo, "member", "zh-hans", PHONE, console)
    pages += [secretary, member]
    give(secretary, demo, looked)
    do_it(member, demo, looked)
    judge(secretary, demo, looked)
    read_it(member, demo)
    assert console == []


def give(page: Page, demo: str, looked: Looked) -> None:
    """The secretary, from the work list."""
    page.goto(f"{demo}/desk/")
    with job(page, "Give an assignment to the whole branch"):
        page.locator("main a[href$='/assignments/new/']").click()
        page.locator("#id_title").fill(WHAT)
        page.locator("#id_due_on").fill(page.evaluate("new Date(Date.now() + 864e5 * 9).toLocaleDateString('sv')"))
        looked.as_it_is(page, "assignment-give")
        page.locator("form.sheet button[type=submit]").click()
        expect(page.locator("#messages")).to_contain_text("已交办给")
    looked.as_it_is(page, "assignment-page")
    with job(page, "Record that everyone was informed in person"):
        page.locator("form.inform button").click()
        expect(page.locator("#messages")).to_contain_text("已登记通知")


def do_it(page: Page, demo: str, looked: Looked) -> None:
    """The member, from home: accepted where it waits, handed in on its page, with words that outlive a reload."""
    page.goto(f"{demo}/home/")
    with job(page, "Accept an assignment"):
        page.locator("main .entry-with-deed", has_text=WHAT).get_by_role("button").click()
        expect(page.locator("#messages")).to_contain_text("已接受")
    page.goto(f"{demo}/home/")
    with job(page, "Hand in what I did"):
        page.locator("main a[href*='/my/assignments/']", has_text=WHAT).click()
        page.locator("#id_text").fill("四十把椅子都编了号。")
        looked.as_it_is(page, "assignment-own")
        page.locator("form[enctype] button[type=submit]").click()
        expect(page.locator("#messages")).to_contain_text("已提交")


def judge(page: Page, demo: str, looked: Looked) -> None:
    """The secretary, from the work list again."""
    page.goto(f"{demo}/desk/")
    with job(page, "Accept what was handed in, with its quality"):
        page.locator("main a[href*='/desk/assignments/']", has_text=WHAT).click()
        page.locator("main a[href*='/desk/assignments/of/']").first.click()
        looked.as_it_is(page, "assignment-of-a-member")
        page.locator("label", has=page.locator("input[name=finish-quality][value='4']")).click()
        page.locator("form:has(input[name=do][value=finish]) button[type=submit]").click()
        expect(page.locator("#messages")).to_contain_text("已验收")


def read_it(page: Page, demo: str) -> None:
    """The member finds it in the month that is running, with what it came from."""
    month = page.evaluate("new Date().toLocaleDateString('sv', {timeZone: 'Asia/Shanghai'}).slice(0, 7)")
    page.goto(f"{demo}/my/record/{month}/ASG01/")
    expect(page.locator("main")).to_contain_text(WHAT)
