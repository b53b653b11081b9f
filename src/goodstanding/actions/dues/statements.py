"""Rows of bank statements that wait for a person: booked for a member, or set aside with a reason."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access.viewer import Viewer
from goodstanding.actions.dues import acting, payments
from goodstanding.actions.refusal import ActionRefused
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import DuesPayment, Member, StatementLine, Unit

State = StatementLine.State


def once_of_payment(identity: str) -> str:
    """Returns by what the payment of a row is recognized. identity: what the row says, as 40 hexadecimal digits."""
    return f"bank:{identity}"


def once_of_line(identity: str, unit: Unit) -> str:
    """Returns by what a row that waits in a unit is recognized."""
    return f"{identity}:{unit.pk}"


@transaction.atomic
def book(*, line: StatementLine, member: Member, scheme: Scheme, by: Viewer, at: datetime) -> DuesPayment:
    """Books a row for a member and returns the payment.

    Raises Denied for anyone who does not collect dues there. Raises ActionRefused once the row is decided, for a member
    of another unit, and for more than the member can pay now.
    """
    row = _locked(line, by)
    if member.unit is None or not member.unit.path.startswith(row.unit.path):
        raise ActionRefused(_("Choose a member of this unit."), "member")
    once = once_of_payment(row.once.split(":")[0])
    if DuesPayment.objects.filter(once=once).exists():
        raise ActionRefused(_("This row is booked already, from another file or in another unit. Set it aside."))
    payment = payments.pay(
        member=member, fen=row.fen, way=payments.Way.TRANSFER, once=once, scheme=scheme, by=by, at=at, on=row.on
    )
    _decide(row, State.BOOKED, "", by, at)
    return payment


@transaction.atomic
def set_aside(*, line: StatementLine, reason: str, by: Viewer, at: datetime) -> None:
    """Sets a row aside, with a reason; nothing is booked.

    Raises Denied for anyone who does not collect dues there. Raises ActionRefused once the row is decided, and without
    a reason.
    """
    _decide(_locked(line, by), State.ASIDE, acting.reason_of(reason), by, at)


def _locked(line: StatementLine, by: Viewer) -> StatementLine:
    acting.check_collects(by, line.unit)
    row = StatementLine.objects.select_for_update(of=("self",)).select_related("unit").get(pk=line.pk)
    if row.state != State.WAITING:
        sentence = _("This is no longer possible: it stands at “%(state)s” now.")
        raise ActionRefused(sentence % {"state": row.get_state_display()})
    return row


def _decide(row: StatementLine, state: StatementLine.State, reason: str, by: Viewer, at: datetime) -> None:
    # Once it is decided, the payer's name is needed no longer.
    row.state, row.reason, row.payer, row.memo = state, reason, "", ""
    row.decided_at, row.decided_by = at, by.account
    row.save(update_fields=["state", "reason", "payer", "memo", "decided_at", "decided_by"])
    acting.note("book" if state == State.BOOKED else "set_aside", "statement_line", row.key, row.unit, by=by, at=at)
