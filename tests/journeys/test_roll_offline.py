"""The host's roll in a cellar: taken along, marked without signal, delivered once; and the phone tells nobody."""

import re
from typing import Any

from playwright.sync_api import Browser, Dialog, Page, Route, expect

from tests.journeys.checking_in import new_phone, open_meeting
from tests.journeys.walking import PHONE, Looked, open_as, wait_for_service_worker
from tests.journeys.way_in import printed_codes

#: Three people came; whoever shows a code may be one of those who are only welcome.
THREE = re.compile(r"3 of \d+ are here|2 of \d+ are here, and 1 who")
WORD = "Osmanthus 桂花 lantern"
#: Everything that the browser keeps of a roll, as text: what is binary as the bytes would read.
HELD = """() => new Promise((done, fail) => {
  const opening = indexedDB.open("goodstanding-roll");
  opening.onerror = () => fail(opening.error);
  opening.onsuccess = async () => {
    const read = (value) => value instanceof ArrayBuffer || ArrayBuffer.isView(value)
      ? new TextDecoder().decode(value) : value && typeof value === "object"
      ? Object.entries(value).map(([name, one]) => name + "=" + read(one)).join(";") : String(value);
    const rows = [];
    for (const name of opening.result.objectStoreNames) {
      const asked = opening.result.transaction(name).objectStore(name).getAll();
      rows.push(...(await new Promise((found) => { asked.onsuccess = () => found(asked.result); })));
    }
    opening.result.close();
    done(rows.map(read));
  };
})"""


def take_along(host: Page, meeting: str) -> None:
    """Takes the roll along, and opens the page that is kept."""
    host.goto(f"{meeting}roll/")
    host.get_by_text("Offline roll").click()
    host.locator("#take-word").fill(WORD)
    host.get_by_role("button", name="Save it on this phone").click()
    expect(host.locator("[data-take-said]")).to_contain_text("The roll is on this phone")
    wait_for_service_worker(host)
    host.get_by_role("link", name="Open the roll on this phone").click()
    expect(view(host, "locked")).to_be_visible()


def view(host: Page, name: str) -> Any:
    """One of the views of the kept page."""
    return host.locator(f'[data-view="{name}"]')


def unlock(host: Page, word: str = WORD) -> None:
    """Types the word."""
    host.locator("#roll-word").fill(word)
    host.get_by_role("button", name="Open the roll").click()


def shown_code(phone: Page, meeting: str) -> str:
    """The code that a member's phone shows, as text."""
    phone.goto(meeting.replace("/desk/meetings/", "/my/meetings/"))
    phone.get_by_role("link", name="Show my code").click()
    phone.get_by_role("button", name="Show my code").click()
    expect(phone.locator(".code-drawn")).to_be_visible(timeout=30_000)
    expect(phone.locator("[data-left]")).to_have_text(re.compile(r"Valid for \d+ more seconds"))
    phone.get_by_text("The code as text").click()
    return phone.locator(".code-text").inner_text().strip()


def toggle(host: Page, name: str, verdict: str) -> None:
    """Marks somebody."""
    lines(host).filter(has_text=name).first.get_by_role("button", name=verdict).click()


def lines(host: Page) -> Any:
    """The lines of the kept roll."""
    return host.locator("[data-list] .roll-line")


def scan(host: Page, code: str, says: str) -> None:
    """Pastes a code, as a reader would."""
    host.locator("#scan-code").fill(code)
    host.get_by_role("button", name="Use this code").click()
    expect(host.locator("[data-scan-answer]")).to_contain_text(says)


def undo(host: Page, name: str) -> None:
    """Finds somebody and takes the mark back."""
    host.locator("[data-roll-search]").fill("nobody of this name")
    expect(host.locator("[data-roll-none]")).to_be_visible()
    host.locator("[data-roll-search]").fill(name)
    expect(host.locator("[data-list] .roll-line:visible")).to_have_count(1)
    found = lines(host).filter(has_text=name).first
    found.locator("summary").click()
    found.get_by_label("Reason").fill("They came after all")
    found.locator("form").get_by_role("button", name="Undo").click()


def opens_nowhere_else(host: Page) -> None:
    """Two pages that write into one roll would forget what the other wrote."""
    beside = host.context.new_page()
    beside.goto(host.url)
    unlock(beside)
    expect(beside.locator("[data-wrong]")).to_contain_text("open in another tab")
    beside.close()


def unlucky(host: Page) -> list[str]:
    """Lets the first delivery be turned away and the answer of the second be lost. Gives what has happened so far."""
    met: list[str] = []

    def meet(route: Route) -> None:
        if not met:
            met.append("turned away")
            route.fulfill(status=503, headers={"Retry-After": "1"})
        elif len(met) == 1:
            route.fetch()
            met.append("answer lost")
            route.abort()
        else:
            met.append("arrived")
            route.continue_()

    host.context.route("**/roll/deliver/", meet)
    return met


