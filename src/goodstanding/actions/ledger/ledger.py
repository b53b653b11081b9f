"""The ledger: facts are written down once and never changed; a mistake is put right by another fact."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit
from goodstanding.actions.refusal import ActionRefused
from goodstanding.engine.period import month_of
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Fact, LedgerHead, Member, Unit
from goodstanding.models.ledger import ledger_table
from goodstanding.queries.ledger.facts import under_keys
from goodstanding.queries.ledger.faults import EntryError, faults_of
from goodstanding.queries.ledger.homes import home_of

Source = Fact.Source
_TICK = timedelta(microseconds=1)
_BATCH = 2_000
#: For which months around today the ledger is made ready.
_MONTHS_BACK, _MONTHS_AHEAD = 24, 6


@dataclass(frozen=True)
class NewFact:
    """A fact to be written down. value: thousandths, none for excused.

    key: the same key from the same source is the same fact, so that sending it again changes nothing.
    """

    kind: str
    subject: Member | Unit
    value: int | None
    occurred_on: date
    key: str
    reference: str = ""

    @property
    def month(self) -> int:
        """The month number of the day."""
        return month_of(self.occurred_on)

    def as_fact(self, source: Source, **more: Any) -> Fact:
        """The fact that says so, not in the ledger yet. more: what else stands in it."""
        return Fact(
            month=self.month,
            member=self.subject if isinstance(self.subject, Member) else None,
            unit=self.subject if isinstance(self.subject, Unit) else None,
            kind=self.kind,
            value=self.value,
            occurred_on=self.occurred_on,
            source=source,
            source_key=self.key,
            reference=self.reference,
            **more,
        )


class Faulty(ActionRefused):
    """Nothing was written. `faults` has every entry that stands in the way."""

    def __init__(self, faults: Sequence[EntryError]) -> None:
        super().__init__(faults[0].message, faults[0].field)
        self.faults = faults


@dataclass(frozen=True)
class Recorded:
    """What became of entries, in their order; `new` counts those that were not there yet."""

    facts: list[Fact]
    new: int


@transaction.atomic
def record(  # noqa: PLR0913
    *,
    kind: str,
    subject: Member | Unit,
    value: int | None,
    occurred_on: date,
    key: str,
    source: Source,
    scheme: Scheme,
    by: Viewer | None,
    at: datetime,
    reference: str = "",
) -> Fact:
    """Writes one fact down. Raises ActionRefused as `record_many` does."""
    entry = NewFact(kind, subject, value, occurred_on, key, reference)
    return record_many([entry], source=source, scheme=scheme, by=by, at=at).facts[0]


@transaction.atomic
def record_many(
    entries: Sequence[NewFact],
    *,
    source: Source,
    scheme: Scheme,
    by: Viewer | None,
    at: datetime,
    over: Unit | None = None,
) -> Recorded:
    """Writes facts down, all or none. over: the unit that answers for all of them, as for what came of its meeting.

    Raises Faulty, with every entry that cannot be, or Refusal where a key stands for something else already; Denied
    where the viewer may not write that of them.
    """
    if not entries:
        return Recorded([], 0)
    if faults := faults_of(entries, scheme, by, at, over=over):
        raise Faulty(faults)
    hold(at=at)
    there = under_keys([entry.key for entry in entries], source)
    _refuse_other(entries, there)
    fresh = {entry.key: entry for entry in entries if entry.key not in there}
    account = by.account if by else None
    made = append([entry.as_fact(source, recorded_by=account) for entry in fresh.values()], at=at)
    there |= {fact.source_key: fact for fact in made}
    _note(list(fresh.values()), source, by=by, at=at, over=over)
    return Recorded([there[entry.key] for entry in entries], len(made))


def _note(made: Sequence[NewFact], source: Source, *, by: Viewer | None, at: datetime, over: Unit | None) -> None:
    """One line for each unit whose officers have to do with what was written down: how many, and of which kinds."""
    together = dict[int, list[NewFact]]()
    for entry in made:
        together.setdefault(over.pk if over else _unit_of(entry), []).append(entry)
    units = Unit.objects.in_bulk(list(together))
    for unit, some in together.items():
        key, kinds = f"{source}:{len(some)}", {new_fact.kind for new_fact in some}
        audit.record("record", "facts", key, by=by, at=at, unit=units[unit], fields=kinds)


def _unit_of(entry: NewFact) -> int:
    """The key of the unit that has to do with what it is about, which mostly takes no look at the database."""
    known = entry.subject.pk if isinstance(entry.subject, Unit) else entry.subject.unit_id
    return int(known or home_of(entry.subject).pk)


def _refuse_other(entries: Sequence[NewFact], there: dict[str, Fact]) -> None:
    seen = dict[str, NewFact]()
    for entry in entries:
        twin = seen.setdefault(entry.key, entry)
        fact = there.get(entry.key)
        if twin != entry or (fact is not None and not is_same(entry, fact)):
            raise ActionRefused(_("The key %(key)s is already used for another entry.") % {"key": entry.key}, "key")


def is_same(entry: NewFact, fact: Fact) -> bool:
    """Whether a fact says what an entry says."""
    subject = fact.member_id if isinstance(entry.subject, Member) else fact.unit_id
    told = (entry.kind, entry.subject.pk, entry.value, entry.occurred_on)
    return told == (fact.kind, subject, fact.value, fact.occurred_on)


def append(facts: Sequence[Fact], *, at: datetime) -> list[Fact]:
    """Puts facts at the end of the ledger, each with a time of its own. Only the ledger's own modules call this."""
    head = _head(at)
    for place, fact in enumerate(facts):
        fact.recorded_at = head.last_recorded_at + place * _TICK
    made = Fact.objects.bulk_create(facts, batch_size=_BATCH)
    _close(head, facts[-1].recorded_at if facts else head.last_recorded_at)
    return made


def hold(*, at: datetime) -> None:
    """Keeps every other writer out until the transaction ends."""
    _head(at)


def freeze(*, at: datetime) -> datetime:
    """A moment such that every fact recorded by then is seen, and every later one is later."""
    with transaction.atomic():
        head = _head(at)
        _close(head, head.last_recorded_at)
        return head.last_recorded_at


def _head(at: datetime) -> LedgerHead:
    """The end of the ledger, held until the transaction ends; its time is never after what will be written."""
    LedgerHead.objects.get_or_create(id=1, defaults={"last_recorded_at": at - _TICK})
    head = LedgerHead.objects.select_for_update().get(id=1)
    head.last_recorded_at = max(head.last_recorded_at + _TICK, at)
    return head


def _close(head: LedgerHead, last: datetime) -> None:
    head.last_recorded_at = last
    head.save(update_fields=["last_recorded_at"])


def make_ready(today: date) -> int:
    """Gives the months around today parts of their own, where the database keeps them apart. Gives how many."""
    now = month_of(today)
    return ledger_table.part_off(now - _MONTHS_BACK, now + _MONTHS_AHEAD)
