"""What a scheme says of cases: who opens, owns and checks one, by when it is due, and which units need help.

A case never has a consequence by itself: what follows from one is decided by people.
"""

from typing import Annotated, Literal

from pydantic import Field

from goodstanding.engine.scheme.part import FactKindName, Name, Part, Text, Word

#: The offices that can have a part in a case.
CaseOffice = Literal["group_leader", "committee", "secretary", "officer"]
_Offices = Annotated[tuple[CaseOffice, ...], Field(min_length=1)]
_Days = Annotated[int, Field(ge=1, le=366, strict=True)]
SignOfUnit = Literal["vacant", "warning", "said"]


class WeakSign(Part):
    """A sign by which a unit can be put on the list.

    kind: an office in it is vacant for so many days; a warning of a kind is open about it; or people say so.
    """

    title: Text
    kind: SignOfUnit
    office: CaseOffice | None = None
    days: _Days | None = None
    warning: Name | None = None


class WeakUnits(Part):
    """The list of units that need help. levels: of the units that can be on it; listed_by, accepted_by: the offices
    over the unit that put it there, and that check that it can leave. days: how long a step of the help plan takes.
    """

    title: Text
    levels: Annotated[tuple[Word, ...], Field(min_length=1)]
    listed_by: _Offices = ("officer",)
    accepted_by: _Offices = ("officer",)
    days: _Days = 30
    signs: Annotated[dict[Name, WeakSign], Field(min_length=1)]


class CaseRules(Part):
    """Cases: an order to a named person in office, a reply, and a check by another person.

    opened_by, checked_by: offices over the unit; owned_by: the offices whose holders an order can go to, and that pass
    it on above when it is late. days: until when an order is due where nothing else is said; most_days: at the latest.
    closed: what the ledger says of the owner once the case of a unit is closed.
    """

    opened_by: _Offices = ("secretary", "officer")
    owned_by: _Offices = ("committee", "secretary", "officer")
    checked_by: _Offices = ("committee", "secretary", "officer")
    days: _Days = 14
    most_days: _Days = 90
    remind_before: Annotated[int, Field(ge=0, le=30, strict=True)] = 3
    closed: FactKindName | None = None
    weak_units: WeakUnits | None = None

    def offices(self) -> frozenset[str]:
        """Every office that has a part in cases."""
        return frozenset({*self.opened_by, *self.owned_by, *self.checked_by})

    def facts(self) -> dict[tuple[str, ...], FactKindName]:
        """The fact that it can leave about a member in office."""
        return {("closed",): self.closed} if self.closed is not None else {}
