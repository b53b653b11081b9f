"""What was written in a round: the newest words of each member, the committee's view, decisions and objections."""

from django.db.models import Q, QuerySet

from goodstanding.access import named_offices
from goodstanding.access.viewer import Viewer
from goodstanding.engine.scheme.appraisal import AppraisalRule
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import (
    AppraisalRound,
    Appraisee,
    CommitteeView,
    GradeDecision,
    GradeObjection,
    MutualRemark,
    SelfAppraisal,
    Unit,
)

State = GradeObjection.State


def handed_in(appraisee: Appraisee) -> SelfAppraisal | None:
    """The self-appraisal that counts."""
    found = appraisee.self_appraisals.filter(handed_in_at__isnull=False)
    return found.select_related("saved_by__member").order_by("-pk").first()


def draft(appraisee: Appraisee) -> SelfAppraisal | None:
    """What the member has typed and not handed in."""
    return appraisee.self_appraisals.filter(handed_in_at=None).first()


def remarks_about(appraisee: Appraisee) -> list[MutualRemark]:
    """The newest word of each other member about this one, in the order in which they came."""
    rows = MutualRemark.objects.filter(about=appraisee).select_related("author__member").order_by("pk")
    newest = {row.author_id: row for row in rows}
    return sorted(newest.values(), key=lambda row: row.pk)


def remark_of(author: Appraisee, about: Appraisee) -> MutualRemark | None:
    """The word that counts of one member to another."""
    return MutualRemark.objects.filter(author=author, about=about).order_by("-pk").first()


def written_by(author: Appraisee) -> set[int]:
    """About whom a member has written, by their ids in the round."""
    return set(MutualRemark.objects.filter(author=author).values_list("about", flat=True))


def view_of(appraisee: Appraisee) -> CommitteeView | None:
    """The committee's view that counts."""
    return appraisee.views.select_related("by__member").order_by("-pk").first()


def decision_of(appraisee: Appraisee) -> GradeDecision | None:
    """The decision that counts."""
    return appraisee.decisions.select_related("by__member").order_by("-pk").first()


def decisions(appraisee: Appraisee) -> QuerySet[GradeDecision]:
    """Every decision about a member's grade, the newest first."""
    return appraisee.decisions.select_related("by__member").order_by("-pk")


def objections_by(author: int, round_pk: int) -> QuerySet[GradeObjection]:
    """What a member said against grades of a round."""
    found = GradeObjection.objects.filter(author=author, about__round=round_pk)
    return found.select_related("about__member", "answered_by__member").order_by("-pk")


def answerable(viewer: Viewer, rule: AppraisalRule) -> QuerySet[GradeObjection]:
    """Objections in the units of the viewer, but for own ones and those about the viewer.

    Who recorded the decision sees that there is an objection and cannot answer it: see `may_answer`.
    """
    covered = named_offices.covered(viewer, (*rule.led_by, *rule.confirmed_by)).order_by().values("pk")
    found = GradeObjection.objects.filter(about__round__unit__in=covered)
    if viewer.member_id is not None:
        found = found.exclude(Q(author=viewer.member_id) | Q(about__member=viewer.member_id))
    return found.select_related("about__member__unit", "about__round__unit", "author").order_by("pk")


def may_answer(viewer: Viewer, objection: GradeObjection, rule: AppraisalRule) -> bool:
    """Whether the viewer can answer: an office of the unit or above, and another person than all who are concerned."""
    offices = (*rule.led_by, *rule.confirmed_by)
    if not named_offices.may_answer(viewer, objection.about.round.unit, offices):
        return False
    made = decision_of(objection.about)
    concerned = {objection.author_id, objection.about.member_id}
    return viewer.member_id not in concerned and (made is None or made.by_id != viewer.account.pk)


def waiting(viewer: Viewer, scheme: Scheme) -> QuerySet[GradeObjection]:
    """Objections that wait for the viewer: of own units, and of units right below an office that confirms."""
    rule = scheme.appraisal
    if rule is None:
        return GradeObjection.objects.none()
    near = Q(about__round__unit__in=named_offices.near(viewer, rule.led_by))
    for office in named_offices.held(viewer, rule.confirmed_by):
        depth = len(office.path) // Unit.steplen + 1
        near |= Q(about__round__unit__path__startswith=office.path, about__round__unit__depth=depth)
    found = answerable(viewer, rule).filter(near, state=State.WAITING)
    # The newest decision is the one that counts, and its recorder leaves the answer to another person.
    mine = GradeDecision.objects.filter(by=viewer.account, appraisee__round__state="publicity")
    return found.exclude(about__in=mine.values("appraisee"))


def last_decision(found: AppraisalRound) -> GradeDecision | None:
    """The newest decision about a grade of a round."""
    return GradeDecision.objects.filter(appraisee__round=found).order_by("-pk").first()


def waiting_objections(found: AppraisalRound) -> int:
    """How many objections to grades of a round wait for their answer."""
    return GradeObjection.objects.filter(about__round=found, state=GradeObjection.State.WAITING).count()
