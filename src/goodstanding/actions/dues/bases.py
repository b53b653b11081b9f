"""The set amount of a member: confirmed once a year or on a change, with one tap where it is the same; and consent."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access.permissions import Permission
from goodstanding.access.policies import Denied
from goodstanding.access.viewer import Viewer
from goodstanding.actions.dues import acting, months, settling
from goodstanding.actions.dues.settling import Settling
from goodstanding.actions.ledger import ledger
from goodstanding.actions.ledger.ledger import NewFact
from goodstanding.actions.refusal import ActionRefused
from goodstanding.engine.period import month_of
from goodstanding.engine.scheme.dues import DuesBand, yuan_text
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import DuesBase, DuesConsent, Member
from goodstanding.models.ledger.fact import YES
from goodstanding.queries.dues import dues
from goodstanding.queries.ledger.facts import under_keys
from goodstanding.queries.people.calendars import today


@transaction.atomic
def confirm(*, member: Member, scheme: Scheme, by: Viewer, at: datetime, on: date | None = None) -> DuesBase:
    """Confirms that the set amount is the same, and returns the confirmation; within a day, the first.

    Raises Denied for anyone but the member and who collects their dues. Raises ActionRefused without an amount.
    """
    newest = dues.newest_base(member)
    if newest is None:
        raise ActionRefused(_("No amount is set yet. Choose a band first."), "band")
    return _write(member, newest.fen, newest.month, on, scheme=scheme, by=by, at=at)


@transaction.atomic
def set_amount(
    *, member: Member, band: str, fen: int | None, scheme: Scheme, by: Viewer, at: datetime, on: date | None = None
) -> DuesBase:
    """Sets the amount a month by a band of the rules, which is not stored, and returns the confirmation.

    fen: None for a band with one amount. It holds from this month on where nothing is settled of it yet, else from the
    next. Raises Denied for anyone but the member and who collects their dues. Raises ActionRefused for a band that the
    rules do not have and for an amount outside it.
    """
    month = month_of(today(at))
    found = acting.rules_of(scheme).band(band, month)
    if found is None:
        raise ActionRefused(_("Choose a band."), "band")
    fen = found.amount if fen is None and found.is_set else fen
    if fen is None:
        raise ActionRefused(_("Write the amount a month."), "fen")
    if not found.allows(fen):
        raise ActionRefused(_outside(found), "fen")
    first = month if _is_free(member, month) else month + 1
    return _write(member, fen, first, on, scheme=scheme, by=by, at=at)


def _outside(band: DuesBand) -> str:
    if band.most is None:
        return _("In this band it is at least %(least)s yuan a month.") % {"least": yuan_text(band.least)}
    told = {"least": yuan_text(max(band.least, 1)), "most": yuan_text(band.most)}
    return _("In this band it is from %(least)s to %(most)s yuan a month.") % told


def _is_free(member: Member, month: int) -> bool:
    """Whether a month can still be of another amount: nothing of it is paid or waived."""
    row = member.dues.filter(month=month).first()
    return row is None or (not row.paid and not row.waived)


def _write(
    member: Member, fen: int, month: int, on: date | None, *, scheme: Scheme, by: Viewer, at: datetime
) -> DuesBase:
    rules, unit, day = acting.rules_of(scheme), acting.home_of(member), acting.day_of(on, member, at)
    if by.member_id != member.pk:
        acting.check_collects(by, unit)
    rows = {row.month: row for row in settling.locked([member.pk], at=at)}
    newest = dues.newest_base(member)
    if newest is not None and (newest.fen, newest.month, newest.on) == (fen, month, day):
        return newest
    base = DuesBase.objects.create(member=member, fen=fen, month=month, on=day, at=at, by=by.account)
    settling_now = Settling(scheme, by, at)
    for row in rows.values():
        if row.month >= month and not row.paid and not row.waived and row.owed != fen:
            settling_now.owe(row, fen - row.owed)
    settling_now.save()
    if month <= month_of(today(at)):
        months.open_for([member], month_of(today(at)), scheme=scheme, by=by, at=at)
    if rules.confirmed is not None:
        key = f"dues:base:{member.pk}:{day.year}"
        if not under_keys([key], acting.SOURCE):
            entry = NewFact(rules.confirmed, member, YES, day, key, f"{unit.code} {day.year}"[:200])
            writer = by if by.may(Permission.RECORD_FACT, unit) else None
            ledger.record_many([entry], source=acting.SOURCE, scheme=scheme, by=writer, at=at, over=unit)
    acting.note("confirm", "dues_base", member.number, unit, by=by, at=at)
    if newest is None or newest.fen != fen:
        acting.tell_member(member, "dues_amount", by, at, once=str(base.pk), amount=acting.said(fen))
    return base


@transaction.atomic
def consent(*, given: bool, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Writes down whether the member agrees to pay ahead; said again, it changes nothing.

    Raises Denied from an account without a member: only members give it. Raises ActionRefused where the rules know no
    payment ahead.
    """
    if by.member_id is None:
        raise Denied("only members agree to pay ahead")
    if acting.rules_of(scheme).advance is None:
        raise ActionRefused(_("The rules do not provide for this."))
    member = Member.objects.select_for_update(of=("self",)).select_related("unit").get(pk=by.member_id)
    unit = acting.home_of(member)
    if dues.consents(member) == given:
        return
    DuesConsent.objects.create(member=member, given=given, on=today(at), at=at, by=by.account)
    acting.note("consent" if given else "withdraw", "dues_consent", member.number, unit, by=by, at=at)
