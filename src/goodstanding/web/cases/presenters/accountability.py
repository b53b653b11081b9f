"""Accountability files and their steps as lines and rows."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from goodstanding.models import AccountabilityFile, AccountabilityStep, Unit
from goodstanding.models.cases.accountability import FILE_MOVES, FileMove, FileState
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.shell.presenters import terms

Entry = dict[str, Any]
State, Move, What = FileState, FileMove, AccountabilityStep.What
_ENDED = (State.REVOKED, State.ENDED, State.DROPPED)


def heading() -> str:
    """What the rules call it."""
    rule = the_scheme().accountability
    return terms.text(rule.title) if rule else ""


def move_labels() -> dict[str, str]:
    """What each step is called on its button."""
    return {
        Move.ESTABLISH: _("Record the findings"),
        Move.HEAR: _("Record the own statement"),
        Move.DECIDE: _("Record the decision of the body"),
        Move.ANNOUNCE: _("Record that it was announced"),
        Move.APPEAL: _("Record an appeal"),
        Move.TAKE_EFFECT: _("Record that it is in effect"),
        Move.CONFIRM: _("Record that the appeal body confirmed it"),
        Move.REVOKE: _("Record that the appeal body revoked it"),
        Move.END: _("Record that it ended"),
        Move.DROP: _("Close it without accountability"),
    }


def subject(file: AccountabilityFile) -> str:
    """Whom or what a file is about."""
    if file.post is None:
        return file.unit.name
    return f"{file.post.account.shown_name} · {terms.role(file.post.role)} · {file.post.unit.name}"


def line(file: AccountabilityFile, *, own: bool = False) -> Entry:
    """A file in a list."""
    found: Entry = {
        "url": reverse("my_accountability_file" if own else "accountability_file", args=[file.key]),
        "icon": "shield",
        "label": subject(file),
        "detail": terms.said_day(file.opened_on),
        "badge": str(file.get_state_display()),
        "tone": "muted" if file.state in _ENDED else "info",
    }
    return found if own or file.member is None else found | {"about": file.member}


def rows(file: AccountabilityFile) -> list[dict[str, str]]:
    """The basis, the circumstance, and the clocks."""
    rule = the_scheme().accountability
    basis = rule.basis.get(file.basis) if rule else None
    circumstance = rule.circumstances.get(file.circumstance) if rule else None
    found = [
        {"label": _("About"), "value": subject(file)},
        {"label": _("Basis"), "value": terms.text(basis.title) if basis else file.basis},
        {"label": _("Circumstance"), "value": terms.text(circumstance) if circumstance else file.circumstance},
        {"label": _("Opened by"), "value": file.opened_by.shown_name, "note": terms.said_day(file.opened_on)},
    ]
    if file.state == State.ANNOUNCED and file.appeal_until is not None:
        found.append({"label": _("An appeal is possible until"), "value": terms.said_day(file.appeal_until)})
    if file.state == State.APPEALED and file.answer_by is not None:
        found.append({"label": _("Answered by another body until"), "value": terms.said_day(file.answer_by)})
    return found


def step(found: AccountabilityStep) -> Entry:
    """One step with its words, what the body decided, and its document."""
    rule = the_scheme().accountability
    form = rule.forms.get(found.form) if rule and found.form else None
    layer = rule.layers.get(found.layer) if rule and found.layer else None
    parts = [terms.text(form.title) if form else "", terms.text(layer) if layer else ""]
    parts += [" ".join(part for part in (found.body, found.document) if part), found.words]
    what = str(found.get_what_display())
    if found.corrects is not None:
        what = terms.aside(what, str(found.corrects.get_what_display()))
    return {
        "title": what,
        "text": " · ".join(part for part in parts if part),
        "when": terms.said_day(found.on),
        "datetime": found.on.isoformat(),
        "by": found.by.shown_name,
        "icon": "edit" if found.what == What.CORRECT else "seal" if found.body else "record",
    }


def buttons(file: AccountabilityFile, *, own: bool) -> list[dict[str, str]]:
    """The steps that are possible now; of them the person concerned has the own statement and the appeal."""
    moves = [move for state, move in FILE_MOVES if state == file.state]
    mine = (Move.HEAR, Move.APPEAL)
    labels = move_labels() | ({Move.HEAR: _("Write my statement"), Move.APPEAL: _("Appeal")} if own else {})
    return [
        {"url": f"{reverse('accountability_step', args=[file.key])}?move={move.value}", "label": labels[move]}
        for move in moves
        if not own or move in mine
    ]


def units(found: list[Unit]) -> list[tuple[str, str]]:
    """Units to choose from, none of them chosen."""
    return [("", _("Choose")), *((unit.code, unit.name) for unit in found)]
