"""Checking in, in real browsers: a host's screen, a phone with signal, and a phone in a cellar that comes back up."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.journeys.checking_in import (
    HELD,
    KEPT,
    arrived,
    codes_for_others,
    is_first_hour,
    new_phone,
    open_meeting,
    state,
    type_code,
    with_short_code,
)
from tests.journeys.jobs import job
from tests.journeys.walking import DESK, Looked, open_as, wait_for_service_worker


def opens_it_at_once(page: Page, code: str) -> None:
    """A phone that knows its member opens the page for a code without asking anybody for it."""
    wait_for_service_worker(page)
    answer = page.goto(code)
    assert answer, "a page came"
    assert answer.from_service_worker, "it was on the phone"
    expect(page.locator("[data-use-passkey]")).to_be_visible()


def says_how_late(page: Page) -> None:
    """Or, in the first hour of a day, that the member was there in time."""
    if state(page, "late").is_visible():
        expect(arrived(page)).to_contain_text(re.compile(r"You are checked in, late: .* after the start"))
    else:
        assert is_first_hour()
        expect(arrived(page)).to_contain_text(re.compile(r"You were there at 00:\d\d:\d\d"))


def test_a_host_and_two_phones_one_of_them_in_a_cellar(
    browser: Browser, demo: str, pages: list[Page], console: list[str], looked: Looked
) -> None:
    host = open_as(browser, demo, "secretary", "en", DESK, console, offline=True)
    pages.append(host)
    codes = codes_for_others(host, demo)[-2:]
    meeting = open_meeting(host, demo)
    host.goto(f"{meeting}screen/")
    expect(host.locator("svg.venue-code")).to_be_visible()
    expect(host.locator("[data-clock]")).to_have_text(re.compile(r"\d\d:\d\d:\d\d"))
    expect(host.locator(".venue-figure")).to_have_text(re.compile(r"0 present of \d+, needed \d+"))
    looked.as_it_is(host, "check-in-screen")

    above = new_phone(browser, demo, codes[0], console)
    pages.append(above)
    host.goto(f"{meeting}door/")
    short = host.locator(".short-code").inner_text()
    above.goto(f"{demo}/home/")
    with job(above, "Check in with the code that is read out"):
        type_code(above, short)
        above.locator("[data-use-passkey]").click()
        expect(arrived(above)).to_be_visible(timeout=30_000)
    expect(arrived(above)).to_contain_text("Branch general meeting")
    says_how_late(above)
    looked.as_it_is(above, "check-in-late")
    assert above.evaluate(KEPT) == 0

    ignored: list[str] = []  # Without signal a browser complains of nothing else.
    below = new_phone(browser, demo, codes[1], ignored)
    pages.append(below)
    code = with_short_code(below, host, demo, meeting)
    opens_it_at_once(below, code)
    below.context.set_offline(True)
    below.goto(code)
    with job(below, "Check in with the code on the screen, without signal"):
        below.locator("[data-use-passkey]").click()
        expect(state(below, "kept")).to_be_visible(timeout=15_000)
    looked.as_it_is(below, "check-in-kept")
    assert below.evaluate(KEPT) == 1
    host.goto(f"{meeting}screen/")
    expect(host.locator(".venue-figure")).to_contain_text("1 present of")
    below.context.set_offline(False)
    expect(below.locator("[data-kept-list]")).to_contain_text("Delivered", timeout=30_000)
    assert below.evaluate(KEPT) == 0
    host.reload()
    expect(host.locator(".venue-figure")).to_contain_text("2 present of")

    _heads_are_counted(host, meeting, looked)
    assert console == []

    below.goto(f"{demo}/me/")
    below.locator("main form[action='/accounts/logout/'] button").click()
    below.wait_for_url(f"{demo}/")
    assert below.evaluate(HELD) == 0


def _heads_are_counted(host: Page, meeting: str, looked: Looked) -> None:
    """The host counts fewer than are marked, and says whom they saw."""
    host.goto(f"{meeting}door/")
    looked.as_it_is(host, "check-in-door")
    host.locator("#id_heads").fill("1")
    host.get_by_role("button", name="Save this number").click()
    expect(host.locator("body")).to_contain_text("2 people are marked as present; the host counted 1.")
    looked.as_it_is(host, "check-in-doubt")
    host.get_by_label("The person was there; I saw them").check()
    host.get_by_role("button", name="Clear").click()
    expect(host.locator("body")).to_contain_text("Nothing to check.")
