"""The calendar of working days on its page: what is known from where, and what an announcement would move."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from goodstanding.calendars import china, countries
from goodstanding.models import Announcement
from goodstanding.queries.objections.deadlines import ANSWER, Recount
from goodstanding.web.shell.presenters import terms


def name(code: str) -> str:
    """What a calendar is called."""
    if code == china.CODE:
        return _("Mainland China")
    return _("%(code)s, by the holidays library") % {"code": code} if code else _("none: Monday to Friday")


def sources(code: str) -> list[dict[str, Any]]:
    """Every announcement that is known, the latest year first: its source, and when it was made."""
    rows = [_row(announcement.year, announcement.source, terms.day(announcement.published_on), _("entered here"))
            for announcement in Announcement.objects.filter(calendar=code).order_by("-pk")]  # fmt: skip
    if code == china.CODE:
        issuer, shipped = _("General Office of the State Council"), _("comes with the product")
        rows += [_row(notice.year, f"{issuer} {notice.number}", terms.day(notice.published_on), shipped)
                 for notice in reversed(china.notices())]  # fmt: skip
    elif code:
        rows.append(_row(countries.KNOWN_THROUGH, _("the holidays library"), "", _("comes with the product")))
    return sorted(rows, key=lambda row: -int(row["label"]))


def _row(year: int, source: str, day: str, origin: str) -> dict[str, Any]:
    return {"label": str(year), "value": source, "note": " · ".join(part for part in (day, origin) if part)}


def moves(found: Iterable[Recount]) -> dict[str, Any]:
    """How open deadlines move, counted by day: whose they are is not shown here."""
    changes = list(found)
    moved = Counter((change.what, change.announced.day, change.found.day) for change in changes if change.moves)
    columns = [_("What is due"), _("As announced before"), _("Then"), _("How many")]
    rows = [
        [_("Ruling") if what == ANSWER else _("Asking for a second ruling"), terms.said_day(announced),
         terms.said_day(then), str(count)]
        for (what, announced, then), count in sorted(moved.items(), key=lambda item: (item[0][1], item[0]))
    ]  # fmt: skip
    return {
        "columns": [{"label": column, "numeric": number == 3} for number, column in enumerate(columns)],
        "rows": [{"cells": _cells(columns, row)} for row in rows],
        "final": sum(not change.moves and not change.found.provisional for change in changes),
    }


def _cells(columns: list[str], row: list[str]) -> list[dict[str, Any]]:
    return [
        {"label": label, "value": value, "header": number == 0, "numeric": number == 3}
        for number, (label, value) in enumerate(zip(columns, row, strict=True))
    ]
