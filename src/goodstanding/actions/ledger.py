"""The ledger: facts are written down once and never changed; a mistake is put right by another fact."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access.policies import Denied
from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit
from goodstanding.actions.ledger_rules import Faulty, faults_of, office_units
from goodstanding.actions.refusal import Refusal
from goodstanding.engine.scheme import Scheme
from goodstanding.models import Account, Fact, LedgerHead, Member, Run, Unit, ledger_table
from goodstanding.queries.facts import reversals_of

Source = Fact.Source
_TICK = timedelta(microseconds=1)
_BATCH = 2_000
#: For which months around today the ledger is made ready.
_MONTHS_BACK, _MONTHS_AHEAD = 24, 6
EXCUSED = None


@dataclass(frozen=True)
class Entry:
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


@dataclass(frozen=True)
class Recorded:
    """What became of entries, in their order; `new` counts those that were not there yet."""

    facts: list[Fact]
    new: int


def month_of(day: date) -> int:
    """Year x 12 + month - 1."""
    return day.year * 12 + day.month - 1


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
    """Writes one fact down. Raises Refusal as `record_many` does."""
    entry = Entry(kind, subject, value, occurred_on, key, reference)
    return record_many([entry], source=source, scheme=scheme, by=by, at=at).facts[0]


@transaction.atomic
def record_many(
    entries: Sequence[Entry],
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
    head = _head(at)
    there = known(entries, source)
    _refuse_other(entries, there)
    fresh = {entry.key: entry for entry in entries if entry.key not in there}
    made = _write(list(fresh.values()), head, source, by.account if by else None)
    there |= {fact.source_key: fact for fact in made}
    if made:
        verb, unit = "record", office_units(entries[0])[0] if len(made) == 1 else None
        audit.record(verb, "facts", f"{source}:{len(made)}", by=by, at=at, unit=unit, fields={one.kind for one in made})
    return Recorded([there[entry.key] for entry in entries], len(made))


def _head(at: datetime) -> LedgerHead:
    """The end of the ledger, held until the transaction ends; its time is never after what will be written."""
    LedgerHead.objects.get_or_create(id=1, defaults={"last_recorded_at": at - _TICK})
    head = LedgerHead.objects.select_for_update().get(id=1)
    head.last_recorded_at = max(head.last_recorded_at + _TICK, at)
    return head


def known(entries: Sequence[Entry], source: Source) -> dict[str, Fact]:
    """What stands under the keys of these entries already, by key."""
    keys = [entry.key for entry in entries]
    found = dict[str, Fact]()
    for start in range(0, len(keys), _BATCH):
        some = Fact.objects.filter(source=source, source_key__in=keys[start : start + _BATCH])
        found |= {fact.source_key: fact for fact in some}
    return found


def _refuse_other(entries: Sequence[Entry], there: dict[str, Fact]) -> None:
    seen = dict[str, Entry]()
    for entry in entries:
        twin = seen.setdefault(entry.key, entry)
        fact = there.get(entry.key)
        if twin != entry or (fact is not None and not is_same(entry, fact)):
            raise Refusal(_("The key %(key)s stands for another fact already.") % {"key": entry.key}, "key")


def is_same(entry: Entry, fact: Fact) -> bool:
    """Whether a fact says what an entry says."""
    subject = fact.member_id if isinstance(entry.subject, Member) else fact.unit_id
    told = (entry.kind, entry.subject.pk, entry.value, entry.occurred_on)
    return told == (fact.kind, subject, fact.value, fact.occurred_on)


def _write(entries: Sequence[Entry], head: LedgerHead, source: Source, account: Account | None) -> list[Fact]:
    first = head.last_recorded_at
    facts = [
        Fact(
            month=entry.month,
            member=entry.subject if isinstance(entry.subject, Member) else None,
            unit=entry.subject if isinstance(entry.subject, Unit) else None,
            kind=entry.kind,
            value=entry.value,
            occurred_on=entry.occurred_on,
            recorded_at=first + place * _TICK,
            recorded_by=account,
            source=source,
            source_key=entry.key,
            reference=entry.reference,
        )
        for place, entry in enumerate(entries)
    ]
    made = Fact.objects.bulk_create(facts, batch_size=_BATCH)
    _close(head, first + max(0, len(facts) - 1) * _TICK)
    return made


def _close(head: LedgerHead, last: datetime) -> None:
    head.last_recorded_at = last
    head.save(update_fields=["last_recorded_at"])


def make_ready(today: date) -> int:
    """Gives the months around today parts of their own, where the database keeps them apart. Gives how many."""
    now = month_of(today)
    return ledger_table.part_off(now - _MONTHS_BACK, now + _MONTHS_AHEAD)


def hold(*, at: datetime) -> None:
    """Keeps every other writer out until the transaction ends."""
    _head(at)


def freeze(*, at: datetime) -> datetime:
    """A moment such that every fact recorded by then is seen, and every later one is later."""
    with transaction.atomic():
        head = _head(at)
        _close(head, head.last_recorded_at)
        return head.last_recorded_at


# Corrections


@transaction.atomic
def reverse(*, fact: Fact, reason: str, by: Viewer | None, at: datetime, agreed_by: Account | None = None) -> Fact:
    """Takes a fact back. Raises Refusal where it is taken back already, or a closed month needs a second person."""
    head = _head(at)
    chain = reversals_of(fact)
    if fact.reverses_id is not None:
        raise Refusal(_("This only takes another fact back; restore that one instead."))
    if len(chain) % 2 == 1:
        raise Refusal(_("This fact was taken back already."))
    return _reversal(chain[-1] if chain else fact, fact, head, reason, by, at, agreed_by)


@transaction.atomic
def restore(*, fact: Fact, reason: str, by: Viewer | None, at: datetime, agreed_by: Account | None = None) -> Fact:
    """Lets a fact that was taken back hold again. Raises Refusal where it holds."""
    head = _head(at)
    chain = reversals_of(fact)
    if len(chain) % 2 == 0:
        raise Refusal(_("This fact was not taken back."))
    return _reversal(chain[-1], fact, head, reason, by, at, agreed_by)


@transaction.atomic
def correct(
    *,
    fact: Fact,
    value: int | None,
    reason: str,
    scheme: Scheme,
    by: Viewer | None,
    at: datetime,
    occurred_on: date | None = None,
    agreed_by: Account | None = None,
) -> Fact:
    """Puts another fact in the place of one: the same with another value (none: excused) or day. Gives the new one."""
    back = reverse(fact=fact, reason=reason, by=by, at=at, agreed_by=agreed_by)
    subject = fact.member or fact.unit
    assert subject is not None, "a fact is about somebody"
    key = f"replace:{fact.pk}:{back.pk}"
    entry = Entry(fact.kind, subject, value, occurred_on or fact.occurred_on, key, fact.reference)
    if faults := faults_of([entry], scheme, None, at):
        raise Faulty(faults)
    head = _head(at)
    new = Fact(
        month=entry.month, member=fact.member, unit=fact.unit, kind=fact.kind, value=value,
        occurred_on=entry.occurred_on, recorded_at=head.last_recorded_at, recorded_by=by.account if by else None,
        agreed_by=agreed_by, source=Source.CORRECTION, source_key=key, reference=fact.reference, replaces=fact,
        reason=reason,
    )  # fmt: skip
    new.save(force_insert=True)
    _close(head, head.last_recorded_at)
    return new


def holds(fact: Fact) -> bool:
    """Whether a fact counts: it was not taken back, or was restored."""
    return len(reversals_of(fact)) % 2 == 0


def is_closed(month: int) -> bool:
    """Whether a month's rating was published."""
    return Run.objects.filter(month=month, state=Run.State.PUBLISHED).exists()


