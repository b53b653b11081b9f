"""Groups of members compared, as the page of a draft shows them."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from goodstanding.models import FairnessAnswer, Run
from goodstanding.queries.months import fairness
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.shell.presenters import numbers, tables, terms
from goodstanding.web.shell.presenters.tables import PageColumn

Gap = dict[str, Any]


def section(run: Run, *, may_answer: bool) -> dict[str, Any] | None:
    """What the page shows of it; None for a run in which no group was large enough to be compared."""
    gaps = fairness.found(run)
    if not gaps:
        return None
    answers = fairness.answers(run)
    flagged = [_flagged(gap, answers) for gap in gaps if gap["flagged"]]
    return {
        "flagged": flagged,
        "head": tables.head(_columns(), QueryDict()),
        "others": [{"cells": tables.cells(_columns(), _line(gap))} for gap in gaps],
        "may_answer": may_answer and run.state in (Run.State.DRAFTED, Run.State.REVIEWED),
        "waits": [one["name"] for one in flagged if not one["answer"]],
        "ranks": _ranks(run),
    }


def _columns() -> list[PageColumn]:
    return [
        PageColumn("group", _("Group compared")),
        PageColumn("n", _("Members"), whole=True),
        PageColumn("mean", _("Mean"), whole=True),
        PageColumn("difference", _("Against the others"), whole=True),
        PageColumn("share", _("Top band, against the best group"), whole=True),
    ]


def _line(gap: Gap) -> list[str]:
    """A group with its members, its mean against the others', and its share in the top band."""
    share = "–" if gap["ratio"] is None else f"{round(100 * gap['ratio'])} %"
    return [_title(gap), terms.counted(gap["n"]), numbers.total(gap["mean"]), _difference(gap), share]


def _difference(gap: Gap) -> str:
    """Against the others, with what it may be off by."""
    return f"{numbers.change(gap['difference'])} (±{numbers.total(gap['margin'])})"


def _flagged(gap: Gap, answers: Mapping[str, FairnessAnswer]) -> dict[str, Any]:
    answer = answers.get(fairness.name_of(gap))
    reasons = {
        "mean": _("Their mean is surely lower than that of all others."),
        "top_band": _("They reach the top band far less often than the best group."),
    }
    return {
        "label": _title(gap),
        "n": terms.counted(gap["n"]),
        "mean": numbers.total(gap["mean"]),
        "difference": _difference(gap),
        "name": fairness.name_of(gap),
        "reasons": [reasons[word] for word in gap["flagged"]],
        "answer": answer.text if answer else "",
        "by": f"{answer.by.shown_name} · {terms.moment(answer.at)}" if answer else "",
    }


def _title(gap: Gap) -> str:
    group, scheme = gap["group"], the_scheme()
    titles = {
        "class": lambda: terms.member_class(group) if group in scheme.classes else group,
        "type": lambda: terms.unit_type(group) if group in scheme.unit_types else group,
        "size": lambda: _("Branches with %(span)s rated members") % {"span": _span(group)},
        "years": lambda: _years(group),
        "excused": lambda: _("Excused from something this month"),
        "check_in": lambda: _("Checked in with a phone"),
    }
    return str(titles[gap["dimension"]]())


def _span(group: str) -> str:
    low, high = group.split("-")
    return low if low == high else f"{low}–{high}"


def _years(group: str) -> str:
    low, high = group.split("-")
    if not high:
        return _("Members for %(years)s years or longer") % {"years": low}
    return _("Members for %(span)s years") % {"span": f"{low}–{high}"}


def _ranks(run: Run) -> list[dict[str, str]]:
    """How totals go with the size of a branch and with what it offered."""
    found = run.figures["fairness"]
    rows = [
        (_("Totals and the size of the branch"), found["size"]),
        (_("Totals and the number of meetings in the branch"), found["offered"]),
    ]
    return [
        {"label": label, "value": _("does not vary") if one is None else numbers.change(round(100 * one))}
        for label, one in rows
    ]
