"""Rulings: the answer to an objection, by a person without a hand in it. One that upholds writes the correction."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access.viewer import Held, Viewer
from goodstanding.actions.attendance import corrections as attendance_corrections
from goodstanding.actions.ledger import change as fact_changes
from goodstanding.actions.ledger.change import Change
from goodstanding.actions.objections import answering, equal_cases, objections
from goodstanding.actions.refusal import ActionRefused
from goodstanding.engine.period import month_of
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Account, Correction, Fact, Objection, Remedy, Ruling, Step, Unit
from goodstanding.queries.months import lines
from goodstanding.queries.objections import who_rules
from goodstanding.queries.objections.deadlines import APPEAL_WITHIN
from goodstanding.queries.people.calendars import today, working_days_after

State = Objection.State


@dataclass(frozen=True)
class Answer:
    """What a person rules. fact: which one of the line, where it is about a whole line; value: thousandths.

    kind, value and on say which fact was missing.
    """

    upheld: bool
    reason: str
    remedy: Remedy = Remedy.NONE
    fact: Fact | None = None
    value: int | None = None
    kind: str = ""
    on: date | None = None


@transaction.atomic
def rule(*, objection: Objection, answer: Answer, scheme: Scheme, by: Viewer, at: datetime) -> Ruling:
    """Rules on it, and where it is upheld, writes the correction in the same moment.

    Raises Denied for anyone who may not rule on this one, Refusal where it was answered meanwhile or cannot be done so.
    """
    objection = objections.locked(objection)
    held = who_rules.office_for(objection, scheme, by)
    objections.refuse_ended(objection)
    reason = fact_changes.reason_of(answer.reason)
    answering.answered(objection, held=held, scheme=scheme, by=by, at=at)
    if not answer.upheld and answer.remedy != Remedy.NONE:
        raise ActionRefused(_("Nothing is corrected where an objection is rejected."), "remedy")
    ruling = Ruling.objects.create(
        objection=objection, instance=1 if objection.state == State.OPEN else 2, upheld=answer.upheld, reason=reason,
        remedy=answer.remedy, at=at, by=by.account, office=f"{held.role.value} · {held.unit_name}",
    )  # fmt: skip
    _end(objection, ruling, held)
    if answer.remedy != Remedy.NONE:
        _carry_out(objection, ruling, answer, scheme, by)
    verb = Step.Verb.UPHELD if answer.upheld else Step.Verb.REJECTED
    objections.trail(objection, verb, by=by, at=at, office=ruling.office, text=reason)
    objections.tell_member(objection, f"objection_{verb.value}", at=at)
    equal_cases.offer_above(objection=objection, scheme=scheme, by=by, at=at)
    return ruling


def _end(objection: Objection, ruling: Ruling, held: Held) -> None:
    """It lies with the office that ruled, so that a second ruling is one level above that."""
    objection.state = State.UPHELD if ruling.upheld else State.REJECTED
    objection.ended_at = ruling.at
    objection.at_unit = Unit.objects.get(pk=held.unit_id)
    if not ruling.upheld and ruling.instance == 1:
        until = working_days_after(today(ruling.at), APPEAL_WITHIN)
        objection.appeal_until, objection.appeal_is_provisional = until.day, until.provisional
    objection.save(update_fields=["state", "ended_at", "at_unit", "appeal_until", "appeal_is_provisional"])


def _carry_out(objection: Objection, ruling: Ruling, answer: Answer, scheme: Scheme, by: Viewer) -> None:
    """The two of a published month are the member, who asked, and the person who ruled, who had no hand in it."""
    asked_by = Account.objects.get(member=objection.member)
    if answer.remedy == Remedy.ADD:
        fact = _missing(objection, ruling, answer, scheme, by, asked_by)
    else:
        fact = _meant(objection, answer)
        what = Change(answer.remedy, answer.value, ruling.reason)
        attendance_corrections.carry_out(fact=fact, what=what, scheme=scheme, by=by, at=ruling.at, agreed_by=asked_by)
    Correction.objects.create(
        fact=fact, remedy=answer.remedy, value=answer.value, reason=ruling.reason, at_unit=objection.at_unit,
        state=Correction.State.MADE, asked_at=objection.opened_at, asked_by=asked_by, answered_at=ruling.at,
        answered_by=by.account, objection=objection,
    )  # fmt: skip


def _meant(objection: Objection, answer: Answer) -> Fact:
    """The fact that is put right: the one objected to, or one of the line."""
    if objection.fact is not None:
        return objection.fact
    line = lines.objected(objection)
    if answer.fact is None or line is None or answer.fact.pk not in {fact.pk for fact in line.facts}:
        raise ActionRefused(_("Choose the entry of this line to correct."), "fact")
    return answer.fact


def _missing(
    objection: Objection, ruling: Ruling, answer: Answer, scheme: Scheme, by: Viewer, asked_by: Account
) -> Fact:
    line = lines.objected(objection)
    if line is None or answer.kind not in line.indicator.facts:
        raise ActionRefused(_("Choose what kind of entry was missing."), "kind")
    if ruling.office.partition(" ")[0] not in who_rules.roles_for(scheme, [answer.kind]):
        raise ActionRefused(_("Only another office can record this kind of entry."), "kind")
    if answer.on is None or month_of(answer.on) not in line.months:
        raise ActionRefused(_("Give a day within the period of the line."), "on")
    if answer.value is None:
        raise ActionRefused(_("Give its value."), "value")
    return fact_changes.add(
        member=objection.member, kind=answer.kind, value=answer.value, on=answer.on,
        key=f"missing:{objection.key}:{ruling.instance}", reason=ruling.reason, scheme=scheme, by=by, at=ruling.at,
        agreed_by=asked_by,
    )  # fmt: skip
