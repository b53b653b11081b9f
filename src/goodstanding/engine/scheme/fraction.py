"""Parts of a whole as rules say them: more than half, at least four fifths. Counted exactly."""

from fractions import Fraction
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer


def fraction(raw: Any) -> Fraction:
    """A part as written ('1/2', '4/5', '1'), above 0 and at most 1. Raises ValueError on anything else."""
    if isinstance(raw, bool) or not isinstance(raw, int | str | Fraction):
        raise ValueError("must be a part of a whole, like 1/2")
    try:
        part = Fraction(raw)
    except (ValueError, ZeroDivisionError):
        raise ValueError(f"{raw!r} is not a part of a whole; write it like 1/2") from None
    if not 0 < part <= 1:
        raise ValueError(f"{raw} is not between 0 and 1")
    return part


def fraction_text(part: Fraction) -> str:
    """A part as written: '1/2'."""
    return str(part)


Fractional = Annotated[
    Fraction, BeforeValidator(fraction), PlainSerializer(fraction_text, when_used="json-unless-none")
]


def fewest(count: int, *, more_than: Fraction | None, at_least: Fraction | None) -> int:
    """How many of `count` it takes. Exactly one of the two rules is there."""
    if more_than is not None:
        return int(count * more_than) + 1
    assert at_least is not None, "a share is more than something or at least something"
    return -int(-count * at_least // 1)
