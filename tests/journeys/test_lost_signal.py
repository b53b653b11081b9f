"""What is handed in without signal goes out by itself once there is one, from whatever page is open then."""

from playwright.sync_api import Browser, Page, expect

from tests.journeys.walking import PHONE, Looked, open_as


def test_an_assignment_is_handed_in_without_signal_and_arrives_from_another_page(
    browser: Browser, demo: str, pages: list[Page], looked: Looked
) -> None:
    page = open_as(browser, demo, "member", "en", PHONE, [])
    pages.append(page)
    page.goto(f"{demo}/my/assignments/")
    page.locator("main a[href^='/my/assignments/']").first.click()
    address = page.url
    other = page.context.new_page()
    other.goto(f"{demo}/home/")
    page.locator("#id_text").fill("Done before the bus left.")
    page.context.set_offline(True)
    page.locator("form[data-deliver] button[type=submit]").click()
    expect(page.locator("[data-deliver-status]")).to_contain_text("It is stored on this phone")
    assert page.url == address, "the words are not behind an error page"
    looked.as_it_is(page, "handed-in-without-signal")
    page.close()
    pages[-1] = other
    page.context.set_offline(False)
    expect(other.locator("#messages")).to_contain_text("Handed in, from this phone:", timeout=40_000)
    other.goto(address)
    expect(other.locator("main")).to_contain_text("Done before the bus left.")
    expect(other.locator("#id_text")).to_have_value("")
