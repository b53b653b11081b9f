"""Payments: booked once whatever is sent twice, spread over the months they pay, and taken back by a reversal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit
from goodstanding.actions.dues import acting, months, settling
from goodstanding.actions.dues.settling import Settling
from goodstanding.actions.refusal import ActionRefused
from goodstanding.engine.period import month_of
from goodstanding.engine.scheme.dues import yuan_text
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import DuesObligation, DuesPayment, Member, Unit
from goodstanding.queries.dues import dues
from goodstanding.queries.dues.balance import spread
from goodstanding.queries.people.calendars import today

Way = DuesPayment.Way


@dataclass(frozen=True)
class NewPayment:
    """A payment to book. once: what recognizes it when it is sent again; first: the month that it pays before any."""

    member: Member
    fen: int
    on: date
    way: DuesPayment.Way
    once: str
    first: int | None = None


@transaction.atomic
def pay(  # noqa: PLR0913
    *, member: Member, fen: int, way: DuesPayment.Way, once: str, scheme: Scheme, by: Viewer, at: datetime,
    on: date | None = None, first: int | None = None,
) -> DuesPayment:  # fmt: skip
    """Books a payment of a member and returns it. The same `once` sent again returns the first.

    It pays the month `first`, where one is named, then the oldest months; with the member's consent, months ahead.
    Raises Denied for anyone who does not collect dues there. Raises ActionRefused for the collector's own, for a day
    that cannot be, for no amount, and for more than can be paid now.
    """
    rules, unit, day = acting.rules_of(scheme), acting.home_of(member), acting.day_of(on, member, at)
    acting.check_collects(by, unit)
    acting.check_of_another(by, member)
    if fen <= 0:
        raise ActionRefused(_("Write an amount of more than nothing."), "fen")
    settling.locked([member.pk], at=at)
    known = DuesPayment.objects.filter(once=once).first()
    if known is not None:
        return known
    month = month_of(today(at))
    last = dues.last_payable(month, rules, consented=dues.consents(member))
    if fen > dues.open_sum(member, last):
        for ahead in range(month, last + 1):
            months.open_for([member], ahead, scheme=scheme, by=by, at=at)
    most = dues.open_sum(member, last)
    if fen > most:
        raise ActionRefused(_("At most %(most)s yuan is open and can be paid now.") % {"most": yuan_text(most)}, "fen")
    payment = NewPayment(member, fen, day, way, once, first)
    return book([payment], last=last, scheme=scheme, by=by, at=at)[0]


@transaction.atomic
def pay_rest(
    *, unit: Unit, month: int, rows: Sequence[str], scheme: Scheme, by: Viewer, at: datetime, on: date | None = None
) -> int:
    """Books what is still open of a month, in person, for these months of members. rows: their keys.

    What has been settled in the meantime is left as it is, and so is the collector's own. Returns how many payments
    were booked. Raises Denied for anyone who does not collect dues there.
    """
    acting.rules_of(scheme)
    acting.check_collects(by, unit)
    wanted = DuesObligation.objects.filter(key__in=rows, month=month, member__unit=unit, member__left_on=None)
    wanted = wanted.exclude(member=by.member_id)
    members = list(wanted.order_by("member").values_list("member", flat=True))
    found = [row for row in settling.locked(members, at=at) if row.month == month and row.open]
    new = [
        NewPayment(
            row.member, row.open, acting.day_of(on, row.member, at), Way.IN_PERSON, f"row:{row.key}:{_turn(row)}", month
        )
        for row in found
    ]
    return len(book(new, last=month, scheme=scheme, by=by, at=at))


def _turn(row: DuesObligation) -> int:
    """How many lines the month has: paid again after a reversal is another payment."""
    return row.lines.count()


def book(new: Sequence[NewPayment], *, last: int, scheme: Scheme, by: Viewer | None, at: datetime) -> list[DuesPayment]:
    """Books payments of which each is covered by what is open up to a month. Only actions and imports call this.

    Returns the payments that were new. Raises ValueError for a payment of more than what is open.
    """
    known = set(DuesPayment.objects.filter(once__in=[one.once for one in new]).values_list("once", flat=True))
    new = [one for one in new if one.once not in known]
    if not new:
        return []
    account = by.account if by else None
    payments = [
        DuesPayment(
            member=one.member, unit=acting.home_of(one.member), fen=one.fen, on=one.on, way=one.way, once=one.once,
            at=at, by=account,
        )
        for one in new
    ]  # fmt: skip
    DuesPayment.objects.bulk_create(payments, batch_size=1000)
    settling_now = Settling(scheme, by, at)
    rows = dict[int, list[DuesObligation]]()
    for row in settling.locked([one.member.pk for one in new], at=at):
        if row.month <= last:
            rows.setdefault(row.member_id, []).append(row)
    for one, payment in zip(new, payments, strict=True):
        _spread(one, payment, rows.get(one.member.pk, []), settling_now)
    settling_now.save()
    _note(payments, by=by, at=at)
    return payments


def _spread(one: NewPayment, payment: DuesPayment, rows: list[DuesObligation], settling_now: Settling) -> None:
    ordered = sorted(rows, key=lambda row: (row.month != one.first, row.month))
    parts, rest = spread(one.fen, [row.open for row in ordered])
    if rest:
        raise ValueError("a payment is of no more than what is open")
    for row, part in zip(ordered, parts, strict=True):
        if part:
            settling_now.take(row)
            row.paid_on = max(row.paid_on or one.on, one.on)
            settling_now.pay(row, part, payment)


def _note(payments: Sequence[DuesPayment], *, by: Viewer | None, at: datetime) -> None:
    by_unit = dict[int, list[DuesPayment]]()
    for payment in payments:
        by_unit.setdefault(payment.unit_id, []).append(payment)
    keys = (
        (found[0].key if len(found) == 1 else f"{found[0].unit.code}:{len(found)}", found[0].unit, ())
        for found in by_unit.values()
    )
    audit.record_many("book", "dues_payment", keys, by=by, at=at)
    acting.tell_paid([payment for payment in payments if by is None or payment.member_id != by.member_id], at)


@transaction.atomic
def reverse(*, payment: DuesPayment, reason: str, scheme: Scheme, by: Viewer, at: datetime) -> DuesPayment:
    """Takes a payment back and returns the reversal; taken back already, it returns that.

    What it paid is open again, and the ledger is corrected. Raises Denied for anyone who does not collect dues there.
    Raises ActionRefused for the collector's own, without a reason, and for a reversal.
    """
    acting.check_collects(by, payment.member.unit or payment.unit)
    acting.check_of_another(by, payment.member)
    reason = acting.reason_of(reason)
    if payment.reverses_id is not None:
        raise ActionRefused(_("This row only takes a payment back; book the payment again instead."))
    rows = {row.pk: row for row in settling.locked([payment.member_id], at=at)}
    known = DuesPayment.objects.filter(reverses=payment).first()
    if known is not None:
        return known
    back = DuesPayment.objects.create(
        member=payment.member, unit=payment.unit, fen=payment.fen, on=payment.on, way=payment.way,
        once=f"reverse:{payment.key}", reverses=payment, reason=reason, at=at, by=by.account,
    )  # fmt: skip
    settling_now = Settling(scheme, by, at)
    for line in payment.lines.order_by("pk"):
        row = rows[line.obligation_id]
        settling_now.take(row)
        row.paid_on = settling.paid_on_of(row, payment)
        settling_now.pay(row, -line.fen, back)
    settling_now.save(reason)
    acting.note("reverse", "dues_payment", payment.key, payment.unit, by=by, at=at)
    acting.tell_member(
        payment.member, "dues_reversed", by, at, once=back.key, amount=acting.said(payment.fen), reason=reason
    )
    return back
