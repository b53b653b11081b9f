"""Dues on pages: amounts in yuan, months as lines, payments with their receipts, reductions, and what waits."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from goodstanding.engine.scheme.dues import DuesBand
from goodstanding.models import DuesObligation, DuesPayment, DuesRelief
from goodstanding.queries.dues.dues import Arrears, Totals
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.shell.presenters import terms

Entry = dict[str, Any]
RELIEF_TONES = {"proposed": "warn", "agreed": "good", "declined": "muted", "withdrawn": "muted", "ended": "muted"}


def yuan(fen: int) -> str:
    """An amount of fen in yuan, to the fen."""
    return _("%(amount)s yuan") % {"amount": plain(fen)}


def plain(fen: int) -> str:
    """The digits of an amount, as 1,234.50."""
    return f"{fen // 100:,}.{fen % 100:02d}"


def title() -> str:
    """What the rules call dues."""
    rules = the_scheme().dues
    return terms.text(rules.title) if rules else _("Dues")


def of_month(month: int) -> str:
    """Dues of a month, as a title."""
    return _("%(dues)s of %(month)s") % {"dues": title(), "month": terms.month(month, with_year=True)}


def band_choice(band: DuesBand) -> str:
    """A band with what it comes to a month."""
    if band.is_set:
        return terms.aside(terms.text(band.title), yuan(band.least))
    if band.most is None:
        return terms.aside(terms.text(band.title), _("at least %(amount)s") % {"amount": yuan(band.least)})
    told = {"least": plain(max(band.least, 1)), "most": yuan(band.most)}
    return terms.aside(terms.text(band.title), _("%(least)s to %(most)s") % told)


def state_of(row: DuesObligation, on: date) -> tuple[str, str]:
    """Where a month stands, as a badge and its tone."""
    if row.open and row.due_on < on:
        return _("Overdue"), "bad"
    if row.open:
        return (_("Partly paid"), "warn") if row.paid else (_("Not paid yet"), "info")
    if not row.paid:
        return _("Waived"), "good"
    return pgettext("dues", "Paid"), "good"


def sums(row: DuesObligation) -> str:
    """What is due, and what of it is paid or waived, where it is not all of it."""
    parts = [_("due %(amount)s") % {"amount": yuan(row.owed)}]
    if row.paid and row.open:
        parts.append(_("paid %(amount)s") % {"amount": yuan(row.paid)})
    if row.waived:
        parts.append(_("waived %(amount)s") % {"amount": yuan(row.waived)})
    if row.open and row.open != row.owed:
        parts.append(_("open %(amount)s") % {"amount": yuan(row.open)})
    return " · ".join(parts)


def desk_line(row: DuesObligation, on: date) -> Entry:
    """A member in the list of the month."""
    badge, tone = state_of(row, on)
    return {
        "key": row.key,
        "url": reverse("dues_member", args=[row.member.key]),
        "icon": "person",
        "label": row.member.shown_as,
        "detail": sums(row),
        "amount": yuan(row.open),
        "badge": badge,
        "tone": tone,
        "about": row.member,
    }


def booked_by_another(names: Iterable[str]) -> str:
    """Who books the payment of the person who collects."""
    found = list(names)
    if not found:
        return _("Your own: it is booked once another person holds an office here or above.")
    return _("Your own: %(names)s can book it") % {"names": terms.listed(found)}


def overdue_month(row: DuesObligation) -> Entry:
    """A month that stays open after a reminder."""
    told = {"amount": yuan(row.open), "day": terms.said_day(row.reminded_on) if row.reminded_on else ""}
    return {
        "key": row.key, "month": terms.month(row.month, with_year=True),
        "detail": _("open %(amount)s") % told + " · " + _("reminded on %(day)s") % told,
    }  # fmt: skip


def own_line(row: DuesObligation, on: date) -> Entry:
    """A month in a list of one member."""
    badge, tone = state_of(row, on)
    return {
        "month": terms.month(row.month, with_year=True), "detail": sums(row), "badge": badge, "tone": tone,
        "when": terms.said_day(row.paid_on) if row.paid_on else "",
    }  # fmt: skip


def figures(found: Totals) -> list[Entry]:
    """The sums of a month, large."""
    settled = _("%(settled)s of %(all)s members") % {"settled": found.settled, "all": found.members}
    return [
        {"label": _("Due in all"), "value": plain(found.owed - found.waived)},
        {"label": pgettext("dues", "Paid"), "value": plain(found.paid), "note": settled},
        {"label": _("Still open"), "value": plain(found.open)},
    ]


def receipt(payment: DuesPayment) -> Entry:
    """A payment: for which months, to which unit, booked by whom, and whether it was taken back."""
    months = sorted({line.obligation.month for line in payment.lines.all()})
    reversal = getattr(payment, "reversal", None)
    parts = [payment.get_way_display(), payment.unit.name]
    return {
        "key": payment.key,
        "amount": yuan(payment.fen),
        "on": terms.said_day(payment.on),
        "months": terms.listed(terms.month(month, with_year=True) for month in months),
        "detail": " · ".join(parts),
        "by": payment.by.shown_name if payment.by else _("the system"),
        "number": payment.key[:8].upper(),
        "reversed": _("Taken back on %(day)s: %(reason)s")
        % {"day": terms.said_day(reversal.at.date()), "reason": reversal.reason}
        if reversal
        else "",
    }


def arrears_line(line: Arrears, marks: Iterable[int], on: date) -> Entry:
    """A member with open months that are over; more prominent the more months there are."""
    reached = [mark for mark in marks if line.months >= mark]
    count = ngettext("%(count)s month", "%(count)s months", line.months) % {"count": line.months}
    parts = [count, _("since %(month)s") % {"month": terms.month(line.since, with_year=True)}]
    if line.reminded_on is not None:
        parts.append(_("reminded on %(day)s") % {"day": terms.said_day(line.reminded_on)})
    return {
        "url": reverse("dues_member", args=[line.member.key]),
        "label": line.member.shown_as,
        "number": line.member.number,
        "detail": " · ".join(parts),
        "badge": yuan(line.fen),
        "tone": "bad" if len(reached) > 1 else "warn" if reached else "info",
        "is_reminded": line.reminded_on == on,
    }


def relief_detail(relief: DuesRelief) -> str:
    """For which months, and what is left to pay."""
    first, last = terms.month(relief.first_month, with_year=True), terms.month(relief.last_month, with_year=True)
    span = (
        first
        if relief.first_month == relief.last_month
        else _("%(first)s to %(last)s") % {"first": first, "last": last}
    )
    left = _("%(amount)s a month is left to pay") % {"amount": yuan(relief.fen)} if relief.fen else _("waived in full")
    return f"{span} · {left}"


def relief_entry(relief: DuesRelief) -> Entry:
    """A reduction in a list at the desk."""
    return {
        "url": reverse("dues_relief", args=[relief.key]),
        "icon": "money",
        "label": _("Reduction for %(member)s") % {"member": relief.member.shown_as},
        "detail": relief_detail(relief),
        "badge": relief.get_state_display(),
        "tone": RELIEF_TONES[relief.state],
        "about": relief.member,
    }
