"""Who takes part in a round, who of them is graded, and who is missing in a step, by the rules and classes."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Subquery

from goodstanding.engine.scheme.appraisal import AppraisalRule
from goodstanding.models import AppraisalRound, Appraisee, CommitteeView, GradeDecision, GradeObjection, Member
from goodstanding.models.appraisal.moves import RoundState
from goodstanding.queries.appraisal import rounds
from goodstanding.queries.decisions import decisions
from goodstanding.queries.meetings.who_is_due import classes_on

State = RoundState


@dataclass(frozen=True)
class WithoutGrade:
    """Why the rules give a member no grade, by the words of the rules; all empty where they give one."""

    decisions: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    is_new: bool = False

    def __bool__(self) -> bool:
        return bool(self.decisions or self.classes or self.is_new)


def without_grade(rule: AppraisalRule, members: Collection[Member], on: date) -> dict[int, WithoutGrade]:
    """Why the rules give each of the members no grade on a day, by their id."""
    ids, given = [member.pk for member in members], rule.no_grade
    classes, decided = classes_on(ids, on), dict[int, set[str]]()
    in_effect = decisions.having_effect(on).filter(member__in=ids, kind__in=given.decisions)
    for member, kind in in_effect.order_by().values_list("member", "kind"):
        decided.setdefault(member, set()).add(kind)
    return {
        member.pk: WithoutGrade(
            tuple(word for word in given.decisions if word in decided.get(member.pk, ())),
            tuple(word for word in given.classes if word in classes[member.pk]),
            _is_new(rule, member, on),
        )
        for member in members
    }


def _is_new(rule: AppraisalRule, member: Member, on: date) -> bool:
    months = rule.no_grade.joined_within_months
    if months is None:
        return False
    since = (on.year - member.joined_on.year) * 12 + on.month - member.joined_on.month
    return since - (on.day < member.joined_on.day) < months


def standing_in(rule: AppraisalRule, members: Collection[Member], on: date) -> dict[int, tuple[bool, bool]]:
    """Whether each member is graded, and whether they may take part and need not, by their id."""
    found, without = classes_on([member.pk for member in members], on), without_grade(rule, members, on)
    return {
        member.pk: (not without[member.pk], not set(rule.welcome).isdisjoint(found[member.pk])) for member in members
    }


def missing(found: AppraisalRound) -> list[Appraisee]:
    """Who is still waited for in the step that runs; welcome and excused members never are."""
    here = rounds.active(found)
    asked = here.filter(welcome=False, excused_at=None)
    if found.state == State.EVIDENCE:
        return list(asked.filter(sheet_on=None))
    if found.state == State.SELF:
        return list(rounds.without_self(asked))
    if found.state == State.MUTUAL:
        return list(rounds.without_remark(asked))
    if found.state == State.VIEW:
        seen = CommitteeView.objects.filter(appraisee__round=found).values("appraisee")
        return list(here.filter(graded=True).exclude(pk__in=seen))
    if found.state == State.GRADES:
        return list(here.filter(graded=True, grade=""))
    return []


def to_decide_anew(found: AppraisalRound) -> list[Appraisee]:
    """Those about whose grade an objection was upheld, and no decision was made since."""
    upheld = GradeObjection.objects.filter(about=OuterRef("pk"), state=GradeObjection.State.UPHELD)
    newest = GradeDecision.objects.filter(appraisee=OuterRef("about")).order_by("-pk").values("at")[:1]
    open_ones = upheld.annotate(decided_at=Subquery(newest)).filter(answered_at__gte=F("decided_at"))
    return list(rounds.active(found).filter(Exists(open_ones)))


def count_graded(found: AppraisalRound) -> int:
    """How many of those in a round are given a grade: the number that a share is of."""
    return rounds.active(found).filter(graded=True).count()
