"""A paper roll of thirty names, typed in with the keyboard alone: one key a name, and no hand leaves it."""

import re
import time

from playwright.sync_api import Browser, Page, expect

from tests.journeys.checking_in import open_meeting
from tests.journeys.walking import PHONE, Looked, open_as

NAMES = 30
#: Answers to a press of a mouse's button, of which there are to be none.
COUNTS = """() => {
  window.pressed = 0;
  for (const kind of ["mousedown", "touchstart"]) addEventListener(kind, () => { window.pressed += 1; }, true);
}"""


SAYS = {
    "en": {"print": "Make a roll to print", "typed": "30 lines are typed in.", "again": "1 line is typed in."},
    "zh-hans": {"print": "生成可打印的签到册", "typed": "已录入30行。", "again": "已录入1行。"},
}


def test_thirty_names_take_a_key_each_and_no_mouse_and_the_last_key_counts(
    browser: Browser, demo: str, language: str, pages: list[Page], console: list[str], looked: Looked
) -> None:
    says, host = SAYS[language], open_as(browser, demo, "secretary", "en", PHONE, console)
    meeting, page = open_meeting(host, demo), open_as(browser, demo, "secretary", language, PHONE, console)
    pages += [host, page]
    page.goto(f"{meeting}paper/")
    with page.expect_download() as printed:
        page.get_by_role("button", name=says["print"]).click()
    code = re.search(r"roll-(\w+)\.pdf", printed.value.suggested_filename)
    assert code
    page.goto(f"{demo}/desk/meetings/paper/")
    page.evaluate(COUNTS)
    presses = 0

    def press(key: str) -> None:
        nonlocal presses
        presses += 1
        page.keyboard.press(key)

    # The page puts the cursor where one types.
    expect(page.locator("main input[name=code]")).to_be_focused()
    for letter in code[1]:
        press(letter)
    press("Enter")
    page.wait_for_url(re.compile("/desk/meetings/paper/.+"))
    page.evaluate(COUNTS)
    lines = page.locator(".paper-line input")
    assert lines.count() >= NAMES
    expect(lines.first).to_be_focused()
    before, begun = presses, time.monotonic()
    for place in range(NAMES):
        press("1234"[0 if place % 7 else place % 4])
    took, for_names = time.monotonic() - begun, presses - before
    assert for_names <= 2 * NAMES
    assert took < 30, "the page keeps up with whoever types"
    assert [lines.nth(place).input_value() for place in range(8)] == ["1"] * 7 + ["4"]
    expect(lines.nth(NAMES)).to_be_focused()
    press("ArrowUp")
    press("2")
    assert lines.nth(NAMES - 1).input_value() == "2", "a slip is put right by going back"
    looked.as_it_is(page, f"paper-typed-{language}")
    press("Enter")
    page.wait_for_url(f"{meeting}roll/")
    expect(page.get_by_text(says["typed"])).to_be_visible()
    assert presses <= 2 * NAMES
    assert page.evaluate("window.pressed ?? 0") == 0
    expect(page.locator(".roll-is-present")).not_to_have_count(0)
    late = page.locator(".roll-is-late").count()

    again(page, f"{demo}/desk/meetings/paper/{code[1]}/")
    expect(page.get_by_text(says["again"])).to_be_visible()
    expect(page.locator(".roll-is-late")).to_have_count(late + 1)
    looked.as_it_is(page, f"paper-roll-{language}")
    assert console == []


def again(page: Page, address: str) -> None:
    """Types the first line in once more, with a slip that is put right: the last key counts."""
    page.goto(address)
    expect(page.locator(".paper-line input").first).to_be_focused()
    for key in ("1", "ArrowUp", "2", "Enter"):
        page.keyboard.press(key)
