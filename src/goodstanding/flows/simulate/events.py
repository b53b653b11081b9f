"""What happens in a month: facts for a strand of members, or of units, drawn for all of them and all kinds at once."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from numpy.random import Generator

from goodstanding.flows.simulate.kinds import DRIVES, PHASES, Columns
from goodstanding.flows.simulate.people import Flags, Floats, Ints


@dataclass(frozen=True)
class Subjects:
    """Those to whom facts happen, n rows in ascending order of ids; branches are rows of `branch_phase`."""

    ids: Ints
    branch: Ints
    branch_phase: Ints
    phase: Ints
    bits: npt.NDArray[np.uint32]
    takes_part: Floats
    slack: Floats

    def drive(self, number: int) -> Floats:
        """The factor on how many facts of a drive's kinds there are."""
        more_by, to_everyone = DRIVES[number]
        factor = np.ones(len(self.ids), np.float32) if to_everyone else self.takes_part
        if more_by == "slack":
            return factor * self.slack
        return factor * np.maximum(0, 1.2 - 0.2 * self.slack) if more_by == "effort" else factor


@dataclass(frozen=True)
class Happenings:
    """Facts in ascending order of their subjects; `day` counts from 0 within the month."""

    subject_id: Ints
    kind: Ints
    value: Ints
    excused: Flags
    day: Ints


def happenings(columns: Columns, subjects: Subjects, days: int, stream: Generator) -> Happenings:
    """Draws a month of `days` days."""
    held, held_on = _meetings(columns, len(subjects.branch_phase), subjects.branch_phase, days, stream)
    rows, column = _who_has_what(_expected(columns, subjects, held), stream)
    day = stream.integers(0, days, len(rows), np.uint8)
    together = np.flatnonzero(columns.together[column])
    day[together] = held_on[subjects.branch[rows[together]], column[together]]
    value, excused = _values(columns, column, subjects.slack[rows], stream)
    return Happenings(subjects.ids[rows], columns.code[column], value, excused, day)


def _meetings(columns: Columns, branches: int, phase: Ints, days: int, stream: Generator) -> tuple[Floats, Ints]:
    """Branches x columns: whether a branch comes together for it (1 or 0), and on which day."""
    shape = (branches, len(columns.code))
    held = columns.due[phase] > stream.random(shape, np.float32)
    return held.astype(np.float32), stream.integers(0, days, shape, np.uint8)


def _expected(columns: Columns, subjects: Subjects, held: Floats) -> Floats:
    """Subjects x columns: how many facts of a kind a subject has on average."""
    # A column comes from the subject's own turn or from its branch's meeting: one table of both, by phase and branch.
    table = np.where(columns.together, held[None], columns.due[:, None]).reshape(PHASES * len(held), -1)
    expected: Floats = table[subjects.phase.astype(np.int64) * len(held) + subjects.branch]
    for number in range(len(DRIVES)):
        first, until = np.searchsorted(columns.drive, [number, number + 1])
        if first < until:
            expected[:, first:until] *= subjects.drive(number)[:, None]
    limited = np.flatnonzero((columns.only_for | columns.not_for) != 0)
    expected[:, limited] *= _eligible(columns.only_for[limited], columns.not_for[limited], subjects.bits[:, None])
    return expected


def _eligible(only_for: npt.NDArray[np.uint32], not_for: npt.NDArray[np.uint32], bits: npt.NDArray[np.uint32]) -> Flags:
    eligible: Flags = (((bits & only_for) != 0) | (only_for == 0)) & ((bits & not_for) == 0)
    return eligible


def _who_has_what(expected: Floats, stream: Generator) -> tuple[Ints, Ints]:
    """The subject's row and the column of every fact: expected numbers rounded up or down so that the mean holds."""
    # Sixteen bits, because with more of them a sum of two float32 could round up to the next whole number.
    rounding = stream.integers(0, 1 << 16, expected.shape, np.uint16).astype(np.float32)
    rounding *= np.float32(2**-16)
    rounding += expected
    counts = rounding.astype(np.uint8).ravel()
    cells = np.flatnonzero(counts != 0).astype(np.int32)
    if (counts > 1).any():
        cells = np.repeat(cells, counts[cells])
    rows = cells // np.int32(expected.shape[1])
    return rows, cells - rows * np.int32(expected.shape[1])


def _values(columns: Columns, column: Ints, slack: Floats, stream: Generator) -> tuple[Ints, Flags]:
    luck = stream.random(len(column), np.float32)
    excused = luck < columns.excused[column]
    value = columns.lowest[column]
    value[luck >= 1 - columns.fails[column] * slack] = 0
    measured = np.flatnonzero(columns.steps[column] > 1)
    fraction = np.clip(luck[measured] + np.float32(0.15) * (1 - slack[measured]), 0, np.float32(0.9999))
    kind = column[measured]
    value[measured] += columns.step[kind] * (fraction * columns.steps[kind]).astype(np.int64)
    return value, excused
