"""Assignments on pages: what is to be done, by when, where it stands, and every step."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from goodstanding.models import Assignee, Assignment, AssignmentStep, Member, Unit
from goodstanding.models.assignments.moves import TO_DO
from goodstanding.queries.assignments.assignments import DeskWork, address_key
from goodstanding.queries.assignments.corrected import CorrectedEntry
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.ledger.presenters import facts
from goodstanding.web.shell.presenters import terms

State = Assignee.State
TONES = {
    "given": "warn", "accepted": "info", "declined": "muted", "handed_in": "info", "returned": "warn", "done": "good",
    "not_done": "bad", "lapsed": "bad", "refused": "bad", "withdrawn": "muted",
}  # fmt: skip
_ICONS = {
    "accepted": "check", "declined": "close", "handed_in": "export", "returned": "arrow-left", "done": "done",
    "not_done": "warning", "lapsed": "warning", "refused": "warning", "withdrawn": "close", "asked": "clock",
    "extended": "clock", "kept_day": "clock", "reminded": "bell", "informed": "bell",
}  # fmt: skip


def choice(member: Member, unit: Unit) -> str:
    """A member to choose; where several units are together, with the own one."""
    if member.unit is None or member.unit_id == unit.pk:
        return member.shown_as
    return f"{member.shown_as} · {member.unit.name}"


def kind_title(assignment: Assignment) -> str:
    """What kind of assignment it is, in the reader's words."""
    return kind_word(assignment.kind)


def kind_word(word: str) -> str:
    """A kind of assignment in the reader's words; its word where the rules know it no more."""
    rule = the_scheme().assignments.get(word)
    return terms.text(rule.title) if rule else word


def due(assignee: Assignee, on: date) -> str:
    """By when it is due, or since when it is overdue."""
    if assignee.state in TO_DO and assignee.due_on < on:
        return _("Was due on %(day)s") % {"day": terms.said_day(assignee.due_on)}
    return _("Due by %(day)s") % {"day": terms.said_day(assignee.due_on)}


def own_entry(assignee: Assignee, on: date) -> dict[str, Any]:
    """One line of a member's own list."""
    assignment = assignee.assignment
    return {
        "url": reverse("my_assignment", args=[assignment.key]),
        "icon": "check",
        "label": assignment.title,
        "detail": f"{assignment.unit.name} · {due(assignee, on)}",
        "badge": assignee.get_state_display(),
        "tone": TONES[assignee.state],
    }


def own_waiting(assignee: Assignee, on: date) -> dict[str, Any]:
    """One line of what waits for a member: accepted with one tap, or handed in on its page."""
    line = own_entry(assignee, on) | {"due": assignee.due_on, "badge": "", "deed": _("Hand in")}
    if assignee.state == State.GIVEN:
        answer = assignee.answer_by or assignee.due_on
        line |= {
            "post_url": reverse("my_assignment_accept", args=[assignee.assignment.key]),
            "deed": _("Accept"),
            "due": min(answer, assignee.due_on),
        }
    elif assignee.state == State.RETURNED:
        line["badge"], line["tone"] = assignee.get_state_display(), TONES[assignee.state]
    return line


def as_duty(assignee: Assignee, on: date) -> dict[str, Any]:
    """What an assignment adds to its line among what is still possible: its own words, its day, and the deed."""
    line = own_waiting(assignee, on)
    return {name: line[name] for name in ("url", "label", "detail", "deed", "post_url") if name in line}


def desk_entry(assignment: Assignment) -> dict[str, Any]:
    """One assignment in a list at the desk."""
    due_by = _("Due by %(day)s") % {"day": terms.said_day(assignment.due_on)}
    parts = [kind_title(assignment), assignment.unit.name, due_by]
    return {
        "url": reverse("assignment", args=[assignment.key]),
        "icon": "check",
        "label": assignment.title,
        "detail": " · ".join(parts),
    }


