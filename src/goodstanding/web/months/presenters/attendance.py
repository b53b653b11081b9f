"""Attendance over time on a page: of a branch, of one person, of oneself."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from goodstanding.queries.attendance.attended import AttendedMonth
from goodstanding.web.shell.presenters import charts, figures, terms


def figure(months: Sequence[AttendedMonth]) -> dict[str, Any] | None:
    """The line of how many meetings were attended of those that asked, with its table; none where none did.

    The last month is the running one.
    """
    if not any(month.of for month in months):
        return None
    notes = {len(months) - 1: _("so far")} if months[-1].of else {}
    line = charts.Series(_("Came to meetings"), [month.percent for month in months], notes)
    return figures.figure(
        _("Attendance, month by month"),
        chart=charts.shares("attendance", [month.month for month in months], line),
        alt=_("A line of how many of the meetings were attended; the table below has the figures."),
        columns=[_("Month"), _("Came"), _("Of"), _("Share")],
        rows=[[terms.month(month.month), month.came, month.of, charts.percent_text(month.percent)] for month in months],
        note=_("Excused absences are left out."),
    )
