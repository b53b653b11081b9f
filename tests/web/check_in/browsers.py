"""Phones and their browsers at a house that is served."""

import json
import time
from typing import Any

from django.conf import settings

from tests.authenticator import Authenticator
from tests.house import House
from tests.phones import Phone
from tests.served import Answer, Browser

SEND, READY = "/check-in/send/", "/check-in/ready/"


def phone_at(house: House, who: str, origin: str, *, counts: bool = True) -> Phone:
    """A phone whose passkey is of the address that is served."""
    phone = Phone(house, who, device=Authenticator(origin, settings.RP_ID, counts=counts))
    settings_origin, settings.ORIGIN = settings.ORIGIN, origin
    try:
        return phone.enrolled()
    finally:
        settings.ORIGIN = settings_origin


def browser_of(phone: Phone, origin: str) -> Browser:
    """Its browser, on the way to the house that is served."""
    browser = Browser(origin)
    browser.cookies[settings.SESSION_COOKIE_NAME] = phone.client.cookies[settings.SESSION_COOKIE_NAME].value
    browser.token = json.loads(browser.get(READY).text)["token"]
    return browser


def until_answered(browser: Browser, told: dict[str, Any]) -> Answer:
    """As a phone does: where the house is full, once more a moment later."""
    while (answer := browser.post_json(SEND, told)).status == 503:
        assert answer.retry_after > 0
        time.sleep(0.3)
    return answer
