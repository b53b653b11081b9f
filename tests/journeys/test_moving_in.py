"""Who moves in after a meeting was announced is on its lists at once, and off those of the branch before."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.checking_in import new_phone, state, with_short_code
from tests.journeys.walking import PHONE, Looked, open_as
from tests.journeys.way_in import printed_codes

OLD, NEW = "D102", "D101"
MEETING = re.compile(r".*/desk/meetings/([\w-]{22})/")


def test_a_newcomer_is_called_to_what_comes_and_no_longer_to_what_they_left(
    browser: Browser, demo: str, pages: list[Page], console: list[str], looked: Looked
) -> None:
    officer = open_as(browser, demo, "officer", "en", PHONE, console)
    pages.append(officer)
    number, name, code = printed_codes(officer, demo, f"{OLD}/")[-1]
    mover = new_phone(browser, demo, code, console)
    pages.append(mover)
    left = announced(officer, demo, OLD, timedelta(days=5))
    coming = announced(officer, demo, NEW, timedelta(minutes=90))
    mover.goto(f"{demo}/home/")
    expect(meetings_of(mover, left)).not_to_have_count(0)
    expect(meetings_of(mover, coming)).to_have_count(0)

    move(officer, mover, demo, number)

    for address in ("/home/", "/to-do/", "/my/meetings/"):
        mover.goto(f"{demo}{address}")
        expect(meetings_of(mover, coming)).not_to_have_count(0)
        expect(meetings_of(mover, left)).to_have_count(0)
    mover.goto(f"{demo}/my/calendar/")
    mover.locator("main button[name=do]").first.click()
    calendar = mover.request.get(mover.locator("textarea#address").input_value()).text().replace("\r\n ", "")
    assert coming in calendar
    assert left not in calendar

    mover.goto(f"{demo}/my/meetings/{coming}/")
    expect(mover.locator("main")).to_contain_text("Welcome")
    looked.as_it_is(mover, "moved-in")
    officer.goto(f"{demo}/desk/meetings/{coming}/")
    officer.get_by_role("button", name="Start check-in").click()
    expect(officer.locator("#roll .roll-line", has_text=name).first).to_be_visible()
    code_page = with_short_code(mover, officer, demo, f"{demo}/desk/meetings/{coming}/")
    mover.goto(code_page)
    mover.locator("[data-use-passkey]").click()
    expect(state(mover, "present")).to_be_visible(timeout=30_000)
    assert console == []


def announced(host: Page, demo: str, unit: str, ahead: timedelta) -> str:
    """Plans a meeting that begins in a while, notifies everyone, and gives its key."""
    starts = datetime.now(ZoneInfo("Asia/Shanghai")) + ahead
    host.goto(f"{demo}/units/{unit}/meetings/new/")
    host.get_by_role("link", name="Branch general meeting").click()
    host.locator("#id_on").fill(f"{starts:%Y-%m-%d}")
    host.locator("#id_at").fill(f"{starts:%H:%M}")
    host.get_by_role("button", name="Plan and notify everyone").click()
    host.wait_for_url(MEETING)
    found = MEETING.match(host.url)
    assert found
    return found[1]


def move(officer: Page, mover: Page, demo: str, number: str) -> None:
    """The officer above both branches asks, the member agrees."""
    officer.goto(f"{demo}/desk/search/?q={number}")
    person = officer.locator("main a[href^='/members/']").first.get_attribute("href")
    officer.goto(f"{demo}{person}transfer/")
    if officer.get_by_role("button", name="Open the record").count():
        officer.get_by_role("button", name="Open the record").click()
    officer.locator("input[name=code]").fill(NEW)
    officer.locator("[name=reason]").fill("Moved house.")
    officer.locator("main form button[type=submit]").last.click()
    officer.wait_for_url("**/transfers/")
    mover.goto(f"{demo}/home/")
    mover.locator("main a[href^='/transfers/']").first.click()
    mover.locator("label:has(input[name=agrees][value=yes])").click()
    mover.locator("form:has(input[name=agrees]) button[type=submit]").click()
    expect(mover.locator("input[name=agrees]")).to_have_count(0)


def meetings_of(page: Page, key: str) -> Locator:
    """The links to a meeting on a member's page."""
    return page.locator(f"main a[href^='/my/meetings/{key}/']")
