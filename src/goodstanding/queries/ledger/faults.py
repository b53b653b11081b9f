"""What can stand in the ledger: known kinds, possible values, days of membership, from an office that may record it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from goodstanding.access.fact_recorders import check_record, may_confirm, may_record, subjects_by_kind
from goodstanding.access.viewer import Viewer
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Member, Unit
from goodstanding.queries.ledger.homes import homes_on
from goodstanding.queries.people.calendars import today


class CheckedEntry(Protocol):
    """What is said about a subject; see NewFact."""

    @property
    def kind(self) -> str: ...
    @property
    def subject(self) -> Member | Unit: ...
    @property
    def value(self) -> int | None: ...
    @property
    def occurred_on(self) -> date: ...


@dataclass(frozen=True)
class EntryError:
    """Why one entry cannot stand: its place among the entries, the field, and a sentence."""

    place: int
    field: str
    message: str | Promise


def faults_of(
    entries: Sequence[CheckedEntry], scheme: Scheme, by: Viewer | None, at: datetime, *, over: Unit | None = None
) -> list[EntryError]:
    """Every entry that cannot stand. Raises Denied where the viewer may not write that down of a subject.

    over: the unit that answers for all of it, as for its meeting, instead of where each member belongs.
    """
    day = today(at)
    kinds = subjects_by_kind(scheme)
    found = [
        EntryError(index, *why) for index, entry in enumerate(entries) if (why := _fault(entry, scheme, kinds, day))
    ]
    if by is not None and not found:
        for checked_entry in entries:
            if _is_own_word(checked_entry, scheme, by):
                continue
            if over is not None:
                check_record(by, checked_entry.kind, [over], scheme)
            elif not may_record(by, checked_entry.kind, _unit_today(checked_entry), scheme):
                check_record(by, checked_entry.kind, homes_on(checked_entry.subject, checked_entry.occurred_on), scheme)
    return found


def _is_own_word(entry: CheckedEntry, scheme: Scheme, by: Viewer) -> bool:
    """Whether members say it of themselves, as the rules let them."""
    return isinstance(entry.subject, Member) and may_confirm(by, entry.kind, entry.subject.pk, entry.value, scheme)


def _unit_today(entry: CheckedEntry) -> list[Unit]:
    """Where it is about now, which mostly settles it without a look at the past."""
    unit = entry.subject if isinstance(entry.subject, Unit) else entry.subject.unit
    return [unit] if unit else []


def _fault(
    checked_entry: CheckedEntry, scheme: Scheme, kinds: dict[str, set[str]], day: date
) -> tuple[str, str | Promise] | None:
    rule = scheme.fact_kinds.get(checked_entry.kind)
    if rule is None:
        return "kind", _("The rules have no such kind of entry.")
    subject = "member" if isinstance(checked_entry.subject, Member) else "unit"
    if subject not in kinds[checked_entry.kind]:
        return "kind", _("This kind of entry is not for members.") if subject == "member" else _(
            "This kind of entry is not for units."
        )
    if checked_entry.value is not None and checked_entry.value < 0:
        return "value", _("A value is never negative.")
    if checked_entry.value is not None and rule.at_most is not None and checked_entry.value > rule.at_most:
        return "value", _("This value is larger than this kind of entry allows.")
    return _day_fault(checked_entry.subject, checked_entry.occurred_on, day)


def _day_fault(subject: Member | Unit, on: date, day: date) -> tuple[str, str | Promise] | None:
    if on > day:
        return "occurred_on", _("That day is still to come.")
    if isinstance(subject, Unit):
        return None if subject.is_open(on) else ("occurred_on", _("The unit did not exist on that day."))
    if on < subject.joined_on:
        return "occurred_on", _("That is before the member joined.")
    if subject.left_on is not None and on >= subject.left_on:
        return "occurred_on", _("The member had left by that day.")
    return None
