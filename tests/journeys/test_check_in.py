"""Checking in, in real browsers: a host's screen, a phone with signal, and a phone in a cellar that comes back up."""

import re
from typing import Any

from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import ViewportSize as Size

from tests.journeys.test_way_in import add_passkey, printed_codes, use_code, virtual_authenticator
from tests.journeys.walking import DESK, PHONE, Looked, open_as, wait_for_service_worker

#: How many check-ins the phone keeps.
KEPT = """() => new Promise((done) => {
  const opening = indexedDB.open("goodstanding");
  opening.onsuccess = () => {
    if (!opening.result.objectStoreNames.contains("kept")) return done(0);
    const asked = opening.result.transaction("kept").objectStore("kept").count();
    asked.onsuccess = () => done(asked.result);
  };
})"""
#: How many things of whatever sort it keeps.
HELD = """() => new Promise((done) => {
  const opening = indexedDB.open("goodstanding");
  opening.onsuccess = async () => {
    let held = 0;
    for (const name of opening.result.objectStoreNames) {
      const asked = opening.result.transaction(name).objectStore(name).count();
      held += await new Promise((counted) => { asked.onsuccess = () => counted(asked.result); });
    }
    done(held);
  };
})"""
CODE = re.compile(r"/in/[\w-]{55}/$")


def open_meeting(host: Page, demo: str) -> str:
    """Plans a meeting that begins today, opens its doors, and gives the address of its pages."""
    host.goto(f"{demo}/units/D101/meetings/new/")
    host.get_by_role("link", name="Branch general meeting").click()
    host.locator("#id_on").fill(host.evaluate("new Date().toLocaleDateString('sv', {timeZone: 'Asia/Shanghai'})"))
    host.locator("#id_at").fill("00:00")
    host.get_by_role("button", name="Plan without notifying yet").click()
    host.wait_for_url(re.compile(r"/desk/meetings/[\w-]{22}/"))
    meeting = re.match(r".*/desk/meetings/[\w-]{22}/", host.url)
    assert meeting
    host.get_by_role("button", name="Start check-in").click()
    return meeting[0]


def new_phone(
    browser: Browser, demo: str, code: str, said: list[str], *, locale: str = "en-GB", size: Size = PHONE
) -> Page:
    """A member's phone, signed in with a printed code and a password, with a passkey in it."""
    page = browser.new_context(viewport=size, locale=locale).new_page()
    page.on("console", lambda told: said.append(told.text) if told.type == "error" else None)
    enrol(page, demo, code)
    return page


def enrol(page: Page, demo: str, code: str) -> None:
    """Signs in with a printed code, and adds a passkey."""
    use_code(page, demo, code)
    virtual_authenticator(page)
    add_passkey(page, demo)
    page.locator("#mfa_webauthn_add").click()
    expect(page).not_to_have_url(re.compile("passkeys/add"), timeout=30_000)


def with_short_code(page: Page, host: Page, demo: str, meeting: str) -> str:
    """Types what the host reads out; gives where that led, which is where the code on the screen leads."""
    host.goto(f"{meeting}door/")
    short = host.locator(".short-code").inner_text()
    page.goto(f"{demo}/check-in/")
    page.locator("#typed").fill(short)
    page.locator("form:has(#typed) button").click()
    expect(page).to_have_url(CODE, timeout=30_000)
    return page.url


def opens_it_at_once(page: Page, code: str) -> None:
    """A phone that knows its member opens the page for a code without asking anybody for it."""
    wait_for_service_worker(page)
    answer = page.goto(code)
    assert answer, "a page came"
    assert answer.from_service_worker, "it was on the phone"
    expect(page.locator("[data-use-passkey]")).to_be_visible()


def state(page: Page, name: str) -> Any:
    """One of the large states."""
    return page.locator(f'[data-state="{name}"]')


def codes_for_others(host: Page, demo: str) -> list[str]:
    """Printed codes of members of the host's branch. Whoever uses their own is signed out everywhere else."""
    own = host.locator(".account-name").first.inner_text()
    return [code for _number, name, code in printed_codes(host, demo) if name != own]


def test_a_host_and_two_phones_one_of_them_in_a_cellar(
    browser: Browser, demo: str, pages: list[Page], console: list[str], looked: Looked
) -> None:
    host = open_as(browser, demo, "secretary", "en", DESK, console)
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
    with_short_code(above, host, demo, meeting)
    above.locator("[data-use-passkey]").click()
    expect(state(above, "late")).to_be_visible(timeout=30_000)
    expect(state(above, "late")).to_contain_text("Branch general meeting")
    expect(state(above, "late")).to_contain_text(re.compile(r"You are checked in, late: .* after the start"))
    looked.as_it_is(above, "check-in-late")
    assert above.evaluate(KEPT) == 0

    ignored: list[str] = []  # Without signal a browser complains of nothing else.
    below = new_phone(browser, demo, codes[1], ignored)
    pages.append(below)
    code = with_short_code(below, host, demo, meeting)
    opens_it_at_once(below, code)
    below.context.set_offline(True)
    below.goto(code)
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

    host.goto(f"{meeting}door/")
    looked.as_it_is(host, "check-in-door")
    host.locator("#id_heads").fill("1")
    host.get_by_role("button", name="Save this number").click()
    expect(host.locator("body")).to_contain_text("2 people are marked as present; the host counted 1.")
    looked.as_it_is(host, "check-in-doubt")
    host.get_by_label("The person was there; I saw them").check()
    host.get_by_role("button", name="Clear").click()
    expect(host.locator("body")).to_contain_text("Nothing to check.")
    assert console == []

    below.goto(f"{demo}/me/")
    below.locator("main form[action='/accounts/logout/'] button").click()
    below.wait_for_url(f"{demo}/")
    assert below.evaluate(HELD) == 0
