"""Decisions for tests: what a document says, written down by an office of the house."""

from datetime import date, datetime
from typing import Any

from goodstanding.actions.decisions import decisions
from goodstanding.actions.decisions.decisions import ChangePaper, DecisionPaper
from goodstanding.models import Fact, Member, MemberDecision
from goodstanding.queries.ledger import in_force
from tests.house import House

DATED, INFORMED = date(2016, 6, 1), date(2016, 6, 3)


def paper(house: House, code: str = "D1", **more: Any) -> DecisionPaper:
    """A document of the body of a unit, of which the member was informed. code: empty for a body above them all."""
    given: dict[str, Any] = {"document": "〔2016〕17", "dated_on": DATED, "informed_on": INFORMED}
    given |= {"body_unit": house.unit(code) if code else None, "body": "" if code else "Provincial committee"}
    return DecisionPaper(**given | more)


def decided(
    house: House, kind: str = "warning", by: str = "district_officer", code: str = "D1", who: str = "member",
    at: datetime | None = None, **more: Any,
) -> MemberDecision:  # fmt: skip
    """A decision about somebody, written down."""
    return decisions.record(
        member=house.member(who), kind=kind, paper=paper(house, code, **more), scheme=house.scheme,
        by=house.viewer(by), at=at or house.at,
    )  # fmt: skip


def later(on: date = date(2016, 9, 1), reason: str = "After an appeal") -> ChangePaper:
    """A later document."""
    return ChangePaper("〔2016〕40", "District committee", on, reason)


def left(member: Member) -> dict[str, list[date]]:
    """The days for which entries from decisions stand in the ledger and hold, by the kind of fact."""
    found = dict[str, list[date]]()
    for written in Fact.objects.filter(member=member, source="decision").order_by("pk"):
        fact = in_force.now_in_place(written)
        if in_force.holds(fact):
            found.setdefault(fact.kind, []).append(fact.occurred_on)
    return found
