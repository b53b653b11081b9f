"""Filling in the form that records."""

import re

from django.test import Client
from django.urls import reverse

from tests.house import House


def address(kind: str, unit: str = "B111", about_whom: str = "member") -> str:
    return f"{reverse('fact_record', args=[unit])}?about={about_whom}&kind={kind}"


def form_key(client: Client, kind: str, unit: str = "B111") -> str:
    found = re.search(r'name="form" value="([^"]+)"', client.get(address(kind, unit)).content.decode())
    assert found is not None
    return found[1]


def marked(house: House, *marks: str, unit: str = "B111") -> dict[str, str]:
    return {f"mark-{one.key}": mark for one, mark in zip(house.members(unit), marks, strict=False)}
