"""Units that need help as lines and rows: why each is on the list, its help plan, and the checks."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from goodstanding.models import HelpStep, Unit, WeakCheck, WeakUnit
from goodstanding.queries.cases import weak_units
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.shell.presenters import terms

Entry = dict[str, Any]
State = WeakUnit.State


def heading() -> str:
    """What the rules call the list."""
    rules = weak_units.rules_of(the_scheme())
    return terms.text(rules.title) if rules else ""


def sign_choices() -> list[tuple[str, str]]:
    """The signs of the rules to choose from."""
    rules = weak_units.rules_of(the_scheme())
    return [(word, terms.text(sign.title)) for word, sign in rules.signs.items()] if rules else []


def signs(words: Iterable[str]) -> str:
    """Signs in the reader's words."""
    titles = dict(sign_choices())
    return terms.listed(titles.get(word, word) for word in words)


def line(weak: WeakUnit) -> Entry:
    """A unit on the list, or once on it."""
    return {
        "url": reverse("weak_unit", args=[weak.key]),
        "icon": "tree",
        "label": weak.unit.name,
        "detail": f"{signs(weak.signs)} · {terms.said_day(weak.listed_on)}",
        "badge": str(weak.get_state_display()),
        "tone": "warn" if weak.state == State.LISTED else "good",
    }


def candidate(unit: Unit, words: Iterable[str]) -> Entry:
    """A unit about which signs were found; a person decides."""
    return {
        "url": reverse("weak_unit_new", args=[unit.code]),
        "icon": "eye",
        "label": unit.name,
        "detail": signs(words),
        "deed": _("See the unit"),
    }


def rows(weak: WeakUnit) -> list[dict[str, str]]:
    """Why it is on the list, and who put it there."""
    return [
        {"label": _("Signs"), "value": signs(weak.signs)},
        {"label": _("Reason"), "value": weak.reason},
        {"label": _("Document"), "value": weak.document},
        {"label": _("Put on the list by"), "value": weak.listed_by.shown_name, "note": terms.said_day(weak.listed_on)},
    ]


def help_step(step: HelpStep, on: date) -> Entry:
    """A step of the help plan."""
    late = step.done_on is None and step.due_on < on
    told = {"name": step.owner.shown_name, "day": terms.said_day(step.due_on)}
    done = _("Done on %(day)s: %(what)s") % {"day": terms.said_day(step.done_on or on), "what": step.result}
    return {
        "step": step,
        "title": step.text,
        "text": done if step.done_on else _("%(name)s, by %(day)s") % told,
        "badge": _("Done") if step.done_on else _("Overdue") if late else _("Open"),
        "tone": "good" if step.done_on else "warn" if late else "info",
    }


def check(found: WeakCheck) -> Entry:
    """One check with its words and document."""
    return {
        "title": terms.aside(str(found.get_found_display()), found.document),
        "text": found.words,
        "when": terms.said_day(found.on),
        "datetime": found.on.isoformat(),
        "by": found.by.shown_name,
        "icon": "check" if found.found == WeakCheck.Found.ACCEPT else "clock",
    }


def step_waiting(step: HelpStep) -> Entry:
    """A step in the list of what waits."""
    return {
        "url": reverse("help_step", args=[step.key]),
        "icon": "tree",
        "label": step.text,
        "detail": _("%(unit)s, due by %(day)s")
        % {"unit": step.weak_unit.unit.name, "day": terms.said_day(step.due_on)},
        "due": step.due_on,
        "deed": _("Say what was done"),
    }
