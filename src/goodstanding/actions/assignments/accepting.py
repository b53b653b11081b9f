"""Everything that was handed in for an assignment, accepted at once as each would be alone: by set, however many."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Value
from django.utils.translation import ngettext

from goodstanding.access.permissions import Permission
from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit, notices
from goodstanding.actions.assignments import decisions, moving
from goodstanding.actions.assignments.moving import What
from goodstanding.actions.ledger import ledger
from goodstanding.actions.ledger.ledger import NewFact
from goodstanding.actions.refusal import ActionRefused
from goodstanding.engine.scheme.assignments import AssignmentType
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Account, Assignee, Assignment, AssignmentStep, Fact, Member, Unit
from goodstanding.queries.assignments import assignments
from goodstanding.queries.assignments.leaves import left_by
from goodstanding.queries.assignments.outcomes import key_of, outcome_of, reference_of
from goodstanding.queries.ledger.faults import faults_of
from goodstanding.queries.meetings import who_is_due
from goodstanding.queries.people.calendars import today

State = Assignee.State


@dataclass(frozen=True)
class AcceptedTogether:
    """How many hand-ins were accepted; and of the others, whose and why not."""

    count: int
    refused: Sequence[tuple[Member, str]]


@transaction.atomic
def accept_all(*, assignment: Assignment, expected: int, scheme: Scheme, by: Viewer, at: datetime) -> AcceptedTogether:
    """Accepts what is handed in, without a quality; a hand-in that alone would be refused stays as it is and is named.

    expected: how many the person was asked about. Raises ActionRefused where the number has changed since.
    """
    held = assignments.handed_in(by, assignment).select_for_update(of=("self",))
    rows = list(held.select_related("assignment__unit", "assignment__given_by", "member__unit").order_by("pk"))
    if len(rows) != expected:
        text = ngettext(
            "Meanwhile %(count)s is handed in. Check again, then accept.",
            "Meanwhile %(count)s are handed in. Check again, then accept.",
            len(rows),
        )
        raise ActionRefused(text % {"count": len(rows)})
    if not rows:
        return AcceptedTogether(0, ())
    rule, refused = moving.rule_of(rows[0], scheme), list[tuple[Member, str]]()
    spared = _newly_spared(rows, rule, at)
    for row in rows:
        if row.pk in spared:
            refused += _alone(row, scheme, by, at)
    for unit, others in _by_unit(row for row in rows if row.pk not in spared):
        refused += _together(others, unit, rule, scheme, by, at)
    return AcceptedTogether(len(rows) - len(refused), refused)


def _newly_spared(rows: Sequence[Assignee], rule: AssignmentType, at: datetime) -> set[int]:
    """Those whose own choice it became since: with them, the ledger also takes back what it said of a late answer."""
    classes = who_is_due.classes_on([row.member_id for row in rows], today(at))
    return {row.pk for row in rows if not row.welcome and not classes[row.member_id].isdisjoint(rule.to.welcome)}


def _alone(row: Assignee, scheme: Scheme, by: Viewer, at: datetime) -> list[tuple[Member, str]]:
    try:
        decisions.finish(assignee=row, quality=None, reason="", scheme=scheme, by=by, at=at)
    except ActionRefused as refusal:
        return [(row.member, str(refusal.message))]
    return []


def _by_unit(rows: Iterable[Assignee]) -> list[tuple[Unit, list[Assignee]]]:
    found = dict[int, tuple[Unit, list[Assignee]]]()
    for row in rows:
        unit = row.member.unit or row.assignment.unit
        found.setdefault(unit.pk, (unit, []))[1].append(row)
    return list(found.values())


def _together(
    rows: Sequence[Assignee], unit: Unit, rule: AssignmentType, scheme: Scheme, by: Viewer, at: datetime
) -> list[tuple[Member, str]]:
    """Accepts those of one unit; returns those about whom an entry cannot be."""
    entries, whose = list[NewFact](), list[Assignee]()
    for row in rows:
        row.state, row.decided_at, row.quality = State.DONE, at, None
        left = _left(row, rule)
        entries += left
        whose += [row] * len(left)
    writer = by if by.may(Permission.RECORD_FACT, unit) else None
    faults = {whose[fault.place].pk: str(fault.message) for fault in faults_of(entries, scheme, writer, at, over=unit)}
    said = [entry for entry, row in zip(entries, whose, strict=True) if row.pk not in faults]
    ledger.record_many(said, source=Fact.Source.ASSIGNMENT, scheme=scheme, by=writer, at=at, over=unit)
    if good := [row for row in rows if row.pk not in faults]:
        _write(good, unit, by, at)
    return [(row.member, faults[row.pk]) for row in rows if row.pk in faults]


def _left(row: Assignee, rule: AssignmentType) -> list[NewFact]:
    """What its acceptance adds to the ledger; the answer stands there already."""
    named = rule.facts()
    return [
        NewFact(named[slot], row.member, said.value, said.on, key_of(row, slot), reference_of(row))
        for slot, said in left_by(outcome_of(row), rule).items()
        if slot != "answered" and said.value is not None
    ]


def _write(rows: Sequence[Assignee], unit: Unit, by: Viewer, at: datetime) -> None:
    """The rows, their steps, the audit row and the notices."""
    assignment = rows[0].assignment
    mine = Assignee.objects.filter(pk__in=[row.pk for row in rows])
    mine.update(state=State.DONE, decided_at=at, decided_by=by.account, quality=None)
    AssignmentStep.objects.bulk_create(
        AssignmentStep(assignee=row, what=What.DONE, at=at, by=by.account) for row in rows
    )
    audit.record("finish", "assignment", assignment.key, by=by, at=at, unit=unit, fields=("state",))
    once, link = (
        Value(f"assignment_done:{assignment.key}:{at.isoformat()}"),
        Value(f"/my/assignments/{assignment.key}/"),
    )
    for due_on in {row.due_on for row in rows}:
        accounts = Account.objects.filter(member__in=[row.member_id for row in rows if row.due_on == due_on])
        facts = {"what": assignment.title, "day": due_on.isoformat()}
        notices.tell_all(accounts, "assignment_done", facts, idempotency_key=once, at=at, link=link)
