"""The scheme: an organization's rules as data. Amounts are thousandths as int, months are month numbers (see
period)."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, PlainSerializer, StringConstraints, model_validator

from goodstanding.engine.period import PeriodLength, month_text, parse_month
from goodstanding.engine.scheme.accountability import AccountabilityRule
from goodstanding.engine.scheme.appraisal import AppraisalRule
from goodstanding.engine.scheme.assignments import AssignmentType
from goodstanding.engine.scheme.ballots import BallotRules
from goodstanding.engine.scheme.burden import Burden
from goodstanding.engine.scheme.care import Care
from goodstanding.engine.scheme.cases import CaseRules
from goodstanding.engine.scheme.debriefing import DebriefingRule
from goodstanding.engine.scheme.decisions import Decisions
from goodstanding.engine.scheme.dossiers import Dossiers
from goodstanding.engine.scheme.dues import Dues
from goodstanding.engine.scheme.fraction import Fractional, fewest
from goodstanding.engine.scheme.initiative import Initiative
from goodstanding.engine.scheme.letters import Letters
from goodstanding.engine.scheme.part import Code, Count, FactKindName, Line, Name, Part, Text, Word
from goodstanding.engine.scheme.probation import ProbationRule
from goodstanding.engine.scheme.service import Service
from goodstanding.engine.scheme.study import Study
from goodstanding.engine.scheme.unit_duties import UnitDuties
from goodstanding.engine.scheme.warnings import Warnings
from goodstanding.engine.scheme.year_end import YearEnd

Subject = Literal["member", "unit"]
Kind = Literal["base", "bonus", "deduction", "flag"]
Measure = Literal["mean", "count", "sum", "latest", "max", "streak"]
Due = Literal["occurrence", "close", "pace"]
Missing = Literal["skip", "zero", "full"]
#: Who owes what is due at a period's close: who had the rule in any of its months, or who still has it at the end.
OwedBy = Literal["months", "end"]
Formula = Literal["prorata", "step", "map", "per_unit"]
Says = Literal["came", "on_time", "leave_asked"]
Unticked = Literal["nothing", "zero"]
Missed = Literal["leave", "absent"]
#: The offices that a scheme can let hold a kind of meeting; others hold every kind, or none.
Leading = Literal["group_leader"]

#: Bounds that keep every product of the scoring formulas inside 64 bits.
MOST_POINTS = 1_000_000
MOST_VALUE = 1_000_000_000

_MOST_DIGITS = 28


def thousandths(raw: Any) -> int:
    """An amount as written (0.5, '0.5', 2) in thousandths. Raises ValueError beyond three decimals or out of bounds."""
    if isinstance(raw, bool) or not isinstance(raw, int | str | Decimal):
        raise ValueError("must be a number")
    try:
        number = Decimal(raw)
        too_large = number.is_finite() and abs(number) > MOST_VALUE // 1000
    except ArithmeticError:
        raise ValueError(f"{raw!r} is not a number") from None
    if not number.is_finite():
        raise ValueError(f"{raw!r} is not a number")
    # Decimal rounds beyond its 28 digits; what it would round is not what was written.
    if len(number.as_tuple().digits) > _MOST_DIGITS:
        raise ValueError(f"has more than {_MOST_DIGITS} digits")
    if too_large:
        raise ValueError(f"{raw} is larger than {MOST_VALUE // 1000}")
    amount = number * 1000
    if amount != amount.to_integral_value():
        raise ValueError(f"{raw} has more than three decimals")
    return int(amount)


def _month(raw: Any) -> int:
    if not isinstance(raw, str):
        raise ValueError("must be a month, YYYY-MM")
    return parse_month(raw)


def decimal_text(amount: int) -> str:
    """Thousandths as written: 500 is '0.5'."""
    whole, rest = divmod(amount, 1000)
    return f"{whole}.{rest:03d}".rstrip("0") if rest else str(whole)


Unsigned = Annotated[
    int, BeforeValidator(thousandths), Field(ge=0), PlainSerializer(decimal_text, when_used="json-unless-none")
]
MonthNumber = Annotated[int, BeforeValidator(_month), PlainSerializer(month_text, when_used="json-unless-none")]


#: What every member has and can confirm without a result that was recorded.
OWN_DETAILS = ("contact", "record")


class FactKind(Text):
    """What happened, in words; `at_most` is the largest value such a fact can have, where there is one.

    recorded_by: the offices that may write it down by hand; None leaves it to every office that may record facts.
    confirms: what members say with it of themselves: `contact`, that their telephone number is right, `record`, that
    their record is, or the kind of fact whose result they have read.
    words: what else people call it, in either language; it is found by these where a kind is searched for.
    leave: whether an excuse from it is leave, though no meeting leaves it; see `is_attended`.
    """

    at_most: Unsigned | None = None
    recorded_by: tuple[Word, ...] | None = None
    confirms: Word | None = None
    words: tuple[Line, ...] = ()
    leave: Annotated[bool, Field(strict=True)] = False


class FactGroup(Part):
    """Kinds of fact that stand together where one is chosen.

    kinds: names of kinds, or the first parts of their names. everyone: whether something is mostly said of every member
    at once, as of who came to a meeting, and not of a few.
    """

    title: Text
    kinds: tuple[FactKindName, ...] = Field(min_length=1)
    everyone: bool = False

    def holds(self, kind: str) -> bool:
        """Whether a kind belongs to the group."""
        return any(kind == name or kind.startswith(f"{name}.") for name in self.kinds)


class Effective(Part):
    """The months in which a scheme holds; `until` is the first month in which it no longer does."""

    from_: MonthNumber = Field(alias="from")
    until: MonthNumber | None = None

    def holds(self, month: int) -> bool:
        """Whether the scheme is in force in that month."""
        return self.from_ <= month and (self.until is None or month < self.until)


class Category(Part):
    """A chapter of the rules."""

    code: Code
    title: Text


class PeerGroup(Part):
    """Members who are ranked among each other; without `any_of` it takes everyone left."""

    name: Word
    any_of: tuple[Word, ...] | None = None
    title: Text | None = None


class Band(Part):
    """A stretch of totals with a name; `at_least` in thousandths of a point."""

    name: Word
    at_least: Unsigned
    title: Text | None = None


class MemberRules(Part):
    """How a member's indicators become a total, a band and a rank."""

    bonus_cap: Unsigned
    deduction_cap: Unsigned
    min_attainable: Unsigned
    peer_groups: tuple[PeerGroup, ...] = Field(min_length=1)
    min_peers: Count
    bands: tuple[Band, ...] = Field(min_length=1)


