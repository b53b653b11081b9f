"""What an answer is worth, in per cent as Moodle writes it: a third is 33.33333, and three of them are everything."""

from decimal import Decimal, InvalidOperation
from fractions import Fraction

from goodstanding.quizzes.fault import FaultyQuestion
from goodstanding.quizzes.limits import MOST_DIGITS
from goodstanding.sheets.unreadable import marked as _

#: The parts that programs round; what stands within half a tenth of a per cent of one of them is meant to be it.
_PARTS = tuple(Fraction(part, whole) for whole in (3, 6, 7, 8, 9, 11, 12) for part in range(1, whole))
_NEAR = Fraction(5, 10_000)
_PLACES = 5


def share_of(percent: str) -> Fraction:
    """The share that a percentage means. Raises FaultyQuestion where it is none, or beyond 100."""
    try:
        number = Decimal(percent.strip())
    except InvalidOperation:
        sentence = _("“%(percent)s” is not a percentage. Write it like 50 or 33.33333.")
        raise FaultyQuestion(sentence, percent=percent[:20]) from None
    if not number.is_finite() or abs(number) > 100 or len(number.as_tuple().digits) > MOST_DIGITS:
        raise FaultyQuestion(_("An answer is worth from −100 to 100 per cent, not %(percent)s."), percent=percent[:20])
    share = Fraction(number) / 100
    part = min(_PARTS, key=lambda part: abs(part - abs(share)))
    if abs(part - abs(share)) > _NEAR:
        return share
    return part if share > 0 else -part


def percent_of(share: Fraction) -> str:
    """A share as a percentage with at most five decimals."""
    rounded = round(share * 100 * 10**_PLACES)
    whole, rest = divmod(abs(rounded), 10**_PLACES)
    text = f"{whole}.{rest:0{_PLACES}d}".rstrip("0").rstrip(".")
    return f"-{text}" if rounded < 0 else text
