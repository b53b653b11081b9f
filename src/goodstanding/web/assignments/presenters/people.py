"""The members of one assignment at the desk: where it stands for each, and what can be done about it with one tap."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from goodstanding.access import assigners
from goodstanding.access.viewer import Viewer
from goodstanding.models import Assignee, Assignment
from goodstanding.models.assignments.moves import MOVES, TO_DO, Move
from goodstanding.queries.assignments.assignments import address_key
from goodstanding.queries.assignments.corrected import corrected
from goodstanding.queries.people.namesakes import tell_apart
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.assignments.presenters.assignments import TONES, address, due
from goodstanding.web.shell.presenters import terms

State = Assignee.State


def lines(rows: Iterable[Assignee], viewer: Viewer) -> list[dict[str, Any]]:
    """One line a member."""
    found = list(rows)
    tell_apart(row.member for row in found)
    elsewhere = corrected(found, the_scheme())
    return [_line(row, viewer, row.pk in elsewhere) for row in found]


def _line(row: Assignee, viewer: Viewer, is_corrected: bool) -> dict[str, Any]:
    on = viewer.on
    # Of a branch everybody belongs to it; the name says something only where several are together.
    elsewhere = row.member.unit is not None and row.member.unit_id != row.assignment.unit_id
    unit = row.member.unit.name if elsewhere and row.member.unit else ""
    late = row.state in TO_DO and row.due_on < on
    notes = [unit, due(row, on) if late or row.due_on != row.assignment.due_on else "", *_notes(row)]
    if is_corrected:
        notes.append(_("corrected in the record"))
    return {
        "about": row.member,
        "url": address(row),
        "name": row.member.shown_as,
        "note": " · ".join(note for note in notes if note),
        "badge": _("Overdue") if late else row.get_state_display(),
        "tone": "bad" if late else TONES[row.state],
        "deed": _deed(row, viewer),
        "key": address_key(row),
        "seen": row.last_step,  # type: ignore[attr-defined]
    }


def _notes(row: Assignee) -> list[str]:
    found = []
    if row.welcome:
        found.append(_("own choice"))
    if row.state in TO_DO and row.notified_on is None:
        found.append(_("to inform in person"))
    if row.state in TO_DO and row.reminders:
        found.append(_("reminded %(count)s times") % {"count": row.reminders})
    if row.extension_to is not None:
        found.append(_("asks for time until %(day)s") % {"day": terms.said_day(row.extension_to)})
    if row.quality is not None:
        found.append(_("quality %(count)s of 5") % {"count": row.quality})
    return found


def _deed(row: Assignee, viewer: Viewer) -> dict[str, str]:
    """What can be done with one tap: accept what is handed in, remind of what is overdue; empty for neither."""
    if not assigners.looks_after(viewer, row):
        return {}
    if row.state == State.HANDED_IN:
        return {"do": "finish", "label": pgettext("handed-in work", "Accept")}
    rule = the_scheme().assignments.get(row.assignment.kind)
    if rule is None or row.state not in TO_DO or row.extension_to is not None or row.welcome:
        return {}
    may_remind = row.due_on < viewer.on and row.reminders < rule.reminders.after and row.reminded_on != viewer.on
    return {"do": "remind", "label": _("Remind")} if may_remind else {}


def accept_all(count: int) -> dict[str, Any]:
    """The button that accepts everything that is handed in, and what it asks first."""
    explain = ngettext(
        "%(count)s hand-in is accepted as done, without a quality. To rate one or return it, open it first.",
        "%(count)s hand-ins are accepted as done, without a quality. To rate one or return it, open it first.",
        count,
    )
    label = _("Accept all handed in (%(count)s)") % {"count": count}
    return {"label": label, "explain": explain % {"count": count}, "hidden": {"count": count}}


def tabs(assignment: Assignment, counts: Mapping[str, int], chosen: str) -> list[dict[str, Any]]:
    """Everyone, and those in each state, with how many there are."""
    page = reverse("assignment", args=[assignment.key])
    found = [{"label": _("Everyone"), "url": page, "current": not chosen, "count": sum(counts.values())}]
    for state, count in counts.items():
        label = str(State(state).label)
        found.append({"label": label, "url": f"{page}?state={state}", "current": state == chosen, "count": count})
    return found


def decisions(row: Assignee) -> list[tuple[str, str]]:
    """What a person can decide about it besides accepting the work, as it stands."""
    rule = the_scheme().assignments.get(row.assignment.kind)
    possible = {move for state, move in MOVES if state == row.state}
    words = {
        Move.LAPSE: _("Lapsed without an answer, after the reminders"),
        Move.FAIL: _("Not done"),
        Move.REFUSE: _("Refused without a reason"),
        Move.WITHDRAW: _("Withdraw it from this member; it never counts"),
    }
    if rule is None or rule.lapsed is None:
        words.pop(Move.LAPSE)
    if rule is None or rule.refused is None:
        words.pop(Move.REFUSE)
    if row.welcome:
        words = {Move.WITHDRAW: words[Move.WITHDRAW]}
    return [(move.value, label) for move, label in words.items() if move in possible]


def whom(assignment: Assignment) -> str:
    """To whom it was given."""
    if assignment.whom == Assignment.Whom.CLASS:
        return terms.pair(str(_("Class")), terms.member_class(assignment.word))
    return str(assignment.get_whom_display())