class UnitRules(Part):
    """How a unit's own indicators and its members' totals become the unit's total."""

    members_weight: Annotated[int, Field(ge=0, le=100, strict=True)]
    shrink: Count
    min_members: Annotated[int, Field(ge=1, strict=True)]


class MemberNumbers(Part):
    """How the organization writes its members' numbers: a pattern for the whole number, and an example of it.

    The pattern has no groups and no endless repetitions, so that no number takes long to look at.
    """

    pattern: Annotated[str, StringConstraints(pattern=re.compile(r"^[A-Za-z0-9._\-\[\]{},\\|]{1,120}$"))]
    example: Line

    @model_validator(mode="after")
    def _fits(self) -> "MemberNumbers":
        try:
            fits = self.has(self.example)
        except re.error as error:
            raise ValueError(f"the pattern cannot be read: {error}") from None
        if not fits:
            raise ValueError("the example does not fit the pattern")
        return self

    def has(self, number: str) -> bool:
        """Whether a number is written so."""
        return re.fullmatch(self.pattern, number, re.ASCII) is not None


class Indicator(Part):
    """One rule: which facts count, how they are measured, when they are due and what they give."""

    code: Code
    title: Text
    why: Text
    source: Text | Line
    category: Code
    subject: Subject
    kind: Kind
    facts: tuple[FactKindName, ...] = Field(min_length=1)
    measure: Measure
    period: PeriodLength
    due: Due | None = None
    missing: Missing | None = None
    owed_by: OwedBy = "months"
    formula: Formula | None = None
    target: Unsigned | None = None
    points: Unsigned = 0
    cap: Unsigned | None = None
    yearly_cap: Unsigned | None = None
    map: tuple[tuple[Unsigned, Unsigned], ...] | None = None
    warn_at: tuple[Count, ...] | None = None
    applies_to: tuple[Word, ...] | None = None
    not_for: tuple[Word, ...] = ()
    voluntary_for: tuple[Word, ...] = ()

    def has(self, tags: frozenset[str]) -> bool:
        """Whether the indicator applies to a subject with these classes (for a unit: its type and level)."""
        return (self.applies_to is None or not tags.isdisjoint(self.applies_to)) and tags.isdisjoint(self.not_for)

    def voluntary(self, tags: frozenset[str]) -> bool:
        """Whether it can only help a subject with these classes."""
        return not tags.isdisjoint(self.voluntary_for)


