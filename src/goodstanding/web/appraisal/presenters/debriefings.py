"""Debriefings as lines, the words with which a report begins, comments, and the grade with its reason."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from goodstanding.models import Debriefing, DebriefingComment, DebriefingGrade, DebriefingReport, Unit
from goodstanding.models.appraisal.moves import DebriefingState
from goodstanding.models.appraisal.words import HandedIn
from goodstanding.queries.appraisal import debriefings
from goodstanding.queries.appraisal.debriefings import OfficeYear
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.appraisal.presenters import people
from goodstanding.web.meetings.presenters import meetings as meeting_presenters
from goodstanding.web.shell.presenters import terms

Entry = dict[str, Any]
State = DebriefingState
_TONES = {State.WRITING: "muted", State.OPEN: "info", State.RETURNED: "warn", State.GRADED: "good"}


def title() -> str:
    """What the rules call it."""
    rule = debriefings.rule_of(the_scheme())
    return terms.text(rule.title) if rule else _("Debriefings")


def grade(word: str) -> str:
    """A grade in the reader's words."""
    rule = debriefings.rule_of(the_scheme())
    found = rule.grades.get(word) if rule else None
    return terms.text(found.title) if found else word


def name(found: Debriefing) -> str:
    """A debriefing in one line."""
    return terms.aside(found.unit.name, str(found.year))


def badge(found: Debriefing) -> Entry:
    """Where it stands."""
    return {"badge": str(State(found.state).label), "tone": _TONES[State(found.state)]}


def until(found: Debriefing) -> str:
    """Until when members can comment; empty where they cannot."""
    if found.state != State.OPEN or found.comments_until is None:
        return ""
    return _("Comments until %(day)s") % {"day": terms.said_day(found.comments_until)}


def line(found: Debriefing, *, desk: bool = True) -> Entry:
    """A debriefing in a list."""
    return badge(found) | {
        "url": reverse("debriefing" if desk else "my_debriefing", args=[found.key]),
        "icon": "seal",
        "label": name(found),
        "detail": " · ".join(part for part in (found.member.shown_as, until(found)) if part),
        "about": found.member,
    }


def unit_line(unit: Unit, *, own: bool) -> Entry:
    """A unit without the report of the year: the own one, or another below, for which it can be typed in."""
    return {
        "url": reverse("debriefing_write" if own else "debriefing_paper", args=[unit.code]),
        "icon": "edit",
        "label": unit.name,
        "deed": _("Write the report") if own else _("Type in from paper"),
    }


def to_give_waiting(unit: Unit, on: date) -> Entry:
    """The own debriefing of the year in the list of what waits."""
    rule = debriefings.rule_of(the_scheme())
    year = debriefings.year_of(rule, on) if rule is not None else on.year
    label = _("%(title)s %(year)s") % {"title": title(), "year": year}
    detail = _("%(unit)s: it is begun for you from the records") % {"unit": unit.name}
    url = reverse("debriefing_write", args=[unit.code])
    return {"url": url, "icon": "seal", "label": label, "detail": detail, "deed": _("Write the report")}


def to_grade_waiting(found: Debriefing) -> Entry:
    """A debriefing that waits for its grade, in the list of what waits."""
    more = {"detail": _("The days for comments are over"), "deed": _("Record the grade"), "badge": ""}
    return line(found) | more | {"label": terms.pair(title(), name(found))}


def begun(evidence: OfficeYear) -> str:
    """With what a report begins: meetings that were held, then what the record holds about the office."""
    held = terms.listed(
        terms.pair(meeting_presenters.type_title(word), str(count)) for word, count in evidence.meetings
    )
    lines = [_("Meetings held: %(meetings)s") % {"meetings": held}] if held else []
    return "\n".join([*lines, people.draft_text(evidence.sheet)]).strip()


def sources(evidence: OfficeYear, unit: Unit) -> list[Entry]:
    """What the report begins with, line by line, each with the way to its rows."""
    address = reverse("unit_meetings", args=[unit.code])
    held = [
        {"label": meeting_presenters.type_title(word), "value": str(count), "url": address}
        for word, count in evidence.meetings
    ]
    entries = reverse("debriefing_entries", args=[unit.code])
    return held + [row for group in people.sheet_groups(evidence.sheet, entries) for row in group["rows"]]


def report(found: DebriefingReport | None) -> Entry | None:
    """The report that counts, with when and how it was handed in."""
    if found is None:
        return None
    how = "" if found.how == HandedIn.OWN else str(found.get_how_display())
    return {"text": found.text, "when": " · ".join(part for part in (terms.said_day(found.on), how) if part)}


def comment(found: DebriefingComment, *, named: bool) -> Entry:
    """A comment. named: for the unit above, which reads it with the name of its author and the day."""
    said: Entry = {"title": _("A member"), "text": found.text, "when": ""}
    if found.author is None:
        said["title"] = _("The unit above")
    elif named:
        said["title"] = found.author.shown_as
    if named or found.author is None:
        said["when"] = terms.said_day(timezone.localdate(found.at))
    return said


def decision(found: DebriefingGrade | None) -> Entry | None:
    """The grade with the body that decided it, and why."""
    if found is None:
        return None
    when = _("%(body)s, %(day)s") % {"body": found.body, "day": terms.said_day(found.on)}
    return {"grade": grade(found.grade), "text": found.reason, "when": when, "present": found.present}
