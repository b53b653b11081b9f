"""Warnings as cards and lines: what was seen, what can still be done, and where."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.engine.scheme.warnings import WarningRule
from goodstanding.models import EarlyWarning, Unit
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.shell.presenters import numbers, terms

Entry = dict[str, Any]
State = EarlyWarning.State


def _ways() -> dict[str, tuple[str, str, str]]:
    """Where a remedy leads: the address, what the button says, and its icon."""
    return {
        "standing": ("my_record", _("See what is still possible"), "chart"),
        "meetings": ("my_meetings", _("See the next meetings"), "meeting"),
        "study": ("my_study", _("See what I can study"), "book"),
        "assignments": ("my_assignments", _("See my assignments"), "done"),
        "initiative": ("my_initiative", _("Write my pledge"), "seal"),
        "dues": ("my_dues", _("Open my dues"), "money"),
        "care": ("my_talks", _("Ask for a talk"), "people"),
        "service": ("my_service", _("See my service"), "people"),
        "letters": ("my_letters", _("Ask my branch"), "question"),
    }


def rule_of(warning: EarlyWarning, scheme: Scheme) -> WarningRule | None:
    """The rule of a warning; None where the rules know it no longer."""
    return scheme.warnings.kinds.get(warning.kind) if scheme.warnings else None


def title(warning: EarlyWarning) -> str:
    """A warning in the reader's words."""
    rule = rule_of(warning, the_scheme())
    return terms.text(rule.title) if rule else warning.kind


def seen(warning: EarlyWarning) -> str:
    """What was seen, in one sentence."""
    rule = rule_of(warning, the_scheme())
    if warning.due_on is not None:
        return _("Still possible until %(day)s") % {"day": terms.said_day(warning.due_on)}
    if warning.month is None or rule is None:
        return ""
    told = {"value": numbers.total(warning.value), "month": terms.month(warning.month)}
    if warning.before is not None:
        return _("From %(before)s to %(value)s in %(month)s") % (told | {"before": numbers.total(warning.before)})
    told["line"] = str(rule.below)
    if rule.category is not None:
        return _("%(value)s%% reached by %(month)s; the line is at %(line)s%%") % told
    return _("%(value)s in %(month)s; the line is at %(line)s") % told


def card(warning: EarlyWarning) -> Entry:
    """A member's own warning with what helps, one button for each way."""
    rule = rule_of(warning, the_scheme())
    ways = _ways()
    is_open = warning.state == State.OPEN
    return {
        "warning": warning,
        "title": title(warning),
        "seen": seen(warning),
        "remedy": terms.text(rule.remedy) if rule and is_open else "",
        "buttons": [
            {"url": reverse(ways[page][0]), "label": ways[page][1], "icon": ways[page][2]}
            for page in (rule.pages if rule and is_open else ())
        ],
        "is_new": is_open and warning.noted_on is None,
        "badge": str(warning.get_state_display()),
        "tone": "warn" if is_open else "good",
        "when": _("since %(day)s") % {"day": terms.said_day(warning.opened_on)},
        "settled": terms.said_day(warning.settled_on) if warning.settled_on else "",
    }


def settled_line(warning: EarlyWarning) -> Entry:
    """A warning whose reason is gone."""
    return {
        "title": title(warning),
        "text": str(warning.get_state_display()),
        "when": _settled(warning),
        "icon": "check",
        "by": "",
    }


def _settled(warning: EarlyWarning) -> str:
    assert warning.settled_on is not None, "it is settled"
    return terms.said_day(warning.settled_on)


def desk_line(warning: EarlyWarning, *, opens: bool) -> Entry:
    """A warning for the people with the duty; it leads to opening a case where the rules let them."""
    about = warning.member
    name = about.shown_as if about is not None else warning.unit.name
    rule = rule_of(warning, the_scheme())
    is_open = warning.state == State.OPEN
    to_case = opens and is_open and rule is not None and rule.case
    url = f"{reverse('case_new', args=[warning.unit.code])}?warning={warning.key}" if to_case else _page(warning)
    found: Entry = {
        "url": url,
        "icon": "person" if about is not None else "tree",
        "label": f"{name} · {title(warning)}",
        "detail": " · ".join(part for part in (seen(warning), warning.unit.name if about else "") if part),
        "badge": "" if is_open else str(warning.get_state_display()),
        "tone": "good",
        "deed": _("Open a case") if to_case else "",
    }
    return found if about is None else found | {"about": about}


def _page(warning: EarlyWarning) -> str:
    if warning.member is not None:
        return reverse("member", args=[warning.member.key])
    return reverse("unit_rating", args=[warning.unit.code])


def own_waiting(warning: EarlyWarning) -> Entry:
    """The viewer's own warning in the list of what waits."""
    return {
        "url": reverse("my_warnings"),
        "icon": "bell",
        "label": title(warning),
        "detail": seen(warning),
        "due": warning.due_on,
        "deed": _("See what helps"),
    }


def unit_waiting(unit: Unit) -> Entry:
    """A unit with new warnings in the list of what waits."""
    return {
        "url": reverse("warnings"),
        "icon": "bell",
        "label": _("New warnings: %(unit)s") % {"unit": unit.name},
        "detail": _("See who needs help, before it is too late"),
        "deed": _("See who"),
    }