def desk_work(work: DeskWork) -> dict[str, Any]:
    """What waits in one assignment for the person who looks after it, as one line."""
    parts = [
        (work.handed_in, ngettext("%(count)s handed in", "%(count)s handed in", work.handed_in)),
        (work.asking, ngettext("%(count)s asks for more time", "%(count)s ask for more time", work.asking)),
        (work.silent, ngettext("%(count)s overdue after reminders", "%(count)s overdue after reminders", work.silent)),
        (work.to_inform, ngettext("%(count)s to inform in person", "%(count)s to inform in person", work.to_inform)),
    ]
    told = [text % {"count": count} for count, text in parts if count]
    page = reverse("assignment", args=[work.assignment.key])
    return {
        "url": f"{page}?state={State.HANDED_IN}" if work.handed_in else page,
        "icon": "check",
        "label": work.assignment.title,
        "detail": terms.listed(told),
        "due": work.assignment.due_on,
        "deed": _("Review"),
    }


def rows(assignee: Assignee) -> list[dict[str, Any]]:
    """The particulars, for the member and for the person who looks after it."""
    assignment = assignee.assignment
    given_by = f"{assignment.given_by.shown_name} · {assignment.unit.name}"
    found = [
        {"label": _("Kind of assignment"), "value": kind_title(assignment)},
        {"label": _("Due by"), "value": terms.said_day(assignee.due_on), "note": _extended(assignee)},
        {
            "label": pgettext("an assignment", "Given by"),
            "value": given_by,
        },
    ]
    if assignee.state == State.GIVEN and assignee.answer_by is not None:
        found.append({"label": _("Answer by"), "value": terms.said_day(assignee.answer_by)})
    if assignee.quality is not None:
        found.append({"label": _("Quality"), "value": _("%(count)s of 5") % {"count": assignee.quality}})
    return found


def _extended(assignee: Assignee) -> str:
    was = assignee.assignment.due_on
    return _("was %(day)s") % {"day": terms.said_day(was)} if assignee.due_on > was else ""


def corrected(found: Iterable[CorrectedEntry], *, with_links: bool) -> list[dict[str, Any]]:
    """What the ledger says now instead of what it left, with who corrected it and why. with_links: to the entries."""
    scheme = the_scheme()
    return [
        {
            "label": facts.title(one.fact.kind, scheme),
            "value": facts.value(one.fact, scheme) if one.stands else _("Taken back"),
            "note": terms.pair(facts.by_whom(one.by), one.by.reason) if one.by.reason else facts.by_whom(one.by),
            "url": facts.address(one.fact) if with_links else "",
        }
        for one in found
    ]


def choice_note(assignee: Assignee) -> str:
    """That nothing depends on it, where doing it is the member's own choice."""
    if not assignee.welcome:
        return ""
    return _("Doing this is your own choice. It counts if you do it, and nothing is missing if you do not.")


def steps(found: Iterable[AssignmentStep]) -> list[dict[str, Any]]:
    """Everything that became of it, in its order."""
    return [_step(step) for step in found]


def _step(step: AssignmentStep) -> dict[str, Any]:
    name = str(step.get_what_display())
    if step.on is not None:
        name = _("%(what)s: %(day)s") % {"what": name, "day": terms.said_day(step.on)}
    if step.quality is not None:
        name = _("%(what)s, quality %(count)s of 5") % {"what": name, "count": step.quality}
    return {
        "title": name,
        "text": step.words,
        "when": terms.said_moment(step.at),
        "datetime": step.at.isoformat(timespec="minutes"),
        "by": step.by.shown_name if step.by else _("the system"),
        "icon": _ICONS.get(step.what, "record"),
    }


def files(found: Iterable[AssignmentStep]) -> list[dict[str, Any]]:
    """What was attached, the newest first, each as a line that opens it."""
    attached = [step for step in found if step.attachment]
    return [
        {
            "url": reverse("assignment_file", args=[step.attachment]),
            "icon": "download",
            "label": step.attachment_name,
            "detail": terms.said_moment(step.at),
        }
        for step in reversed(attached)
    ]


def address(assignee: Assignee) -> str:
    """The page of an assignment of one member."""
    return reverse("assignment_of", args=[address_key(assignee)])


def asks_until(assignee: Assignee) -> str:
    """Until when the member asks for more time; empty where they do not."""
    if assignee.extension_to is None:
        return ""
    return _("The member asks for time until %(day)s.") % {"day": terms.said_day(assignee.extension_to)}
