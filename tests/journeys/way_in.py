"""The steps of the way in: a printed code, a password, and a passkey."""

from playwright.sync_api import Page

SENTENCE = "a sentence of my own 一句话"


def virtual_authenticator(page: Page) -> None:
    """The phone's own authenticator, which verifies whoever holds it."""
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    abilities = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    more = {"isUserVerified": True, "automaticPresenceSimulation": True}
    device.send("WebAuthn.addVirtualAuthenticator", {"options": abilities | more})


def printed_codes(page: Page, demo: str, unit: str = "") -> list[tuple[str, str, str]]:
    """Numbers, names and codes on the slips of a unit; without one, of the first that has any to print."""
    page.goto(demo + "/desk/invitations/")
    page.locator(f"main form[action^='/desk/invitations/{unit}'] button").first.click()
    page.wait_for_load_state()
    slips = page.locator("article").all()
    found = [(one.locator("h2 small"), one.locator("h2"), one.locator("strong.number")) for one in slips]
    read = [(number.inner_text(), name.inner_text(), code.inner_text()) for number, name, code in found]
    return [(number, name.replace(number, "").strip(), code) for number, name, code in read]


def use_code(page: Page, demo: str, code: str) -> None:
    """Exchanges the code for a password."""
    page.goto(demo + "/welcome/code/")
    type_code(page, code)


def type_code(page: Page, code: str) -> None:
    """The same on the page that asks for it."""
    page.locator("input[name=code]").fill(code)
    page.locator("input[name=password]").fill(SENTENCE)
    page.locator("main button[type=submit]").click()
    page.wait_for_url("**/home/")


def add_passkey(page: Page, demo: str) -> None:
    """Types the password once more, and comes to where a passkey is added."""
    page.goto(demo + "/accounts/passkeys/add/")
    confirm(page)


def confirm(page: Page) -> None:
    """Types the password once more, on the page that asks for it before a passkey is added."""
    page.locator("input[type=password]").fill(SENTENCE)
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url("**/accounts/passkeys/add/**")
