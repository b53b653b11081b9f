"""The yearly debriefing with a comment, help given, a letter on paper, and what it all takes a secretary."""

from playwright.sync_api import Browser, Page, expect

from tests.journeys.jobs import job
from tests.journeys.walking import DESK, PHONE, Looked, open_as

_COMMENT, _TITLE = "走访老党员还可以早一些。", "活动室的灯"


def test_a_debriefing_is_handed_in_and_commented_and_paper_and_help_count(
    browser: Browser, demo: str, pages: list[Page], console: list[str], looked: Looked
) -> None:
    member = open_as(browser, demo, "member", "zh-hans", PHONE, console)
    secretary = open_as(browser, demo, "secretary", "zh-hans", PHONE, console)
    pages += [member, secretary]
    report(secretary, demo, looked)
    comment(member, demo, looked)
    helped(member, demo, looked)
    on_paper(secretary, demo, looked)
    workload(browser, demo, pages, console, looked)
    assert console == []


def report(page: Page, demo: str, looked: Looked) -> None:
    """The secretary's own report, which is begun from the records."""
    page.goto(f"{demo}/desk/")
    with job(page, "Hand in the yearly debriefing"):
        page.locator("main a[href*='/desk/debriefings/']").first.click()
        expect(page.locator("main")).to_contain_text("数据来源")
        looked.as_it_is(page, "debriefing-write")
        page.locator("button[value=hand_in]").click()
        expect(page.locator("#messages")).to_contain_text("已提交")
    looked.as_it_is(page, "debriefings")


def comment(page: Page, demo: str, looked: Looked) -> None:
    """A member of the branch, from their own page."""
    page.goto(f"{demo}/me/")
    with job(page, "Comment on a debriefing"):
        page.locator("main a[href='/my/debriefings/']").click()
        page.locator("main a[href^='/my/debriefings/']").first.click()
        page.locator("#id_text").fill(_COMMENT)
        page.locator("form.sheet button[type=submit]").click()
        expect(page.locator("#messages")).to_contain_text("截止日前可以修改")
    looked.in_both_languages(page, "debriefing-own")


def helped(page: Page, demo: str, looked: Looked) -> None:
    """The same member: help given to another one, which the other would confirm, and which is taken back."""
    page.goto(f"{demo}/me/")
    with job(page, "Record help I gave"):
        page.locator("main a[href='/my/talks/']").click()
        page.locator("main a[href='/my/talks/help/']").click()
        page.locator("#id_member").select_option(index=1)
        looked.as_it_is(page, "help-new")
        page.locator("form.sheet button[type=submit]").click()
        expect(page.locator("#messages")).to_contain_text("对方确认后计入")
    # The page stands as it was for others who walk there.
    page.locator(".things .card", has_text="传帮带").locator("button[value=withdraw]").click()
    expect(page.locator("#messages")).to_contain_text("已撤销")


def on_paper(page: Page, demo: str, looked: Looked) -> None:
    """The secretary types in a question that a member handed in on paper."""
    page.goto(f"{demo}/units/D101/members/")
    with job(page, "Type in a question on paper"):
        page.locator("main a[href^='/members/']").first.click()
        page.get_by_role("button", name="打开个人记录").click()
        page.locator("main a[href$='/letters/new/']").click()
        page.locator("main a[href$='?kind=question']").click()
        page.locator("#id_title").fill(_TITLE)
        page.locator("#id_text").fill("第三盏灯不亮。")
        looked.as_it_is(page, "letter-paper")
        page.locator("form.sheet button[type=submit]").click()
        expect(page.locator("#messages")).to_contain_text("已录入")
    expect(page.locator("main")).to_contain_text(_TITLE)


def workload(browser: Browser, demo: str, pages: list[Page], console: list[str], looked: Looked) -> None:
    """What it takes secretaries, at the desk of those who ask for the work."""
    page = open_as(browser, demo, "officer", "zh-hans", DESK, console)
    pages.append(page)
    page.goto(f"{demo}/desk/workload/")
    expect(page.locator("main .bars li").first).to_contain_text("分钟")
    looked.in_both_languages(page, "workload")
