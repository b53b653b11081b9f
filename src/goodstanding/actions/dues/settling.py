"""Months whose balance changes: saved with their lines, and followed by the ledger, all in the caller's transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.translation import gettext

from goodstanding.access.permissions import Permission
from goodstanding.access.viewer import Viewer
from goodstanding.actions.dues import acting
from goodstanding.actions.ledger import ledger
from goodstanding.actions.ledger.follow import FollowedDeed, Slot, follow
from goodstanding.actions.ledger.ledger import NewFact
from goodstanding.engine.period import month_text
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import DuesLine, DuesObligation, DuesPayment, DuesRelief, Member, Unit
from goodstanding.models.dues.sums import save_sums
from goodstanding.queries.dues import leaves
from goodstanding.queries.dues.balance import Balance
from goodstanding.queries.ledger.facts import under_keys
from goodstanding.queries.ledger.said_fact import SaidFact
from goodstanding.queries.people.calendars import today

What = DuesLine.What
_BATCH = 1000
_FEW_UNITS = 5


@dataclass
class Settling:
    """Some locked months that change together. Nothing is saved before `save`."""

    scheme: Scheme
    by: Viewer | None
    at: datetime
    lines: list[DuesLine] = field(default_factory=list)
    rows: dict[int, DuesObligation] = field(default_factory=dict)
    before: dict[int, leaves.DuesMonth] = field(default_factory=dict)

    def take(self, row: DuesObligation) -> None:
        """Notes how a month stands before it changes."""
        if row.pk not in self.rows:
            self.rows[row.pk] = row
            self.before[row.pk] = leaves.month_as_seen(row, row.member)

    def pay(self, row: DuesObligation, fen: int, payment: DuesPayment) -> None:
        """Adds a part of a payment to a month, or takes it back where it is negative."""
        self._line(row, What.PAID, fen, balance_of(row).with_paid(fen), payment=payment)

    def waive(self, row: DuesObligation, fen: int, relief: DuesRelief) -> None:
        """Waives a part of a month, or ends that where it is negative."""
        self._line(row, What.WAIVED, fen, balance_of(row).with_waived(fen), relief=relief)

    def owe(self, row: DuesObligation, fen: int) -> None:
        """Lets a month be of another amount."""
        self._line(row, What.OWED, fen, balance_of(row).with_owed(fen))

    def _line(
        self, row: DuesObligation, what: What, fen: int, balance: Balance, *, payment: DuesPayment | None = None,
        relief: DuesRelief | None = None,
    ) -> None:  # fmt: skip
        self.take(row)
        row.owed, row.paid, row.waived, row.open = balance.owed, balance.paid, balance.waived, balance.open
        self.lines.append(line_of(row, what, fen, self.by, self.at, payment=payment, relief=relief))

    def save(self, reason: str = "") -> None:
        """Saves the months and their lines, and lets the ledger follow. reason: for what the ledger said otherwise."""
        save_sums(self.rows.values())
        DuesLine.objects.bulk_create(self.lines, batch_size=_BATCH)
        rules, day = acting.rules_of(self.scheme), today(self.at)
        was = {pk: leaves.of_month(month, rules, day) for pk, month in self.before.items()}
        wanted = {
            pk: leaves.of_month(leaves.month_as_seen(row, row.member), rules, day) for pk, row in self.rows.items()
        }
        follow_months(self.rows.values(), was, wanted, reason, scheme=self.scheme, by=self.by, at=self.at)


def balance_of(row: DuesObligation) -> Balance:
    """Returns the sums of a month."""
    return Balance(row.owed, row.paid, row.waived)


def line_of(
    row: DuesObligation, what: What, fen: int, by: Viewer | None, at: datetime, *,
    payment: DuesPayment | None = None, relief: DuesRelief | None = None,
) -> DuesLine:  # fmt: skip
    """Returns a line that is not saved yet."""
    account = by.account if by else None
    return DuesLine(obligation=row, what=what, fen=fen, payment=payment, relief=relief, at=at, by=account)


def follow_months(
    rows: Iterable[DuesObligation], was: dict[int, dict[str, SaidFact]], wanted: dict[int, dict[str, SaidFact]],
    reason: str, *, scheme: Scheme, by: Viewer | None, at: datetime,
) -> None:  # fmt: skip
    """Lets the ledger say what the months leave: what is new at once, what stood otherwise entry by entry."""
    changed = [row for row in rows if was[row.pk] != wanted[row.pk]]
    slots = {row.pk: _slots(row, {**was[row.pk], **wanted[row.pk]}, scheme) for row in changed}
    there = under_keys([slot.key for found in slots.values() for slot in found.values()], acting.SOURCE)
    fresh = dict[int, list[NewFact]]()
    for row in changed:
        known = [slot for slot in slots[row.pk].values() if slot.key in there]
        if known and by is not None:
            _follow_one(row, slots[row.pk], was[row.pk], wanted[row.pk], reason, scheme=scheme, by=by, at=at)
        else:
            fresh.setdefault(row.member.unit_id or row.unit_id, []).extend(
                NewFact(slot.kind, row.member, said.value, said.on, slot.key, _reference(row))
                for name, slot in slots[row.pk].items()
                if slot.key not in there and (said := wanted[row.pk].get(name)) is not None
            )
    _record(fresh, scheme, by, at)


def _record(fresh: dict[int, list[NewFact]], scheme: Scheme, by: Viewer | None, at: datetime) -> None:
    if len(fresh) > _FEW_UNITS:
        # Of many units at once, as from a bank statement: the system records it, and each payment names who booked it.
        entries = [entry for found in fresh.values() for entry in found]
        ledger.record_many(entries, source=acting.SOURCE, scheme=scheme, by=None, at=at)
        return
    units = Unit.objects.in_bulk([unit for unit, entries in fresh.items() if entries])
    for pk, unit in units.items():
        # Who collects dues without the right to record entries by hand leaves that to the system.
        writer = by if by is not None and by.may(Permission.RECORD_FACT, unit) else None
        ledger.record_many(fresh[pk], source=acting.SOURCE, scheme=scheme, by=writer, at=at, over=unit)


def _follow_one(
    row: DuesObligation, slots: dict[str, Slot], was: dict[str, SaidFact], wanted: dict[str, SaidFact], reason: str,
    *, scheme: Scheme, by: Viewer, at: datetime,
) -> None:  # fmt: skip
    unit = row.member.unit or row.unit
    deed = FollowedDeed(acting.SOURCE, row.member, unit, _reference(row))
    why = reason or gettext("The month's dues were settled.")
    stood = {slots[name]: said for name, said in was.items() if name in slots}
    stands = {slots[name]: said for name, said in wanted.items() if name in slots}
    follow(deed, stood, stands, why, scheme=scheme, by=by, at=at)


def _slots(row: DuesObligation, said: dict[str, SaidFact], scheme: Scheme) -> dict[str, Slot]:
    rules = acting.rules_of(scheme)
    kinds = {"on_time": rules.on_time, "in_full": rules.in_full, "cleared": rules.cleared and rules.cleared.fact}
    return {name: Slot(kind, f"dues:{row.key}:{name}") for name, kind in kinds.items() if kind and name in said}


def _reference(row: DuesObligation) -> str:
    """What the entries of a month refer to, in no language."""
    return f"{row.unit.code} {month_text(row.month)}"[:200]


def hold(members: Sequence[int], *, at: datetime) -> None:
    """Locks the end of the ledger first, as every writer of it does, then members, so that their months wait."""
    ledger.hold(at=at)
    list(Member.objects.select_for_update(of=("self",)).filter(pk__in=members).order_by("pk").values_list("pk"))


def locked(members: Sequence[int], *, at: datetime) -> list[DuesObligation]:
    """Returns the months of these members, locked in one order, so that two writers never wait for each other."""
    hold(members, at=at)
    found = DuesObligation.objects.select_for_update(of=("self",)).filter(member__in=members)
    return list(found.select_related("member__unit", "unit").order_by("member", "month"))


def paid_on_of(row: DuesObligation, without: DuesPayment | None = None) -> date | None:
    """Returns the day of the last payment of a month that still counts, None without one. without: taken back now."""
    found = DuesPayment.objects.filter(lines__obligation=row, reverses=None, reversal=None)
    if without is not None:
        found = found.exclude(pk=without.pk)
    newest = found.order_by("-on").first()
    return newest.on if newest else None
