"""A secretary holds a meeting from its plan to its end: planned, told, opened, marked, voted on and closed."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.walking import Looked

SAYS = {
    "en": {
        "plan": "Plan a meeting", "kind": "Branch general meeting", "told": "Planned, and everyone is notified.",
        "tell": "Plan and notify everyone", "open": "Start check-in", "quorum": "Quorum reached",
        "minutes": "Save the minutes", "vote": "Record the vote", "carried": "Carried.",
        "close": "Close the meeting", "closed": "Closed.", "present": "Present",
        "absent": "Absent", "correct": "Correct this resolution",
        "stayed": "Stayed to the end", "spoke": "Took part in the discussion", "made_up": "Caught up",
        "record": "Record",
        "missed": "Missed it", "kept": "caught up, and is notified",
    },
    "zh-hans": {
        "plan": "安排会议", "kind": "支部党员大会", "told": "已安排，并通知了所有人。", "tell": "安排并通知所有人",
        "open": "开始签到", "quorum": "已达法定人数", "minutes": "保存会议记录", "vote": "登记表决",
        "carried": "表决通过。", "close": "结束会议", "closed": "会议已结束，", "present": "到会", "absent": "缺席",
        "correct": "更正此决议",
        "stayed": "全程参会", "spoke": "参与会议讨论", "made_up": "已补课", "record": "登记", "missed": "未到会",
        "kept": "已补课，并已通知本人",
    },
}  # fmt: skip


def test_from_the_plan_to_the_closed_roll(
    page: Page, demo: str, language: str, console: list[str], looked: Looked
) -> None:
    says = SAYS[language]
    page.goto(f"{demo}/desk/meetings/")
    looked.as_it_is(page, "meetings-unit")
    page.get_by_role("link", name=says["plan"]).first.click()
    page.get_by_role("link", name=says["kind"]).click()
    expect(page.locator("#id_on")).to_be_visible()
    today = page.evaluate("new Date().toLocaleDateString('sv', {timeZone: 'Asia/Shanghai'})")
    page.locator("#id_on").fill(today)
    # The demonstration's own meeting of the day begins on the full hour, at midnight if it was made just after one.
    page.locator("#id_at").fill("00:03" if language == "en" else "00:04")
    page.locator("#id_place").fill("101")
    looked.as_it_is(page, "meetings-plan")
    page.get_by_role("button", name=says["tell"]).click()
    expect(page.get_by_text(says["told"])).to_be_visible()
    looked.as_it_is(page, "meetings-page")
    page.get_by_role("button", name=says["open"]).click()
    # Few of the demonstration can be notified: the host says who was absent. The fourth is due, and not the secretary.
    absent = page.locator(".roll-line").nth(3)
    absent.get_by_role("button", name=says["absent"], exact=True).click()
    expect(absent).to_have_class(re.compile("roll-is-absent"))
    page.locator("[data-rest]").click()
    page.locator("[data-sure-yes]").click()
    expect(page.locator(".roll-line").last).to_have_class(re.compile("roll-is-present"))
    expect(page.locator("[data-roll-waiting]")).to_be_hidden()
    expect(page.locator("#roll-count")).to_contain_text(says["quorum"])
    looked.as_it_is(page, "meetings-roll")
    meeting = page.url.removesuffix("roll/")
    page.goto(f"{meeting}minutes/")
    page.locator("#id_text").fill("一致同意。")
    page.get_by_role("button", name=says["minutes"]).click()
    page.locator("#id_vote-text").fill("下季度计划")
    there = page.locator("#id_vote-votes_for")
    there.fill("20")
    page.locator("#id_vote-votes_against").fill("0")
    page.locator("#id_vote-abstained").fill("0")
    page.get_by_role("button", name=says["vote"]).click()
    expect(page.get_by_text(says["carried"], exact=True)).to_be_visible()
    _corrected(page, says, looked)
    page.goto(f"{meeting}close/")
    page.locator(".toggle-row").first.get_by_label(says["stayed"]).uncheck()
    page.locator(".toggle-row").nth(1).get_by_label(says["spoke"]).check()
    looked.as_it_is(page, "meetings-close")
    page.get_by_role("button", name=says["close"]).click()
    expect(page.get_by_text(says["closed"])).to_be_visible()
    _made_up(page, says, looked)
    assert console == []


def _corrected(page: Page, says: dict[str, str], looked: Looked) -> None:
    """The vote was written down wrongly: another stands in its place, and the wrong one below it."""
    page.get_by_role("link", name=says["correct"]).click()
    page.locator("#id_text").fill("下季度活动计划")
    page.locator("#id_reason").fill("漏写二字")
    looked.as_it_is(page, "meetings-resolution")
    page.get_by_role("button", name=says["correct"]).click()
    expect(page.locator(".was s")).to_contain_text("下季度计划")
    expect(page.locator(".was")).to_contain_text("漏写二字")
    looked.as_it_is(page, "meetings-minutes")


def _made_up(page: Page, says: dict[str, str], looked: Looked) -> None:
    """Whoever was not marked missed it, and has read the minutes since."""
    missed = page.locator("#missed")
    expect(missed.get_by_role("heading")).to_contain_text(says["missed"])
    missed.locator("summary").first.click()
    missed.get_by_role("textbox").last.fill("看了会议记录")
    looked.as_it_is(page, "meetings-missed")
    missed.get_by_role("button", name=says["record"], exact=True).click()
    expect(page.get_by_text(says["kept"])).to_be_visible()
    expect(page.locator("#missed")).to_contain_text("看了会议记录")
    looked.as_it_is(page, "meetings-made-up")
