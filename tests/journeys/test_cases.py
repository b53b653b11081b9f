"""Warnings on the phone; an order, its reply, and the check by another person; the lists beside them."""

from playwright.sync_api import Browser, Page, expect

from tests.journeys.jobs import job
from tests.journeys.walking import PHONE, Looked, open_as

_TITLE, _REPLY = "补齐三月会议记录", "名单已关闭，记录已补齐。"


def test_an_order_is_replied_to_and_closed_by_another_person(
    browser: Browser, demo: str, pages: list[Page], console: list[str], looked: Looked
) -> None:
    member = open_as(browser, demo, "member", "zh-hans", PHONE, console)
    secretary = open_as(browser, demo, "secretary", "zh-hans", PHONE, console)
    officer = open_as(browser, demo, "officer", "zh-hans", PHONE, console)
    pages += [member, secretary, officer]
    warned(member, demo, looked)
    order(officer, demo, looked)
    reply(secretary, demo, looked)
    check(officer, demo, looked)
    beside(officer, demo, looked)
    assert console == []


def warned(page: Page, demo: str, looked: Looked) -> None:
    """The member, from their own page: what is open, or that nothing is."""
    page.goto(f"{demo}/me/")
    page.locator("main a[href='/my/warnings/']").click()
    expect(page.locator("h1")).to_have_text("我的预警")
    looked.in_both_languages(page, "warnings-own")


def order(page: Page, demo: str, looked: Looked) -> None:
    """The officer above: an order to the secretary, from the page of the branch."""
    page.goto(f"{demo}/units/D101/")
    with job(page, "Open a case about a branch"):
        page.locator("main a[href$='/cases/new/'], .page-actions a[href$='/cases/new/']").first.click()
        expect(page.locator("h1")).to_have_text("立项督办")
        page.locator("#id_title").fill(_TITLE)
        page.locator("#id_reason").fill("走访时看到名单没有关闭。")
        page.locator("#id_text").fill("核对签到，关闭名单，补齐记录。")
        page.locator("#id_owner").select_option(index=owner(page))
        looked.as_it_is(page, "case-new")
        page.locator("form.sheet button[type=submit]").click()
        expect(page.locator("#messages")).to_contain_text("已立项")
    expect(page.locator("main")).to_contain_text(_TITLE)
    looked.as_it_is(page, "cases")


def owner(page: Page) -> int:
    """The place of the secretary of the branch in the list."""
    names = page.locator("#id_owner option").all_text_contents()
    return next(place for place, name in enumerate(names) if "书记" in name)


def reply(page: Page, demo: str, looked: Looked) -> None:
    """The secretary, from the work list."""
    page.goto(f"{demo}/desk/")
    with job(page, "Reply to an order"):
        page.locator("main a[href*='/desk/cases/']", has_text=_TITLE).click()
        expect(page.locator("h1")).to_have_text(_TITLE)
        page.locator("main a[href$='/reply/']").click()
        page.locator("#id_words").fill(_REPLY)
        looked.as_it_is(page, "case-reply")
        page.locator("form.sheet button[type=submit]").click()
        expect(page.locator("#messages")).to_contain_text("已回复")
    expect(page.locator("main")).to_contain_text("等待由回复人以外的同志核查")


def check(page: Page, demo: str, looked: Looked) -> None:
    """The officer: another person than the one who replied."""
    page.goto(f"{demo}/desk/")
    with job(page, "Check a reply and close the case"):
        page.locator("main a[href*='/desk/cases/']", has_text=_TITLE).click()
        expect(page.locator("main")).to_contain_text(_REPLY)
        looked.in_both_languages(page, "case")
        page.locator("main a[href$='/close/']").click()
        page.locator("#id_words").fill("抽查了名单，已关闭。")
        page.locator("form.sheet button[type=submit]").click()
        expect(page.locator("#messages")).to_contain_text("已办结")
    expect(page.locator("main")).to_contain_text("核查通过，办结")


def beside(page: Page, demo: str, looked: Looked) -> None:
    """The warnings of the units, the list of those that need help, and the accountability files."""
    for address, title, name in (
        ("/desk/warnings/", "预警", "warnings"),
        ("/desk/weak-units/", "软弱涣散党支部", "weak-units"),
        ("/desk/accountability/", "问责", "accountability"),
    ):
        page.goto(f"{demo}{address}")
        expect(page.locator("h1")).to_have_text(title)
        looked.as_it_is(page, name)
