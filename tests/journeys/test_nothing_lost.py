"""What is typed on a phone outlives a page that is left, a visit that ends, a refusal and the Back button."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.journeys.checking_in import open_meeting
from tests.journeys.walking import PHONE, Looked, open_as

SAYS = {
    "en": {"draft": "Saved as a draft at", "again": "What you typed before is filled in again"},
    "zh-hans": {"draft": "自动保存", "again": "已重新填入"},
}


def sign_in_again(page: Page, demo: str) -> None:
    """The same person, in the same tab."""
    page.goto(f"{demo}/")
    page.locator("form[action='/enter/secretary/'] button").click()
    page.wait_for_load_state()


def test_minutes_and_a_form_outlive_what_comes_between(
    browser: Browser, demo: str, pages: list[Page], language: str, looked: Looked
) -> None:
    says, ignored = SAYS[language], list[str]()  # A refused form is an error to the browser's console.
    page = open_as(browser, demo, "secretary", "en", PHONE, ignored)
    pages.append(page)
    meeting = open_meeting(page, demo)
    page.context.add_cookies([{"name": "language", "value": language, "url": demo}])

    page.goto(f"{meeting}minutes/")
    page.locator("#id_text").fill("一致同意下季度计划。")
    expect(page.locator("[data-draft-saved]").first).to_contain_text(says["draft"])
    page.goto(f"{demo}/desk/")
    page.goto(f"{meeting}minutes/")
    expect(page.locator("#id_text")).to_have_value("一致同意下季度计划。")
    page.locator("#id_vote-text").fill("下季度活动计划")
    page.context.clear_cookies(name="session")
    page.locator("form[data-keep=vote] button[type=submit]").click()
    page.wait_for_url(re.compile("/accounts/login/"))
    sign_in_again(page, demo)
    page.goto(f"{meeting}minutes/")
    expect(page.locator("#id_text")).to_have_value("一致同意下季度计划。")
    expect(page.locator("#id_vote-text")).to_have_value("下季度活动计划")
    expect(page.locator("main")).to_contain_text(says["again"])
    looked.as_it_is(page, f"nothing-lost-{language}")

    page.goto(f"{demo}/units/D101/members/new/")
    for name, value in (("number", "!!"), ("name", "成员新来"), ("joined_on", "1850-01-01")):
        page.locator(f"input[name={name}]").fill(value)
    for name, better in (("joined_on", "2016-07-01"), ("number", "９０００３００１")):
        page.locator("main form button[type=submit]").last.click()
        expect(page.locator(f".form-errors a[href='#id_{name}']")).to_have_count(1)
        looked.as_it_is(page, f"nonsense-{name}-{language}")
        page.locator(f"input[name={name}]").fill(better)
    expect(page.locator("input[name=name]")).to_have_value("成员新来")
    page.goto(f"{demo}/desk/")
    page.go_back()
    expect(page.locator("input[name=name]")).to_have_value("成员新来")
