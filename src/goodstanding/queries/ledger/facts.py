"""Facts: what the ledger says of a subject, now or as it was known at a moment, and which of it is in force."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, QuerySet

from goodstanding.access import scope
from goodstanding.access.permissions import Permission
from goodstanding.access.viewer import Viewer
from goodstanding.engine.explain.history import SubjectFact
from goodstanding.models import Account, Fact, Member, Unit
from goodstanding.queries.ledger.in_force import holds_among

# The same few people record hundreds of facts; joined to each, their sealed field would be opened as often.
_WITH_NAMES = Account.objects.select_related("member").defer("member__phone")
_PEOPLE = (Prefetch("recorded_by", queryset=_WITH_NAMES), Prefetch("agreed_by", queryset=_WITH_NAMES))

#: So many keys are asked for at once.
_BATCH = 2_000


@dataclass(frozen=True)
class LedgerLine:
    """A fact with what became of it: the one that took it back, if any, and whether it is in force."""

    fact: Fact
    reversal: Fact | None
    in_force: bool


def about(subject: Member | Unit, first: int, last: int, as_of: datetime | None = None) -> list[LedgerLine]:
    """What the ledger says of a member or a unit from one month to another, oldest first.

    A reversal stands with what it reverses. as_of: as it was known then.
    """
    return entries(_rows(subject, first, last, as_of))


def rows_about(subject: Member | Unit, first: int, last: int) -> list[Fact]:
    """The same with every reversal as a row of its own, for readers who need it as it was known at several moments."""
    return list(_rows(subject, first, last, None))


def known(rows: Iterable[Fact], first: int, last: int, as_of: datetime | None = None) -> list[LedgerLine]:
    """What rows say of some of their months, as it was known at a moment."""
    then = (fact for fact in rows if as_of is None or fact.recorded_at <= as_of)
    return entries(fact for fact in then if first <= fact.month <= last)


def _rows(subject: Member | Unit, first: int, last: int, as_of: datetime | None) -> QuerySet[Fact]:
    mine = {"member": subject} if isinstance(subject, Member) else {"unit": subject}
    rows = Fact.objects.filter(**mine, month__gte=first, month__lte=last)
    if as_of is not None:
        rows = rows.filter(recorded_at__lte=as_of)
    return rows.prefetch_related(*_PEOPLE).order_by("occurred_on", "pk")


def entries(rows: Iterable[Fact]) -> list[LedgerLine]:
    """Every fact that is no reversal, in the order given. The rows hold each fact with all its reversals."""
    facts = list(rows)
    back = {fact.reverses_id: fact for fact in facts if fact.reverses_id is not None}
    by = {root: reversal.pk for root, reversal in back.items()}
    return [LedgerLine(fact, back.get(fact.pk), holds_among(fact.pk, by)) for fact in facts if fact.reverses_id is None]


def counted(found: Sequence[LedgerLine]) -> list[SubjectFact]:
    """What counts, as the engine takes it."""
    return [
        SubjectFact(line.fact.pk, line.fact.kind, line.fact.value, line.fact.occurred_on)
        for line in found
        if line.in_force
    ]


def counted_of(members: Collection[int], first: int, last: int, as_of: datetime | None) -> dict[int, list[SubjectFact]]:
    """What counts of many members from one month to another, as it was known at a moment, by member; read once."""
    rows = Fact.objects.filter(member__in=members, month__gte=first, month__lte=last)
    if as_of is not None:
        rows = rows.filter(recorded_at__lte=as_of)
    columns = list(rows.values_list("pk", "reverses", "member", "kind", "value", "occurred_on"))
    back = {reverses: pk for pk, reverses, *_rest in columns if reverses is not None}
    found = defaultdict[int, list[SubjectFact]](list)
    for pk, reverses, member, kind, value, day in columns:
        if reverses is None and holds_among(pk, back):
            found[member].append(SubjectFact(pk, kind, value, day))
    return found


def recordable(viewer: Viewer) -> QuerySet[Member]:
    """The members of whom a viewer may write something down."""
    return scope.members(viewer, Permission.RECORD_FACT).select_related("unit")


def visible(viewer: Viewer) -> QuerySet[Fact]:
    """The facts that a viewer may put right: about the members and units they record for."""
    members = scope.members(viewer, Permission.RECORD_FACT).order_by().values("pk")
    units = scope.units(viewer, Permission.RECORD_FACT).order_by().values("pk")
    return Fact.objects.filter(member__in=members) | Fact.objects.filter(unit__in=units)


def under_keys(keys: Sequence[str], source: str) -> dict[str, Fact]:
    """What stands in the ledger under some keys of a source, by key."""
    found = dict[str, Fact]()
    for start in range(0, len(keys), _BATCH):
        batch = Fact.objects.filter(source=source, source_key__in=keys[start : start + _BATCH])
        found |= {fact.source_key: fact for fact in batch}
    return found
