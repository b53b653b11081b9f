"""Whether what a row says can stand in the ledger, and whether it stands there already."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from goodstanding.access import scope
from goodstanding.access.fact_recorders import kinds_for, subjects_by_kind
from goodstanding.access.permissions import Permission
from goodstanding.access.viewer import Viewer
from goodstanding.actions.ledger import ledger
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.flows.imports.row_reader import CellError
from goodstanding.flows.ledger.reasons import word_of
from goodstanding.flows.ledger.row import FactRow
from goodstanding.models import Fact, Member, Unit
from goodstanding.queries.ledger.doubles import left_already
from goodstanding.queries.ledger.facts import under_keys
from goodstanding.queries.ledger.faults import EntryError, faults_of

_COLUMN_OF = {"kind": "kind", "value": "value", "occurred_on": "day"}
Subject = Member | Unit


@dataclass(slots=True)
class FactRowResult:
    """What becomes of a row: a fact to write, one that is there already, or faults."""

    row: int
    faults: list[CellError] = field(default_factory=list)
    entry: ledger.NewFact | None = None
    known: bool = False

    @property
    def became(self) -> str:
        """As what it is counted."""
        return "unchanged" if self.known else "added"


class FactRowChecker:
    """Judges rows in the order of the file, for one viewer, at and below one unit. reference: for rows without one."""

    def __init__(self, unit: Unit, by: Viewer | None, at: datetime, scheme: Scheme, reference: str) -> None:
        self._unit, self._by, self._at, self._scheme = unit, by, at, scheme
        self._reference = reference[:200]
        self._about = subjects_by_kind(scheme)
        self._seen: dict[str, tuple[int, ledger.NewFact]] = {}
        self._keyed: set[int] = set()
        self._may: dict[tuple[int, str], set[str]] = {}

    def judge(self, rows: Sequence[FactRow]) -> list[FactRowResult]:
        """A verdict for each entry."""
        members, units = self._subjects({fact_row.number for fact_row in rows if fact_row.number})
        self._keyed = {fact_row.row for fact_row in rows if fact_row.key}
        verdicts = [self._verdict(row, members.get(row.number), units.get(row.number)) for row in rows]
        self._may_stand(list(zip(verdicts, rows, strict=True)))
        self._look_up([verdict for verdict in verdicts if verdict.entry is not None])
        return verdicts

    def _subjects(self, numbers: set[str]) -> tuple[dict[str, Member], dict[str, Unit]]:
        path = self._unit.path
        members, units = Member.objects.all(), Unit.objects.all()
        if self._by is not None:
            members = scope.members(self._by, Permission.RECORD_FACT)
            units = scope.units(self._by, Permission.RECORD_FACT)
        found = members.filter(number__in=numbers, unit__path__startswith=path).select_related("unit")
        found_units = units.filter(code__in=numbers, path__startswith=path)
        return {member.number: member for member in found}, {member.code: member for member in found_units}

    def _verdict(self, row: FactRow, member: Member | None, unit: Unit | None) -> FactRowResult:
        verdict = FactRowResult(row.row, list(row.faults))
        subject = self._subject(row.kind, member, unit)
        if subject is None and row.number and not _is_reported(verdict, "number"):
            verdict.faults.append(CellError("number", row.number, "nobody", {}))
        if verdict.faults or subject is None or row.day is None:
            return verdict
        reference = row.reference or self._reference
        verdict.entry = ledger.NewFact(row.kind, subject, row.value, row.day, _key(row, subject), reference)
        return verdict

    def _subject(self, kind: str, member: Member | None, unit: Unit | None) -> Subject | None:
        if member is not None and unit is not None and kind:
            return member if "member" in self._about.get(kind, ()) else unit
        return member or unit

    def _may_stand(self, results: Sequence[tuple[FactRowResult, FactRow]]) -> None:
        """Whether the ledger takes each, from this viewer, and only once."""
        entries = [(verdict, verdict.entry, row) for verdict, row in results if verdict.entry is not None]
        found = faults_of([entry for _verdict, entry, _row in entries], self._scheme, None, self._at)
        wrong = {fault.place: fault for fault in found}
        for index, (verdict, entry, row) in enumerate(entries):
            verdict.faults += self._faults(wrong.get(index), entry, row)
            first, before = self._seen.setdefault(entry.key, (row.row, entry))
            if first != row.row:
                verdict.faults.append(CellError("", "", _same_or_not(entry, before, row), {"row": first}))
            if verdict.faults:
                verdict.entry = None

    def _faults(self, wrong: EntryError | None, entry: ledger.NewFact, row: FactRow) -> list[CellError]:
        if wrong is not None:
            column, texts = _COLUMN_OF[wrong.field], {"kind": row.kind, "day": str(row.day)}
            return [CellError(column, texts.get(column, ""), word_of(wrong), {})]
        if self._by is not None and row.kind not in self._allowed(entry.subject):
            return [CellError("kind", row.kind, "office", {})]
        return []

    def _allowed(self, subject: Subject) -> set[str]:
        """The kinds that the viewer may write down of it."""
        assert self._by is not None, "the house itself may write everything"
        word, unit = ("member", subject.unit) if isinstance(subject, Member) else ("unit", subject)
        assert unit is not None, "a member within reach is in a unit"
        key = (unit.pk, word)
        if key not in self._may:
            held = [office for office in self._by.held(Permission.RECORD_FACT) if office.covers(unit)]
            self._may[key] = set(kinds_for(self._scheme, word, held))
        return self._may[key]

    def _refuse_doubles(self, verdicts: Sequence[FactRowResult]) -> None:
        """What a closed meeting wrote down already counts twice if it is written down again; a key of its own says
        that something else took place as well."""
        fresh = [verdict for verdict in verdicts if verdict.entry is not None and verdict.row not in self._keyed]
        doubles = left_already([verdict.entry for verdict in fresh if verdict.entry is not None])
        for index, meeting in doubles.items():
            fresh[index].faults.append(CellError("", "", "meeting", {"word": meeting}))
            fresh[index].entry = None

    def _look_up(self, verdicts: Sequence[FactRowResult]) -> None:
        """Finds what the ledger says already, and what it says otherwise."""
        entries = [fact_row_result.entry for fact_row_result in verdicts if fact_row_result.entry is not None]
        known = under_keys([entry.key for entry in entries], Fact.Source.IMPORT)
        self._refuse_doubles(
            [verdict for verdict in verdicts if verdict.entry is not None and verdict.entry.key not in known]
        )
        for fact_row_result in verdicts:
            fact = known.get(fact_row_result.entry.key) if fact_row_result.entry else None
            if fact_row_result.entry is None or fact is None:
                continue
            fact_row_result.known = ledger.is_same(fact_row_result.entry, fact)
            if not fact_row_result.known:
                fact_row_result.faults.append(CellError("", "", "otherwise", {}))
                fact_row_result.entry = None


def _key(row: FactRow, subject: Subject) -> str:
    """What makes the row the same fact in whatever file: its own key, or whom it is about, what, when and from what.

    Not its value, so that a file with another value is refused and not recorded beside the first.
    """
    whom = f"{type(subject).__name__}:{subject.pk}"
    parts = ["key", whom, row.key] if row.key else ["row", whom, row.kind, str(row.day), row.reference]
    return f"{parts[0]}:{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()}"


def _same_or_not(entry: ledger.NewFact, before: ledger.NewFact, row: FactRow) -> str:
    """What two rows with one key have in common."""
    if (entry.kind, entry.occurred_on, entry.value) == (before.kind, before.occurred_on, before.value):
        return "duplicate"
    return "key_twice" if row.key else "contradicts"


def _is_reported(verdict: FactRowResult, column: str) -> bool:
    return any(fault.column in {column, ""} for fault in verdict.faults)
