"""The demonstration's entries about units: written by the same flow as everywhere, some days after each month."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from goodstanding.engine.period import last_day, month_of
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.flows.unit_duties import monthly


@dataclass
class UnitDutiesYear:
    """What fell due for units in the past months."""

    scheme: Scheme
    today: date
    zone: ZoneInfo

    def __post_init__(self) -> None:
        rules = self.scheme.unit_duties
        self.kinds = frozenset(rules.by_fact()) if rules is not None else frozenset()
        self.after = timedelta(days=rules.written_after_days if rules is not None else 0)

    def makes(self, kind: str, unit: int) -> bool:
        """Whether such facts come from here, and are not drawn."""
        del unit
        return kind in self.kinds

    def pass_month(self, month: int) -> None:
        """Writes a month down before it is rated; the last one waits for its meetings."""
        if month < month_of(self.today) - 1:
            at = datetime.combine(last_day(month) + self.after, time(5), self.zone)
            monthly.write_all(month=month, scheme=self.scheme, at=at)

    def leave_open(self, at: datetime) -> None:
        """Writes the last month down once the days of grace after it are over."""
        if self.today.day > self.after.days:
            monthly.write_all(month=month_of(self.today) - 1, scheme=self.scheme, at=at)
