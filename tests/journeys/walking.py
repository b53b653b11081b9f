"""How people walk through the demonstration: on a phone or at a desk, in one language or the other."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from playwright.sync_api import ViewportSize as Size

PHONE: Size = {"width": 390, "height": 844}
DESK: Size = {"width": 1280, "height": 800}
LANGUAGES = {"en": "en-US", "zh-hans": "zh-CN"}
AXE: str = Axe().axe_script
#: The folder in which pictures of the pages are left, for whoever wants to look at them.
PICTURES = os.environ.get("PICTURES", "")


#: What axe asks about a page that is looked at: what it can find grave. Every page is asked everything elsewhere.
GRAVE = """axe.run({
  resultTypes: ['violations'],
  rules: Object.fromEntries(axe._audit.rules
    .filter((rule) => ['minor', 'moderate'].includes(rule.impact))
    .map((rule) => [rule.id, { enabled: false }])),
}).then((told) => told.violations)"""


def open_as(
    browser: Browser, demo: str, role: str, language: str, size: Size, console: list[str], *, offline: bool = False
) -> Page:
    """A browser of its own, in which a visitor has entered the demonstration.

    offline: whether it keeps what a phone without signal needs, which takes each new browser fifty more questions.
    """
    workers: Literal["allow", "block"] = "allow" if offline else "block"
    context = browser.new_context(viewport=size, locale=LANGUAGES[language], service_workers=workers)
    page = context.new_page()
    page.on("console", lambda said: console.append(said.text) if said.type == "error" else None)
    page.goto(demo + "/")
    page.locator(f"form[action='/enter/{role}/'] button").click()
    page.wait_for_load_state()
    return page


def wait_for_service_worker(page: Page) -> None:
    """Waits until the service worker answers for the page: by a promise, because the policy forbids polling."""
    page.evaluate(
        """() => new Promise((done) => {
          if (navigator.serviceWorker.controller) done();
          else navigator.serviceWorker.addEventListener("controllerchange", () => done(), { once: true });
        })"""
    )


@dataclass(frozen=True)
class Looked:
    """Looks at a page: on the phone and at a desk it fits its screen and can be read by everybody."""

    demo: str

    def __call__(self, page: Page, name: str) -> None:
        """Looks at it as it stands, with whatever was filled in; only the size of the window changes meanwhile."""
        own = page.viewport_size
        assert own is not None, "a window has a size"
        for size in (PHONE, DESK):
            _fits(page, f"{name}-{size['width']}", size)
        page.set_viewport_size(own)

    def as_it_is(self, page: Page, name: str) -> None:
        """Looks at it in its own size alone."""
        assert page.viewport_size is not None, "a window has a size"
        _fits(page, name, page.viewport_size)

    def in_both_languages(self, page: Page, name: str) -> None:
        """Looks at it in its own language and size, and once more in the other language and the other size."""
        own, language = page.viewport_size, page.locator("html").get_attribute("lang")
        assert own is not None, "a window has a size"
        (other,) = LANGUAGES.keys() - {language}
        _fits(page, f"{name}-{language}", own)
        page.context.add_cookies([{"name": "language", "value": other, "url": self.demo}])
        page.reload()
        assert page.locator("html").get_attribute("lang") == other, name
        _fits(page, f"{name}-{other}", DESK if own == PHONE else PHONE)
        page.context.clear_cookies(name="language")
        page.set_viewport_size(own)
        page.reload()


def _fits(page: Page, name: str, size: Size) -> None:
    """No sideways scrolling, nothing serious that a screen reader or a weak eye would stumble over."""
    if page.viewport_size != size:
        page.set_viewport_size(size)
    page.wait_for_load_state()
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert width <= 0, name
    broken = [one for one in _violations(page) if one["impact"] in {"serious", "critical"}]
    assert [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in broken] == [], name


def _violations(page: Page) -> list[dict[str, Any]]:
    """What axe finds wrong. A page that it was brought into keeps it, and what it finds right stays in the browser."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE)
    found: list[dict[str, Any]] = page.evaluate(GRAVE)
    return found
