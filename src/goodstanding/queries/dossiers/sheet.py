"""What a yearly sheet says, as plain frozen values: they are hashed, stored and printed. Nothing about other members,
no rank, no class, and no blank without its reason. Titles stand in it in both languages, so that a sheet can be read
when the rules have changed.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from goodstanding.engine.scheme.part import Text


@dataclass(frozen=True)
class SheetText:
    """A title in both languages."""

    en: str = ""
    zh: str = ""

    @classmethod
    def of(cls, text: Text | None) -> "SheetText":
        """The same text as a plain value; empty where there is none."""
        return cls(text.en, text.zh) if text is not None else cls()


@dataclass(frozen=True)
class SheetMember:
    """Whose sheet it is. Days as in 2016-07-01; empty where there is none."""

    number: str
    name: str
    unit: str
    unit_code: str
    joined_on: str
    full_on: str


@dataclass(frozen=True)
class EntryLine:
    """Entries of one kind: how often it was done and recorded, how often excused; total in thousandths.

    counts: how the amount is said: times (of yes and no), sum or mean. group: the chapter in which it stands.
    """

    kind: str
    group: SheetText
    title: SheetText
    counts: str
    done: int
    recorded: int
    excused: int
    total: int


@dataclass(frozen=True)
class PointLine:
    """What an indicator gave in the year, in thousandths."""

    indicator: str
    title: SheetText
    kind: str
    earned: int
    attainable: int


@dataclass(frozen=True)
class SheetPoints:
    """The points of the last published month, which hold for the year so far. missing: why there are none."""

    month: str = ""
    scheme: str = ""
    earned: int = 0
    attainable: int = 0
    bonus: int = 0
    deduction: int = 0
    total: int | None = None
    lines: tuple[PointLine, ...] = ()
    missing: str = ""


@dataclass(frozen=True)
class SheetMonth:
    """A month's published total in hundredths; without one, why: not_published, not_here or too_little."""

    month: str
    total: int | None
    why: str = ""


@dataclass(frozen=True)
class SheetDecision:
    """A decision in effect at the end of the year, as its document says it."""

    kind: str
    title: SheetText
    side: str
    form: SheetText
    document: str
    body: str
    dated_on: str
    effective_from: str
    ends_on: str


@dataclass(frozen=True)
class SheetGrade:
    """The grade that a body decided. missing: why there is none: no_round, not_decided, without_grade or not_here."""

    grade: str = ""
    title: SheetText = SheetText()
    body: str = ""
    on: str = ""
    basis: str = ""
    reason: str = ""
    measure: str = ""
    public_until: str = ""
    confirmed_by: str = ""
    confirmed_on: str = ""
    missing: str = ""


@dataclass(frozen=True)
class SheetWords:
    """The self-appraisal that was handed in. missing: why there is none: no_round, excused or not_handed_in."""

    text: str = ""
    plan: str = ""
    how: str = ""
    on: str = ""
    missing: str = ""


@dataclass(frozen=True)
class YearSheet:
    """A member's year."""

    year: int
    member: SheetMember
    entries: tuple[EntryLine, ...]
    points: SheetPoints
    months: tuple[SheetMonth, ...]
    decisions: tuple[SheetDecision, ...]
    grade: SheetGrade
    words: SheetWords

    def as_data(self) -> dict[str, Any]:
        """The sheet as plain data, in which it is hashed and stored."""
        return asdict(self)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "YearSheet":
        """The sheet from such data."""
        lines = tuple(PointLine(**_texts(line, "title")) for line in data["points"]["lines"])
        return cls(
            year=data["year"],
            member=SheetMember(**data["member"]),
            entries=tuple(EntryLine(**_texts(line, "group", "title")) for line in data["entries"]),
            points=SheetPoints(**dict(data["points"]) | {"lines": lines}),
            months=tuple(SheetMonth(**month) for month in data["months"]),
            decisions=tuple(SheetDecision(**_texts(one, "title", "form")) for one in data["decisions"]),
            grade=SheetGrade(**_texts(data["grade"], "title")),
            words=SheetWords(**data["words"]),
        )


def _texts(data: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """The same with titles as titles."""
    return dict(data) | {name: SheetText(**data[name]) for name in names}
