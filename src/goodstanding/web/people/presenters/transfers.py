"""Transfers on pages."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from goodstanding.models import Consent, Transfer
from goodstanding.web.shell.presenters import terms

TONES = {"open": "warn", "done": "good", "refused": "bad", "withdrawn": "neutral"}


def entry(transfer: Transfer) -> dict[str, Any]:
    """One line of a list."""
    names = {"from": transfer.from_unit.name, "to": transfer.to_unit.name}
    return {
        "url": reverse("transfer", args=[transfer.key]),
        "icon": "transfer",
        "about": transfer.member,
        "label": transfer.member.shown_as,
        "detail": _("from %(from)s to %(to)s") % names,
        "badge": transfer.get_state_display(),
        "tone": TONES[transfer.state],
    }


def own_entry(transfer: Transfer) -> dict[str, Any]:
    """One line of a list for the member who goes: where to, as whom it is about goes without saying."""
    return entry(transfer) | {"label": _("My transfer to %(to)s") % {"to": transfer.to_unit.name}}


def sides(transfer: Transfer) -> list[dict[str, Any]]:
    """The three sides and what each has answered."""
    given = {consent.side: consent for consent in transfer.consents.select_related("by", "by__member")}
    return [_side(side, given.get(side)) for side in Consent.Side]


def _side(side: Consent.Side, consent: Consent | None) -> dict[str, Any]:
    row: dict[str, Any] = {"label": str(side.label)}
    if consent is None:
        return row | {"value": _("Not answered yet"), "tone": "warn"}
    value = _("Agreed") if consent.agrees else _("Refused")
    note = f"{consent.by.shown_name} · {terms.said_moment(consent.at)}"
    return row | {"value": value, "note": f"{consent.reason} — {note}" if consent.reason else note}
