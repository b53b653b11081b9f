"""Letters and their steps as lines and rows."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from goodstanding.models import Letter, LetterStep
from goodstanding.queries.letters import letters
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.shell.presenters import terms

Entry = dict[str, Any]
State = Letter.State
TONES = {"waiting": "info", "answered": "good", "settled": "good", "withdrawn": "muted"}
_ICONS = {
    "made": "plus",
    "answered": "done",
    "settled": "check",
    "passed_up": "transfer",
    "late": "clock",
    "withdrawn": "close",
}


def kind_title(word: str) -> str:
    """A kind of letter in the reader's words."""
    rules = letters.rules_of(the_scheme())
    rule = rules.kinds.get(word) if rules else None
    return terms.text(rule.title) if rule else word


def due(letter: Letter, on: date) -> str:
    """Until when it is answered, or that the day is over."""
    told = {"day": terms.said_day(letter.due_on), "unit": letter.at_unit.name}
    if letter.due_on >= on:
        return _("Answer by %(day)s, by %(unit)s") % told
    if letter.above_unit is None:
        return _("Overdue since %(day)s, at %(unit)s") % told
    told["above"] = letter.above_unit.name
    return _("Overdue since %(day)s, at %(unit)s; %(above)s sees it as well") % told


def line(letter: Letter, on: date, *, own: bool) -> Entry:
    """A letter in a list."""
    waits = letter.state == State.WAITING
    late = waits and letter.due_on < on
    detail = due(letter, on) if waits else letter.at_unit.name
    found: Entry = {
        "url": reverse("my_letter" if own else "letter", args=[letter.key]),
        "icon": "question",
        "label": letter.title,
        "detail": detail if own else f"{letter.member.shown_as} · {detail}",
        "badge": _("Overdue") if late else str(letter.get_state_display()),
        "tone": "warn" if late else TONES[letter.state],
    }
    return found if own else found | {"about": letter.member}


def waiting(letter: Letter, on: date) -> Entry:
    """A letter in the list of what waits."""
    return line(letter, on, own=False) | {"due": letter.due_on, "deed": _("Answer")}


def rows(letter: Letter, on: date) -> list[dict[str, str]]:
    """Who has it, and until when."""
    found = [{"label": _("Kind"), "value": kind_title(letter.kind)}]
    if letter.about_unit is not None:
        found.append({"label": _("About"), "value": letter.about_unit.name})
    if letter.on_paper:
        found.append(
            {"label": _("On paper"), "value": _("Handed in on %(day)s") % {"day": terms.said_day(letter.made_on)}}
        )
    found.append({"label": _("Who answers"), "value": letter.at_unit.name})
    if letter.state == State.WAITING:
        found.append({"label": _("Answer"), "value": due(letter, on)})
    return found


def step(found: LetterStep) -> Entry:
    """One step, with its words."""
    return {
        "title": terms.aside(str(found.get_what_display()), found.place),
        "text": found.words,
        "when": terms.said_moment(found.at),
        "datetime": found.at.isoformat(timespec="minutes"),
        "by": found.by.shown_name if found.by else _("the system"),
        "icon": _ICONS[found.what],
    }
