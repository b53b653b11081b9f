"""Objecting on the pages."""

from typing import Any

from django.test import Client
from django.urls import reverse

from goodstanding.models import Fact, Run
from tests.objected import QUARTER, RULE


def address(run: Run, fact: Fact | None, indicator: str = RULE, period: str = QUARTER) -> str:
    """Where a line is objected to."""
    named = {"run": run.key, "indicator": indicator, "period": period} | ({"fact": str(fact.pk)} if fact else {})
    return reverse("objection_open", query=named)


def sent(client: Client, run: Run, fact: Fact, **more: object) -> Any:
    """The form, filled in."""
    return client.post(address(run, fact), {"fact": fact.pk, "reason": "I was on a train.", **more})
