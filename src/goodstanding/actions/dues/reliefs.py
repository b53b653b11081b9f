"""Reductions and waivers: the branch proposes with a reason, another person of a unit above approves."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access.policies import Denied
from goodstanding.access.viewer import Viewer
from goodstanding.actions import notices
from goodstanding.actions.dues import acting, overdue, settling
from goodstanding.actions.dues.settling import Settling
from goodstanding.actions.refusal import ActionRefused, at_most
from goodstanding.engine.period import month_of
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import DuesLine, DuesRelief, Member
from goodstanding.models.dues.moves import RELIEF_MOVES, ReliefMove, ReliefState
from goodstanding.queries.dues import reliefs as queries
from goodstanding.queries.people.calendars import today

Move = ReliefMove
MOST_MONTHS = 12


@dataclass(frozen=True)
class Proposal:
    """What is proposed: from which month to which, and what is left to pay a month, 0 for a waiver."""

    first: int
    last: int
    fen: int
    reason: str


@transaction.atomic
def propose(*, member: Member, what: Proposal, scheme: Scheme, by: Viewer, at: datetime) -> DuesRelief:
    """Proposes a reduction and returns it; nothing changes before it is approved.

    Raises Denied for anyone who does not collect dues there, and about oneself. Raises ActionRefused for months out of
    order, more than a year, no reason, and while another proposal waits.
    """
    acting.rules_of(scheme)
    unit = acting.home_of(member)
    acting.check_collects(by, unit)
    if member.pk == by.member_id:
        raise Denied("a reduction of one's own is proposed by another person")
    reason, month = acting.reason_of(what.reason), month_of(today(at))
    if what.last < what.first:
        raise ActionRefused(_("The last month is before the first."), "last")
    if what.last - what.first >= MOST_MONTHS or not month - MOST_MONTHS <= what.first <= month + MOST_MONTHS:
        raise ActionRefused(_("At most twelve months at a time, within a year of today."), "last")
    list(Member.objects.select_for_update(of=("self",)).filter(pk=member.pk).values_list("pk"))
    if DuesRelief.objects.filter(member=member, state=ReliefState.PROPOSED).exists():
        raise ActionRefused(_("A proposal for this member is already waiting. Withdraw it first."))
    relief = DuesRelief.objects.create(
        member=member, unit=unit, first_month=what.first, last_month=what.last, fen=what.fen, reason=reason, made_at=at,
        made_by=by.account,
    )  # fmt: skip
    acting.note("propose", "dues_relief", relief.key, unit, by=by, at=at)
    acting.tell_member(member, "dues_relief_proposed", by, at, once=relief.key)
    return relief


@transaction.atomic
def decide(*, relief: DuesRelief, agreed: bool, words: str, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Approves a proposal, which waives what is open in its months, or does not, with a reason.

    Raises Denied for anyone but an office of a unit above, for who proposed it, and about oneself. Raises ActionRefused
    once it is decided, and without a reason where it is not approved.
    """
    row = _locked(relief)
    if not queries.may_decide(by, row):
        raise Denied("a reduction is approved by another person, of a unit above")
    words = at_most(words, "reason", acting.MOST_REASON) if agreed else acting.reason_of(words)
    _move(row, Move.AGREE if agreed else Move.DECLINE)
    row.words, row.decided_at, row.decided_by = words, at, by.account
    row.save(update_fields=["state", "words", "decided_at", "decided_by"])
    if agreed:
        settling_now = Settling(scheme, by, at)
        for month in settling.locked([row.member_id], at=at):
            waived = (
                settling.balance_of(month).relieved(row.fen) if row.first_month <= month.month <= row.last_month else 0
            )
            if waived:
                settling_now.waive(month, waived, row)
        settling_now.save()
        for month in settling_now.rows.values():
            overdue.take_back_waived(month, row.reason, scheme=scheme, by=by, at=at)
    verb, kind = ("approve", "dues_relief_agreed") if agreed else ("decline", "dues_relief_declined")
    acting.note(verb, "dues_relief", row.key, row.unit, by=by, at=at)
    acting.tell_member(row.member, kind, by, at, once=row.key, reason=words)
    told = {"member": row.member.name, "reason": words}
    link = f"/desk/dues/reliefs/{row.key}/"
    notices.tell(row.made_by, f"{kind}_proposer", told, idempotency_key=f"{kind}:{row.key}:by", at=at, link=link)


@transaction.atomic
def withdraw(*, relief: DuesRelief, by: Viewer, at: datetime) -> None:
    """Takes a proposal back before it is decided. Raises Denied for anyone who does not collect dues there."""
    row = _locked(relief)
    acting.check_collects(by, row.unit)
    _move(row, Move.WITHDRAW)
    row.save(update_fields=["state"])
    acting.note("withdraw", "dues_relief", row.key, row.unit, by=by, at=at)


@transaction.atomic
def end(*, relief: DuesRelief, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Ends a reduction with this month: later months are owed in full again, those until now stay as they are.

    Raises Denied for anyone who does not collect dues there. Raises ActionRefused unless it holds.
    """
    row = _locked(relief)
    acting.check_collects(by, row.unit)
    _move(row, Move.END)
    row.ended = max(month_of(today(at)) + 1, row.first_month)
    row.save(update_fields=["state", "ended"])
    settling_now = Settling(scheme, by, at)
    later = {month.pk: month for month in settling.locked([row.member_id], at=at) if month.month >= row.ended}
    for line in DuesLine.objects.filter(relief=row, obligation__in=later):
        settling_now.waive(later[line.obligation_id], -line.fen, row)
    settling_now.save(row.reason)
    acting.note("end", "dues_relief", row.key, row.unit, by=by, at=at)
    acting.tell_member(row.member, "dues_relief_ended", by, at, once=row.key)


def _locked(relief: DuesRelief) -> DuesRelief:
    found = DuesRelief.objects.select_for_update(of=("self",))
    return found.select_related("member__unit", "unit", "made_by").get(pk=relief.pk)


def _move(row: DuesRelief, move: ReliefMove) -> None:
    becomes = RELIEF_MOVES.get((ReliefState(row.state), move))
    if becomes is None:
        sentence = _("This is no longer possible: it stands at “%(state)s” now.")
        raise ActionRefused(sentence % {"state": row.get_state_display()})
    row.state = becomes
