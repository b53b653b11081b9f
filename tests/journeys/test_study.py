"""Study in a real browser: a quiz that outlives a lost signal, and a bank of questions of which one is faulty."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.jobs import job
from tests.journeys.walking import PHONE, Looked, open_as

GOOD, FAULTY = "::Good::Two and two?{=four ~five}", "::Broken::Three and three?{~six ~seven}"


def test_a_member_takes_a_quiz_and_the_signal_is_lost_in_the_middle(
    browser: Browser, demo: str, pages: list[Page], console: list[str], looked: Looked
) -> None:
    page = open_as(browser, demo, "member", "en", PHONE, [], offline=True)
    pages.append(page)
    with job(page, "Take a quiz that is due, and read which answers are right"):
        page.locator("main a[href^='/my/study/']").first.click()
        page.get_by_role("button", name="Take the quiz").click()
        expect(page.locator("h1")).to_have_text("Quiz")
        address = page.url
        status = page.locator("[data-quiz-status]")
        page.locator("input[type=radio]").first.check()
        expect(status).to_contain_text("Saved at")
        page.context.set_offline(True)
        page.locator("input[type=checkbox]").first.check()
        expect(status).to_contain_text("No signal. Your answers stay on this phone")
        page.get_by_role("button", name="Hand in").click()
        expect(status).to_contain_text("Not handed in yet")
        assert page.url == address, "the answers are not behind an error page"
        page.context.set_offline(False)
        expect(status).to_contain_text("Saved at")
        page.locator("input[inputmode=decimal]").fill("32")
        page.get_by_role("button", name="Hand in").click()
        expect(page.locator("h1")).to_have_text("Result")
    expect(page.locator("main")).to_contain_text("of 100")
    expect(page.locator(".question")).to_have_count(5)
    answered = page.locator(".question", has_not_text="Not answered")
    expect(answered).to_have_count(3)
    looked.as_it_is(page, "study-result")
    assert [line for line in console if "ERR_INTERNET_DISCONNECTED" not in line] == []


@pytest.mark.parametrize("language", ["en"], indirect=True)
def test_a_secretary_brings_a_bank_in_of_which_one_question_is_faulty(
    page: Page, demo: str, console: list[str], looked: Looked, tmp_path: Path
) -> None:
    file = tmp_path / "bank.gift"
    file.write_text(f"{GOOD}\n\n{FAULTY}\n", encoding="utf-8")
    page.goto(f"{demo}/desk/study/")
    page.get_by_role("link", name="New course").click()
    page.get_by_role("link", name="Knowledge quiz").click()
    page.get_by_label("Title").fill("Sums")
    page.get_by_role("button", name="Make the course").click()
    with job(page, "Bring questions in, and read which are faulty"):
        page.locator(".page-actions").get_by_role("link", name="Bring questions in").click()
        page.locator("input[type=file]").set_input_files(file)
        page.get_by_role("button", name="Check the questions").click()
        expect(page.locator("main")).to_contain_text("Line 3 · Broken")
        expect(page.locator("main")).to_contain_text("add up to 0 per cent instead of 100")
        looked(page, "study-bank")
        page.get_by_role("button", name="Take the good ones only").click()
        expect(page.locator("main")).to_contain_text("1 question added")
    with job(page, "Set a course for the branch"):
        page.locator(".page-actions").get_by_role("link", name="Set it for the members").click()
        page.get_by_role("button", name="Set it", exact=True).click()
        expect(page.locator("main")).to_contain_text("0 have passed")
    looked(page, "study-course")
    assert console == []
