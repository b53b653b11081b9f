"""What members write: the self-appraisal, saved as often as they like and handed in; a short word to another member."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access.policies import Denied
from goodstanding.access.viewer import Viewer
from goodstanding.actions.appraisal import acting
from goodstanding.actions.refusal import ActionRefused, at_most, needed
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Appraisee, MutualRemark, SelfAppraisal
from goodstanding.models.appraisal.moves import RoundState
from goodstanding.models.appraisal.words import HandedIn
from goodstanding.queries.appraisal import words
from goodstanding.queries.people.calendars import today

State = RoundState
MOST_TEXT, MOST_PLAN, MOST_REMARK = 3000, 1000, 300
#: A self-appraisal can be handed in from here on until the grades are decided.
_OPEN = (State.SELF, State.MUTUAL, State.BALLOT, State.VIEW)


@dataclass(frozen=True)
class SelfText:
    """What a member writes of the year. plan: what the member wants to do better; can be empty."""

    text: str
    plan: str = ""


@transaction.atomic
def save_self(*, found: Appraisee, said: SelfText, by: Viewer, at: datetime) -> SelfAppraisal:
    """Saves the member's draft, and returns it. Nobody else reads a draft.

    Raises Denied for another person. Raises ActionRefused for a text that is too long, and outside the step.
    """
    one = acting.locked_appraisee(found, State.EVIDENCE, *_OPEN)
    acting.check_oneself(by, one)
    return _draft(one, said, by=by, at=at)


@transaction.atomic
def hand_in_self(
    *, found: Appraisee, said: SelfText, scheme: Scheme, by: Viewer, at: datetime, how: str = HandedIn.OWN
) -> SelfAppraisal:
    """Hands a self-appraisal in, and returns it. Handed in again, the newest counts.

    how: for another person who leads the round: from paper, or as the member said it. Raises Denied for anyone else.
    Raises ActionRefused without a text, for one that is too long, and outside the step.
    """
    one = acting.locked_appraisee(found, *_OPEN)
    is_own = by.member_id == one.member_id
    if is_own != (how == HandedIn.OWN):
        raise Denied("by the member, or for them by another")
    if not is_own:
        acting.check_leads(by, one.round, scheme, about=one.member)
    needed(said.text, "text", missing=_("Write a few sentences."), most=MOST_TEXT)
    there = words.handed_in(one)
    if there is not None and (there.text, there.plan) == (said.text.strip(), said.plan.strip()):
        return there
    row = _draft(one, said, by=by, at=at) if is_own else _typed(one, said, HandedIn(how), by=by, at=at)
    if is_own:
        row.handed_in_on, row.handed_in_at = today(at), at
        row.save(update_fields=["handed_in_on", "handed_in_at"])
    acting.say(one, "self", 1, today(at), scheme, by=by, at=at)
    if row.plan:
        acting.say(one, "plan", 1, today(at), scheme, by=by, at=at)
    acting.note("hand_in", one.round, by=by, at=at, fields=("self",))
    acting.tell(one, "appraisal_self_typed", by=by, at=at)
    return row


def _draft(one: Appraisee, said: SelfText, *, by: Viewer, at: datetime) -> SelfAppraisal:
    text, plan = at_most(said.text, "text", MOST_TEXT), at_most(said.plan, "plan", MOST_PLAN)
    row = words.draft(one)
    if row is None:
        return SelfAppraisal.objects.create(appraisee=one, text=text, plan=plan, saved_at=at, saved_by=by.account)
    row.text, row.plan, row.saved_at, row.saved_by = text, plan, at, by.account
    row.save(update_fields=["text", "plan", "saved_at", "saved_by"])
    return row


def _typed(one: Appraisee, said: SelfText, how: HandedIn, *, by: Viewer, at: datetime) -> SelfAppraisal:
    """What another person types in; a draft of the member's own stays as it is."""
    text, plan = at_most(said.text, "text", MOST_TEXT), at_most(said.plan, "plan", MOST_PLAN)
    return SelfAppraisal.objects.create(
        appraisee=one, text=text, plan=plan, how=how, saved_at=at, saved_by=by.account, handed_in_on=today(at),
        handed_in_at=at,
    )  # fmt: skip


@dataclass(frozen=True)
class RemarkText:
    """A short word to another member; one of the two can be empty."""

    valued: str = ""
    better: str = ""


@transaction.atomic
def remark(
    *, author: Appraisee, about: Appraisee, said: RemarkText, scheme: Scheme, by: Viewer, at: datetime,
    how: str = HandedIn.OWN,
) -> MutualRemark:  # fmt: skip
    """Writes a short word of a member to another, and returns it. Written again, the newest counts.

    how: for another person who leads the round, from paper or as the member said it. Raises Denied for anyone else.
    Raises ActionRefused outside the step, for a word about oneself, without any, and for one that is too long.
    """
    one = acting.locked_appraisee(author, State.MUTUAL)
    other = acting.locked_appraisee(about, State.MUTUAL)
    if one.round_id != other.round_id:
        raise Denied("another round")
    is_own = by.member_id == one.member_id
    if is_own != (how == HandedIn.OWN):
        raise Denied("by the member, or for them by another")
    if not is_own:
        acting.check_leads(by, one.round, scheme, about=one.member)
    if one.pk == other.pk:
        raise ActionRefused(_("A word is to another member."), "about")
    valued, better = at_most(said.valued, "valued", MOST_REMARK), at_most(said.better, "better", MOST_REMARK)
    if not valued and not better:
        raise ActionRefused(_("Write a sentence in one of the two."), "valued")
    there = words.remark_of(one, other)
    if there is not None and (there.valued, there.better) == (valued, better):
        return there
    on = today(at)
    made = MutualRemark.objects.create(
        author=one, about=other, valued=valued, better=better, how=how, on=on, at=at, by=by.account
    )  # fmt: skip
    acting.say(one, "mutual", 1, on, scheme, by=by, at=at)
    if better:
        acting.say(one, "advice", 1, on, scheme, by=by, at=at)
    acting.note("write", one.round, by=by, at=at, fields=("remark",))
    return made
