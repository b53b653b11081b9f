"""The lines of an explanation as they are read: neighbours that say the same are said once."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from goodstanding.engine.explain.explanation import ExplainedLine, StreakMonth


def span(names: Sequence[str]) -> str:
    """One name, or the first and the last."""
    return names[0] if len(names) == 1 else f"{names[0]} – {names[-1]}"


def together(lines: Sequence[ExplainedLine]) -> Iterator[list[ExplainedLine]]:
    """Neighbouring lines with the same silence and no facts in one; every other line by itself."""
    for _, group in groupby(enumerate(lines), key=lambda pair: _quiet(*pair)):
        yield [line for _, line in group]


def until_passing(months: Sequence[StreakMonth]) -> Iterator[StreakMonth]:
    """The months that a streak was counted over, with the one that ended it."""
    for month in months:
        yield month
        if month.state == "passing":
            return


def _quiet(position: int, line: ExplainedLine) -> object:
    return line.silence if line.silence is not None and not line.facts else position
