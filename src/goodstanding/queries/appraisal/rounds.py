"""Rounds of appraisal as members and the people who lead them see them."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from goodstanding.access import named_offices
from goodstanding.access.viewer import Viewer
from goodstanding.engine.scheme.appraisal import AppraisalRule
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import AppraisalRound, AppraisalStep, Appraisee, MutualRemark, SelfAppraisal, Unit
from goodstanding.models.appraisal.moves import ONWARD, ROUND_MOVES, STEP_STATES, RoundMove, RoundState
from goodstanding.queries.people.calendars import today

State = RoundState
#: From here on the grades are decided and members can read their own.
DECIDED = (State.PUBLICITY, State.REPORTED, State.RETURNED, State.CONFIRMED, State.FILED)
#: In these the grades can be read as the result.
RESULT = (State.PUBLICITY, State.REPORTED, State.CONFIRMED, State.FILED)
#: In these the people who lead the round have something to do, whatever the others do.
_AT_DESK = (State.OPENED, State.VIEW, State.GRADES, State.RETURNED, State.CONFIRMED)


def rule_of(scheme: Scheme) -> AppraisalRule | None:
    """What the rules say of the appraisal, if they know it."""
    return scheme.appraisal


def has_step(state: RoundState, rule: AppraisalRule) -> bool:
    """Whether the rules have the step in which a round stands there."""
    return state not in STEP_STATES or STEP_STATES[state] in rule.steps


def onward(state: RoundState, rule: AppraisalRule) -> list[tuple[RoundMove, RoundState]]:
    """The moves by which a round goes on to the next step that the rules have; none at its end."""
    found, at = list[tuple[RoundMove, RoundState]](), state
    while at in ONWARD:
        move = ONWARD[at]
        at = ROUND_MOVES[at, move]
        found.append((move, at))
        if has_step(at, rule):
            break
    return found


def path(rule: AppraisalRule) -> list[RoundState]:
    """The states of a round from the first to the last, as the rules have them."""
    found, at = [State.OPENED], State.OPENED
    while ahead := onward(at, rule):
        at = ahead[-1][1]
        found.append(at)
    return found


def units(viewer: Viewer, rule: AppraisalRule) -> QuerySet[Unit]:
    """The units that hold the appraisal and whose rounds the viewer leads or watches from above."""
    offices = (*rule.led_by, *rule.confirmed_by)
    return named_offices.covered(viewer, offices).filter(level__in=rule.held_in)


def at_desk(viewer: Viewer, rule: AppraisalRule) -> QuerySet[AppraisalRound]:
    """The rounds of these units, the newest first."""
    found = AppraisalRound.objects.filter(unit__in=units(viewer, rule).order_by().values("pk"))
    return found.select_related("unit").order_by("-year", "unit__path", "-pk")


def confirms(viewer: Viewer, unit: Unit, rule: AppraisalRule) -> bool:
    """Whether the viewer holds an office above a unit that confirms the result of its round."""
    held = named_offices.held(viewer, rule.confirmed_by)
    return any(office.covers(unit) and office.unit_id != unit.pk for office in held)


def active(found: AppraisalRound) -> QuerySet[Appraisee]:
    """Who takes part in a round: the members in it who still belong to the unit, by the sounds of their names."""
    here = Appraisee.objects.filter(round=found, member__left_on=None, member__unit=F("round__unit"))
    return here.select_related("member__unit", "round__unit").order_by("member__initials", "member__number")


def is_graded_in(found: AppraisalRound, member: int | None) -> bool:
    """Whether a member is graded in a round, and so does not confirm it."""
    return member is not None and active(found).filter(member=member, graded=True).exists()


def own(member: int, states: Sequence[RoundState] | None = None) -> Appraisee | None:
    """The member in the round that runs or was the last, but for a cancelled one."""
    found = Appraisee.objects.filter(member=member).exclude(round__state__in=[State.CANCELLED, State.OPENED])
    if states is not None:
        found = found.filter(round__state__in=states)
    return found.select_related("round__unit", "member__unit").order_by("-round__year", "-pk").first()


def steps(found: AppraisalRound) -> QuerySet[AppraisalStep]:
    """Everything that was done with a round, the newest first."""
    return found.steps.select_related("by__member").order_by("-pk")


def without_self(found: QuerySet[Appraisee]) -> QuerySet[Appraisee]:
    """Those who have not handed a self-appraisal in."""
    handed = SelfAppraisal.objects.filter(appraisee=OuterRef("pk"), handed_in_at__isnull=False)
    return found.filter(~Exists(handed))


def without_remark(found: QuerySet[Appraisee]) -> QuerySet[Appraisee]:
    """Those who have not written a word to another member."""
    return found.filter(~Exists(MutualRemark.objects.filter(author=OuterRef("pk"))))


def own_waiting(viewer: Viewer, scheme: Scheme) -> QuerySet[Appraisee]:
    """The viewer in the rounds that wait for a word of theirs. Welcome and excused members are never waited for."""
    rule = scheme.appraisal
    if rule is None or viewer.member_id is None:
        return Appraisee.objects.none()
    mine = Appraisee.objects.filter(member=viewer.member_id, member__left_on=None, excused_at=None)
    handed = SelfAppraisal.objects.filter(appraisee=OuterRef("pk"), handed_in_at__isnull=False)
    written = MutualRemark.objects.filter(author=OuterRef("pk"))
    asked = Q(round__state=State.EVIDENCE, sheet_on=None) | Q(~Exists(handed), round__state=State.SELF)
    asked |= Q(~Exists(written), round__state=State.MUTUAL)
    # The result of a confirmed round is an entry, which the rules can let the member confirm.
    shown = [State.PUBLICITY, State.REPORTED] + ([State.CONFIRMED] if rule.leaves.grade is None else [])
    read = Q(round__state__in=shown, answered_on=None) & ~Q(grade="")
    found = mine.filter(Q(asked, welcome=False) | read)
    return found.select_related("round__unit", "member").order_by("pk")


def waiting(viewer: Viewer, scheme: Scheme) -> QuerySet[AppraisalRound]:
    """The rounds that wait for the viewer: of own units in a step of theirs or past its day; those reported."""
    rule = scheme.appraisal
    if rule is None:
        return AppraisalRound.objects.none()
    near = named_offices.near(viewer, rule.led_by)
    over = Q(due_on__lt=viewer.on) | Q(state=State.PUBLICITY, public_until__lt=viewer.on)
    asked = Q(unit__in=near) & (Q(state__in=_AT_DESK) | (over & Q(state__in=_RUNNING)))
    for office in named_offices.held(viewer, rule.confirmed_by):
        below = Q(unit__path__startswith=office.path, unit__depth=len(office.path) // Unit.steplen + 1)
        asked |= below & Q(state=State.REPORTED)
    found = AppraisalRound.objects.filter(asked, unit__level__in=rule.held_in, unit__closed_on=None)
    return found.select_related("unit").order_by("unit__path", "pk")


_RUNNING = (State.EVIDENCE, State.SELF, State.MUTUAL, State.BALLOT, State.PUBLICITY)


def settled_on(found: AppraisalRound) -> date:
    """The day by whose classes and decisions it was last seen whom the rules give a grade."""
    before = found.steps.exclude(state__in=[*DECIDED, State.CANCELLED]).order_by("-pk").first()
    return today(found.made_at if before is None else before.at)


def is_over(found: AppraisalRound, on: date) -> bool:
    """Whether publicity of a round has ended: every member had the days that the rules give."""
    return found.public_until is not None and found.public_until < on
