"""What a device keeps of check-ins: through a killed browser, a wrong clock and cut answers; and who clears it.

In Chinese and at a desk as well, for not everybody's own device is a telephone.
"""

import json
import os
import signal
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.journeys.checking_in import (
    HELD,
    KEPT,
    arrived,
    codes_for_others,
    enrol,
    new_phone,
    open_meeting,
    state,
    with_short_code,
)
from tests.journeys.conftest import CHROMIUM, QUIET
from tests.journeys.walking import DESK, PHONE, Looked, open_as, wait_for_service_worker
from tests.journeys.way_in import printed_codes

SEND = "**/check-in/send/"
#: Everything that pages of this place can read on the device: databases, stored pages and small values.
LEFT = """async () => {
  const left = [];
  for (const name of await caches.keys()) {
    const store = await caches.open(name);
    for (const request of await store.keys()) left.push(await (await store.match(request)).text());
  }
  left.push(JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie);
  for (const { name } of await indexedDB.databases()) left.push(name);
  return left.join(" ");
}"""


@pytest.fixture
def host(browser: Browser, demo: str, console: list[str], pages: list[Page]) -> Page:
    """The secretary, at a desk."""
    page = open_as(browser, demo, "secretary", "en", DESK, console, offline=True)
    pages.append(page)
    return page


def test_a_member_at_a_desk_checks_in_in_chinese(
    browser: Browser, demo: str, host: Page, pages: list[Page], console: list[str], looked: Looked
) -> None:
    code = codes_for_others(host, demo)[0]
    meeting = open_meeting(host, demo)
    page = new_phone(browser, demo, code, console, locale="zh-CN", size=DESK)
    pages.append(page)
    page.goto(f"{demo}/check-in/")
    assert page.locator("html").get_attribute("lang") == "zh-hans"
    looked.as_it_is(page, "check-in-zh-scan")
    with_short_code(page, host, demo, meeting)
    looked.as_it_is(page, "check-in-zh-ready")
    page.locator("[data-use-passkey]").click()
    expect(arrived(page)).to_be_visible(timeout=30_000)
    expect(arrived(page)).to_contain_text("已签到")
    looked.as_it_is(page, "check-in-zh-late")
    host.context.add_cookies([{"name": "language", "value": "zh-hans", "url": demo}])
    for name in ("screen", "door"):
        host.goto(f"{meeting}{name}/")
        assert host.locator("html").get_attribute("lang") == "zh-hans"
        looked.as_it_is(host, f"check-in-zh-{name}")
    assert console == []


def test_signing_out_asks_about_what_was_not_delivered_and_leaves_nothing_behind(
    browser: Browser, demo: str, host: Page, pages: list[Page], looked: Looked
) -> None:
    number, name, code = next(
        one for one in printed_codes(host, demo) if one[1] != host.locator(".account-name").first.inner_text()
    )
    meeting = open_meeting(host, demo)
    ignored: list[str] = []
    page = new_phone(browser, demo, code, ignored)
    pages.append(page)
    with_short_code(page, host, demo, meeting)
    wait_for_service_worker(page)
    page.context.route(SEND, lambda route: route.abort())
    page.locator("[data-use-passkey]").click()
    expect(state(page, "kept")).to_be_visible(timeout=30_000)
    page.goto(f"{demo}/me/")
    said: list[str] = []
    answers = {"stay": False, "go": True}
    leave = page.locator("main form[action='/accounts/logout/'] button")

    def answer(how: str) -> Callable[[Any], None]:
        def act(dialog: Any) -> None:
            said.append(dialog.message)
            (dialog.accept if answers[how] else dialog.dismiss)()

        return act

    page.once("dialog", answer("stay"))
    leave.click()
    page.wait_for_function("() => true")
    _until(page, lambda: len(said) == 1)
    assert "could not be delivered" in said[0]
    assert page.url == f"{demo}/me/"
    assert page.evaluate(KEPT) == 1, "whoever stays keeps it"
    page.once("dialog", answer("go"))
    leave.click()
    page.wait_for_url(f"{demo}/")
    assert len(said) == 2
    assert page.evaluate(HELD) == 0
    left = page.evaluate(LEFT)
    assert not [word for word in (number, name, code, "assertion", "signature") if word in left]
    host.goto(f"{meeting}screen/")
    expect(host.locator(".venue-figure")).to_contain_text("0 present of")


def _until(page: Page, done: Callable[[], bool]) -> None:
    for _turn in range(120):
        if done():
            return
        page.wait_for_timeout(250)
    raise AssertionError("it never happened")


def _opened(browser: Browser, folder: Path) -> BrowserContext:
    found = browser.browser_type.launch_persistent_context(
        folder, executable_path=CHROMIUM, args=QUIET, viewport=PHONE, locale="en-GB"
    )
    found.set_default_timeout(30_000)
    return found


def _kill(folder: Path) -> None:
    """Kills the browser that has this folder, as a telephone does that runs out of power."""
    for process in Path("/proc").iterdir():
        if process.name.isdecimal() and str(folder) in _command(process):
            os.kill(int(process.name), signal.SIGKILL)


def _command(process: Path) -> str:
    try:
        return (process / "cmdline").read_text()
    except OSError:
        return ""


def test_through_a_killed_browser_a_day_and_five_cut_answers_each_is_delivered_once(
    browser: Browser, demo: str, host: Page, tmp_path: Path
) -> None:
    code = codes_for_others(host, demo)[0]
    meetings = [open_meeting(host, demo) for _meeting in range(2)]
    folder = tmp_path / "telephone"
    below = _opened(browser, folder)
    page = below.pages[0]
    enrol(page, demo, code)
    page.goto(f"{demo}/check-in/")
    wait_for_service_worker(page)
    leads = [with_short_code(page, host, demo, meeting) for meeting in meetings]
    below.set_offline(True)
    for kept, lead in enumerate(leads, start=1):
        page.goto(lead)
        page.locator("[data-use-passkey]").click()
        expect(state(page, "kept")).to_be_visible()
        assert page.evaluate(KEPT) == kept
    below.storage_state(path=tmp_path / "visit.json")
    _kill(folder)

    above = _opened(browser, folder)
    # A browser writes cookies down within half a minute, for which nobody waits here.
    above.add_cookies(json.loads((tmp_path / "visit.json").read_text())["cookies"])
    page = above.pages[0]
    cut: list[int] = []
    page.clock.install(time=datetime.now(UTC) + timedelta(days=1))

    def answer(route: Route) -> None:
        """It arrives, and the answer does not, five times."""
        if len(cut) >= 5:
            route.continue_()
            return
        cut.append(route.fetch().status)
        route.abort()

    above.route(SEND, answer)
    page.goto(f"{demo}/check-in/")
    for _turn in range(60):
        page.wait_for_timeout(500)
        if page.evaluate(KEPT) == 0:
            break
        page.clock.fast_forward("20:00")
    assert page.evaluate(KEPT) == 0, "each goes when the house has answered, and not before"
    assert cut == [200] * 5, "they had arrived all along"
    above.close()
    for meeting in meetings:
        host.goto(f"{meeting}screen/")
        expect(host.locator(".venue-figure")).to_contain_text("1 present of")