def _reversal(  # noqa: PLR0917
    what: Fact, root: Fact, head: LedgerHead, reason: str, by: Viewer | None, at: datetime, agreed_by: Account | None
) -> Fact:
    _refuse_alone(root, reason, by, agreed_by)
    back = Fact(
        month=root.month, member=root.member, unit=root.unit, kind=root.kind, value=root.value,
        occurred_on=root.occurred_on, recorded_at=head.last_recorded_at, recorded_by=by.account if by else None,
        agreed_by=agreed_by, source=Source.CORRECTION, source_key=f"reverse:{what.pk}", reference=root.reference,
        reverses=what, reason=reason,
    )  # fmt: skip
    back.save(force_insert=True)
    _close(head, head.last_recorded_at)
    unit = root.unit or (root.member.unit if root.member else None)
    audit.record("correct", "fact", str(root.pk), by=by, at=at, unit=unit, fields=("reverses",))
    return back


def _refuse_alone(fact: Fact, reason: str, by: Viewer | None, agreed_by: Account | None) -> None:
    if not reason.strip():
        raise Refusal(_("A correction needs a reason."), "reason")
    if by is None or not is_closed(fact.month):
        return
    if agreed_by is None:
        raise Refusal(_("That month is published. Its correction needs a second person."))
    if agreed_by.pk == by.account.pk:
        raise Denied("a closed month is corrected by two people")
