"""What a member confirms with one tap, on a line of its own."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from goodstanding.engine.explain.rule_text import fact_title
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Member
from goodstanding.queries.rules.confirmations import Confirmation
from goodstanding.web.shell.presenters import numbers, terms


def entry(one: Confirmation, scheme: Scheme, member: Member) -> dict[str, Any]:
    """The line: what is to be confirmed, until when, and the button that does it."""
    until = _("until %(day)s") % {"day": terms.said_day(one.due_on)}
    return {
        "url": _address(one),
        "icon": "person" if one.confirms == "contact" else "record",
        "label": _label(one),
        "detail": f"{_what(one, scheme, member)} · {until}",
        "due": one.due_on,
        **deed(one, member),
    }


def deed(one: Confirmation, member: Member) -> dict[str, Any]:
    """The button, where one tap is enough; else the page on which what is confirmed can be read."""
    if one.confirms == "record" or (one.confirms == "contact" and not member.phone):
        return {"deed": _("Check")}
    return {"deed": _("Confirm"), "post_url": reverse("my_confirm", args=[one.kind])}


def _label(one: Confirmation) -> str:
    if one.confirms == "contact":
        return _("Is your telephone number right?")
    if one.confirms == "record":
        return _("Is your record right?")
    return _("Have you read your result?")


def _what(one: Confirmation, scheme: Scheme, member: Member) -> str:
    """What it is that the member confirms, to be read before the tap."""
    if one.confirms == "contact":
        return member.phone or _("No telephone number is recorded")
    if one.result is None:
        return _("Check it once a year")
    title = fact_title(one.result.kind, scheme, numbers.lang())
    return terms.pair(title, numbers.value(one.result.value, one.result.kind, scheme))


def _address(one: Confirmation) -> str:
    """Where it can be read, and said to be wrong."""
    if one.result is not None:
        return reverse("objection_entry", args=[one.result.pk])
    return f"{reverse('my_data')}#particulars-title"
