"""What every action of dues needs: the rules, who may act, the member notified, the line of the audit trail."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from goodstanding.access.permissions import Permission
from goodstanding.access.policies import check
from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit, notices
from goodstanding.actions.refusal import ActionRefused, needed
from goodstanding.engine.scheme.dues import Dues, yuan_text
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Account, DuesPayment, Fact, Member, Notice, Unit
from goodstanding.queries.people.calendars import today

SOURCE = Fact.Source.DUES
MOST_REASON = 500


def rules_of(scheme: Scheme) -> Dues:
    """Returns what the rules say of dues. Raises ActionRefused where they say nothing."""
    if scheme.dues is None:
        raise ActionRefused(_("The rules do not provide for this."))
    return scheme.dues


def home_of(member: Member) -> Unit:
    """Returns the unit of a member. Raises ActionRefused for a member without a unit."""
    if member.unit is None or member.left_on is not None:
        raise ActionRefused(_("This is for members of a unit."))
    return member.unit


def check_collects(by: Viewer | None, unit: Unit) -> None:
    """Raises Denied for anyone who does not collect the dues of the unit. by: None for the system."""
    check(by, Permission.COLLECT_DUES, unit)


def check_of_another(by: Viewer, member: Member) -> None:
    """Raises ActionRefused for a payment of the collector's own."""
    if by.member_id == member.pk:
        raise ActionRefused(
            _("This payment is your own. Another person who collects dues here, or an officer above, books it.")
        )


def day_of(on: date | None, member: Member, at: datetime) -> date:
    """Returns the day that is meant, today for None. Raises ActionRefused for a day that cannot be."""
    day = today(at)
    on = day if on is None else on
    if on > day:
        raise ActionRefused(_("That day is still to come."), "on")
    if on < member.joined_on:
        raise ActionRefused(_("That is before the member joined."), "on")
    return on


def reason_of(text: str) -> str:
    """Returns a reason as it is stored. Raises ActionRefused for an empty or too long reason."""
    return needed(text, "reason", missing=_("Give a reason."), most=MOST_REASON)


def note(verb: str, noun: str, key: str, unit: Unit, *, by: Viewer | None, at: datetime) -> None:
    """Writes the line of the audit trail, which never names an amount."""
    audit.record(verb, noun, key, by=by, at=at, unit=unit)


def tell_member(member: Member, kind: str, by: Viewer | None, at: datetime, *, once: str, **facts: str) -> None:
    """Notifies a member, unless the member acted."""
    if by is not None and member.pk == by.member_id:
        return
    notices.tell_member(member.pk, kind, facts, idempotency_key=f"{kind}:{once}"[:120], at=at, link="/my/dues/")


def tell_paid(payments: Sequence[DuesPayment], at: datetime) -> None:
    """Notifies the members of payments that are booked for them, in a few statements."""
    members = {payment.member_id for payment in payments}
    accounts = dict(Account.objects.filter(member__in=members).values_list("member_id", "pk"))
    Notice.objects.bulk_create(
        [
            Notice(
                to_id=accounts[payment.member_id], kind="dues_paid", idempotency_key=f"dues_paid:{payment.key}", at=at,
                facts={"amount": said(payment.fen), "day": payment.on.isoformat()}, link="/my/dues/",
            )
            for payment in payments
            if payment.member_id in accounts
        ],
        batch_size=1000, ignore_conflicts=True,
    )  # fmt: skip


def said(fen: int) -> str:
    """Returns an amount as notices name it."""
    return yuan_text(fen)
