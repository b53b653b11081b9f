"""Members on pages: their particulars and their past."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from goodstanding.models import Hosting, Member, MemberClass, Membership, RecordView
from goodstanding.web.shell.presenters import days, tables, terms


def roster_columns() -> list[tables.PageColumn]:
    """The columns of a unit's roster. Names, numbers and days do not break in the middle."""
    return [
        tables.PageColumn("name", _("Name"), ("pinyin", "number"), whole=True),
        tables.PageColumn("number", _("Number"), ("number",), whole=True),
        tables.PageColumn("classes", _("Classes")),
        tables.PageColumn("joined_on", _("Joined on"), ("joined_on", "number"), whole=True),
        tables.PageColumn("signs_in", _("Signs in"), whole=True),
    ]


def roster_row(member: Member) -> dict[str, Any]:
    """A member in it, and whether they can sign in yet."""
    account = getattr(member, "account", None)
    values = [
        member.name,
        member.number,
        class_titles(member),
        terms.day(member.joined_on),
        _("yes") if account and account.has_usable_password() else _("not yet"),
    ]
    return {"cells": tables.cells(roster_columns(), values, reverse("member", args=[member.key]))}


def particulars(member: Member, *, contact: bool) -> list[dict[str, Any]]:
    """What is kept of a member. contact: whether the reader may see the telephone number."""
    rows = [
        {"label": _("Number"), "value": member.number},
        {"label": _("Joined on"), "value": terms.day(member.joined_on)},
        {"label": _("Full member since"), "value": terms.day(member.full_on)},
    ]
    if contact:
        rows.append({"label": _("Telephone"), "value": member.phone})
    if member.left_on:
        rows.append({"label": _("Left on"), "value": terms.day(member.left_on)})
        rows.append({"label": _("Reason"), "value": member.get_leaving_display()})
    return rows


def class_titles(member: Member) -> str:
    """Today's classes, read beforehand into `classes_now`."""
    held: list[MemberClass] = getattr(member, "classes_now", [])
    return terms.listed(terms.member_class(one.word) for one in held)


def past(
    memberships: Iterable[Membership], hostings: Iterable[Hosting], classes: Iterable[MemberClass]
) -> list[dict[str, Any]]:
    """Where a member belonged, who looked after them and what they were classed as, latest first."""
    events = [
        _line(one.from_on, one, _("Member of %(unit)s") % {"unit": one.unit.name}, "branch") for one in memberships
    ]
    events += [_line(one.from_on, one, _("Hosted by %(unit)s") % {"unit": one.unit.name}, "home") for one in hostings]
    events += [_line(one.from_on, one, terms.member_class(one.word), "person") for one in classes]
    return sorted(events, key=lambda event: event["datetime"], reverse=True)


def look(one: RecordView) -> dict[str, Any]:
    """Who looked, in what office, at what page, what for."""
    seen = {"page": one.get_page_display(), "how": one.get_how_display(), "purpose": one.get_purpose_display()}
    text = _("%(page)s. %(how)s, purpose: %(purpose)s") if one.page else _("%(how)s, purpose: %(purpose)s")
    return days.event(
        one.at,
        title=f"{one.by.shown_name} · {terms.office(one.office)}" if one.office else one.by.shown_name,
        text=text % seen,
        icon="eye",
    )


def _line(start: Any, membership: Membership | Hosting | MemberClass, title: str, icon: str) -> dict[str, Any]:
    return {"title": title, "when": terms.span(start, membership.until_on), "datetime": start.isoformat(), "icon": icon}


def address(member: Member) -> str:
    """A member's record."""
    return reverse("member", args=[member.key])
