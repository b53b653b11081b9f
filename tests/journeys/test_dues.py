"""A month of dues on the phone of the branch's secretary, and what a member sees of it."""

from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.journeys.jobs import job
from tests.journeys.walking import PHONE, Looked, open_as

STATEMENT = "交易日期,交易金额,对方户名,附言\n{day},-25.00,张三,退款\n{day},3.33,不在册的人,党费\n"


def test_a_month_is_collected_posted_and_read(
    browser: Browser, demo: str, pages: list[Page], console: list[str], looked: Looked, tmp_path: Path
) -> None:
    secretary = open_as(browser, demo, "secretary", "zh-hans", PHONE, console)
    member = open_as(browser, demo, "member", "en", PHONE, console)
    pages += [secretary, member]
    collect(secretary, demo, looked)
    take_back(secretary, looked)
    import_statement(secretary, demo, looked, tmp_path)
    read(member, demo, looked)
    assert console == []


def collect(page: Page, demo: str, looked: Looked) -> None:
    """The secretary: one member with a tap, everyone else together, and the totals."""
    page.goto(f"{demo}/desk/dues/")
    # The collector's own stands there without a button.
    opened = page.locator("#open-title ~ ul.entries > li:has(form)")
    expect(opened.first).to_be_visible()
    before = opened.count()
    looked.in_both_languages(page, "dues-month")
    with job(page, "Book the dues of a member"):
        opened.first.get_by_role("button").click()
        expect(page.locator("#messages")).to_contain_text("已登记1笔收款")
    expect(opened).to_have_count(before - 1)
    with job(page, "Book the dues of everyone else"):
        page.locator("details.confirm > summary").first.click()
        page.locator("details.confirm button[value=paid]").click()
        expect(page.locator("#messages")).to_contain_text("笔收款")
    expect(opened).to_have_count(0)
    with job(page, "Post the totals of a month's dues"):
        page.locator("button[value=post]").click()
        expect(page.locator("#messages")).to_contain_text("公示总数")


def take_back(page: Page, looked: Looked) -> None:
    """A payment was booked by mistake."""
    with job(page, "Take a payment of dues back"):
        page.locator("#settled-title ~ ul.entries a").first.click()
        page.locator(".dues-line details summary").first.click()
        looked.as_it_is(page, "dues-member")
        page.locator(".dues-line details[open] button").click()
        expect(page.locator("#messages")).to_contain_text("收款已撤销")


def import_statement(page: Page, demo: str, looked: Looked, folder: Path) -> None:
    """A statement with a row that is refused and a row in doubt, which is set aside."""
    file = folder / "bank.csv"
    day = page.evaluate("new Date().toISOString().slice(0, 8) + '01'")
    file.write_bytes(STATEMENT.format(day=day).encode("gb18030"))
    page.goto(f"{demo}/desk/dues/")
    with job(page, "Import a bank statement of dues"):
        page.locator(".page-actions a").click()
        page.locator("input[type=file]").set_input_files(file)
        page.locator("form[enctype] button[type=submit]").click()
        expect(page.locator("#id_day")).to_be_visible()
        page.locator("form[data-keep=columns] button[type=submit]").click()
        expect(page.locator("#refused-title")).to_be_visible()
        looked.as_it_is(page, "dues-statement")
        page.locator("button[value=good]").click()
        expect(page.locator("main a[href$='/dues/rows/']")).to_be_visible()
    with job(page, "Set a row of a bank statement aside"):
        page.locator("main a[href$='/dues/rows/']").click()
        page.locator("main ul.entries a").first.click()
        looked.as_it_is(page, "dues-row")
        page.locator("details.confirm > summary").click()
        page.locator("#aside-reason").fill("不是党费")
        page.locator("details.confirm[open] button").click()
        expect(page.locator("#messages")).to_contain_text("已搁置")


def read(page: Page, demo: str, looked: Looked) -> None:
    """The member: what is due, receipts, and consent to pay ahead."""
    page.goto(f"{demo}/me/")
    with job(page, "See my dues and agree to pay a quarter ahead"):
        page.locator("main a[href='/my/dues/']").click()
        expect(page.locator("#ahead-title")).to_be_visible()
        looked.in_both_languages(page, "dues-own")
        page.locator("form[action='/my/dues/consent/'] button").click()
        expect(page.locator("#messages")).to_contain_text("You can pay a quarter ahead now.")
