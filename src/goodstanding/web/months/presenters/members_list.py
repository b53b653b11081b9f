"""A member's line in the list of a unit, two lines on a phone: who, and what those with the duty see of how they do."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from goodstanding.models import Member
from goodstanding.queries.months.member_overview import MemberFigures
from goodstanding.web.people.presenters.members import class_titles
from goodstanding.web.shell.presenters import numbers, tables, terms


def columns(shows_figures: bool) -> list[tables.PageColumn]:
    """The columns. Names, numbers and days do not break in the middle."""
    figures = [
        tables.PageColumn("total", _("Total"), ("latest_total", "number"), whole=True),
        tables.PageColumn("attendance", _("Meetings this year"), whole=True),
    ]
    return [
        tables.PageColumn("name", _("Name"), ("pinyin", "number"), whole=True),
        tables.PageColumn("number", _("Number"), ("number",), whole=True),
        *(figures if shows_figures else []),
        tables.PageColumn("classes", _("Classes")),
        tables.PageColumn("joined_on", _("Joined on"), ("joined_on", "number"), whole=True),
        tables.PageColumn("signs_in", _("Sign-in"), whole=True),
    ]


def row(member: Member, shown: Sequence[tables.PageColumn], figures: MemberFigures | None) -> dict[str, Any]:
    """A member in it, and whether they can sign in yet."""
    account = getattr(member, "account", None)
    values = {
        "name": member.name,
        "total": _total(figures),
        "attendance": _attendance(figures),
        "number": member.number,
        "classes": class_titles(member),
        "joined_on": terms.day(member.joined_on),
        "signs_in": _("set up") if account and account.has_usable_password() else _("not set up"),
    }
    here = reverse("member", args=[member.key])
    return {"cells": tables.cells(shown, [values[column.key] for column in shown], here)}


def _total(figures: MemberFigures | None) -> str:
    return numbers.total(figures.total) if figures and figures.is_published else "–"


def _attendance(figures: MemberFigures | None) -> str:
    """How many of the meetings that were recorded of them; who was excused is not counted as missing."""
    if figures is None or not figures.meetings:
        return "–"
    return _("%(came)s of %(meetings)s meetings") % {"came": figures.came, "meetings": figures.meetings}