def all_is_delivered(host: Page) -> None:
    """Everything goes by itself; the list goes with it, or when the host says so while the meeting goes on."""
    expect(host.locator("[data-sync]")).to_have_text("There are no marks to send.", timeout=60_000)
    host.wait_for_timeout(1000)
    if not view(host, "finished").is_visible():
        host.get_by_role("button", name="Send and remove it from this phone").click()
    expect(view(host, "finished")).to_be_visible()
    assert host.evaluate(HELD) == []


def test_a_roll_is_kept_in_a_cellar_and_delivered_once(
    browser: Browser, demo: str, pages: list[Page], console: list[str], looked: Looked
) -> None:
    ignored: list[str] = []  # Without signal a browser complains of nothing else.
    host = open_as(browser, demo, "secretary", "en", PHONE, ignored, offline=True)
    pages.append(host)
    own = host.locator(".account-name").first.text_content()
    _number, shows, slip = next(one for one in reversed(printed_codes(host, demo)) if one[1] != own)
    meeting = open_meeting(host, demo)
    phone = new_phone(browser, demo, slip, console)
    pages.append(phone)
    code = shown_code(phone, meeting)
    looked.as_it_is(phone, "member-code")

    take_along(host, meeting)
    host.context.set_offline(True)
    host.reload()
    expect(view(host, "locked")).to_be_visible()
    looked.as_it_is(host, "roll-kept-locked")
    unlock(host, WORD.lower())
    expect(host.locator("[data-wrong]")).to_be_visible()
    unlock(host)
    expect(view(host, "open")).to_be_visible(timeout=30_000)
    names = [name for name in lines(host).locator("[data-name]").all_inner_texts() if name != shows]
    present, late, absent = names[:3]
    for name, verdict in ((present, "Present"), (late, "Late"), (absent, "Absent")):
        toggle(host, name, verdict)
    host.get_by_text("Scan a code").click()
    scan(host, code, says=shows)
    scan(host, "nonsense", says="not a code that a member")
    expect(host.locator(".roll-count")).to_contain_text(THREE)
    expect(host.locator("[data-sync]")).to_contain_text("4 marks are waiting")
    looked.as_it_is(host, "roll-kept-open")

    held = host.evaluate(HELD)
    assert len(held) == 5
    for hidden in (*names, shows, "present", "absent", code, "lantern", meeting.split("/")[-2]):
        assert not [row for row in held if hidden in row], hidden

    host.reload()
    unlock(host)
    expect(host.locator(".roll-count")).to_contain_text(THREE, timeout=30_000)
    opens_nowhere_else(host)
    undo(host, absent)
    expect(host.locator("[data-sync]")).to_contain_text("5 marks are waiting")
    met = unlucky(host)
    host.context.set_offline(False)
    all_is_delivered(host)
    assert met == ["turned away", "answer lost", "arrived"]
    looked.as_it_is(host, "roll-kept-finished")

    host.goto(f"{meeting}roll/")
    expect(host.locator(".roll-count")).to_contain_text(THREE)
    looked(host, "roll-with-scan-and-along")
    for name, verdicts in ((present, ["Present"]), (late, ["Late"]), (absent, [])):
        found = host.locator(".roll-line").filter(has_text=name).first
        assert found.locator('[aria-pressed="true"]').all_inner_texts() == verdicts
    expect(host.locator(".roll-line").filter(has_text=shows).first).to_contain_text(
        "The host scanned the member's code"
    )
    assert console == []


def test_signing_out_asks_about_marks_that_were_not_delivered_and_wipes_the_roll(
    browser: Browser, demo: str, pages: list[Page]
) -> None:
    host = open_as(browser, demo, "secretary", "en", PHONE, [], offline=True)
    pages.append(host)
    take_along(host, open_meeting(host, demo))
    host.context.set_offline(True)
    unlock(host)
    expect(view(host, "open")).to_be_visible(timeout=30_000)
    toggle(host, lines(host).locator("[data-name]").first.inner_text(), "Leave")
    expect(host.locator("[data-sync]")).to_contain_text("1 mark is waiting")
    host.reload()
    host.context.set_offline(False)
    host.goto(f"{demo}/me/")
    asked: list[str] = []
    answers = iter([False, True])

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.message)
        if next(answers):
            dialog.accept()
        else:
            dialog.dismiss()

    host.on("dialog", answer)
    sign_out = host.locator("main form[action='/accounts/logout/'] button")
    sign_out.click()
    host.wait_for_timeout(1000)
    assert len(host.evaluate(HELD)) == 2, "whoever changes their mind loses nothing"
    sign_out.click()
    host.wait_for_url(f"{demo}/")
    assert [text[:36] for text in asked] == ["This phone still has marks of a roll"] * 2
    assert host.evaluate(HELD) == []
