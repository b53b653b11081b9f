"""The way in, in a real browser on a telephone: a printed code, a password, a passkey, and then the passkey alone."""

from playwright.sync_api import Browser, Page, expect

from tests.journeys.jobs import job
from tests.journeys.walking import DESK, LANGUAGES, PHONE, Looked, open_as
from tests.journeys.way_in import SENTENCE, confirm, printed_codes, type_code, use_code, virtual_authenticator


def look(page: Page, name: str, language: str, looked: Looked) -> None:
    """It fits the telephone, everybody can read it, and it speaks one language."""
    assert page.locator("html").get_attribute("lang") == language
    looked.as_it_is(page, f"{language}-{name}")


def test_a_member_comes_in_with_a_printed_code_and_from_then_on_with_a_passkey(
    browser: Browser, demo: str, pages: list[Page], console: list[str], language: str, looked: Looked
) -> None:
    secretary = open_as(browser, demo, "secretary", language, DESK, console)
    pages.append(secretary)
    number, _name, code = printed_codes(secretary, demo)[0 if language == "en" else 1]
    page = browser.new_context(viewport=PHONE, locale=LANGUAGES[language]).new_page()
    pages.append(page)
    page.on("console", lambda said: console.append(said.text) if said.type == "error" else None)
    page.goto(demo + "/welcome/code/")
    look(page, "1-code", language, looked)
    with job(page, "Come in with a printed code"):
        type_code(page, code)
    virtual_authenticator(page)
    with job(page, "Add a passkey"):
        page.locator("nav a[href='/me/']:visible").last.click()
        page.locator("main a[href='/security/']").click()
        page.locator("main a[href='/accounts/passkeys/']").click()
        page.locator("main a[href*='/passkeys/add/']").click()
        confirm(page)
        page.locator("#mfa_webauthn_add").click()
        page.wait_for_url(lambda address: "add" not in address)
    look(page, "4-added", language, looked)
    page.goto(demo + "/home/")
    with job(page, "Sign out"):
        page.locator("nav a[href='/me/']:visible").last.click()
        page.locator("main form[action='/accounts/logout/'] button").click()
        page.wait_for_url(f"{demo}/")
    page.goto(demo + "/accounts/login/")
    look(page, "6-sign-in", language, looked)
    with job(page, "Sign in with a passkey"):
        page.locator("#passkey_login").click()
        page.wait_for_url("**/home/")
    page.goto(demo + "/my/record/data/")
    expect(page.locator("body")).to_contain_text(number)
    page.goto(demo + "/accounts/sessions/")
    look(page, "7-visits", language, looked)
    make_it_ones_own(page, demo, language)
    assert console == []


def make_it_ones_own(page: Page, demo: str, language: str) -> None:
    """Larger letters and the other language, which stay with the account."""
    (other,) = LANGUAGES.keys() - {language}
    page.goto(demo + "/home/")
    with job(page, "Have larger letters"):
        page.locator("nav a[href='/me/']:visible").last.click()
        page.locator("main button[name=large_type][value=on]").click()
        expect(page.locator("html")).to_have_attribute("data-type", "large")
    with job(page, "Change the language"):
        page.locator(f"main button[name=language][value={other}]").click()
        expect(page.locator("html")).to_have_attribute("lang", other)


def appoint(page: Page, demo: str, name: str, number: str) -> None:
    """An officer makes a member the secretary of their branch."""
    page.goto(demo + "/units/D101/offices/new/")
    labels = page.locator("select[name=member] option").all_inner_texts()
    # An equal name has the number beside it.
    page.locator("select[name=member]").select_option(label=next(one for one in labels if one == name or number in one))
    page.locator("select[name=role]").select_option("secretary")
    page.locator("main button[type=submit]").last.click()
    page.wait_for_url(lambda address: "offices/new" not in address)


def test_a_new_secretarys_desk_opens_after_the_passkey_and_not_before(
    browser: Browser, demo: str, pages: list[Page], console: list[str], language: str, looked: Looked
) -> None:
    secretary = open_as(browser, demo, "secretary", language, DESK, console)
    pages.append(secretary)
    number, name, _code = printed_codes(secretary, demo)[2 if language == "en" else 3]
    officer = open_as(browser, demo, "officer", language, DESK, console)
    pages.append(officer)
    appoint(officer, demo, name, number)
    # A code that the branch printed would open no office above itself; whoever gives the office prints the code.
    code = next(one for found, _name, one in printed_codes(officer, demo, "D101/") if found == number)
    page = browser.new_context(viewport=PHONE, locale=LANGUAGES[language]).new_page()
    pages.append(page)
    page.on("console", lambda said: console.append(said.text) if said.type == "error" else None)
    use_code(page, demo, code)
    page.goto(demo + "/desk/")
    page.wait_for_url("**/security/needed/")
    look(page, "8-needed", language, looked)
    virtual_authenticator(page)
    page.goto(demo + "/accounts/passkeys/add/")
    look(page, "2-confirm", language, looked)
    confirm(page)
    look(page, "3-add", language, looked)
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url(lambda address: "add" not in address)
    look(page, "5-list", language, looked)
    page.locator("#codes_saved").check()
    page.goto(demo + "/me/")
    page.locator("main form[action='/accounts/logout/'] button").click()
    page.wait_for_url(f"{demo}/")
    page.goto(demo + "/accounts/login/")
    page.locator("input[name=login]").fill(number)
    page.locator("input[name=password]").fill(SENTENCE)
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url("**/accounts/factors/use/**")
    look(page, "9-second-step", language, looked)
    page.locator("#mfa_webauthn_authenticate").click()
    page.wait_for_url("**/home/")
    page.goto(demo + "/desk/")
    look(page, "10-desk", language, looked)
    page.goto(demo + "/units/D101/members/")
    expect(page.locator("body")).to_contain_text(number)
    assert console == []
