"""The arithmetic of dues: a month's balance and how a payment is spread, in whole fen. Pure functions.

owed = paid + waived + open holds after every step, and none of the four is ever negative.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Balance:
    """What is owed for a month, and what of it is paid and waived."""

    owed: int
    paid: int = 0
    waived: int = 0

    def __post_init__(self) -> None:
        if min(self.owed, self.paid, self.waived, self.open) < 0:
            raise ValueError("a month is never paid or waived beyond what is owed, nor below nothing")

    @property
    def open(self) -> int:
        """What is still to be paid."""
        return self.owed - self.paid - self.waived

    def with_paid(self, fen: int) -> "Balance":
        """The balance after a payment, or after its reversal where it is negative. Raises ValueError beyond it."""
        return replace(self, paid=self.paid + fen)

    def with_waived(self, fen: int) -> "Balance":
        """The balance after a waiver, or after its end where it is negative. Raises ValueError beyond it."""
        return replace(self, waived=self.waived + fen)

    def with_owed(self, fen: int) -> "Balance":
        """The balance after the amount was set anew. Raises ValueError below what is paid and waived."""
        return replace(self, owed=self.owed + fen)

    def relieved(self, left: int) -> int:
        """Returns how much a reduction to `left` waives now: never more than what is open."""
        return min(self.open, max(0, self.owed - self.waived - left))


def spread(fen: int, open_parts: Sequence[int]) -> tuple[list[int], int]:
    """Returns how much of a payment goes to each month, in order, and what is left over."""
    parts = []
    for part in open_parts:
        share = min(fen, part)
        parts.append(share)
        fen -= share
    return parts, fen
