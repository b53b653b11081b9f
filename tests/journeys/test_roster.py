"""A secretary brings a roster in and takes it out, in a real browser, on the phone and at the desk."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.jobs import job
from tests.journeys.walking import Looked
from tests.rosters import CHINESE_HEADER, as_xlsx, line

#: What buttons and notes say.
SAYS = {
    "en": {
        "import": "Import",
        "look": "Upload and preview",
        "check": "Check the rows",
        "good": "Import the valid rows",
        "done": "The members are in the roster",
        "wrong": "There is no such day",
        "sheet": "All as XLSX",
        "export": "Export",
        "give_up": "Cancel this import",
        "delete": "Delete the file",
        "given_up": "The import is cancelled",
    },
    "zh-hans": {
        "import": "导入",
        "look": "上传并预览",
        "check": "开始检查",
        "good": "只导入合格的行",
        "done": "成员已写入名册",
        "wrong": "日期不存在",
        "sheet": "下载全部（XLSX）",
        "export": "导出",
        "give_up": "放弃本次导入",
        "delete": "删除文件",
        "given_up": "已放弃本次导入",
    },
}


def test_a_roster_comes_in_with_one_row_refused_and_goes_out_again(
    page: Page,
    demo: str,
    language: str,
    console: list[str],
    looked: Looked,
    tmp_path: Path,
) -> None:
    says, number = SAYS[language], f"8{language[:1]}"
    rows = [line(f"{number}1", "成员来", "D101"), line(f"{number}2", "成员误", "D101", "2012-02-30")]
    file = tmp_path / "名册.xlsx"
    file.write_bytes(as_xlsx([CHINESE_HEADER, *rows]))
    page.goto(f"{demo}/units/D101/members/")
    looked(page, "0-roster")
    with job(page, "Bring a roster in, and read which rows were refused"):
        page.locator(".page-actions").get_by_role("link", name=says["import"], exact=True).click()
        looked(page, "1-bring")
        page.locator("input[type=file]").set_input_files(file)
        page.get_by_role("button", name=says["look"]).click()
        expect(page.locator("main")).to_contain_text("成员来")
        looked(page, "2-match")
        page.get_by_role("button", name=says["check"]).click()
        expect(page.locator("main")).to_contain_text(says["wrong"], timeout=30_000)
        looked(page, "3-checked")
        with page.expect_download() as told:
            page.get_by_role("link", name=says["sheet"]).click()
        page.get_by_role("button", name=says["good"]).click()
        expect(page.locator("main")).to_contain_text(says["done"], timeout=30_000)
    assert told.value.suggested_filename.endswith(".xlsx")
    looked(page, "4-done")
    page.goto(f"{demo}/units/D101/members/?q={number}1")
    expect(page.locator("main table")).to_contain_text("成员来")
    with job(page, "Take the roster out"):
        page.locator(".page-actions").get_by_role("link", name=says["export"], exact=True).click()
        looked(page, "5-export")
        with page.expect_download() as given:
            page.locator("main").get_by_role("button", name=says["export"], exact=True).click()
    exported = Path(given.value.path())
    assert exported.stat().st_size > 1000
    assert console == []


def test_an_import_is_given_up(
    page: Page, demo: str, language: str, console: list[str], looked: Looked, tmp_path: Path
) -> None:
    says, file = SAYS[language], tmp_path / "r.csv"
    file.write_bytes("甲,乙\r\n1,成员\r\n".encode("gb18030"))
    page.goto(f"{demo}/units/D101/members/import/")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name=says["look"]).click()
    expect(page.locator("main")).to_contain_text("GB18030")
    looked(page, "6-asked")
    page.locator("summary").filter(has_text=says["give_up"]).click()
    page.get_by_role("button", name=says["delete"]).click()
    expect(page.locator("body")).to_contain_text(says["given_up"])
    looked(page, "7-given-up")
    assert console == []
