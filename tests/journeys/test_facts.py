"""A secretary records facts about a branch, undoes one, corrects another and brings some in from a file."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect

from tests.journeys.walking import Looked
from tests.rosters import as_xlsx

SAYS = {
    "en": {
        "facts": "Entries", "record": "Record entries", "talk": "Heart-to-heart talk held", "of": "of {count} marked",
        "undo": "Undo", "back": "Take back", "gone": "Taken back", "correct": "Correct", "excused": "Excused",
        "instead": "Correction of", "look": "Upload and preview", "check": "Check the rows",
        "good": "Import the valid rows", "nobody": "There is no such member or unit here.",
        "done": "The entries are recorded",
    },
    "zh-hans": {
        "facts": "登记", "record": "登记新记录", "talk": "谈心谈话", "of": "共{count}人", "undo": "撤销此条",
        "back": "撤销",
        "gone": "已撤销", "correct": "更正", "excused": "因故免计", "instead": "更正前为", "look": "上传并预览",
        "check": "开始检查", "good": "只导入合格的行",
        "nobody": "这里没有这名成员或这个组织。", "done": "记录已写入台账",
    },
}  # fmt: skip


def test_one_kind_about_the_whole_branch_with_one_undone_and_one_corrected(
    page: Page, demo: str, language: str, console: list[str], looked: Looked
) -> None:
    says = SAYS[language]
    page.goto(f"{demo}/desk/facts/")
    looked(page, "1-list")
    page.locator(".page-actions").get_by_role("link", name=says["record"]).click()
    page.locator("#kind-box").press_sequentially(says["talk"][:7], delay=30)
    expect(page.locator("#kinds li")).to_have_count(1)
    looked(page, "2-choose")
    page.locator("#kinds a").click()
    page.locator("button[name=everyone]").click()
    expect(page.locator(".toggle-row")).not_to_have_count(0)
    count = page.locator(".toggle-row").count()
    page.locator(".toggle-row").nth(1).locator(".toggle-excused").click()
    page.locator(".toggle-row").nth(2).locator(".toggle-no").click()
    expect(page.locator("[data-count]")).to_contain_text("2")
    page.locator("[data-fill]").click()
    expect(page.locator("[data-count]")).to_contain_text(str(count))
    expect(page.locator("[data-count]")).to_contain_text(says["of"].format(count=count))
    expect(page.locator(".toggle-row").nth(2).locator(".toggle-no input")).to_be_checked()
    looked(page, "3-marked")
    page.locator(".toggle-actions button").click()
    expect(page.locator(".ledger-line")).to_have_count(count)
    looked(page, "4-receipt")
    second = page.locator(".ledger-line").nth(1)
    second.get_by_text(says["undo"]).click()
    second.locator("input[name=reason]").fill("…")
    second.get_by_role("button", name=says["back"]).click()
    expect(page.locator(".ledger-reversed")).to_contain_text(says["gone"])
    page.locator(".ledger-link").nth(2).click()
    looked(page, "5-fact")
    page.locator("main").get_by_role("link", name=says["correct"], exact=True).click()
    page.get_by_label(says["excused"]).check()
    page.locator("textarea").fill("…")
    looked(page, "6-correct")
    page.get_by_role("button", name=says["correct"]).click()
    page.locator(".timeline a").click()
    expect(page.locator(".timeline")).to_contain_text(says["instead"])
    looked(page, "7-instead")
    assert console == []


def test_facts_come_in_from_a_file_with_one_row_refused(
    page: Page, demo: str, language: str, console: list[str], looked: Looked, tmp_path: Path
) -> None:
    says, file = SAYS[language], tmp_path / "登记.xlsx"
    page.goto(f"{demo}/units/D101/members/")
    number = page.locator("main tbody td").first.inner_text()
    day, idempotency_key = datetime.now(ZoneInfo("Asia/Shanghai")).date().isoformat(), tmp_path.name
    rows: list[list[object]] = [
        ["编号", "事项", "日期", "数值", "依据"],
        [number, "学时（小时数）", day, 2.5, idempotency_key],
        ["0", "谈心谈话", day, 1, idempotency_key],
    ]
    file.write_bytes(as_xlsx(rows))
    page.goto(f"{demo}/units/D101/facts/import/")
    looked(page, "8-bring")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name=says["look"]).click()
    looked(page, "9-match")
    page.get_by_role("button", name=says["check"]).click()
    expect(page.locator("main")).to_contain_text(says["nobody"], timeout=30_000)
    looked(page, "10-checked")
    page.get_by_role("button", name=says["good"]).click()
    expect(page.locator("main")).to_contain_text(says["done"], timeout=30_000)
    page.goto(f"{demo}/units/D101/facts/?source=import")
    expect(page.locator("main")).to_contain_text(idempotency_key)
    assert console == []
