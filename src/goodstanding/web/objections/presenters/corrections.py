"""Corrections on pages."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodstanding.models import Correction, Fact, Proof
from goodstanding.queries.months.runs import Reissue
from goodstanding.queries.people.namesakes import apart_anywhere, name_anywhere
from goodstanding.web.objections.presenters import objections
from goodstanding.web.shell.presenters import terms

TONES = {"asked": "warn", "made": "good", "refused": "neutral"}


def about(fact: Fact) -> str:
    """Whom a fact is about."""
    if fact.member is not None:
        return name_anywhere(fact.member)
    return fact.unit.name if fact.unit else ""


def entries(corrections: Iterable[Correction]) -> list[dict[str, Any]]:
    """Lines of a list."""
    return [entry(correction) for correction in apart_anywhere(corrections, lambda waiting: waiting.fact.member)]


def entry(correction: Correction) -> dict[str, Any]:
    """One line of a list."""
    return {
        "url": reverse("correction", args=[correction.key]),
        "icon": "edit",
        "about": correction.fact.member,
        "label": correction.fact.member.shown_as if correction.fact.member else about(correction.fact),
        "detail": f"{_what(correction)} · {objections.fact_text(correction.fact)}",
        "badge": correction.get_state_display(),
        "tone": TONES[correction.state],
    }


def _what(correction: Correction) -> str:
    """What should be done; of an attendance, what it becomes."""
    if not correction.verdict:
        return objections.remedy(correction)
    return _("Attendance becomes: %(verdict)s") % {"verdict": Proof.Verdict(correction.verdict).label}


def rows(correction: Correction) -> list[dict[str, Any]]:
    """What is asked for, by whom and why, and what was answered."""
    asked = f"{correction.asked_by.shown_name} · {terms.moment(correction.asked_at)}"
    found = [
        {"label": _("About"), "value": about(correction.fact)},
        {"label": _("Entry"), **{k: v for k, v in objections.fact_row(correction.fact).items() if k != "label"}},
        {"label": _("Day"), "value": terms.said_day(correction.fact.occurred_on)},
        {
            "label": _("What should be done"),
            "value": _what(correction),
            "note": _("Everything that was recorded with it goes together")
            if correction.verdict
            else objections.becomes(correction),
        },
        {"label": _("Reason"), "value": correction.reason},
        {"label": _("Asked for by"), "value": asked},
    ]
    if correction.answered_by is not None and correction.answered_at is not None:
        answered = f"{correction.answered_by.shown_name} · {terms.moment(correction.answered_at)}"
        found.append({"label": _("Answered by"), "value": answered, "note": correction.answer})
    return found


def reissue(waiting: Reissue) -> dict[str, Any]:
    """A published month that corrections came too late for."""
    month = terms.month(waiting.run.month)
    text = ngettext(
        "%(count)s correction concerns a published month; issue %(month)s again?",
        "%(count)s corrections concern a published month; issue %(month)s again?",
        waiting.count,
    )
    return {
        "url": reverse("months"),
        "icon": "record",
        "label": text % {"count": waiting.count, "month": month},
        "detail": _("They count once the month is issued again"),
    }
