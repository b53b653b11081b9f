"""Imports on pages: their steps, their counts, their first rows."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodstanding.flows.imports.preview import Survey
from goodstanding.models import DuesImport, FactImport, Job, RosterImport
from goodstanding.sheets.encodings import TITLES
from goodstanding.web.shell.presenters import terms

Brought = RosterImport | FactImport | DuesImport
State = RosterImport.State
_TONES = {State.BROUGHT: "info", State.CHECKED: "info", State.DONE: "good", State.GIVEN_UP: "neutral"}


def steps(brought: Brought | None, *, matching: bool = False) -> list[dict[str, str]]:
    """The four steps, and which is at hand."""
    labels = [_("Choose a file"), _("Match columns"), _("Show the check"), _("Import")]
    at = 0 if brought is None else 1
    if brought is not None and not matching:
        at = {State.CHECKED: 2, State.DONE: 4}.get(State(brought.state), 1)
    states = ["done" if number < at else "current" if number == at else "open" for number in range(len(labels))]
    return [{"label": label, "state": state, "url": ""} for label, state in zip(labels, states, strict=True)]


def lead(brought: Brought) -> str:
    """The file, its sheet or letters, and the unit."""
    parts = [brought.file_name, brought.columns.get("sheet", ""), TITLES.get(brought.encoding, ""), brought.unit.name]
    return " · ".join(part for part in parts if part)


def counts(brought: Brought) -> list[dict[str, Any]]:
    """What importing would do, or did."""
    done = brought.state == State.DONE
    found = [(_("Rows read"), brought.read)]
    if isinstance(brought, RosterImport):
        found += [
            (_("New members") if done else _("To be added"), brought.added),
            (_("Corrected") if done else _("To be corrected"), brought.changed),
            (_("Unchanged"), brought.unchanged),
        ]
    elif isinstance(brought, DuesImport):
        found += [
            (_("Payments booked") if done else _("Payments to book"), brought.added),
            (_("Left to a person"), brought.waiting),
            (_("Booked or decided before"), brought.unchanged),
        ]
    else:
        found += [
            (_("New entries") if done else _("To be recorded"), brought.added),
            (_("Already recorded"), brought.unchanged),
        ]
    found.append((_("Rows refused"), brought.refused))
    return [{"label": label, "value": f"{count:,}"} for label, count in found]


def table(caption: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> dict[str, Any]:
    """A table of plain text."""
    labels = [label or "—" for label in columns]
    return {
        "caption": caption,
        "columns": [{"label": label} for label in labels],
        "rows": [
            {"cells": [{"label": label, "value": value} for label, value in zip(labels, row, strict=False)]}
            for row in rows
        ],
    }


def header(found: Survey) -> str:
    """What was taken as the names of the columns."""
    names = " · ".join(name for name in found.headers if name)
    return _("Row %(row)s names the columns: %(names)s") % {"row": found.header, "names": names}


def left_out(found: Survey) -> str:
    """Which columns of the file belong to nothing here, and are not stored."""
    taken = set(found.guessed.values())
    names = [name for place, name in enumerate(found.headers) if name and place not in taken]
    return _("Not stored, unless chosen below: %(names)s") % {"names": " · ".join(names)} if names else ""


def other_sheet(found: Survey) -> str:
    """That only one sheet of several is read, and which."""
    if len(found.sheets) < 2:
        return ""
    if found.place:
        sentence = _("The sheet “%(sheet)s” is read; “%(first)s” before it is not. Choose another below.")
        return sentence % {"sheet": found.sheet, "first": found.sheets[0]}
    sentence = _("Only the sheet “%(sheet)s” is read; the workbook has %(count)s sheets. Choose another below.")
    return sentence % {"sheet": found.sheet, "count": len(found.sheets)}


def refused(lines: Iterable[Sequence[str]]) -> dict[str, Any]:
    """The first refused rows: where, what, why, and what to do."""
    rows = []
    for sheet, row, column, *more in lines:
        where = [sheet, _("row %(row)s") % {"row": row}, column]
        rows.append([" · ".join(part for part in where if part), *more])
    columns = [_("Where"), _("Value"), _("What is wrong"), _("What to do")]
    return table(_("The first refused rows"), columns, rows)


def entry(brought: Brought, url: str) -> dict[str, Any]:
    """One line of the list of imports."""
    refused = ngettext("%(count)s row refused", "%(count)s rows refused", brought.refused) % {"count": brought.refused}
    checked = brought.state in {State.CHECKED, State.DONE} and brought.refused
    return {
        "url": url,
        "icon": "import",
        "label": brought.file_name,
        "detail": terms.moment(brought.at) + (f" · {refused}" if checked else ""),
        "badge": brought.get_state_display(),
        "tone": _TONES[State(brought.state)],
    }


def trouble(job: Job | None) -> str:
    """Why the last job came to no good end."""
    if job is None or job.state not in {Job.State.REFUSED, Job.State.FAILED}:
        return ""
    if job.state == Job.State.REFUSED:
        return str(job.result.get("error", ""))
    return _(
        "Something went wrong on our side, and nothing was imported. Try again; if it happens again, tell the operator."
    )
