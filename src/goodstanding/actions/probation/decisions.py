"""Decisions about a probation: of the meeting, then of the committee above, with their documents. Never computed."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access.permissions import Permission
from goodstanding.access.policies import check
from goodstanding.access.viewer import Viewer
from goodstanding.actions.people import members
from goodstanding.actions.probation import acting, timeline
from goodstanding.actions.refusal import ActionRefused, needed, refuse_future
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Member, Probation, ProbationDecision
from goodstanding.models.probation.moves import PROBATION_MOVES, Decided, ProbationState
from goodstanding.queries.people.calendars import today
from goodstanding.queries.probation import dates, probations

Level, What = ProbationDecision.Level, ProbationDecision.What
MOST_BODY, MOST_DOCUMENT = 200, 100


@dataclass(frozen=True)
class Decision:
    """What a body decided, on which day, under which number; until_on: the end of an extension."""

    what: str
    body: str
    document: str
    on: date
    until_on: date | None = None


@transaction.atomic
def of_meeting(*, probation: Probation, decision: Decision, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Writes down what the branch's meeting decided. It changes nothing yet: the committee above decides.

    Written down again, the newest counts. Raises Denied for anyone without an office that guides the member. Raises
    ActionRefused for what `of_committee` refuses.
    """
    row = acting.locked(probation)
    acting.check_office(by, row.member, scheme)
    check(by, Permission.CHANGE_MEMBER, *([row.member.unit] if row.member.unit else []))
    made = _write(row, Level.MEETING, decision, scheme, by, at)
    acting.note("record", row, by=by, at=at)
    acting.tell(row.member, "probation_meeting_decided", by=by, at=at, day=made.on.isoformat())


@transaction.atomic
def of_committee(*, probation: Probation, decision: Decision, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Writes down what the committee above decided, and does it: the classes of the member change, the probation is
    extended once with the steps that belong to it, or the membership ends.

    Raises Denied for anyone without an office above the branch that changes members. Raises ActionRefused without a
    decision of the meeting before it, for a day to come, without a body or a document, for an extension that the rules
    do not have, and for a second one.
    """
    row = acting.locked(probation)
    acting.check_office(by, row.member, scheme)
    assert row.member.unit is not None, "the probation runs"
    if not probations.decides_above(by, row.member.unit):
        raise ActionRefused(_("The decision of the committee above is recorded by its own office."))
    said = probations.of_round(row).filter(level=Level.MEETING).first()
    if said is None:
        raise ActionRefused(_("First record what the branch's meeting decided."))
    if decision.on < said.on:
        raise ActionRefused(_("That is before the branch's meeting decided."), "on")
    made = _write(row, Level.COMMITTEE, decision, scheme, by, at)
    decided = Decided(made.what)
    row.state = PROBATION_MOVES[ProbationState(row.state), decided]
    if decided == Decided.EXTENDED:
        assert made.until_on is not None, "an extension has an end"
        timeline.add(row, dates.planned_again(acting.rule_of(scheme), row.end_on, made.until_on))
        row.end_on, row.extended_on = made.until_on, made.on
    row.save(update_fields=["state", "end_on", "extended_on"])
    acting.note("close" if row.state != ProbationState.RUNNING else "record", row, by=by, at=at)
    acting.tell(row.member, f"probation_{decided}", by=by, at=at, day=(made.until_on or made.on).isoformat())
    _change_member(row, decided, made.on, scheme, by=by, at=at)


def _write(
    row: Probation, level: ProbationDecision.Level, decision: Decision, scheme: Scheme, by: Viewer, at: datetime
) -> ProbationDecision:  # fmt: skip
    rule, until = acting.rule_of(scheme), decision.until_on
    if decision.what not in What.values:
        raise ActionRefused(_("Say what was decided."), "what")
    refuse_future(decision.on, at)
    if decision.on < row.accepted_on:
        raise ActionRefused(_("That is before the member was accepted."), "on")
    if decision.what == What.EXTENDED:
        if row.extended_on is not None:
            raise ActionRefused(_("A probation is extended once only."), "what")
        if until is None or not dates.may_extend_to(rule, row.end_on, until):
            raise ActionRefused(_refused_end(scheme), "until_on")
    elif decision.what == What.FULL and row.end_on > today(at):
        raise ActionRefused(_("The probation is not over yet."), "what")
    return ProbationDecision.objects.create(
        probation=row, level=level, what=decision.what, on=decision.on,
        body=needed(decision.body, "body", missing=_("Name the body that decided."), most=MOST_BODY),
        document=needed(decision.document, "document", missing=_("Give the number."), most=MOST_DOCUMENT),
        until_on=until if decision.what == What.EXTENDED else None, at=at, by=by.account,
    )  # fmt: skip


def _refused_end(scheme: Scheme) -> str:
    extension = acting.rule_of(scheme).extension
    if extension is None:
        return str(_("The rules know no extension."))
    told = {"least": extension.least, "most": extension.most}
    return str(_("An extension ends %(least)s to %(most)s months after the probation.") % told)


def _change_member(row: Probation, decided: Decided, on: date, scheme: Scheme, *, by: Viewer, at: datetime) -> None:
    """What the decision makes of the member. A full member is one since the day on which the probation was over."""
    rule, member = acting.rule_of(scheme), row.member
    if decided == Decided.FULL:
        since = row.end_on
        if member.classes.filter(word=rule.of_class, until_on=None).exists():
            members.end_class(member=member, word=rule.of_class, on=since, by=by, at=at)
        if not member.classes.filter(word=rule.becomes, until_on=None).exists():
            members.begin_class(member=member, word=rule.becomes, on=since, scheme=scheme, by=by, at=at)
        members.correct(member=member, values={"full_on": since}, by=by, at=at)
    elif decided == Decided.CANCELLED:
        members.leave(member=member, why=Member.Leaving.REMOVED, on=on, by=by, at=at)
