"""Answers as duties of the unit: objections, suggestions, letters, transfers and assignments, each by its day."""

from collections import defaultdict
from collections.abc import Iterator

from goodstanding.engine.scheme.unit_duties import UnitDuty
from goodstanding.models import Assignee, Consent, Letter, Objection, Step, Suggestion, Transfer
from goodstanding.models.assignments.moves import AssigneeState
from goodstanding.queries.unit_duties.row import AskedUnits, DutyRow

Verb = Step.Verb
_BEGIN = {Verb.OPENED, Verb.ESCALATED, Verb.APPEALED}


def objections(duty: UnitDuty, asked: AskedUnits) -> Iterator[DutyRow]:
    """Each turn of an objection: it lies with a unit until a day, and goes up when nobody rules by then.

    A unit from which it went up was late, whatever the unit above did with it.
    """
    del duty
    touched = Step.objects.filter(unit__in=asked.ids, due_on__range=(asked.first, asked.last)).values("objection")
    steps = defaultdict[int, list[Step]](list)
    for step in Step.objects.filter(objection__in=touched).order_by("pk"):
        steps[step.objection_id].append(step)
    keys = dict(Objection.objects.filter(pk__in=list(steps)).values_list("pk", "key"))
    for pk, of_one in steps.items():
        for number, turn in enumerate(_turns(of_one)):
            row = _turn(turn, keys[pk], number, asked)
            if row is not None and row.unit_id in asked.units and asked.holds(row.on):
                yield row


def _turns(steps: list[Step]) -> list[list[Step]]:
    """The steps from one arrival at a unit to the next, the next included."""
    turns = list[list[Step]]()
    for step in steps:
        if turns:
            turns[-1].append(step)
        if step.verb in _BEGIN:
            turns.append([step])
    return turns


def _turn(turn: list[Step], key: str, number: int, asked: AskedUnits) -> DutyRow | None:
    begun, due_on, ended = turn[0], turn[0].due_on, None
    for step in turn[1:]:
        if step.verb != Verb.REDATED:
            ended = step
            break
        due_on = step.due_on or due_on
    if due_on is None or (ended is not None and ended.verb == Verb.WITHDRAWN):
        return None
    ruled = ended is not None and ended.verb in {Verb.UPHELD, Verb.REJECTED}
    done_on = asked.day(ended.at) if ruled and ended is not None else None
    return DutyRow(begun.unit_id, due_on, done_on, f"{key}:{number}", "objection", key)


def suggestions(duty: UnitDuty, asked: AskedUnits) -> Iterator[DutyRow]:
    """The suggestions that lie with these units, by the day for the answer."""
    del duty
    found = Suggestion.objects.filter(at_unit__in=asked.ids, due_on__range=(asked.first, asked.last))
    for row in found.exclude(state=Suggestion.State.WITHDRAWN).order_by("due_on", "pk"):
        yield DutyRow(row.at_unit_id, row.due_on, row.decided_on, row.key, "suggestion", row.key)


def letters(duty: UnitDuty, asked: AskedUnits) -> Iterator[DutyRow]:
    """The questions and complaints that lie with these units, by the day for the answer."""
    found = Letter.objects.filter(at_unit__in=asked.ids, due_on__range=(asked.first, asked.last))
    if duty.kinds is not None:
        found = found.filter(kind__in=duty.kinds)
    for row in found.exclude(state=Letter.State.WITHDRAWN).order_by("due_on", "pk"):
        yield DutyRow(row.at_unit_id, row.due_on, row.answered_on, row.key, "letter", row.key, (row.kind,))


def transfers(duty: UnitDuty, asked: AskedUnits) -> Iterator[DutyRow]:
    """The transfers that waited for the word of these units; a transfer that others delay is not theirs."""
    del duty
    found = Transfer.objects.filter(due_on__range=(asked.first, asked.last)).order_by("due_on", "pk")
    sides = (("giving", "from_unit_id"), ("receiving", "to_unit_id"))
    near = found.filter(from_unit__in=asked.ids) | found.filter(to_unit__in=asked.ids)
    said = {
        (transfer, side): at
        for transfer, side, at in Consent.objects.filter(transfer__in=near.values("pk")).values_list(
            "transfer", "side", "at"
        )
    }
    for row in near:
        for side, of in sides:
            answered = asked.day(said.get((row.pk, side)))
            over = asked.day(row.ended_at)
            # Refused or taken back by others before its day: no answer was needed any more.
            if getattr(row, of) in asked.units and (answered is not None or over is None or over > row.due_on):
                yield DutyRow(getattr(row, of), row.due_on, answered, f"{row.key}:{side}", "transfer", row.key, (side,))


def assignments(duty: UnitDuty, asked: AskedUnits) -> Iterator[DutyRow]:
    """The assignments of people of these units, by their own day; of people who need not, and withdrawn, none."""
    found = Assignee.objects.filter(
        member__unit__in=asked.ids, due_on__range=(asked.first, asked.last), welcome=False,
        assignment__kind__in=duty.kinds if duty.kinds is not None else list(asked.scheme.assignments),
    ).exclude(state__in=[AssigneeState.WITHDRAWN, AssigneeState.DECLINED])  # fmt: skip
    for row in found.select_related("assignment", "member").order_by("due_on", "pk"):
        done = row.done_on if row.state in {AssigneeState.HANDED_IN, AssigneeState.DONE} else None
        assert row.member.unit_id is not None, "only people of these units were looked for"
        key = f"{row.assignment.key}:{row.pk}"
        yield DutyRow(
            row.member.unit_id, row.due_on, done, key, "assignment", row.assignment.key, (row.assignment.title,)
        )
