"""Units' ratings as pages show them: parts, places, leagues, and the heat map of a branch's members."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from goodstanding.engine.explain.rule_text import fact_title
from goodstanding.engine.period import month_of_year
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Member, Run, Standing, Unit, UnitStanding
from goodstanding.queries.months.explanations import parsed
from goodstanding.queries.months.possible import possible
from goodstanding.queries.months.running import provisional
from goodstanding.queries.months.unit_ratings import League, UnitRatingRow
from goodstanding.queries.people.organization import the_scheme
from goodstanding.queries.people.small_numbers import LEAST
from goodstanding.web.months.presenters import standing
from goodstanding.web.shell.presenters import charts, figures, numbers, terms

#: How many of those who fall behind are shown with their next step; it is worked out for each.
_SHOWN = 6


def _total_text(hundredths: int | None, otherwise: str = "–") -> str:
    return otherwise if hundredths is None else numbers.total(hundredths)


def months(published: Iterable[Run], run: Run) -> list[dict[str, Any]]:
    """The months to choose from."""
    return [
        {"key": published_run.key, "label": terms.month(published_run.month), "current": published_run.pk == run.pk}
        for published_run in published
    ]


def parts(line: UnitStanding | None, weight: int, n: int | None) -> list[dict[str, str]]:
    """What makes the unit's total. n: its rated members, none where that is not shown."""
    if line is None:
        return []
    mixed = line.members_part is not None and line.own is not None
    if n is None:
        from_members = _("how many members are rated is not shown; drawn towards the mean of its like")
    else:
        from_members = _("%(n)s rated members, drawn towards the mean of its like") % {"n": terms.counted(n)}
    return [
        {"label": _("Total"), "value": _total_text(line.total, _("not rated"))},
        {
            "label": _("From its members"),
            "value": _total_text(line.members_part),
            "note": f"{_share(weight)} · {from_members}" if mixed else from_members if line.members_part else "",
        },
        {
            "label": _("Its own duties"),
            "value": _total_text(line.own),
            "note": _share(100 - weight) if mixed else "" if line.own else _("nothing was due from it yet"),
        },
    ]


def _share(weight: int) -> str:
    return _("%(weight)s %% of the total") % {"weight": weight}


def places(line: UnitStanding | None, unit: Unit, above: Sequence[Unit]) -> list[dict[str, str]]:
    """The unit's places among its like under each unit above that the viewer may open."""
    names = {unit.pk: unit.name for unit in above}
    found = parsed(line.places) if line else []
    kind = terms.unit_type(unit.type)
    return [
        {"label": names[scope], "value": _("%(rank)s of %(of)s") % {"rank": rank, "of": of}, "note": kind}
        for scope, rank, of in found
        if scope in names
    ]


def bands(line: UnitStanding | None, counted: dict[str, int]) -> list[dict[str, Any]]:
    """How many of its members are in each band."""
    if line is None or not counted:
        return []
    return [
        {
            "label": terms.band(name),
            "percent": round(100 * counted.get(name, 0) / line.n),
            "text": str(counted.get(name, 0)),
        }
        for name in terms.band_names()
    ]


def figure(year: Sequence[tuple[int, UnitStanding | None]], thin: Collection[int] = ()) -> dict[str, Any]:
    """The line of the unit's total month by month, with its table. thin: months with too little due to compare."""
    notes = {number: standing.too_little() for number, (month, _line) in enumerate(year) if month in thin}
    return figures.figure(
        _("Total, month by month"),
        chart=_chart(year, notes),
        alt=_("A line of the unit's total in the last twelve months; the table below has the figures."),
        columns=[_("Month"), _("Total")],
        rows=[
            [terms.month(month), _noted(_total_text(line.total if line else None, ""), notes.get(number, ""))]
            for number, (month, line) in enumerate(year)
        ],
    )


def _noted(text: str, note: str) -> str:
    return terms.aside(text, note) if text else text


def _chart(lines: Sequence[tuple[int, UnitStanding | None]], notes: Mapping[int, str]) -> charts.Chart | None:
    """The same as a line."""
    totals = charts.Series(_("Total"), [line.total if line else None for _month, line in lines], notes)
    return charts.totals("unit-year", [month for month, _line in lines], totals)


def league(found: League) -> dict[str, Any]:
    """Units of one kind, best first; those that cannot be told apart stand together."""
    return {
        "title": f"{terms.level(found.level)} · {terms.unit_type(found.type)}",
        "rows": [
            {
                "group": peer.group,
                "level_with": peer.level_with,
                "name": peer.unit.name,
                "url": reverse("unit_rating", args=[peer.unit.code]),
                "total": _total_text(peer.line.total),
                "n": terms.counted(peer.n),
                "few": peer.line.n < LEAST,
            }
            for peer in found.peers
        ],
        "few": terms.listed(unit.name for unit in found.few),
    }


def heatmap(rows: Sequence[UnitRatingRow], last: int, scheme: Scheme) -> dict[str, Any]:
    """Members by months, coloured by band; not rated, and too little due to compare, are told apart from low."""
    span = range(last - 11, last + 1)
    order = terms.band_names()[::-1]
    return {
        "columns": [str(month_of_year(month)) for month in span],
        "rows": [
            {
                "label": row.member.shown_as,
                "url": reverse("member", args=[row.member.key]),
                "cells": [_cell(row.lines.get(month), order, scheme) for month in span],
            }
            for row in rows
        ],
        "legend": [
            *[{"level": min(4, number + 1), "text": terms.band(name)} for number, name in enumerate(order)],
            {"level": "thin", "text": standing.too_little()},
            {"level": "none", "text": _("not rated"), "mark": "–"},
        ],
    }


def _cell(line: Standing | None, order: Sequence[str], scheme: Scheme) -> dict[str, str]:
    if line is None:
        return {"level": "none", "text": _("not a member"), "mark": ""}
    if line.total is None or line.band is None:
        return {"level": "none", "text": _("not rated"), "mark": "–"}
    # Read without touching anything: whole points in the cell, all of it in words.
    figure, mark = _total_text(line.total), str(line.total // 100)
    if standing.is_too_little(line.attainable, scheme):
        return {"level": "thin", "text": f"{figure} · {standing.too_little()}", "mark": mark}
    level = min(4, order.index(line.band) + 1) if line.band in order else 1
    return {"level": str(level), "text": f"{figure} · {terms.band(line.band)}", "mark": mark}


def behind(found: Sequence[tuple[Member, Standing, int | None]], today: date) -> list[dict[str, Any]]:
    """Who falls behind, and what would help each of them most; the rest is only counted."""
    return [
        {
            "url": reverse("member", args=[member.key]),
            "icon": "person",
            "label": f"{member.shown_as} · {_total_text(line.total)}",
            "detail": " · ".join(part for part in (_moved(change), _next_step(member, today)) if part),
        }
        for member, line, change in found[:_SHOWN]
    ]


def _moved(change: int | None) -> str:
    if not change:
        return ""
    return _("%(change)s against the month before") % {"change": numbers.change(change)}


def _next_step(member: Member, today: date) -> str:
    """The one duty that would help most."""
    now = provisional(member, today)
    steps = possible(now, today) if now else []
    if not steps:
        return _("nothing that would help is due now; a talk may help")
    first = steps[0]
    title = fact_title(first.duty.kind, the_scheme(), numbers.lang())
    return _("next: %(duty)s") % {"duty": terms.aside(title, numbers.change(first.gain) if first.gain else "")}
