"""What tellers of a secret ballot do in their browsers, for journeys."""

from contextlib import nullcontext

from playwright.sync_api import Page, expect

from tests.journeys.jobs import job


def make_key(page: Page, teller: str, *, counted: bool = False) -> str:
    """A teller makes a key, writes the code down and types it once. Returns the code."""
    page.goto(teller)
    with job(page, "Make a teller's key") if counted else nullcontext():
        page.locator("[data-teller-begin]").click()
        code = page.locator("[data-teller-code]").inner_text()
        page.locator("#code").fill(code.lower().replace("-", " "))
        page.locator("[data-teller] form button[type=submit]").click()
        expect(page.locator("#messages")).not_to_be_empty()
    return code


def open_and_shuffle(page: Page, teller: str, code: str) -> None:
    """A teller opens the outer layers."""
    page.goto(teller)
    page.locator("#code").fill("00000-00000-00000-00000-00000")
    page.locator("[data-teller] form button").click()
    expect(page.locator("[data-teller-status]")).not_to_have_text("")
    page.locator("#code").fill(code)
    page.locator("[data-teller] form button").click()
    expect(page.locator("#messages")).not_to_be_empty()


def count(page: Page, teller: str, code: str, *, in_favour: int, against: int = 0) -> None:
    """A teller types the papers in, the same for both lines, and counts."""
    page.goto(teller)
    for row in page.locator(".ballot-papers tbody tr").all():
        for place, number in enumerate((in_favour, against)):
            row.locator("input").nth(place).fill(str(number))
    page.locator("#code").fill(code)
    page.locator("[data-teller] form button[type=submit]").click()
