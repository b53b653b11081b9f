"""The issues of a month on a member's own pages: those that were replaced stay readable, and say so."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from goodstanding.models import Run, Standing
from goodstanding.web.months.presenters import standing as standing_presenters
from goodstanding.web.shell.presenters import numbers, terms

Row = dict[str, Any]


def address(standing: Standing, code: str = "") -> str:
    """The page of a month, or of a category or indicator in it, in the issue that a line belongs to."""
    page = standing_presenters.address(standing.run.month, code)
    return page if standing.run.state == Run.State.PUBLISHED else f"{page}?issue={standing.run.number}"


def within(rows: Iterable[Row], standing: Standing | None) -> list[Row]:
    """The same rows; what they lead to is in the same issue."""
    found = list(rows)
    if standing is None or standing.run.state == Run.State.PUBLISHED:
        return found
    return [row | {"url": f"{row['url']}?issue={standing.run.number}"} if row.get("url") else row for row in found]


def earlier(older: Sequence[Standing]) -> list[Row]:
    """Each issue that was replaced, to be read again."""
    return [
        {
            "icon": "record",
            "label": _("%(month)s, issue %(number)s")
            % {"month": terms.month(old_issue.run.month), "number": old_issue.run.number},
            "detail": _("replaced %(when)s") % {"when": terms.moment(old_issue.run.ended_at)}
            if old_issue.run.ended_at
            else "",
            "badge": numbers.total(old_issue.total),
            "url": address(old_issue),
        }
        for old_issue in older
    ]


def replaced(standing: Standing | None, by: Run | None) -> Row | None:
    """What stands above a line that was replaced: since when, why, and where the line in force is."""
    if standing is None or standing.run.state != Run.State.SUPERSEDED:
        return None
    run = standing.run
    since = terms.moment(run.ended_at) if run.ended_at else ""
    return {
        "heading": _("Issue %(number)s of %(month)s was replaced")
        % {"number": run.number, "month": terms.month(run.month)},
        "text": _("It is no longer valid since %(when)s. Reason: %(reason)s")
        % {"when": since, "reason": by.reason if by else ""},
        "url": standing_presenters.address(run.month),
        "url_label": _("Read the current issue"),
    }
