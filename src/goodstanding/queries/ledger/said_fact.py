"""What a deed wants the ledger to say about a member, before it is written there."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class SaidFact:
    """What one fact says, and of which day. value: thousandths; none is excused.

    anew: whether an excuse is written where the ledger says nothing yet, or only stands in the place of what it says.
    """

    value: int | None
    on: date
    anew: bool = False

    @property
    def is_written(self) -> bool:
        """Whether it is written where nothing stands."""
        return self.value is not None or self.anew
