"""The steps of the way in: a printed code, a password, and a passkey."""

import re
from pathlib import Path

from playwright.sync_api import Page

from tests.pages import sheets

SENTENCE = "a sentence of my own 一句话"


def virtual_authenticator(page: Page) -> None:
    """The phone's own authenticator, which verifies whoever holds it."""
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    abilities = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    more = {"isUserVerified": True, "automaticPresenceSimulation": True}
    device.send("WebAuthn.addVirtualAuthenticator", {"options": abilities | more})


#: A name, a number and a code, in the order in which they stand on paper.
_SLIP = re.compile(r"(\S+) (\d{8})\s[\s\S]*?\b([0-9A-Z]{5}(?:-[0-9A-Z]{5}){3})\b")


def printed_codes(page: Page, demo: str, unit: str = "") -> list[tuple[str, str, str]]:
    """Numbers, names and codes on the paper of a unit; without one, of the first that has any to print."""
    page.goto(f"{demo}/desk/invitations/{unit}")
    with page.expect_download() as paper:
        page.locator(f"main form[action^='/desk/invitations/{unit}'] button").first.click()
    text = "\n".join(sheets(Path(paper.value.path()).read_bytes()))
    return [(number, name, code) for name, number, code in _SLIP.findall(text)]


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
