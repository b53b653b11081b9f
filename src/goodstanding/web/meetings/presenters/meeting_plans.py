"""The year's plan of a unit on its page: done, planned, missing, told in words and not by colour alone."""

from collections.abc import Sequence
from itertools import dropwhile
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from goodstanding.engine.period import PeriodLength, last_day
from goodstanding.models import Unit, UnitRequest
from goodstanding.queries.meetings import year_plan as plans
from goodstanding.queries.meetings.year_plan import PlanCell, PlannedDuty
from goodstanding.web.shell.presenters import terms


def every(length: PeriodLength, times: int) -> str:
    """How often."""
    told = {"month": _("%(times)s a month"), "quarter": _("%(times)s a quarter"), "year": _("%(times)s a year")}
    return told[length] % {"times": times}


def request_title(asked: UnitRequest) -> str:
    """A request from above, as a choice: from where, on which day, and what it was."""
    nouns = {"bulletin": _("Announcement"), "assignment": _("Assignment")}
    told = {"unit": asked.from_unit.name, "day": terms.said_day(timezone.localdate(asked.at))}
    return f"{nouns.get(asked.noun, _('Request'))}: " + _("%(unit)s, %(day)s") % told


def cell_words(cell: PlanCell) -> str:
    """What a cell means."""
    told = {"done": cell.done, "planned": cell.planned, "missing": cell.missing, "times": cell.times}
    said = {
        plans.DONE: _("held"), plans.PLANNED: _("planned"), plans.MISSED: _("not held"),
        plans.SOON: _("to be planned"), plans.LATER: _("later"), plans.BEFORE: _("not recorded"),
    }  # fmt: skip
    if cell.times == 1:
        return said[cell.state]
    so_far = _("%(done)s held, %(planned)s planned of %(times)s") % told
    return f"{said[cell.state]} · {so_far}"


def duties(found: Sequence[PlannedDuty], unit: Unit) -> list[dict[str, Any]]:
    """The plan kind by kind, each with its periods."""
    new = reverse("meeting_plan", args=[unit.code])
    return [
        {
            "title": terms.text(duty.kind.title),
            "how_often": every(duty.kind.plan.every, duty.kind.plan.times) if duty.kind.plan else "",
            "url": f"{new}?type={duty.word}",
            "soon": any(cell.state == plans.SOON for cell in cells),
            "cells": [
                {
                    "name": terms.period_of_year(cell.period.name),
                    "text": cell_words(cell),
                    "state": cell.state,
                }
                for cell in cells
            ],
        }
        for duty in found
        if (cells := _from_the_first(duty.cells))
    ]


def _from_the_first(cells: Sequence[PlanCell]) -> list[PlanCell]:
    """Without the periods at the start of which nothing is recorded here: the plan begins where there is something."""
    return list(dropwhile(lambda cell: cell.state == plans.BEFORE, cells))


def missing_entry(unit: Unit, duty: PlannedDuty, cell: PlanCell) -> dict[str, Any]:
    """What is still to be planned, in the work list."""
    ends = last_day(cell.period.last)
    return {
        "url": f"{reverse('meeting_plan', args=[unit.code])}?type={duty.word}",
        "icon": "calendar",
        "label": _("Plan: %(meeting)s") % {"meeting": terms.text(duty.kind.title)},
        "detail": _("%(unit)s, due by %(day)s") % {"unit": unit.name, "day": terms.said_day(ends)},
        "due": ends,
    }
