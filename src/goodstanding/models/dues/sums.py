"""Many months at once: their sums saved, and months opened, in a few statements for thousands."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import connection
from django.db.models import F

from goodstanding.models.dues.obligation import DuesObligation
from goodstanding.models.dues.payment import DuesLine
from goodstanding.models.given_rows import as_parameter, as_table
from goodstanding.models.insert_select import insert_select
from goodstanding.models.public_id import new_key

_SUMS = {"owed": "integer", "paid": "integer", "waived": "integer", "open": "integer", "paid_on": "date"}
_BATCH = 5_000
_MONTHS = DuesObligation._meta.db_table
# What rows hold is passed as a parameter; only names of tables and columns stand in the statements.
_SAVE = (
    f"UPDATE {_MONTHS} SET {', '.join(f'{name} = new.{name}' for name in _SUMS)} FROM %s WHERE new.id = {_MONTHS}.id"  # noqa: S608
)
_OPEN = (
    f"INSERT INTO {_MONTHS} (key, member_id, unit_id, month, owed, paid, waived, open, due_on, reminded, at) "  # noqa: S608
    "SELECT new.key, new.member, new.unit, %%s, new.fen, 0, 0, new.fen, %%s, 0, %%s FROM %s"
)
_NEW = {"key": "text", "member": "bigint", "unit": "bigint", "fen": "integer"}


def save_sums(rows: Iterable[DuesObligation]) -> None:
    """Saves what is owed, paid, waived and open of months, and the day of the last payment."""
    statement, waiting = _SAVE % as_table("new", {"id": "bigint", **_SUMS}), list(rows)
    with connection.cursor() as cursor:
        for start in range(0, len(waiting), _BATCH):
            cursor.execute(statement, [as_parameter(_said(row) for row in waiting[start : start + _BATCH])])


def _said(row: DuesObligation) -> dict[str, int | str | None]:
    sums = {"id": row.pk, "owed": row.owed, "paid": row.paid, "waived": row.waived, "open": row.open}
    return sums | {"paid_on": row.paid_on.isoformat() if row.paid_on else None}


def open_months(bases: Mapping[int, int], homes: Mapping[int, int], month: int, due_on: date, at: datetime) -> int:
    """Opens a month for members who owe nothing for it yet. Returns for how many.

    bases: the amount that is set, by the id of the member; homes: the unit of each of them.
    """
    if not bases:
        return 0
    new = ({"key": new_key(), "member": pk, "unit": homes[pk], "fen": fen} for pk, fen in bases.items())
    moment = connection.ops.adapt_datetimefield_value(at)
    with connection.cursor() as cursor:
        cursor.execute(_OPEN % as_table("new", _NEW), [month, due_on.isoformat(), moment, as_parameter(new)])
    opened = DuesObligation.objects.filter(member__in=list(bases), month=month)
    nothing = dict.fromkeys(("payment", "relief", "by"))
    line = {"obligation": F("pk"), "what": DuesLine.What.OWED, "fen": F("owed"), "at": at}
    return insert_select(DuesLine, opened, {**line, **nothing})
