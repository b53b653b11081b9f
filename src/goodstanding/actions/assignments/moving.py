"""One step of an assignment of a member: the row held still, moved, written down, and followed by the ledger."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from goodstanding.access import assigners
from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit, notices
from goodstanding.actions.assignments import ledger_facts
from goodstanding.actions.operations.attachments import Kept
from goodstanding.actions.refusal import ActionRefused, needed
from goodstanding.engine.scheme.assignments import AssignmentType
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Assignee, AssignmentStep
from goodstanding.models.assignments.moves import MOVES, Move
from goodstanding.queries.assignments import steps
from goodstanding.queries.assignments.outcomes import outcome_of
from goodstanding.queries.people.calendars import today

What = AssignmentStep.What
MOST_REASON = 500
#: What each move is called in the audit trail.
_VERBS = {
    Move.ACCEPT: "accept", Move.DECLINE: "decline", Move.HAND_IN: "hand_in", Move.RETURN: "return",
    Move.FINISH: "finish", Move.FAIL: "fail", Move.LAPSE: "lapse", Move.REFUSE: "refuse", Move.WITHDRAW: "withdraw",
}  # fmt: skip


@dataclass(frozen=True)
class AssignmentNote:
    """What is written down with a step: words, a day, a quality, a file."""

    words: str = ""
    on: date | None = None
    quality: int | None = None
    file: Kept | None = None


def held(assignee: Assignee) -> Assignee:
    """The row as it is now, held until the transaction ends."""
    Assignee.objects.select_for_update().get(pk=assignee.pk)
    related = ("assignment__unit", "assignment__given_by", "member__unit")
    return Assignee.objects.select_related(*related).get(pk=assignee.pk)


def rule_of(assignee: Assignee, scheme: Scheme) -> AssignmentType:
    """The rule of its kind. Raises ActionRefused where the rules no longer have it."""
    rule = scheme.assignments.get(assignee.assignment.kind)
    if rule is None:
        raise ActionRefused(_("The rules no longer have this kind of assignment."))
    return rule


def day_of(assignee: Assignee, by: Viewer, on: date | None, at: datetime) -> date:
    """On which day a member did something: today by their own hand, else as the person who writes it down says.

    on: of the member, the day on which a phone without signal finished it, within what the server knows.

    Raises Denied for anyone else than the member and those who look after it, ActionRefused for a day that cannot be.
    """
    day = today(at)
    is_own = assignee.member_id == by.member_id
    if is_own and on is None:
        return day
    if not is_own:
        assigners.check_looks_after(by, assignee)
    on = day if on is None else on
    if on > day:
        raise ActionRefused(_("That day is still to come."), "on")
    if on < assignee.assignment.given_on:
        raise ActionRefused(_("That is before it was given."), "on")
    return on


def reason_of(text: str) -> str:
    """A reason as it is stored. Raises ActionRefused where there is none, or too long a one."""
    return needed(text, "reason", missing=_("Give a reason."), most=MOST_REASON)


def can(assignee: Assignee, what: Move) -> bool:
    """Whether there is such a way from where it stands."""
    return (Assignee.State(assignee.state), what) in MOVES


def refuse_impossible(assignee: Assignee, what: Move) -> None:
    """Raises ActionRefused where there is no such way from where it stands."""
    if not can(assignee, what):
        now = assignee.get_state_display()
        raise ActionRefused(_("This is no longer possible: it stands at “%(state)s” now.") % {"state": now})


def refuse_outdated(
    assignee: Assignee, seen: int | None, *, but: AbstractSet[AssignmentStep.What] = frozenset(), days: bool = False
) -> None:  # fmt: skip
    """Raises ActionRefused where it stands elsewhere by now than on the page from which this was done.

    seen: the last step on that page; none where there is no page. but: steps that do not matter. days: whether those
    about its day do.
    """
    if seen is None:
        return
    newer = steps.since(assignee, seen, (steps.MOVED | (steps.ABOUT_THE_DAY if days else frozenset())) - but)
    if newer is not None:
        who = newer.by.shown_name if newer.by else _("the system")
        raise ActionRefused(
            _("Meanwhile “%(what)s” was recorded by %(who)s. See how it stands now, and decide then.")
            % {"what": newer.get_what_display(), "who": who}
        )


def move(
    assignee: Assignee, what: Move, *, scheme: Scheme, by: Viewer, at: datetime, note: AssignmentNote, **changes: Any
) -> Assignee:
    """Goes one way: the row, the step, the audit row, the ledger. assignee: as `held` gives it.

    Raises ActionRefused where there is no such way from where it stands.
    """
    refuse_impossible(assignee, what)
    rule = rule_of(assignee, scheme)
    before = outcome_of(assignee)
    assignee.state = MOVES[Assignee.State(assignee.state), what]
    for name, value in changes.items():
        setattr(assignee, name, value)
    assignee.save(update_fields=["state", *changes])
    write(assignee, What(assignee.state), note, by=by, at=at)
    unit = assignee.member.unit or assignee.assignment.unit
    audit.record(_VERBS[what], "assignment", assignee.assignment.key, by=by, at=at, unit=unit, fields=("state",))
    after = outcome_of(assignee)
    ledger_facts.follow_outcome(assignee, rule, before, after, note.words, scheme=scheme, by=by, at=at)
    return assignee


def write(assignee: Assignee, what: AssignmentStep.What, note: AssignmentNote, *, by: Viewer, at: datetime) -> None:
    """Writes a step down, for ever."""
    file = note.file or Kept("", "")
    AssignmentStep.objects.create(
        assignee=assignee, what=what, words=note.words, on=note.on, quality=note.quality,
        attachment=file.stored_as, attachment_name=file.name, at=at, by=by.account,
    )  # fmt: skip


def tell(assignee: Assignee, kind: str, *, by: Viewer, at: datetime, **facts: Any) -> None:
    """Tells the member what became of it, unless it was by their own hand."""
    if assignee.member_id == by.member_id:
        return
    assignment = assignee.assignment
    said = {"what": assignment.title, "day": assignee.due_on.isoformat()} | facts
    once = f"{kind}:{assignment.key}:{at.isoformat()}"
    link = f"/my/assignments/{assignment.key}/"
    notices.tell_member(assignee.member_id, kind, said, idempotency_key=once, at=at, link=link)


def with_words(note: AssignmentNote, words: str) -> AssignmentNote:
    """The same with other words."""
    return replace(note, words=words)
