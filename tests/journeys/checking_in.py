"""The steps of a check-in, at the meeting's screen and on a member's phone."""

import re
from datetime import datetime
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser, Locator, Page, expect
from playwright.sync_api import ViewportSize as Size

from tests.journeys.walking import PHONE
from tests.journeys.way_in import add_passkey, printed_codes, use_code, virtual_authenticator

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
#: A second meeting of a kind at the same minute asks back; each of these has a minute of its own.
_minutes = count(5)
CODE = re.compile(r"/in/[\w-]{55}/$")


#: The minute that it is where the organization is.
_NOW = """new Date().toLocaleTimeString('en-GB', { timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit' })"""


def is_first_hour() -> bool:
    """Whether the organization's day has only begun: then the meetings of these journeys are not over yet."""
    return datetime.now(ZoneInfo("Asia/Shanghai")).hour == 0


def arrived(page: Page) -> Locator:
    """What a phone says after a check-in to such a meeting: late by hours, in the first hour of a day by minutes."""
    states = ("late", "present") if is_first_hour() else ("late",)
    return page.locator(", ".join(f'[data-state="{name}"]:visible' for name in states))


def open_meeting(host: Page, demo: str, *, now: bool = False) -> str:
    """Plans a meeting that begins today, opens its doors, and gives the address of its pages.

    now: it begins this minute, and so it is not over yet.
    """
    host.goto(f"{demo}/units/D101/meetings/new/")
    host.get_by_role("link", name="Branch general meeting").click()
    expect(host.locator("#id_on")).to_be_visible()
    host.locator("#id_on").fill(host.evaluate("new Date().toLocaleDateString('sv', {timeZone: 'Asia/Shanghai'})"))
    host.locator("#id_at").fill(host.evaluate(_NOW) if now else f"00:{next(_minutes) % 60:02}")
    if not now:
        # The shortest: other journeys read what comes next, and this is over by then.
        host.locator("#id_minutes").select_option("30")
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
    page.goto(f"{demo}/home/")
    return type_code(page, host.locator(".short-code").inner_text())


def type_code(page: Page, short: str) -> str:
    """The same with a code that was heard, from the member's first page."""
    page.locator("nav a[href='/check-in/']:visible").click()
    page.locator("#typed").fill(short)
    page.locator("form:has(#typed) button").click()
    expect(page).to_have_url(CODE, timeout=30_000)
    return page.url


def state(page: Page, name: str) -> Any:
    """One of the large states."""
    return page.locator(f'[data-state="{name}"]')


def codes_for_others(host: Page, demo: str) -> list[str]:
    """Printed codes of members of the host's branch. Whoever uses their own is signed out everywhere else."""
    own = host.locator(".account-name").first.inner_text()
    return [code for _number, name, code in printed_codes(host, demo) if name != own]
