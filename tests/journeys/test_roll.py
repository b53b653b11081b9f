"""The host's roll on a phone whose signal comes and goes: nothing is lost, nothing comes twice, and no line moves."""

import json
import re
from time import monotonic, time
from typing import Any

from playwright.sync_api import Browser, Page, Route, expect

from tests.journeys.checking_in import open_meeting
from tests.journeys.walking import PHONE, Looked, open_as

#: How many marks wait on the phone.
WAITING = """() => new Promise((done) => {
  const opening = indexedDB.open("goodstanding-roll-marks");
  opening.onsuccess = () => {
    const asked = opening.result.transaction("waiting").objectStore("waiting").count();
    asked.onsuccess = () => { opening.result.close(); done(asked.result); };
  };
})"""
MARKS = """() => new Promise((done) => {
  const opening = indexedDB.open("goodstanding-roll-marks");
  opening.onsuccess = () => {
    const asked = opening.result.transaction("waiting").objectStore("waiting").getAll();
    asked.onsuccess = () => { opening.result.close(); done(asked.result.map((row) => row.mark)); };
  };
})"""
PLACES = "() => [...document.querySelectorAll('.roll-line')].map((line) => [line.offsetTop, line.offsetHeight])"


def lines(host: Page) -> Any:
    """The lines of the roll."""
    return host.locator("#roll .roll-line")


def pressed(host: Page, verdict: str) -> Any:
    """The lines on which a verdict holds."""
    return host.locator(f'#roll .toggle-{verdict}[aria-pressed="true"]')


def tap(line: Any, verdict: str) -> None:
    """One tap."""
    line.locator(f".toggle-{verdict}").click()


def all_is_sent(host: Page) -> None:
    """Waits until the server has answered every mark."""
    for _try in range(120):
        if host.evaluate(WAITING) == 0:
            return
        host.wait_for_timeout(500)
    raise AssertionError("marks still wait")


def test_marks_without_signal_wait_and_arrive_once(
    browser: Browser, demo: str, pages: list[Page], looked: Looked
) -> None:
    ignored: list[str] = []  # Without signal a browser complains of nothing else.
    host = open_as(browser, demo, "secretary", "en", PHONE, ignored, offline=True)
    pages.append(host)
    meeting = open_meeting(host, demo)
    host.goto(f"{meeting}roll/")
    first = lines(host).first.bounding_box()
    assert first is not None
    bar = host.locator("[data-roll-bar]")
    above = bar.bounding_box()
    assert above is not None
    assert first["y"] + first["height"] <= above["y"], "the first line is whole on the first screen"
    assert above["y"] + above["height"] <= PHONE["height"], "the count is on the first screen"
    looked.in_both_languages(host, "roll")
    host.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    host.reload()
    before = host.evaluate(PLACES)

    host.context.set_offline(True)
    for place, verdict in enumerate(("present", "late", "absent")):
        tap(lines(host).nth(place), verdict)
    expect(bar).to_contain_text("3 marks waiting")
    expect(bar).to_contain_text("sent by themselves when it returns")
    expect(lines(host).first).to_contain_text("waiting to be sent")
    expect(bar).to_contain_text(re.compile(r"[12] of \d+ are here"))
    assert host.evaluate(PLACES) == before, "no line moved"
    looked.as_it_is(host, "roll-without-signal")
    host.wait_for_timeout(1500)
    assert host.evaluate(WAITING) == 3
    _the_same_roll_after_a_reload(host, bar)

    sent: list[str] = []

    def lose_an_answer(route: Route) -> None:
        sent.append(route.request.post_data or "")
        if len(sent) == 1:
            route.fetch()
            route.abort()
        else:
            route.continue_()

    host.context.route("**/roll/deliver/", lose_an_answer)
    host.context.set_offline(False)
    all_is_sent(host)
    expect(bar.locator("[data-roll-waiting]")).to_be_hidden()
    assert len(sent) == 2, "sent again, because the answer was lost"
    host.context.unroute("**/roll/deliver/")
    host.reload()
    for verdict in ("present", "late", "absent"):
        expect(pressed(host, verdict)).to_have_count(1)
    expect(lines(host).first.locator("[data-waits]")).to_be_hidden()

    _all_in_half_a_minute(host, bar, looked)
    _a_refusal_stands_at_its_line(host, meeting, demo, looked)


def _the_same_roll_after_a_reload(host: Page, bar: Any) -> None:
    """Without signal the phone shows the roll as it was last opened, with the marks that wait, and marks go on."""
    host.reload()
    expect(bar).to_contain_text("3 marks waiting")
    for verdict in ("present", "late", "absent"):
        expect(pressed(host, verdict)).to_have_count(1)
    moments = [mark["at"] for mark in host.evaluate(MARKS)]
    assert all(abs(moment - time() * 1000) < 120_000 for moment in moments), "by the server's clock, not the page's age"


def _all_in_half_a_minute(host: Page, bar: Any, looked: Looked) -> None:
    """Everyone else in two taps, taken back in one, and once more; the first three stay as they are."""
    total = lines(host).count()
    began = monotonic()
    asks = bar.locator("[data-rest]")
    expect(asks).to_have_text(re.compile(r"Everyone else present \(\d+\)"))
    left = int(re.findall(r"\d+", asks.inner_text())[0])
    asks.click()
    expect(bar).to_contain_text(f"Mark {left} people as present?")
    looked.as_it_is(host, "roll-everyone-else")
    bar.get_by_role("button", name=f"Mark {left} present").click()
    expect(pressed(host, "present")).to_have_count(left + 1)
    all_is_sent(host)
    assert monotonic() - began < 30
    expect(pressed(host, "late")).to_have_count(1)
    host.get_by_role("button", name="Only unmarked").click()
    expect(host.locator("#roll .roll-line:visible")).to_have_count(total - left - 3)
    host.get_by_role("button", name="Only unmarked").click()
    bar.get_by_role("button", name=f"Undo {left}").click()
    expect(pressed(host, "present")).to_have_count(1)
    all_is_sent(host)
    host.reload()
    expect(pressed(host, "present")).to_have_count(1)
    expect(pressed(host, "absent")).to_have_count(1)


def _a_refusal_stands_at_its_line(host: Page, meeting: str, demo: str, looked: Looked) -> None:
    """Somebody is taken off the list meanwhile: the mark says so where it was made, until it was seen."""
    line = lines(host).last

    def refuse(route: Route) -> None:
        marks = json.loads(route.request.post_data or "")["items"]
        text = "This member is not on the list."
        results = [{"once": one["once"], "state": "refused", "text": text} for one in marks]
        route.fulfill(json={"results": results, "goes_on": True})

    host.context.route("**/roll/deliver/", refuse)
    tap(line, "late")
    expect(line.locator(".roll-error")).to_contain_text("Not accepted: Late. This member is not on the list.")
    expect(host.locator("[data-roll-refused]")).to_have_text("1 mark not accepted")
    expect(line.locator('[aria-pressed="true"]')).to_have_count(0)
    host.context.unroute("**/roll/deliver/")
    host.reload()
    looked.as_it_is(host, "roll-refused")
    lines(host).last.get_by_role("button", name="I have seen it").click()
    expect(host.locator("[data-roll-refused]")).to_be_hidden()
    assert demo in meeting
