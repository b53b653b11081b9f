"""Letters for tests: what a member of the house writes, and an answer."""

from datetime import datetime

from goodstanding.actions.letters import letters
from goodstanding.actions.letters.letters import LetterText
from goodstanding.models import Letter
from tests.house import House


def written(
    house: House, kind: str = "question", who: str = "member", about: str = "", at: datetime | None = None
) -> Letter:
    """A letter of somebody. about: the code of the unit that is complained about."""
    unit = house.unit(about) if about else None
    what = LetterText("When is the hall open?", "The door was locked on Sunday.")
    return letters.make(
        member=house.member(who), kind=kind, what=what, about=unit, scheme=house.scheme, by=house.viewer(who),
        at=at or house.at,
    )  # fmt: skip


def answered(house: House, letter: Letter, by: str = "secretary", at: datetime | None = None) -> Letter:
    """The same, answered."""
    letters.answer(
        letter=letter,
        words="From nine.",
        scheme=house.scheme,
        by=house.viewer(by),
        at=at or house.at,
    )
    return Letter.objects.get(pk=letter.pk)
