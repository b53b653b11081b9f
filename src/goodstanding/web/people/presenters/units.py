"""Units on pages: tree nodes, trails, histories."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from goodstanding.access.viewer import Viewer
from goodstanding.engine.period import parse_month
from goodstanding.models import Post, Unit, UnitChange
from goodstanding.queries.people import units
from goodstanding.queries.people.head_counts import Figure
from goodstanding.queries.people.units import Below
from goodstanding.web.shell.presenters import charts, figures, terms

_ICONS = {
    UnitChange.Verb.CREATED: "plus",
    UnitChange.Verb.RENAMED: "edit",
    UnitChange.Verb.MOVED: "transfer",
    UnitChange.Verb.CLOSED: "close",
}


def address(unit: Unit) -> str:
    """A unit's page."""
    return reverse("unit", args=[unit.code])


def node(unit: Unit, below: Below | None, *, current: str = "") -> dict[str, Any]:
    """One line of the tree."""
    return {
        "name": unit.name,
        "url": address(unit),
        "level": terms.level(unit.level),
        "expandable": bool(below and below.units),
        "expanded": False,
        "children_url": reverse("unit_children", args=[unit.code]),
        "current": unit.code == current,
        "member_count": below.members if below else None,
    }


def trail(ancestors: Iterable[Unit], unit: Unit, *more: str) -> list[dict[str, str]]:
    """From the top of the viewer's part of the tree down to here."""
    crumbs = [{"label": crumb_unit.name, "url": address(crumb_unit)} for crumb_unit in [*ancestors, unit]]
    return crumbs + [{"label": label, "url": ""} for label in more]


def trail_to(who: Viewer, unit: Unit, *more: str) -> list[dict[str, str]]:
    """The way down to a page of a unit, from where the viewer's part of the tree begins."""
    return trail(units.ancestors(who, unit), unit, *more)


def event(change: UnitChange) -> dict[str, Any]:
    """One thing that became of a unit, as a line of its history."""
    return {
        "title": _title(change),
        "text": change.reason,
        "when": terms.day(change.on),
        "datetime": change.on.isoformat(),
        "by": change.by.shown_name if change.by else "",
        "icon": _ICONS.get(UnitChange.Verb(change.verb), "branch"),
        "url": address(change.other) if change.other else "",
    }


def post_line(post: Post) -> dict[str, Any]:
    """Who holds which office since when."""
    waits = _("takes effect once a code from above is used")
    return {
        "label": terms.role(post.role),
        "value": post.account.shown_name,
        "note": " · ".join([terms.span(post.from_on, post.until_on), *([] if post.accepted_at else [waits])]),
    }


def _title(change: UnitChange) -> str:
    verbs = {
        "created": _("Created as “%(becomes)s”"),
        "renamed": _("Renamed from “%(was)s” to “%(becomes)s”"),
        "moved": _("Moved from “%(was)s” to “%(becomes)s”"),
        "merged": _("Merged into “%(becomes)s”"),
        "took_over": _("Took over the members of “%(was)s”"),
        "split": _("Split; some members went to “%(becomes)s”"),
        "closed": _("Closed"),
    }
    return verbs[change.verb] % {"was": change.was, "becomes": change.becomes}


def figure(months: Sequence[Figure]) -> dict[str, Any]:
    """The line of the number of members month by month, with its table."""
    return figures.figure(
        _("Members, month by month"),
        chart=_chart(months),
        alt=_("A line of the number of members in the last twelve months; the table below has the figures."),
        columns=[_("Month"), _("Members")],
        rows=[[terms.month(parse_month(month.label)), terms.counted(month.count)] for month in months],
    )


def _chart(months: Sequence[Figure]) -> charts.Chart | None:
    line = charts.Series(_("Members"), [month.count for month in months])
    return charts.counts("unit-members", [parse_month(month.label) for month in months], line)
