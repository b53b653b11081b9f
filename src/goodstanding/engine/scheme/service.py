"""What a scheme says of volunteer service: activities, the community, wishes, needs, pairs and visits."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from goodstanding.engine.period import PeriodLength
from goodstanding.engine.scheme.for_whom import ForWhom
from goodstanding.engine.scheme.initiative import Offices
from goodstanding.engine.scheme.part import FactKindName, Name, Part, Text, Word

_ALL: Offices = ("committee", "secretary", "officer")
_Days = Annotated[int, Field(ge=1, le=366, strict=True)]


class ActivityKind(Part):
    """One kind of activity that a unit plans and members sign up for.

    joined: 1 for a member who took part; 0 only with `missed: zero` and the host's word that the member did not come.
    also: what else is 1 for a member who took part. hours: how many, as the host confirms them. no_show: 1 where the
    host says that a member who had signed up did not come. most_hours: the most that one day is worth to a member.
    """

    title: Text
    joined: FactKindName | None = None
    missed: Literal["zero"] | None = None
    also: tuple[FactKindName, ...] = ()
    hours: FactKindName | None = None
    no_show: FactKindName | None = None
    most_hours: Annotated[int, Field(ge=1, le=24, strict=True)] = 8
    to: ForWhom = ForWhom()
    planned_by: Offices = _ALL

    @model_validator(mode="after")
    def _leaves_something(self) -> "ActivityKind":
        if self.joined is None and self.hours is None:
            raise ValueError("it leaves nothing: name joined, hours, or both")
        if self.missed is not None and self.joined is None:
            raise ValueError("missed is about joined, which is not there")
        return self


class CommunityRule(Part):
    """How members register with the community where they live. units: levels or types of the units they choose from.

    registered: 1 once the community confirms. activity: 1 for each activity of the community in which the registered
    member took part.
    """

    title: Text
    units: tuple[Word, ...] = Field(min_length=1)
    registered: FactKindName
    activity: FactKindName | None = None
    to: ForWhom = ForWhom()
    confirmed_by: Offices = _ALL


class WishRule(Part):
    """Small wishes that a unit posts and a member claims. fulfilled: 1, once the person helped has confirmed it.

    within_days: how long a member has after claiming, before the wish is shown to the unit as taking long.
    """

    title: Text
    fulfilled: FactKindName
    within_days: _Days = 30
    to: ForWhom = ForWhom()
    posted_by: Offices = _ALL


class NeedRule(Part):
    """What people need, relayed by a member. relayed: 1, once an office has taken it up. within_days: working days."""

    title: Text
    relayed: FactKindName
    within_days: Annotated[int, Field(ge=1, le=120, strict=True)] = 10
    answered_by: Offices = _ALL


class PairRule(Part):
    """A standing pair of a member and the person or unit helped. helped: 1 for each period that is confirmed."""

    title: Text
    helped: FactKindName
    period: PeriodLength = "quarter"
    to: ForWhom = ForWhom()
    confirmed_by: Offices = _ALL


class VisitKind(Part):
    """One kind of visit, of which only the day is recorded. made: always 1. most_a_day: how many of a day count."""

    title: Text
    made: FactKindName
    most_a_day: Annotated[int, Field(ge=1, le=10, strict=True)] = 1
    to: ForWhom = ForWhom()
    recorded_by: Offices = _ALL


class Service(Part):
    """An organization's volunteer service."""

    activities: dict[Name, ActivityKind] = Field(default_factory=dict)
    community: CommunityRule | None = None
    wishes: WishRule | None = None
    needs: NeedRule | None = None
    pairs: PairRule | None = None
    visits: dict[Name, VisitKind] = Field(default_factory=dict)

    def facts(self) -> dict[tuple[str, ...], FactKindName]:
        """The facts it can leave about a member, by the place in the section that names each."""
        found: dict[tuple[str, ...], FactKindName | None] = {}
        for word, kind in self.activities.items():
            found |= {("activities", word, key): getattr(kind, key) for key in ("joined", "hours", "no_show")}
            found |= {("activities", word, "also", fact): fact for fact in kind.also}
        if self.community is not None:
            found["community", "registered"] = self.community.registered
            found["community", "activity"] = self.community.activity
        if self.wishes is not None:
            found["wishes", "fulfilled"] = self.wishes.fulfilled
        if self.needs is not None:
            found["needs", "relayed"] = self.needs.relayed
        if self.pairs is not None:
            found["pairs", "helped"] = self.pairs.helped
        found |= {("visits", word, "made"): visit.made for word, visit in self.visits.items()}
        return {place: fact for place, fact in found.items() if fact is not None}

    def invited(self) -> dict[tuple[str, ...], ForWhom]:
        """For whom each part is, by its place in the section."""
        found: dict[tuple[str, ...], ForWhom] = {
            ("activities", word, "to"): kind.to for word, kind in self.activities.items()
        }
        found |= {("visits", word, "to"): visit.to for word, visit in self.visits.items()}
        for name, rule in (("community", self.community), ("wishes", self.wishes), ("pairs", self.pairs)):
            if rule is not None:
                found[name, "to"] = rule.to
        return found

    def titles(self) -> dict[tuple[str, ...], Text]:
        """What people call each part, by its place in the section."""
        found: dict[tuple[str, ...], Text] = {
            ("activities", word): kind.title for word, kind in self.activities.items()
        }
        found |= {("visits", word): visit.title for word, visit in self.visits.items()}
        for name in ("community", "wishes", "needs", "pairs"):
            rule: CommunityRule | WishRule | NeedRule | PairRule | None = getattr(self, name)
            if rule is not None:
                found[name,] = rule.title
        return found

    def offices(self) -> frozenset[str]:
        """Every office that a part names."""
        found = {office for kind in self.activities.values() for office in kind.planned_by}
        found |= {office for visit in self.visits.values() for office in visit.recorded_by}
        for rule in (self.community, self.pairs):
            found |= set(rule.confirmed_by) if rule else set()
        found |= set(self.wishes.posted_by) if self.wishes else set()
        return frozenset(found | (set(self.needs.answered_by) if self.needs else set()))
