"""Whether what a row says fits the roster, and what it would change there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from goodstanding.access import scope
from goodstanding.access.permissions import Permission
from goodstanding.access.viewer import Viewer
from goodstanding.actions.roster.roster import Enrolment, RosterChange
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.flows.imports.row_reader import CellError
from goodstanding.flows.roster.row import MemberRow
from goodstanding.models import Member, MemberClass, Membership, Unit
from goodstanding.models.valid_time import not_over
from goodstanding.queries.people.members import names_in_use
from goodstanding.sheets.cells import clean, name_of, neutral, phone_of


@dataclass(slots=True)
class MemberRowResult:
    """What becomes of a row: a new member, a correction, nothing to change, or faults."""

    row: int
    faults: list[CellError] = field(default_factory=list)
    enrolment: Enrolment | None = None
    correction: RosterChange | None = None

    @property
    def became(self) -> str:
        """As what it is counted."""
        if self.enrolment:
            return "added"
        return "changed" if self.correction else "unchanged"


class UnitsInReach:
    """The open units that an account may import into, at and below one unit. Others do not exist here."""

    def __init__(self, viewer: Viewer | None, unit: Unit) -> None:
        every = Unit.objects.all() if viewer is None else scope.units(viewer, Permission.IMPORT_ROSTER)
        within = every.filter(path__startswith=unit.path, closed_on=None)
        self.unit = unit
        self.units: dict[int, Unit] = {unit.pk: unit for unit in within.only("pk", "code", "name", "path", "opened_on")}
        self._by_code = {unit.code: unit for unit in self.units.values()}
        self._by_name: dict[str, Unit | None] = {}
        for unit_in_reach in self.units.values():
            self._by_name[unit_in_reach.name] = None if unit_in_reach.name in self._by_name else unit_in_reach

    def find(self, text: str) -> Unit | CellError:
        """The unit with this code, or the only one with this name."""
        if found := self._by_code.get(text):
            return found
        named = self._by_name.get(text)
        if named is not None:
            return named
        return CellError("unit", text, "unit_name" if text in self._by_name else "unit", {})


@dataclass(slots=True)
class _Known:
    """What the roster has of the members that a few rows name."""

    members: dict[str, Member]
    used_names: set[str]
    held: dict[int, set[str]]
    coming: dict[int, dict[str, date]]
    since: dict[int, date]


class MemberRowChecker:
    """Judges rows in the order of the file. today: by the organization's clock; scheme: says which classes there are
    and how members' numbers are written; locks: whether they will be written."""

    def __init__(self, reach: UnitsInReach, today: date, scheme: Scheme, *, locks: bool) -> None:
        self._reach, self._today, self._classes, self._locks = reach, today, frozenset(scheme.classes), locks
        self._numbers = scheme.member_numbers
        self._seen: dict[str, int] = {}

    def judge(self, entries: Sequence[MemberRow]) -> list[MemberRowResult]:
        """A verdict for each entry."""
        known = self._known(entries)
        return [self._verdict(entry, known) for entry in entries]

    def _known(self, entries: Sequence[MemberRow]) -> _Known:
        numbers = {number for entry in entries for number in (entry.number, entry.typed_number) if number}
        found = Member.objects.filter(number__in=numbers)
        if self._locks:
            found = found.select_for_update(of=("self",)).order_by("pk")
        members = {member.number: member for member in found}
        ids = [member.pk for member in members.values() if member.unit_id in self._reach.units]
        held, coming = _classes(ids, self._today)
        since = dict(Membership.objects.filter(member__in=ids, until_on=None).values_list("member", "from_on"))
        return _Known(
            members, names_in_use([number for number in numbers if number not in members]), held, coming, since
        )

    def _verdict(self, entry: MemberRow, known: _Known) -> MemberRowResult:
        verdict = MemberRowResult(entry.row, list(entry.faults))
        member = known.members.get(entry.typed_number) or known.members.get(entry.number)
        number = member.number if member is not None else entry.number
        first = self._seen.setdefault(number.lower(), entry.row) if number else entry.row
        if first != entry.row:
            verdict.faults.append(CellError("number", number, "duplicate", {"row": first}))
        if member is not None and member.unit_id in self._reach.units:
            verdict.faults = [fault for fault in verdict.faults if not _is_unchanged(fault, member)]
        unit = self._unit(entry, member, verdict)
        is_anothers = member is None and entry.number.lower() in known.used_names
        if is_anothers or (member is not None and member.unit_id not in self._reach.units):
            # The answer is the same for any holder in any unit, so that it tells nothing about other members.
            verdict.faults.append(CellError("number", entry.number, "taken", {}))
        elif member is not None:
            self._existing(entry, member, unit, known, verdict)
        elif not verdict.faults and unit is not None:
            self._new(entry, unit, verdict)
        elif entry.number and entry.joined_on is None and not _is_reported(verdict, "joined_on"):
            verdict.faults.append(CellError("joined_on", "", "empty", {}))
        if verdict.faults:
            verdict.enrolment = verdict.correction = None
        return verdict

    def _unit(self, entry: MemberRow, member: Member | None, verdict: MemberRowResult) -> Unit | None:
        if entry.unit is None:
            return self._reach.unit if member is None else None
        found = self._reach.find(entry.unit)
        if isinstance(found, Unit):
            return found
        verdict.faults.append(found)
        return None

    def _new(self, entry: MemberRow, unit: Unit, verdict: MemberRowResult) -> None:
        if entry.joined_on is None:
            verdict.faults.append(CellError("joined_on", "", "empty", {}))
            return
        since = entry.from_on or max(entry.joined_on, unit.opened_on)
        verdict.faults += self._days(entry.joined_on, entry.full_on)
        if self._numbers is not None and not self._numbers.has(entry.number):
            verdict.faults.append(
                CellError("number", entry.number, "written_otherwise", {"example": self._numbers.example})
            )
        for reason, is_so in (
            ("future", since > self._today),
            ("before_joined", since < entry.joined_on),
            ("before_unit", since < unit.opened_on),
        ):
            if is_so:
                facts = {"day": unit.opened_on.isoformat()}
                verdict.faults.append(CellError("from_on", since.isoformat(), reason, facts))
        verdict.enrolment = Enrolment(
            number=entry.number,
            name=entry.name,
            unit=unit,
            joined_on=entry.joined_on,
            full_on=entry.full_on,
            from_on=since,
            phone=entry.phone or "",
            classes=entry.classes or frozenset(),
        )

    def _existing(
        self, entry: MemberRow, member: Member, unit: Unit | None, known: _Known, verdict: MemberRowResult
    ) -> None:
        assert member.unit_id is not None, "a member within reach is in a unit"
        home = self._reach.units[member.unit_id]
        if unit is not None and unit.pk != home.pk:
            verdict.faults.append(CellError("unit", entry.unit or "", "moves", {"unit": home.code}))
        since = known.since.get(member.pk)
        if entry.from_on is not None and since is not None and entry.from_on != since:
            facts = {"day": since.isoformat()}
            verdict.faults.append(CellError("from_on", entry.from_on.isoformat(), "since", facts))
        values = _different(entry, member)
        if {"joined_on", "full_on"} & set(values):
            joined = values.get("joined_on", member.joined_on)
            verdict.faults += self._days(joined, values.get("full_on", member.full_on))
        begin, end = set[str](), set[str]()
        if entry.classes is not None:
            # What the rules no longer know stands in no file, and stays.
            held, coming = known.held.get(member.pk, set()), known.coming.get(member.pk, {})
            begin, end = set(entry.classes) - held, held & self._classes - set(entry.classes)
            verdict.faults += [
                CellError("classes", entry.typed_classes, "class_begins", {"day": coming[word].isoformat()})
                for word in sorted(begin & set(coming))
            ]
        if values or begin or end:
            verdict.correction = RosterChange(member, home, values, frozenset(begin), frozenset(end))

    def _days(self, joined_on: date, full_on: date | None) -> Iterable[CellError]:
        if joined_on > self._today:
            yield CellError("joined_on", joined_on.isoformat(), "future", {})
        if full_on is not None and full_on < joined_on:
            yield CellError("full_on", full_on.isoformat(), "full_before_joined", {})


