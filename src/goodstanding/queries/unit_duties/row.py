"""One thing that fell due for a unit, and the units and days that are asked about."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Organization, Unit
from goodstanding.models.ledger.fact import NO, YES


@dataclass(frozen=True)
class DutyRow:
    """One thing that fell due. on: the last day for it. done_on: the day on which it was done, None while it is not.

    key: by which its entry stands in the ledger, with the word of the duty before it. noun, of, parts: what it was
    about, for its name and its link: a meeting's key and its kind, a period and its kind. share: which part of the
    members, as (settled, of how many), for what is counted by members; `done_on` says nothing there.
    """

    unit_id: int
    on: date
    done_on: date | None
    key: str
    noun: str
    of: str
    parts: tuple[str, ...] = ()
    share: tuple[int, int] | None = None

    @property
    def value(self) -> int:
        """What is written about the unit, in thousandths."""
        if self.share is not None:
            done, due = self.share
            return (2000 * done + due) // (2 * due)
        return YES if self.is_in_time else NO

    @property
    def is_in_time(self) -> bool:
        """Whether it was done by its day, or by all members."""
        if self.share is not None:
            return self.share[0] == self.share[1]
        return self.done_on is not None and self.done_on <= self.on


@dataclass(frozen=True)
class AskedUnits:
    """Units by their ids, and the days from one to another on which something falls due; today is the day of asking."""

    units: Mapping[int, Unit]
    first: date
    last: date
    scheme: Scheme

    @cached_property
    def ids(self) -> list[int]:
        """The ids of the units."""
        return list(self.units)

    @cached_property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(Organization.objects.get().time_zone)

    def day(self, at: datetime | None) -> date | None:
        """The organization's day at a moment."""
        return None if at is None else at.astimezone(self._zone).date()

    def holds(self, on: date) -> bool:
        """Whether a day lies in what is asked about."""
        return self.first <= on <= self.last
