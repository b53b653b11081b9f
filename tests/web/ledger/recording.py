"""Filling in the form that records."""

import re

from django.test import Client
from django.urls import reverse

from tests.house import House


def url_of(kind: str, unit: str = "B111") -> str:
    """The page of a kind, which asks first whom it is about."""
    return f"{reverse('fact_record', args=[unit])}?about=member&kind={kind}"


def address(kind: str, unit: str = "B111", about_whom: str = "member") -> str:
    """The page where values are given, about everyone in the unit."""
    everyone = "&everyone=1" if about_whom == "member" else ""
    return f"{reverse('fact_record', args=[unit])}?about={about_whom}&kind={kind}{everyone}"


def form_key(client: Client, kind: str, unit: str = "B111") -> str:
    found = re.search(r'name="form" value="([^"]+)"', client.get(address(kind, unit)).content.decode())
    assert found is not None
    return found[1]


def marked(house: House, *marks: str, unit: str = "B111") -> dict[str, str]:
    return {f"mark-{one.key}": mark for one, mark in zip(house.members(unit), marks, strict=False)}
