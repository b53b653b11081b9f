"""What a scheme says of staying in touch: talks, contact and visits, members who cannot be reached, long absences."""

from typing import Annotated, Literal

from pydantic import Field

from goodstanding.engine.period import PeriodLength
from goodstanding.engine.scheme.part import FactKindName, Name, Part, Text, Word

#: The offices that hold talks and stay in touch; a scheme can leave it to some of them.
InTouch = Literal["committee", "secretary", "officer"]
Offices = Annotated[tuple[InTouch, ...], Field(min_length=1)]
#: The steps that can be taken to find a member again.
SearchStepName = Literal["telephone", "contact_person", "visit", "letter", "notice_above"]

_Days = Annotated[int, Field(ge=1, le=400, strict=True)]
_ALL: tuple[InTouch, ...] = ("committee", "secretary", "officer")


class CaredFor(Part):
    """For whom it is: everyone, or members with one of the classes. not_for: classes for whom it is left out."""

    classes: tuple[Word, ...] | None = None
    not_for: tuple[Word, ...] = ()

    def is_for(self, classes: frozenset[str]) -> bool:
        """Whether a member with these classes is meant."""
        return (self.classes is None or not classes.isdisjoint(self.classes)) and classes.isdisjoint(self.not_for)


class DutyOfOffices(Part):
    """What is written down about the people in office at the member's unit, for each member once a period: 1.

    missed_after_days: so many days after the period 0 is written for each member with whom it did not take place, about
    those alone who were in office all through it. None: nothing is ever written then.
    """

    fact: FactKindName
    offices: tuple[InTouch, ...] = Field(min_length=1)
    missed_after_days: Annotated[int, Field(ge=1, le=28, strict=True)] | None = None


class TalkRule(Part):
    """One kind of talk between a member and a person in office, which both confirm.

    held: always 1, about the member. duty: about the people in office. period: within it one talk with each
    member is due.
    """

    title: Text
    held: FactKindName | None = None
    duty: DutyOfOffices | None = None
    period: PeriodLength = "year"
    to: CaredFor = CaredFor()
    held_by: Offices = _ALL


class HelpRule(Part):
    """One kind of help of one member for another member of the unit. given: always 1, about the member who helped, once
    the member who was helped has confirmed it.
    """

    title: Text
    given: FactKindName


class ContactRule(Part):
    """One kind of contact that a unit keeps with some of its members: once a period with each.

    kept: always 1, about the member. duty: about the people in office. own: whether the member can say with
    one tap that there was contact.
    """

    title: Text
    kept: FactKindName | None = None
    duty: DutyOfOffices | None = None
    period: PeriodLength = "quarter"
    to: CaredFor
    by: Offices = _ALL
    own: bool = False


class SearchRule(Part):
    """What is done to find a member who cannot be reached. after_months: what the clock on the page points out."""

    steps: tuple[SearchStepName, ...] = Field(min_length=1)
    after_months: Annotated[int, Field(ge=1, le=60, strict=True)]
    by: Offices = _ALL


class AbsenceRule(Part):
    """A long absence that members report beforehand. reported: always 1, for an absence of that many days or more."""

    reported: FactKindName
    at_least_days: _Days


class ArrivalRule(Part):
    """What a transfer leaves: 1 where it was done so many days after it was asked for, 1 for reporting in in time."""

    in_time: FactKindName
    within_days: _Days
    reported_in: FactKindName
    report_within_days: _Days


class Care(Part):
    """How an organization stays in touch with its members."""

    talks: dict[Name, TalkRule] = Field(default_factory=dict)
    helps: dict[Name, HelpRule] = Field(default_factory=dict)
    contacts: dict[Name, ContactRule] = Field(default_factory=dict)
    search: SearchRule | None = None
    absence: AbsenceRule | None = None
    transfers: ArrivalRule | None = None

    def facts(self) -> dict[tuple[str, ...], FactKindName]:
        """The facts it can leave about a member, by the place in the section that names each."""
        found: dict[tuple[str, ...], FactKindName | None] = {}
        for word, talk in self.talks.items():
            found["talks", word, "held"] = talk.held
            found["talks", word, "duty"] = talk.duty.fact if talk.duty else None
        for word, helped in self.helps.items():
            found["helps", word, "given"] = helped.given
        for word, contact in self.contacts.items():
            found["contacts", word, "kept"] = contact.kept
            found["contacts", word, "duty"] = contact.duty.fact if contact.duty else None
        if self.absence is not None:
            found["absence", "reported"] = self.absence.reported
        if self.transfers is not None:
            found["transfers", "in_time"] = self.transfers.in_time
            found["transfers", "reported_in"] = self.transfers.reported_in
        return {place: fact for place, fact in found.items() if fact is not None}

    def offices(self) -> frozenset[str]:
        """Every office that the rules name for something here."""
        found = {office for talk in self.talks.values() for office in talk.held_by}
        found |= {office for contact in self.contacts.values() for office in contact.by}
        return frozenset(found | set(self.search.by if self.search else ()))
