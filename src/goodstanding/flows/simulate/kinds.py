"""The kinds of facts as columns of numbers, so that a month is drawn for all kinds at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.flows.simulate.classes import WORDS
from goodstanding.flows.simulate.people import Flags, Floats, Ints
from goodstanding.flows.simulate.rhythm import Beat, Rhythm

PHASES = 12
BITS = {word: np.uint32(1 << number) for number, word in enumerate(WORDS)}


@dataclass(frozen=True)
class Columns:
    """The kinds in which something happens in one calendar month, one column each.

    `due` is phases x columns: the mean number of facts of those whose turn comes in that phase. `drive` is which of the
    member's drives scales it. Values are whole thousandths.
    """

    code: Ints
    due: Floats
    together: Flags
    drive: Ints
    only_for: npt.NDArray[np.uint32]
    not_for: npt.NDArray[np.uint32]
    excused: Floats
    fails: Floats
    lowest: Ints
    step: Ints
    steps: Ints


#: The drives, in the order of the rows of `Subjects.drives`: (more_by, to_everyone).
DRIVES = ((None, True), (None, False), ("effort", True), ("effort", False), ("slack", True), ("slack", False))


def kinds_by_subject(scheme: Scheme) -> tuple[list[str], list[str]]:
    """The scheme's kinds that happen to members, and those that happen to units. What no rule uses is a member's."""
    of_units = [kind for rule in scheme.indicators if rule.subject == "unit" for kind in rule.facts]
    of_members = {kind for rule in scheme.indicators if rule.subject == "member" for kind in rule.facts}
    units = [kind for kind in scheme.fact_kinds if kind in set(of_units)]
    return [kind for kind in scheme.fact_kinds if kind not in set(units) - of_members], units


def columns(scheme: Scheme, kinds: Iterable[str], rhythm: Rhythm, month: int) -> Columns:
    """The columns of a calendar month (1 to 12) for some of the scheme's kinds."""
    codes = {kind: code for code, kind in enumerate(scheme.fact_kinds)}
    active = [(kind, beat) for kind in kinds for beat in rhythm.of(kind) if beat.turn(month) is not None]
    # In the order of drives, so that each drive scales one stretch of columns.
    active.sort(key=lambda pair: _drive(pair[1]))
    beats = [beat for _, beat in active]
    lowest, step, steps = _values(beats, [scheme.fact_kinds[kind].at_most for kind, _ in active])
    return Columns(
        code=np.array([codes[kind] for kind, _ in active], np.int16),
        due=_due(beats, np.array([codes[kind] for kind, _ in active], np.int64), month),
        together=np.array([beat.together for beat in beats], np.bool_),
        drive=np.array([_drive(beat) for beat in beats], np.int64),
        only_for=_bits([beat.only_for for beat in beats]),
        not_for=_bits([beat.not_for for beat in beats]),
        excused=np.array([beat.excused for beat in beats], np.float32),
        fails=np.array([(1 - beat.excused) * (1 - beat.chance) for beat in beats], np.float32),
        lowest=lowest,
        step=step,
        steps=steps,
    )


def _drive(beat: Beat) -> int:
    return DRIVES.index((beat.more_by, beat.to_everyone))


def _due(beats: Sequence[Beat], codes: Ints, month: int) -> Floats:
    phases = np.arange(PHASES)[:, None]
    turns = np.array([beat.turns for beat in beats], np.int64)
    turn = np.array([beat.turn(month) for beat in beats], np.int64)
    times = np.array([beat.times for beat in beats], np.float32)
    # Each kind's turns start from another phase, so that not everything falls to the same people in the same month.
    mine = (phases + codes) % turns == turn
    return np.where(mine, times, np.float32(0)).astype(np.float32)


def _bits(class_sets: Sequence[tuple[str, ...]]) -> npt.NDArray[np.uint32]:
    return np.array([sum(int(BITS[word]) for word in classes) for classes in class_sets], np.uint32)


def _values(beats: Sequence[Beat], most: Sequence[int | None]) -> tuple[Ints, Ints, Ints]:
    """Lowest value, step and number of steps by column; without an amount one value, and no step."""
    rows = []
    for beat, bound in zip(beats, most, strict=True):
        low, high, step = (round(1000 * part) for part in beat.amount or (1, 1, 1))
        if bound is not None:
            low, high = min(low, bound), min(high, bound)
        rows.append((low, step, (high - low) // step + 1))
    found = np.array(rows, np.int64).reshape(-1, 3)
    return found[:, 0], found[:, 1], found[:, 2]
