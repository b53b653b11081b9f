"""Transfers: asked for, agreed by both units and the member, or refused with a reason."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access.policies import Denied
from goodstanding.access.viewer import Viewer
from goodstanding.actions import arrivals, audit, notices
from goodstanding.actions.people import memberships
from goodstanding.actions.refusal import ActionRefused, needed, refuse_closed
from goodstanding.models import Account, Consent, Member, Transfer, Unit
from goodstanding.queries.people.calendars import today as day_of
from goodstanding.queries.people.namesakes import name_anywhere
from goodstanding.queries.people.transfers import sides_for, who_answers

Side, State = Consent.Side, Transfer.State
#: How long a side has to answer before it is reminded, and between reminders.
ANSWER_WITHIN, REMIND_EVERY = timedelta(days=30), timedelta(days=7)


@transaction.atomic
def ask(*, member: Member, to: Unit, reason: str, by: Viewer, at: datetime) -> Transfer:
    """Asks for a transfer: the member, or either unit. The asking side has agreed by that."""
    # Locked by itself first: joined with a unit that it left while this waited, it would come without one.
    Member.objects.select_for_update().get(pk=member.pk)
    member = Member.objects.select_related("unit").get(pk=member.pk)
    if member.unit is None:
        raise ActionRefused(_("This person is no longer a member."))
    sides = sides_for(by, member, member.unit, to)
    if not sides:
        raise Denied("neither the member nor one of the units")
    refuse_closed(to, "to")
    if to.pk == member.unit_id:
        raise ActionRefused(_("The member is already in this unit."), "to")
    if member.transfers.filter(state=State.OPEN).exists():
        raise ActionRefused(_("A transfer is already open. End it first."))
    reason = needed(reason, "reason", missing=_("Give a reason."))
    transfer = Transfer.objects.create(
        member=member,
        from_unit=member.unit,
        to_unit=to,
        reason=reason,
        asked_at=at,
        asked_by=by.account,
        due_on=day_of(at) + ANSWER_WITHIN,
    )
    for side in sides:
        Consent.objects.create(transfer=transfer, side=side, agrees=True, at=at, by=by.account)
    audit.record("ask", "transfer", transfer.key, by=by, at=at, unit=member.unit)
    _tell_waiting(transfer, "transfer_asked", at=at)
    _finish_if_agreed(transfer, by=by, at=at)
    return transfer


@transaction.atomic
def answer(*, transfer: Transfer, side: Consent.Side, agrees: bool, by: Viewer, at: datetime, reason: str = "") -> None:
    """One side agrees or refuses. Raises Denied when it is not theirs to answer; a refusal needs a reason."""
    transfer = _locked(transfer)
    if side not in sides_for(by, transfer.member, transfer.from_unit, transfer.to_unit):
        raise Denied("not this side's to answer")
    _refuse_ended(transfer)
    if transfer.consents.filter(side=side).exists():
        raise ActionRefused(_("This side has already answered."))
    if not agrees:
        reason = needed(reason, "reason", missing=_("A refusal needs a reason."))
    Consent.objects.create(transfer=transfer, side=side, agrees=agrees, reason=reason, at=at, by=by.account)
    audit.record("agree" if agrees else "refuse", "transfer", transfer.key, by=by, at=at, unit=transfer.from_unit)
    if agrees:
        _finish_if_agreed(transfer, by=by, at=at)
    else:
        _end(transfer, State.REFUSED, by=by, at=at)


@transaction.atomic
def withdraw(*, transfer: Transfer, by: Viewer, at: datetime) -> None:
    """The account that asked, or the member, takes it back."""
    transfer = _locked(transfer)
    if by.account.pk != transfer.asked_by_id and by.member_id != transfer.member_id:
        raise Denied("only who asked, or the member")
    _refuse_ended(transfer)
    _end(transfer, State.WITHDRAWN, by=by, at=at)
    audit.record("withdraw", "transfer", transfer.key, by=by, at=at, unit=transfer.from_unit)


@transaction.atomic
def remind(*, today: date, at: datetime) -> int:
    """Reminds everybody whose answer is overdue, at most once a week. Gives how many transfers it was about."""
    late = Transfer.objects.select_for_update(of=("self",)).filter(state=State.OPEN, due_on__lte=today)
    late = late.exclude(reminded_on__gt=today - REMIND_EVERY).select_related("member", "from_unit", "to_unit")
    for transfer in late:
        _tell_waiting(transfer, "transfer_reminder", at=at, again=today.isoformat())
        transfer.reminded_on = today
        transfer.save(update_fields=["reminded_on"])
    return len(late)


def _locked(transfer: Transfer) -> Transfer:
    related = ("member", "from_unit", "to_unit")
    return Transfer.objects.select_for_update(of=("self",)).select_related(*related).get(pk=transfer.pk)


def _refuse_ended(transfer: Transfer) -> None:
    if transfer.state != State.OPEN:
        raise ActionRefused(_("This transfer has already ended."))


def _finish_if_agreed(transfer: Transfer, *, by: Viewer, at: datetime) -> None:
    if transfer.consents.filter(agrees=True).count() < len(Side):
        return
    if transfer.to_unit.closed_on is not None:
        raise ActionRefused(_("The unit was closed meanwhile; withdraw this transfer."))
    leaving = Member.objects.filter(pk=transfer.member_id, unit=transfer.from_unit)
    today = day_of(at)
    if not memberships.move_all(leaving, to=transfer.to_unit, on=today):
        raise ActionRefused(_("The member is no longer in that unit; withdraw this transfer."))
    transfer.member.hostings.filter(unit=transfer.to_unit, until_on=None).update(until_on=today)
    # First the end, so that what follows an arrival finds a transfer that is done.
    _end(transfer, State.DONE, by=by, at=at)
    arrivals.came([transfer.to_unit], at=at)


def _end(transfer: Transfer, state: Transfer.State, *, by: Viewer, at: datetime) -> None:
    transfer.state, transfer.ended_at, transfer.ended_by = state, at, by.account
    transfer.save(update_fields=["state", "ended_at", "ended_by"])
    for account in {transfer.asked_by, *who_answers(transfer, Side.MEMBER, day_of(at))}:
        _notify(account, transfer, f"transfer_{state.value}", at=at)


def _tell_waiting(transfer: Transfer, kind: str, *, at: datetime, again: str = "") -> None:
    answered = set(transfer.consents.values_list("side", flat=True))
    for side in Side:
        if side not in answered:
            for account in who_answers(transfer, side, day_of(at)):
                _notify(account, transfer, kind, at=at, again=again)


def _notify(account: Account, transfer: Transfer, kind: str, *, at: datetime, again: str = "") -> None:
    facts = {"member": name_anywhere(transfer.member), "from": transfer.from_unit.name, "to": transfer.to_unit.name}
    once = f"{kind}:{transfer.key}:{again}"
    notices.tell(account, kind, facts, idempotency_key=once, at=at, link=f"/transfers/{transfer.key}/")
