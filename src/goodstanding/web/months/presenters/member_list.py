"""The members of a branch as a table: who is behind, for those with the duty to see it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from goodstanding.models import Fact, Member
from goodstanding.web.months.presenters.member_overview import missed_days
from goodstanding.web.people.presenters import members as member_presenters
from goodstanding.web.shell.presenters import numbers, tables, terms

#: A column that gives way to the rating: it stands on the member's own page.
_LEFT_OUT = "joined_on"


@dataclass(frozen=True)
class Known:
    """What is shown beside the roster: of whom, and by member the days of this month's missed meetings and the last
    talk."""

    members: frozenset[int]
    missed: Mapping[int, Sequence[date]]
    talks: Mapping[int, Fact]


def columns(*, rated: bool) -> list[tables.PageColumn]:
    """The columns. rated: whether the reader may see the members' rating."""
    plain = member_presenters.roster_columns()
    if not rated:
        return plain
    name, number, *others = plain
    return [name, number, *_rated_columns(), *(column for column in others if column.key != _LEFT_OUT)]


def _rated_columns() -> list[tables.PageColumn]:
    return [
        tables.PageColumn("total", _("Total"), ("latest_total", "number"), whole=True),
        tables.PageColumn("missed", _("Missed this month")),
        tables.PageColumn("talk", _("Last talk"), whole=True),
    ]


def rows(members: Iterable[Member], known: Known | None) -> list[dict[str, Any]]:
    """The members in it. known: none where the reader may not see their rating."""
    found = []
    for member in members:
        plain = zip(member_presenters.roster_columns(), member_presenters.roster_values(member), strict=True)
        values = {column.key: value for column, value in plain} | (_rated_values(member, known) if known else {})
        shown = columns(rated=known is not None)
        cells = tables.cells(shown, [values[column.key] for column in shown], reverse("member", args=[member.key]))
        found.append({"cells": cells})
    return found


def _rated_values(member: Member, known: Known) -> dict[str, str]:
    if member.pk not in known.members:
        return {column.key: "–" for column in _rated_columns()}
    total: int | None = getattr(member, "latest_total", None)
    talk = known.talks.get(member.pk)
    return {
        "total": "–" if total is None else numbers.total(total),
        "missed": missed_days(known.missed.get(member.pk, ())),
        "talk": terms.day(talk.occurred_on) if talk else _("none recorded"),
    }
