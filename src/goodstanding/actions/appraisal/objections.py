"""Objections during publicity: against the own grade, or a reason to think again about another's; answered by another
person than the one who recorded the decision."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access.policies import Denied
from goodstanding.access.viewer import Viewer
from goodstanding.actions.appraisal import acting, rounds
from goodstanding.actions.refusal import ActionRefused, needed
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Appraisee, GradeObjection
from goodstanding.models.appraisal.moves import GRADE_OBJECTION_MOVES, Answered, GradeObjectionState, RoundMove
from goodstanding.models.appraisal.moves import RoundState as Stands
from goodstanding.queries.appraisal import words
from goodstanding.queries.appraisal.rounds import is_over
from goodstanding.queries.people.calendars import today

State = GradeObjectionState
MOST = 1000


@transaction.atomic
def make(*, about: Appraisee, text: str, scheme: Scheme, by: Viewer, at: datetime) -> GradeObjection:
    """Objects to a grade while it is open to the members, and returns the objection. One at a time about a grade.

    An objection to the own grade counts as an answer to it, as much as reading it. Raises Denied for anyone who is no
    member of the round. Raises ActionRefused without a reason, outside the days of publicity, where the grade was not
    decided, and while an objection of the same member waits for its answer.
    """
    one = acting.locked_appraisee(about, Stands.PUBLICITY)
    author = by.account.member
    if author is None or not one.round.appraisees.filter(member=author).exists():
        raise Denied("only members of the round object")
    if is_over(one.round, today(at)):
        raise ActionRefused(_("The days of publicity are over. Ask the unit above."))
    if not one.grade:
        raise ActionRefused(_("No grade was decided for this member."))
    text = needed(text, "text", missing=_("Write what should be reviewed."), most=MOST)
    waits = GradeObjection.objects.filter(about=one, author=author, state=State.WAITING).first()
    if waits is not None:
        raise ActionRefused(_("Your objection waits for its answer already."))
    made = GradeObjection.objects.create(about=one, author=author, text=text, made_at=at, made_by=by.account)
    if one.member_id == author.pk:
        acting.result_read(one, scheme, by=by, at=at)
    acting.note("ask", one.round, by=by, at=at, fields=("objection",))
    return made


@transaction.atomic
def answer(
    *, objection: GradeObjection, upheld: bool, words_said: str, scheme: Scheme, by: Viewer, at: datetime
) -> None:
    """Answers an objection, with a reason that its author reads. Upheld, the round goes back to deciding the grades.

    Raises Denied for anyone without an office over the unit, for the person who recorded the decision, and for the two
    whom it concerns. Raises ActionRefused without a reason, and for an objection that does not wait.
    """
    row = _locked(objection)
    if not words.may_answer(by, row, acting.rule_of(scheme)):
        raise Denied("another person answers")
    said = needed(words_said, "answer", missing=_("Give a reason. The member reads it."), most=MOST)
    _end(row, Answered.UPHELD if upheld else Answered.REJECTED, said, by=by, at=at)
    if upheld and row.about.round.state == Stands.PUBLICITY:
        rounds.step(row.about.round, RoundMove.REOPEN, by=by, at=at, reason=str(_("An objection was upheld.")))
    author = row.about.round.appraisees.filter(member=row.author).first()
    if author is not None:
        acting.tell(author, "appraisal_objection_answered", by=by, at=at, year=str(row.about.round.year))


@transaction.atomic
def withdraw(*, objection: GradeObjection, by: Viewer, at: datetime) -> None:
    """The author takes an objection back. Raises Denied for anyone else, ActionRefused once it is answered."""
    row = _locked(objection)
    if by.member_id != row.author_id:
        raise Denied("only its author takes it back")
    _end(row, Answered.WITHDRAWN, "", by=by, at=at)


def _locked(objection: GradeObjection) -> GradeObjection:
    acting.locked(objection.about.round)
    found = GradeObjection.objects.select_related("about__round__unit", "about__member", "author")
    return found.get(pk=objection.pk)


def _end(row: GradeObjection, how: Answered, said: str, *, by: Viewer, at: datetime) -> None:
    becomes = GRADE_OBJECTION_MOVES.get((State(row.state), how))
    if becomes is None:
        raise ActionRefused(_("This objection was answered already."))
    row.state, row.answer, row.answered_at, row.answered_by = becomes, said, at, by.account
    row.save(update_fields=["state", "answer", "answered_at", "answered_by"])
    acting.note("withdraw" if how == Answered.WITHDRAWN else "answer", row.about.round, by=by, at=at,
                fields=("objection",))  # fmt: skip
