"""A member reads a line, objects, and is answered by somebody without a hand in it; every step stays readable."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.journeys.test_demo import DESK, PHONE, open_as

#: What buttons and notes say.
SAYS = {
    "en": {
        "send": "Send the objection",
        "waits": "Waiting for a ruling",
        "uphold": "Uphold: make it an excused absence",
        "rule": "Rule",
        "told": "the member is told",
        "upheld": "Upheld",
    },
    "zh-hans": {
        "send": "提交异议",
        "waits": "待答复",
        "uphold": "异议成立：改为请假",
        "rule": "答复",
        "told": "已告知本人",
        "upheld": "成立",
    },
}
REASON, WHY = "当天已向支部请假。", "请假条在支部存档。"


@pytest.fixture
def console() -> list[str]:
    """What the browser complains of."""
    return []


@pytest.fixture
def looked(tmp_path: Path) -> Callable[[Page, str], None]:
    """Looks at a page: it fits its screen and can be read by everybody. Leaves a picture."""

    def look(page: Page, name: str) -> None:
        page.wait_for_load_state("networkidle")
        page.screenshot(path=tmp_path / f"{name}.png", full_page=True)
        width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert width <= 0, name
        broken = [one for one in Axe().run(page).response["violations"] if one["impact"] in {"serious", "critical"}]
        assert [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in broken] == [], name

    return look


@pytest.fixture(params=[("en", PHONE, DESK, 0), ("zh-hans", DESK, PHONE, 1)], ids=["en", "zh-hans"])
def walk(
    request: pytest.FixtureRequest, browser: Browser, demo: str, console: list[str]
) -> Iterator[tuple[str, Page, Page, int]]:
    """A language, the member's browser, the officer's, and which fact is doubted: each language another one."""
    language, small, large, place = request.param
    member = open_as(browser, demo, "member", language, small, console)
    officer = open_as(browser, demo, "officer", language, large, console)
    yield language, member, officer, place
    member.context.close()
    officer.context.close()


def test_a_member_objects_and_reads_every_step(
    walk: tuple[str, Page, Page, int], demo: str, console: list[str], looked: Callable[[Page, str], None]
) -> None:
    language, member, officer, place = walk
    says = SAYS[language]
    member.goto(f"{demo}/my/standing/")
    # The latest published month; its line of the themed days has a fact in most months.
    month = member.locator("a[href^='/my/standing/20']").first.get_attribute("href") or ""
    member.goto(f"{demo}{month.rstrip('/').rsplit('/', 1)[0] if month.count('/') > 4 else month.rstrip('/')}/ORG04/")
    looked(member, "0-line")
    member.locator(".facts-list a.object").nth(place).click()
    looked(member, "1-object")
    member.locator("form.sheet textarea").fill(REASON)
    member.get_by_role("button", name=says["send"]).click()
    expect(member.locator("main")).to_contain_text(says["waits"])
    looked(member, "2-made")
    mine = member.url
    officer.goto(f"{demo}/desk/objections/")
    looked(officer, "3-to-rule")
    officer.locator("main .entries a").first.click()
    expect(officer.locator("main")).to_contain_text(REASON)
    looked(officer, "4-ruling")
    officer.get_by_label(says["uphold"]).check()
    officer.locator("textarea[name=reason]").fill(WHY)
    officer.locator("form.sheet").get_by_role("button", name=says["rule"], exact=True).click()
    expect(officer.locator("body")).to_contain_text(says["told"])
    looked(officer, "5-ruled")
    member.goto(mine)
    for told in (REASON, WHY, says["upheld"]):
        expect(member.locator("main")).to_contain_text(told)
    looked(member, "6-upheld")
    member.goto(f"{demo}/my/objections/")
    looked(member, "7-mine")
    officer.goto(f"{demo}/desk/")
    looked(officer, "8-work")
    assert console == []