def _is_reported(verdict: MemberRowResult, column: str) -> bool:
    return any(fault.column in {column, ""} for fault in verdict.faults)


def _classes(members: list[int], today: date) -> tuple[dict[int, set[str]], dict[int, dict[str, date]]]:
    """What members are classed as today, and what they will be from which day."""
    held: dict[int, set[str]] = {}
    coming: dict[int, dict[str, date]] = {}
    lasting = MemberClass.objects.filter(not_over(today), member__in=members)
    for member, word, from_on in lasting.values_list("member", "word", "from_on"):
        if from_on <= today:
            held.setdefault(member, set()).add(word)
        else:
            coming.setdefault(member, {})[word] = from_on
    return held, coming


def _is_unchanged(fault: CellError, member: Member) -> bool:
    """Whether the roster has just what is refused: digits that look lost, a name without a letter, no telephone."""
    if fault.column == "number":
        return fault.reason in {"inexact", "grouped", "fraction"} and clean(fault.value) == member.number
    if fault.column == "name":
        return fault.reason == "name" and name_of(fault.value) == _name_of(member)
    is_phone = fault.column == "phone" and fault.reason in {"inexact", "phone"}
    return is_phone and phone_of(fault.value) == _phone_of(member)


def _name_of(member: Member) -> str:
    """The stored name, as it is read again from a cell that it was written into."""
    return name_of(neutral(member.name))


def _phone_of(member: Member) -> str:
    """The stored number, likewise: what begins with a quote there was not quoted by a sheet."""
    return phone_of(neutral(str(member.phone)))


def _different(entry: MemberRow, member: Member) -> dict[str, Any]:
    """What the file says otherwise than the roster. Two ways of writing the same are no difference."""
    found: dict[str, Any] = {}
    if entry.name and _name_of(member) != entry.name:
        found["name"] = entry.name
    if entry.phone is not None and _phone_of(member) != entry.phone:
        found["phone"] = entry.phone
    for name in ("joined_on", "full_on"):
        value = getattr(entry, name)
        if value is not None and value != getattr(member, name):
            found[name] = value
    return found
