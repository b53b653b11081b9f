"""The entries that the ledger has of what fell due for a unit, with the rows that they came from."""

from collections.abc import Sequence
from dataclasses import dataclass

from goodstanding.models import Fact
from goodstanding.queries.ledger import in_force
from goodstanding.queries.ledger.facts import under_keys
from goodstanding.queries.unit_duties.row import DutyRow


@dataclass(frozen=True)
class EnteredRow:
    """A row with its entry as it stands now. value: thousandths, None where it is excused or not written yet.

    fact: None where it is not written yet, or was taken back; is_corrected: whether people put it right since.
    """

    row: DutyRow
    fact: Fact | None
    value: int | None
    is_corrected: bool = False


def key_of(word: str, row: DutyRow) -> str:
    """By what the entry of a row is recognized: the word of the duty, the unit, and what it was about."""
    return f"{word}:{row.unit_id}:{row.key}"


def entered(word: str, rows: Sequence[DutyRow]) -> list[EnteredRow]:
    """Rows of one duty with their entries."""
    there = under_keys([key_of(word, row) for row in rows], Fact.Source.UNIT)
    return [_entered(row, there.get(key_of(word, row))) for row in rows]


def _entered(row: DutyRow, fact: Fact | None) -> EnteredRow:
    if fact is None:
        return EnteredRow(row, None, None)
    now = in_force.now_in_place(fact)
    if not in_force.holds(now):
        return EnteredRow(row, None, None, True)
    return EnteredRow(row, now, now.value, now.pk != fact.pk)
