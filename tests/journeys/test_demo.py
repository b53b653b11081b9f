"""Journeys through the demonstration, in a real browser: what people see, type and may not."""

from itertools import cycle

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.walking import DESK, PHONE, Looked, open_as
from tests.journeys.way_in import printed_codes

PAGES = {
    "member": [
        "/home/",
        "/to-do/",
        "/check-in/",
        "/my/record/",
        "/my/record/data/",
        "/my/record/views/",
        "/me/",
        "/security/",
        "/transfers/new/",
        "/rules/",
    ],
    "secretary": [
        "/desk/",
        "/units/",
        "/units/D101/",
        "/units/D101/rating/",
        "/units/D101/members/",
        "/desk/invitations/",
        "/transfers/",
    ],
    "top_officer": [
        "/units/D1/",
        "/units/D1/create/",
        "/units/D104/history/",
        "/desk/search/?q=zs",
        "/desk/jobs/",
        "/units/D1/rating/",
        "/desk/months/",
        "/desk/rules/",
    ],
    "analyst": ["/desk/months/", "/units/D1/rating/"],
    "auditor": ["/desk/audit/"],
    "operator": ["/desk/accounts/", "/desk/see-as/"],
}


# What every page is like in both languages, for eyes and screen readers, tests/web/shell/test_every_page.py says.
@pytest.mark.parametrize(("role", "language"), list(zip(PAGES, cycle(("en", "zh-hans")), strict=False)))
def test_pages_fit_phone_and_desk_and_break_no_rule_of_the_browser(
    browser: Browser, demo: str, pages: list[Page], console: list[str], role: str, language: str, looked: Looked
) -> None:
    page = open_as(browser, demo, role, language, PHONE, console, offline=True)
    pages.append(page)
    for path in PAGES[role]:
        page.goto(demo + path)
        assert page.locator("html").get_attribute("lang") == language
        looked(page, path.strip("/").replace("/", "-") + f"-{role}-{language}")
    assert console == []


def test_a_secretary_opens_a_record_and_the_member_reads_it(
    browser: Browser, demo: str, pages: list[Page], console: list[str]
) -> None:
    page = open_as(browser, demo, "secretary", "en", DESK, console, offline=True)
    pages.append(page)
    page.goto(demo + "/units/D101/members/")
    # The member that the first door leads to is the last who was enrolled there; their record names them.
    member = open_as(browser, demo, "member", "en", PHONE, console, offline=True)
    pages.append(member)
    member.goto(demo + "/my/record/data/")
    number = member.locator("dd").first.inner_text()
    page.get_by_role("row").filter(has_text=number).get_by_role("link").click()
    expect(page.get_by_role("button", name="Open the record")).to_be_visible()
    page.get_by_text("Another purpose").click()
    page.get_by_role("button", name="Care and help").click()
    expect(page.locator("body")).to_contain_text(number)
    member.get_by_role("link", name="Viewed by").click()
    expect(member.locator("main")).to_contain_text("Care and help")


def test_search_suggests_while_one_types(browser: Browser, demo: str, pages: list[Page], console: list[str]) -> None:
    page = open_as(browser, demo, "officer", "zh-hans", DESK, console, offline=True)
    pages.append(page)
    page.goto(demo + "/desk/")
    page.locator("#search-box").press_sequentially("D101", delay=30)
    suggestion = page.locator("#search-suggestions a").first
    expect(suggestion).to_be_visible()
    suggestion.click()
    page.wait_for_url("**/units/D101*/")


def test_a_passkey_is_added_and_signs_in(browser: Browser, demo: str, pages: list[Page], console: list[str]) -> None:
    secretary = open_as(browser, demo, "secretary", "en", DESK, console, offline=True)
    pages.append(secretary)
    number, _name, code = printed_codes(secretary, demo)[5]

    page = browser.new_context(viewport=PHONE, locale="en-US").new_page()
    pages.append(page)
    page.goto(demo + "/welcome/code/")
    page.get_by_label("Code from the invitation").fill(code)
    page.get_by_label("New password").fill("a sentence of my own")
    page.get_by_role("button", name="Make the account mine").click()
    page.wait_for_url("**/home/")
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    abilities = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    more = {"isUserVerified": True, "automaticPresenceSimulation": True}
    device.send("WebAuthn.addVirtualAuthenticator", {"options": abilities | more})
    page.goto(demo + "/accounts/passkeys/add/")
    page.locator("input[type=password]").fill("a sentence of my own")
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url("**/accounts/passkeys/add/**")
    page.locator("input[name=name]").fill("My phone")
    if page.locator("input[name=passwordless]").count():
        page.locator("input[name=passwordless]").check()
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url(lambda address: "add" not in address)
    page.goto(demo + "/me/")
    page.locator("main form[action='/accounts/logout/'] button").click()
    page.wait_for_url(f"{demo}/")
    page.goto(demo + "/accounts/login/")
    page.locator("#passkey_login").click()
    page.wait_for_url("**/home/")
    page.goto(demo + "/my/record/data/")
    expect(page.locator("body")).to_contain_text(number)
    assert console == []


def test_the_phone_keeps_no_page_of_a_person(
    browser: Browser, demo: str, pages: list[Page], console: list[str]
) -> None:
    page = open_as(browser, demo, "member", "en", PHONE, console, offline=True)
    pages.append(page)
    page.goto(demo + "/my/record/data/")
    number = page.locator("dd").first.inner_text()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    page.goto(demo + "/home/")
    kept = page.evaluate(
        "caches.keys().then(names => Promise.all(names.map(name => caches.open(name).then(store => store.keys()))))"
        ".then(lists => lists.flat().map(request => new URL(request.url).pathname))"
    )
    pages_kept = {path for path in kept if not path.startswith("/static/")}
    assert pages_kept == {"/offline/", "/check-in/kept/", "/roll/kept/"}
    for path in pages_kept:
        said = page.evaluate("path => caches.match(path, {ignoreSearch: true}).then(found => found.text())", path)
        assert "<h1" in said
        assert number not in said, "a page that is kept is about nobody"
    page.context.set_offline(True)
    page.goto(demo + "/home/")
    expect(page.locator("h1").first).to_be_visible()
    page.context.set_offline(False)
