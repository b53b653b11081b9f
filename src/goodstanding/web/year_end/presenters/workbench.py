"""The year's end as lines: what is left, by when, who, and the one tap to where it is finished."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodstanding.engine.scheme.year_end import YearEnd
from goodstanding.models import Unit
from goodstanding.queries.year_end.workbench import BelowLine, YearEndLine
from goodstanding.queries.year_end.yearly_report import YearlyReport
from goodstanding.web.shell.presenters import terms

Line = dict[str, Any]
#: Where each thing is finished; with the unit's code, or a list of its own.
_OF_UNIT = {
    "meetings": "unit_meetings", "minutes": "unit_meetings", "plans": "meeting_plan", "suggestions": "unit_initiative",
    "dues_arrears": "dues_arrears", "dues_confirmed": "unit_dues", "dues_posted": "unit_dues", "talks": "unit_care",
    "visits": "unit_care", "months": "unit_rating", "report": "unit_report",
    "dossiers": "dossiers_unit",
}  # fmt: skip
_LISTS = {
    "objections": "objections", "letters": "letters", "appraisal": "appraisals", "ballots": "ballots",
    "probation": "probations", "transfers": "transfers", "arrivals": "transfers",
    "cases": "cases",
}  # fmt: skip


def address(unit: Unit) -> str:
    """A unit's page of the year's end."""
    return reverse("unit_year_end", args=[unit.code])


def stats(lines: Sequence[YearEndLine], on: date) -> list[Line]:
    """How far the unit is."""
    counted = [line for line in lines if line.item.of != "report"]
    return [
        {"label": _("Finished"), "value": _of(sum(line.is_done for line in counted), len(counted))},
        {"label": _("Still to do"), "value": str(sum(line.left for line in counted))},
        {"label": _("Past its day"), "value": str(sum(not line.is_done and line.due_on < on for line in counted))},
    ]


def _of(done: int, every: int) -> str:
    return _("%(done)s of %(every)s") % {"done": done, "every": every}


def line(one: YearEndLine, unit: Unit, on: date) -> Line:
    """One thing to finish."""
    by = _("by %(day)s") % {"day": terms.said_day(one.due_on)}
    who = terms.people_briefly([account.shown_name for account in one.who], 2)
    parts = [by, who or terms.listed(terms.role(office) for office in one.item.who)]
    late = not one.is_done and one.due_on < on
    return {
        "url": _url(one, unit),
        "icon": "done" if one.is_done else "warning" if late else "list",
        "label": terms.text(one.item.title),
        "detail": " · ".join(part for part in parts if part),
        "badge": _badge(one),
        "tone": "good" if one.is_done else "warn" if late else "info",
    }


def _badge(one: YearEndLine) -> str:
    if one.item.of == "report":
        return _("Draft to read")
    if one.is_done:
        return _("Finished")
    if one.item.of == "appraisal":
        return str(one.round.get_state_display()) if one.round is not None else _("Not opened yet")
    if one.item.of == "plans":
        return _("Nothing planned yet")
    return ngettext("%(count)s left", "%(count)s left", one.left) % {"count": one.left}


def _url(one: YearEndLine, unit: Unit) -> str:
    if one.round is not None:
        return reverse("appraisal", args=[one.round.key])
    if one.item.of in _OF_UNIT:
        return reverse(_OF_UNIT[one.item.of], args=[unit.code])
    return reverse(_LISTS[one.item.of])


def papers(lines: Sequence[YearEndLine]) -> list[Line]:
    """What the same took on paper, with the rule that counts it."""
    return [
        {
            "label": terms.text(one.item.title),
            "value": ngettext("%(count)s step", "%(count)s steps", one.item.paper.steps)
            % {"count": one.item.paper.steps},
            "note": terms.text(one.item.paper.source),
        }
        for one in lines
        if one.item.paper is not None
    ]


def below(one: BelowLine, rules: YearEnd) -> Line:
    """A unit right below, with what is left in it."""
    titles = {word: terms.text(item.title) for word, item in rules.items.items()}
    most = sorted(one.left.items(), key=lambda pair: -pair[1])[:_MOST]
    return {
        "url": address(one.unit),
        "icon": "done" if not one.total else "tree",
        "label": one.unit.name,
        "detail": " · ".join(terms.pair(titles[word], str(count)) for word, count in most),
        "badge": ngettext("%(count)s left", "%(count)s left", one.total) % {"count": one.total}
        if one.total
        else _("Finished"),
        "tone": "info" if one.total else "good",
    }


_MOST = 4


def totals(found: Sequence[BelowLine], rules: YearEnd) -> list[Line]:
    """By thing, how much is left below, the most first."""
    sums = {word: sum(one.left.get(word, 0) for one in found) for word in rules.items}
    left: Mapping[str, int] = {word: count for word, count in sums.items() if count}
    order = sorted(left, key=lambda word: -left[word])
    return [{"label": terms.text(rules.items[word].title), "value": f"{left[word]:,}"} for word in order]


def sentences(report: YearlyReport) -> list[Line]:
    """The report's sentences, each with the way to its rows."""
    return [
        {
            "text": terms.text(one.text),
            "url": reverse(one.page, args=[report.unit.code] if one.of_unit else []),
        }
        for one in report.sentences
    ]
