"""Months begin: every member with a set amount owes it, less what is reduced or waived."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Concat

from goodstanding.access.viewer import Viewer
from goodstanding.actions.dues import settling
from goodstanding.actions.dues.settling import What
from goodstanding.engine.period import last_day, month_of
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import DuesBase, DuesLine, DuesObligation, Fact, Member
from goodstanding.models.dues.sums import open_months
from goodstanding.queries.dues import leaves, reliefs
from goodstanding.queries.dues.balance import Balance
from goodstanding.queries.ledger.said_fact import SaidFact
from goodstanding.queries.people.calendars import today

_BATCH, _AT_ONCE = 1000, 5000


def begin(*, on: date, scheme: Scheme, at: datetime) -> int:
    """Opens the running month for every member with a set amount. Done again, it opens nothing twice.

    What was settled in advance is recorded now that its month has begun. Returns how many months were opened.
    """
    if scheme.dues is None:
        return 0
    month, count, last = month_of(on), 0, 0
    # Each member once, whatever became of it, so that the day's work ends.
    while homes := dict(_missing(month).filter(pk__gt=last).values_list("pk", "unit")[:_AT_ONCE]):
        count += _open_many(homes, month, scheme, at)
        last = max(homes)
    return count + _record_begun(month, scheme, at)


@transaction.atomic
def _open_many(homes: Mapping[int, int], month: int, scheme: Scheme, at: datetime) -> int:
    """Opens a month for members in few statements; only what is reduced takes a look at each. homes: their units."""
    ids = list(homes)
    settling.hold(ids, at=at)
    there = set(DuesObligation.objects.filter(member__in=ids, month=month).values_list("member", flat=True))
    relieved = reliefs.holding(ids, month).keys()
    plain = {pk: fen for pk, fen in _bases(ids, month).items() if pk not in there and pk not in relieved}
    others = list(Member.objects.filter(pk__in=relieved - there).select_related("unit").order_by("pk"))
    opened = open_months(plain, homes, month, last_day(month), at)
    return opened + len(open_for(others, month, scheme=scheme, by=None, at=at))


def _bases(ids: Sequence[int], month: int) -> dict[int, int]:
    """The amount that is set for each of these members in a month."""
    found = DuesBase.objects.filter(member__in=ids, month__lte=month).order_by("pk")
    return dict(found.values_list("member", "fen"))


def _missing(month: int) -> QuerySet[Member]:
    base = DuesBase.objects.filter(member=OuterRef("pk"), month__lte=month)
    there = DuesObligation.objects.filter(member=OuterRef("pk"), month=month)
    found = Member.objects.filter(
        Exists(base), ~Exists(there), left_on=None, unit__isnull=False, joined_on__lte=last_day(month)
    )
    return found.order_by("pk")


@transaction.atomic
def open_for(
    members: Sequence[Member], month: int, *, scheme: Scheme, by: Viewer | None, at: datetime
) -> list[DuesObligation]:
    """Opens a month for members who have a set amount and owe nothing for the month yet. Returns the new months."""
    ids = [member.pk for member in members]
    settling.hold(ids, at=at)
    there = set(DuesObligation.objects.filter(member__in=ids, month=month).values_list("member", flat=True))
    bases = _bases(ids, month)
    relieved = reliefs.holding(ids, month)
    rows, lines = list[DuesObligation](), list[DuesLine]()
    for member in members:
        if member.pk in there or member.pk not in bases or member.unit is None:
            continue
        balance = Balance(bases[member.pk])
        row = DuesObligation(
            member=member, unit=member.unit, month=month, due_on=last_day(month), at=at, owed=balance.owed,
            open=balance.owed,
        )  # fmt: skip
        lines.append(settling.line_of(row, What.OWED, balance.owed, by, at))
        for relief in relieved.get(member.pk, ()):
            if waived := balance.relieved(relief.fen):
                balance = balance.with_waived(waived)
                lines.append(settling.line_of(row, What.WAIVED, waived, by, at, relief=relief))
        row.waived, row.open = balance.waived, balance.open
        rows.append(row)
    DuesObligation.objects.bulk_create(rows, batch_size=_BATCH)
    DuesLine.objects.bulk_create(lines, batch_size=_BATCH)
    record_new(rows, scheme, by, at)
    return rows


def record_new(rows: Sequence[DuesObligation], scheme: Scheme, by: Viewer | None, at: datetime) -> None:
    """Lets the ledger say what months leave that are settled as they begin."""
    rules = scheme.dues
    assert rules is not None, "months are only opened with rules"
    on = today(at)
    settled = [row for row in rows if not row.open]
    was = {row.pk: dict[str, SaidFact]() for row in settled}
    wanted = {row.pk: leaves.of_month(leaves.month_as_seen(row, row.member), rules, on) for row in settled}
    settling.follow_months(settled, was, wanted, "", scheme=scheme, by=by, at=at)


def _record_begun(month: int, scheme: Scheme, at: datetime) -> int:
    """Lets the ledger say what was settled before its month began. Returns how many months that were."""
    key = Concat(Value("dues:"), OuterRef("key"), Value(":in_full"))
    said = Fact.objects.filter(source=Fact.Source.DUES, source_key=key)
    rows = DuesObligation.objects.filter(~Exists(said), month=month, open=0, member__left_on=None)
    last, count = 0, 0
    while batch := list(rows.filter(pk__gt=last).select_related("member__unit", "unit").order_by("pk")[:_BATCH]):
        with transaction.atomic():
            record_new(batch, scheme, None, at)
        last, count = batch[-1].pk, count + len(batch)
    return count
