"""What a scheme says of warnings: which sign brings one, who is notified, and what can still be done about it.

A warning moves no point and decides nothing. It comes while the person who reads it can still act.
"""

from typing import Annotated, Literal

from pydantic import Field

from goodstanding.engine.scheme.part import Code, Name, Part, Text, Word

#: The offices to which warnings go; a scheme can leave them to some of these.
Warned = Literal["committee", "secretary", "officer"]
Tells = Literal["member", "office", "officer"]
#: Where a remedy leads on the member's phone.
RemedyPage = Literal["standing", "meetings", "study", "assignments", "initiative", "dues", "care", "service", "letters"]
SignKind = Literal["threshold", "fall", "streak", "missing", "ahead"]
#: Whole points of a total, or per cent of a category.
_Points = Annotated[int, Field(ge=1, le=120, strict=True)]
_Months = Annotated[int, Field(ge=2, le=12, strict=True)]
_Days = Annotated[int, Field(ge=1, le=366, strict=True)]


class WarningRule(Part):
    """One kind of warning.

    kind: a published total (or the share of a category that was earned, in percent) below a value; a fall by so much
    against the month before; so many months running below a value; an indicator without an entry by a day of its
    period; the same so many days before the period ends. tells: the member, the people in office of the member's unit
    or of the unit itself, those over it. remedy: what can still be done; pages: where.
    """

    title: Text
    about: Literal["member", "unit"] = "member"
    kind: SignKind
    category: Code | None = None
    below: _Points | None = None
    by: _Points | None = None
    months: _Months | None = None
    indicator: Code | None = None
    day: _Days | None = None
    days: _Days | None = None
    not_for: tuple[Word, ...] = ()
    tells: Annotated[tuple[Tells, ...], Field(min_length=1)]
    remedy: Text
    pages: tuple[RemedyPage, ...] = ()
    case: bool = False

    @property
    def looks_back(self) -> int:
        """How many published months it looks at."""
        return {"fall": 2, "streak": self.months or 1}.get(self.kind, 1)


class Warnings(Part):
    """The kinds of warnings. office: who reads those of a unit; officer: who reads those of the units below."""

    office: Annotated[tuple[Warned, ...], Field(min_length=1)] = ("secretary", "committee")
    officer: Annotated[tuple[Warned, ...], Field(min_length=1)] = ("officer",)
    kinds: Annotated[dict[Name, WarningRule], Field(min_length=1)]

    def offices(self) -> frozenset[str]:
        """Every office that reads warnings about others."""
        return frozenset({*self.office, *self.officer})

    def telling(self, whom: Tells) -> list[str]:
        """The kinds that go to the member, to the unit or to the people over it."""
        return [word for word, rule in self.kinds.items() if whom in rule.tells]