class Share(Part):
    """How many of a number of people it takes: `more_than` a part of them, or `at_least` one."""

    more_than: Fractional | None = None
    at_least: Fractional | None = None

    @model_validator(mode="after")
    def _one_of_two(self) -> "Share":
        if (self.more_than is None) == (self.at_least is None):
            raise ValueError("say either more_than or at_least")
        return self

    def needed(self, count: int) -> int:
        """How many of that number it takes."""
        return fewest(count, more_than=self.more_than, at_least=self.at_least)


class MeetingPlan(Part):
    """How often a unit holds such a meeting."""

    every: PeriodLength
    times: Annotated[int, Field(ge=1, le=31, strict=True)] = 1


class MeetingDue(Part):
    """Who is due: everyone, or those with one of the classes or offices; of them, none with a class in `not_for`.

    welcome: classes whose coming is their own choice; it counts when they come, and nothing is missing when not.
    """

    classes: tuple[Word, ...] | None = None
    offices: tuple[Word, ...] | None = None
    not_for: tuple[Word, ...] = ()
    welcome: tuple[Word, ...] = ()


class Voting(Part):
    """Who may vote, of those due and of those welcome. of: the classes that may, None for everyone; never `not_for`.

    It is said apart from who is due: a full member who need not come, and does, has a vote.
    """

    of: tuple[Word, ...] | None = None
    not_for: tuple[Word, ...] = ()


class Quorum(Share):
    """How many of those with a vote must be there; a member who was only welcome belongs to them by coming."""


class AlsoWritten(Part):
    """One more fact that a meeting leaves about a member.

    says: they came (1, else nothing); whether who came was on time; whether who did not come had asked for leave.
    classes: only about these; hosted: only about those who came as floating members hosted here.
    """

    fact: FactKindName
    says: Says
    classes: tuple[Word, ...] | None = None
    hosted: bool = False


class AskedOfHost(Part):
    """A fact that the host is asked for about everybody due or welcome who came: 1 where it is ticked.

    ticked: how it begins. unticked: what it leaves where it is not ticked, nothing at all or 0.
    """

    fact: FactKindName
    ticked: bool = False
    unticked: Unticked = "nothing"


class MadeUp(Part):
    """A fact, always 1, about a member who missed the meeting and made up for it. after: what they were recorded as.

    within_days: how many days after the meeting that counts.
    """

    fact: FactKindName
    after: tuple[Missed, ...] = Field(default=("leave", "absent"), min_length=1)
    within_days: Annotated[int, Field(ge=1, le=366, strict=True)]


class GuestFact(Part):
    """A fact, always 1, about a guest from another unit who came. classes: only about these."""

    fact: FactKindName
    classes: tuple[Word, ...] | None = None


class OfficeFact(Part):
    """A fact about each holder of one of these offices."""

    fact: FactKindName
    offices: tuple[Word, ...] = Field(min_length=1)


class MinutesRule(OfficeFact):
    """By when the minutes are due, and what tells whether they were in time."""

    within_days: Annotated[int, Field(ge=1, le=366, strict=True)]


