"""The audit row that every action leaves, in its own transaction."""

from collections.abc import Iterable
from datetime import datetime

from goodstanding.access.viewer import Viewer
from goodstanding.models import Account, AuditRow, Unit


def record(
    verb: str,
    noun: str,
    key: str,
    *,
    by: Viewer | None,
    at: datetime,
    unit: Unit | None = None,
    fields: Iterable[str] = (),
) -> None:
    """Leaves one row: who did what to which thing, naming fields, never values. by: none for the system itself."""
    row = AuditRow(verb=verb, noun=noun, key=key, fields=sorted(fields), unit=unit)
    _signed(row, by, at, _office(by, unit) if by else "").save(force_insert=True)


def record_many(
    verb: str,
    noun: str,
    things: Iterable[tuple[str, Unit, Iterable[str]]],
    *,
    by: Viewer | None,
    at: datetime,
) -> None:
    """The same for many things at once: the key of each, the unit it is of, and the fields."""
    offices: dict[int, str] = {}
    rows = []
    for key, unit, fields in things:
        if by is not None and unit.pk not in offices:
            offices[unit.pk] = _office(by, unit)
        row = AuditRow(verb=verb, noun=noun, key=key, fields=sorted(fields), unit=unit)
        rows.append(_signed(row, by, at, offices.get(unit.pk, "")))
    AuditRow.objects.bulk_create(rows, batch_size=1000)


def _signed(row: AuditRow, by: Viewer | None, at: datetime, office: str) -> AuditRow:
    row.at, row.by, row.office = at, by.account if by else None, office
    return row


def unit_of(account: Account) -> Unit | None:
    """The unit that a change of an account is of: where its member belongs; none for people who are no members."""
    return account.member.unit if account.member else None


def _office(by: Viewer, unit: Unit | None) -> str:
    """The nearest office that reaches the unit, as it was called then; none for what people do as members."""
    reaching = [held for held in by.offices if unit is not None and held.covers(unit)]
    nearest = max(reaching, key=lambda held: len(held.path), default=None)
    return f"{nearest.role.value} · {nearest.unit_name}" if nearest else ""
