"""A member takes the sealed copy of a year along and checks it; a secretary makes the pack of the branch."""

from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.journeys.jobs import job
from tests.journeys.walking import DESK, PHONE, Looked, open_as


def test_a_copy_is_taken_along_and_checked_and_the_pack_is_made(
    browser: Browser, demo: str, pages: list[Page], console: list[str], looked: Looked, tmp_path: Path
) -> None:
    member = open_as(browser, demo, "member", "zh-hans", PHONE, console)
    secretary = open_as(browser, demo, "secretary", "en", DESK, console)
    pages += [member, secretary]
    check(member, demo, looked, take(member, demo, looked, tmp_path))
    make(secretary, demo, looked)
    assert console == []


def take(page: Page, demo: str, looked: Looked, folder: Path) -> Path:
    """The member, from their own page: the newest settled year."""
    page.goto(f"{demo}/me/")
    with job(page, "Take the sealed copy of a year along"):
        page.locator("main a[href='/my/dossiers/']").click()
        expect(page.locator(".things .card").first).to_be_visible()
        with page.expect_download() as taken:
            page.locator(".things .card button[value=pdf]").first.click()
    copy = folder / "copy.pdf"
    taken.value.save_as(copy)
    assert copy.read_bytes().startswith(b"%PDF-")
    looked.in_both_languages(page, "dossiers-own")
    return copy


def check(page: Page, demo: str, looked: Looked, copy: Path) -> None:
    """The file as it is, and once more with a wrong byte."""
    page.goto(f"{demo}/my/dossiers/check/")
    page.locator("#id_file").set_input_files(copy)
    page.locator("form.sheet button[type=submit]").click()
    expect(page.locator("main .note-good")).to_contain_text("有效")
    looked.as_it_is(page, "dossier-good")
    content = bytearray(copy.read_bytes())
    content[len(content) // 3] ^= 1
    copy.write_bytes(bytes(content))
    page.locator("#id_file").set_input_files(copy)
    page.locator("form.sheet button[type=submit]").click()
    expect(page.locator("main .note-bad")).to_contain_text("已被改动")


def make(page: Page, demo: str, looked: Looked) -> None:
    """The secretary, from the menu: one tap makes the newest settled year."""
    page.goto(f"{demo}/desk/dossiers/")
    expect(page.locator("section h2").first).to_be_visible()
    with job(page, "Make the yearly sheets of the branch"):
        page.locator("form button", has_text="Make the sheets").first.click()
        expect(page.locator("#messages")).to_contain_text("Made:")
    issue = page.locator("section .stack li").first
    expect(issue).to_contain_text("Issue 1")
    looked.in_both_languages(page, "dossiers-unit")
    for form in ("PDF", "DOCX", "XLSX"):
        with page.expect_download() as taken:
            page.locator("section .stack li").first.get_by_role("link", name=form).click()
        assert taken.value.suggested_filename.endswith(form.lower())