class MeetingType(Part):
    """One kind of meeting: how often, who is due, what makes it valid, and what it leaves in the ledger.

    fact: about every member due, 1 for there and 0 for not; with leave it is excused. held_by: levels or types of the
    units that hold it, None for all. hosted: floating members are due where they are hosted, not at home.
    grace_minutes: how long after the beginning a member is not late yet. decision: how many of the votes a resolution
    needs. votes: who may vote. asked, made_up, guests: what the host says besides attendance, and what guests leave.
    unit_facts, office_facts: what holding it leaves about the unit, and about those in office. led_by: offices that may
    hold this kind in their unit, besides those that hold every kind.
    """

    title: Text
    fact: FactKindName
    held_by: tuple[Word, ...] | None = None
    led_by: tuple[Leading, ...] = ()
    plan: MeetingPlan | None = None
    due: MeetingDue = MeetingDue()
    hosted: bool = False
    grace_minutes: Annotated[int, Field(ge=0, le=240, strict=True)] = 0
    votes: Voting = Voting()
    quorum: Quorum | None = None
    decision: Share | None = None
    also: tuple[AlsoWritten, ...] = ()
    asked: tuple[AskedOfHost, ...] = ()
    made_up: MadeUp | None = None
    guests: tuple[GuestFact, ...] = ()
    unit_facts: tuple[FactKindName, ...] = ()
    office_facts: tuple[OfficeFact, ...] = ()
    minutes: MinutesRule | None = None

    @model_validator(mode="before")
    @classmethod
    def _votes_apart(cls, content: Any) -> Any:
        """Rules that were agreed on before say who may vote under `quorum`; they stay readable."""
        quorum = content.get("quorum") if isinstance(content, Mapping) else None
        if not isinstance(quorum, Mapping) or "votes" in content:
            return content
        votes = {name: quorum[name] for name in ("of", "not_for") if name in quorum}
        rest = {name: value for name, value in quorum.items() if name not in votes}
        return {**content, "quorum": rest, "votes": votes} if votes else content


class Scheme(Part):
    """All the rules of one organization; `indicators` in the order of their codes.

    fact_groups: a kind belongs to the first group that holds it. talks: the kinds that say that the branch talked with
    a member.
    """

    name: Name
    title: Text
    effective: Effective
    categories: tuple[Category, ...] = Field(min_length=1)
    classes: dict[Word, Text]
    fact_kinds: dict[FactKindName, FactKind] = Field(min_length=1)
    fact_groups: tuple[FactGroup, ...] = ()
    talks: tuple[FactKindName, ...] = ()
    unit_levels: dict[Word, Text] = Field(default_factory=dict)
    unit_types: dict[Word, Text] = Field(default_factory=dict)
    offices: dict[Word, Text] = Field(default_factory=dict)
    member_numbers: MemberNumbers | None = None
    member: MemberRules
    unit: UnitRules
    objections: OfficeFact | None = None
    meetings: dict[Name, MeetingType] = Field(default_factory=dict)
    assignments: dict[Name, AssignmentType] = Field(default_factory=dict)
    study: Study | None = None
    initiative: Initiative | None = None
    dues: Dues | None = None
    care: Care | None = None
    probation: ProbationRule | None = None
    service: Service | None = None
    ballots: BallotRules | None = None
    appraisal: AppraisalRule | None = None
    debriefing: DebriefingRule | None = None
    decisions: Decisions | None = None
    dossiers: Dossiers | None = None
    letters: Letters | None = None
    burden: Burden | None = None
    unit_duties: UnitDuties | None = None
    year_end: YearEnd | None = None
    warnings: Warnings | None = None
    cases: CaseRules | None = None
    accountability: AccountabilityRule | None = None
    indicators: tuple[Indicator, ...] = ()

    @model_validator(mode="after")
    def _in_order(self) -> "Scheme":
        codes = [indicator.code for indicator in self.indicators]
        assert codes == sorted(set(codes)), "a scheme's indicators are sorted by their codes, each code once"
        return self

    def indicator(self, code: str) -> Indicator:
        """The indicator with that code. Raises KeyError where there is none."""
        for indicator in self.indicators:
            if indicator.code == code:
                return indicator
        raise KeyError(code)

    def group_of(self, kind: str) -> FactGroup | None:
        """The group in which a kind of fact is chosen, if it is in one."""
        return next((group for group in self.fact_groups if group.holds(kind)), None)

    def peer_group(self, tags: frozenset[str]) -> str:
        """The name of the peer group that a member with these classes is ranked in."""
        for group in self.member.peer_groups:
            if group.any_of is None or not tags.isdisjoint(group.any_of):
                return group.name
        return self.member.peer_groups[-1].name

    def band(self, total: int) -> str | None:
        """The name of the highest band that a total (hundredths) reaches."""
        reached = [band for band in self.member.bands if band.at_least <= total * 10]
        return max(reached, key=lambda band: band.at_least).name if reached else None
