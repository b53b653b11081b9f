"""What every action of probation needs: who may act, the ledger's word, the audit trail, the notice."""

import hashlib
from datetime import date, datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from goodstanding.access import named_offices
from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit, notices
from goodstanding.actions.ledger.follow import FollowedDeed, Slot, follow
from goodstanding.actions.refusal import ActionRefused
from goodstanding.engine.scheme.probation import ProbationRule, StepRule
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Fact, Member, Probation, ProbationStep
from goodstanding.models.ledger.fact import YES
from goodstanding.queries.ledger.said_fact import SaidFact

SOURCE = Fact.Source.PROBATION
LINK = "/my/probation/"


def rule_of(scheme: Scheme) -> ProbationRule:
    """Returns what the rules say of probation. Raises ActionRefused where they say nothing."""
    if scheme.probation is None:
        raise ActionRefused(_("The rules do not provide for this."))
    return scheme.probation


def step_rule(step: ProbationStep, scheme: Scheme) -> StepRule:
    """Returns what the rules say of a step. Raises ActionRefused for a kind that they do not have any more."""
    found = rule_of(scheme).steps.get(step.kind)
    if found is None:
        raise ActionRefused(_("The rules have no such step."))
    return found


def check_office(by: Viewer, member: Member, scheme: Scheme) -> None:
    """Raises Denied unless the viewer holds an office that guides the member, who is another person."""
    named_offices.check_answers(by, member.unit, rule_of(scheme).guided_by, about=member.pk)


def locked(probation: Probation) -> Probation:
    """Returns the probation as it is now, its row locked. Raises ActionRefused for one that has ended."""
    Probation.objects.select_for_update().get(pk=probation.pk)
    row = Probation.objects.select_related("member__unit").get(pk=probation.pk)
    if row.state != Probation.State.RUNNING or row.member.unit is None:
        raise ActionRefused(_("This probation has ended."))
    return row


def say(step: ProbationStep, on: date | None, was: date | None, scheme: Scheme, *, by: Viewer, at: datetime) -> None:
    """Lets the ledger say that a step was done on a day, or nothing. was: the day that it said before.

    A step that is done leaves 1. A step that is late or missing leaves nothing: only people judge that.
    """
    rule, member = step_rule(step, scheme), step.probation.member
    assert member.unit is not None, "the probation runs"
    slot = Slot(rule.fact, f"probation:{step.key}")
    deed = FollowedDeed(SOURCE, member, member.unit, f"{member.unit.code} {member.unit.name}"[:200])
    before = {slot: SaidFact(YES, was)} if was is not None else {}
    wanted = {slot: SaidFact(YES, on)} if on is not None else {}
    why = gettext("The step was recorded by mistake and taken back.")
    follow(deed, before, wanted, why, scheme=scheme, by=by, at=at)


def note(verb: str, probation: Probation, *, by: Viewer | None, at: datetime) -> None:
    """Writes the line of the audit trail."""
    audit.record(verb, "probation", probation.key, by=by, at=at, unit=probation.member.unit, fields=("state",))


def tell(member: Member, kind: str, *, by: Viewer | None, at: datetime, **facts: str) -> None:
    """Notifies a member, unless the member acted."""
    if by is not None and member.pk == by.member_id:
        return
    told = hashlib.sha256(repr(sorted(facts.items())).encode()).hexdigest()[:8]
    notices.tell_member(
        member.pk, kind, facts, idempotency_key=f"{kind}:{told}:{at.isoformat()}", at=at, link=LINK
    )  # fmt: skip
