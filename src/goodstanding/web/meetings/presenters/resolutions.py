"""Resolutions on pages: what was voted on and how, and what was put right."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from goodstanding.models import Resolution
from goodstanding.queries.meetings.resolutions import ResolutionLine
from goodstanding.web.shell.presenters import terms


def lines(found: Iterable[ResolutionLine]) -> list[dict[str, Any]]:
    """Those that hold, each with what stood there before."""
    return [
        line(resolution_line.resolution)
        | {"earlier": [_replaced(wrong, right) for wrong, right in resolution_line.earlier]}
        for resolution_line in found
    ]


def line(resolution: Resolution) -> dict[str, Any]:
    """One resolution."""
    told = {
        "for_it": resolution.votes_for,
        "against": resolution.votes_against,
        "abstained": resolution.abstained,
        "needed": resolution.needed,
    }
    votes = _("%(for_it)s for, %(against)s against, %(abstained)s abstained; needed %(needed)s") % told
    outcome = _("carried") if resolution.carried else _("not carried")
    return {"one": resolution, "votes": votes, "outcome": outcome, "tone": "good" if resolution.carried else "muted"}


def _replaced(wrong: Resolution, right: Resolution) -> dict[str, Any]:
    told = {"name": right.by.shown_name, "moment": terms.said_moment(right.at), "reason": right.reason}
    return line(wrong) | {"why": _("Corrected by %(name)s, %(moment)s: %(reason)s") % told}
