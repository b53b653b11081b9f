"""Members on pages: their particulars and their past."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodstanding.engine.period import month_text
from goodstanding.models import Hosting, Member, MemberClass, Membership, RecordView
from goodstanding.queries.people.viewed import SummedViews
from goodstanding.web.shell.presenters import days, terms


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
    return terms.listed(terms.member_class(member_class.word) for member_class in held)


def past(
    memberships: Iterable[Membership], hostings: Iterable[Hosting], classes: Iterable[MemberClass]
) -> list[dict[str, Any]]:
    """Where a member belonged, who looked after them and what they were classed as, latest first."""
    events = [
        _line(membership.from_on, membership, _("Member of %(unit)s") % {"unit": membership.unit.name}, "branch")
        for membership in memberships
    ]
    events += [
        _line(hosting.from_on, hosting, _("Hosted by %(unit)s") % {"unit": hosting.unit.name}, "home")
        for hosting in hostings
    ]
    events += [
        _line(member_class.from_on, member_class, terms.member_class(member_class.word), "person")
        for member_class in classes
    ]
    return sorted(events, key=lambda event: event["datetime"], reverse=True)


def look(record_view: RecordView) -> dict[str, Any]:
    """Who looked, in what office, at what page, what for."""
    names = {
        "page": record_view.get_page_display(),
        "how": record_view.get_how_display(),
        "purpose": record_view.get_purpose_display(),
    }
    text = _("%(page)s. %(how)s, purpose: %(purpose)s") if record_view.page else _("%(how)s, purpose: %(purpose)s")
    return days.event(
        record_view.at,
        title=f"{record_view.by.shown_name} · {terms.office(record_view.office)}"
        if record_view.office
        else record_view.by.shown_name,
        text=text % names,
        icon="eye",
    )


def peeks(summed: SummedViews) -> dict[str, Any]:
    """All that lists of one page showed of the member in a month, in a line that opens."""
    times = ngettext("%(count)s time", "%(count)s times", summed.count) % {"count": summed.count}
    people = ngettext("by %(count)s person", "by %(count)s people", summed.people) % {"count": summed.people}
    page = RecordView.Page(summed.page).label if summed.page else RecordView.How.LIST.label
    query = urlencode({"month": month_text(summed.month), "page_kind": summed.page})
    return {
        "url": f"?{query}#views-title",
        "icon": "list",
        "label": str(page),
        "detail": _("%(times)s in %(month)s, %(people)s")
        % {"times": times, "month": terms.month(summed.month), "people": people},
    }


def peeks_title(month: int, page: str) -> str:
    """What lists on one page showed in a month."""
    label = RecordView.Page(page).label if page else RecordView.How.LIST.label
    return f"{label} · {terms.month(month)}"


def _line(start: Any, membership: Membership | Hosting | MemberClass, title: str, icon: str) -> dict[str, Any]:
    return {"title": title, "when": terms.span(start, membership.until_on), "datetime": start.isoformat(), "icon": icon}


def address(member: Member) -> str:
    """A member's record."""
    return reverse("member", args=[member.key])
