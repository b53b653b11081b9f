"""Probation for tests: a member of the house who was accepted some time ago, and short ways along the timeline."""

from datetime import date, datetime

from goodstanding.actions.probation import decisions, steps, timeline
from goodstanding.actions.probation.decisions import Decision
from goodstanding.models import Fact, Member, MemberClass, Probation, ProbationStep
from goodstanding.queries.ledger import in_force
from tests.house import House

ACCEPTED = date(2016, 1, 20)


def accepted(house: House, who: str = "member", on: date = ACCEPTED, at: datetime | None = None) -> Probation:
    """A person on probation since a day, with the timeline."""
    member = house.member(who)
    MemberClass.objects.filter(member=member, word="full").delete()
    MemberClass.objects.create(member=member, word="probationary", from_on=on)
    return timeline.begin(member=member, accepted_on=on, scheme=house.scheme, by=None, at=at or house.at)


def step_of(probation: Probation, kind: str, number: int = 1) -> ProbationStep:
    """One step, as it is now."""
    return ProbationStep.objects.select_related("probation__member").get(
        probation=probation, kind=kind, number=number
    )  # fmt: skip


def done(
    house: House, step: ProbationStep, by: str = "secretary", on: date | None = None, at: datetime | None = None
) -> None:
    """Says that a step is done."""
    steps.finish(step=step, on=on, scheme=house.scheme, by=house.viewer(by), at=at or house.at)


def decided(
    house: House, probation: Probation, what: str, *, on: date, by: str = "sub_district_officer",
    until: date | None = None, at: datetime, meeting: bool = True,
) -> None:  # fmt: skip
    """What the committee above decided, after the meeting said the same."""
    said = Decision(what, "Sub-district committee", "2017-4", on, until)
    if meeting:
        decisions.of_meeting(
            probation=probation, decision=Decision(what, "Branch meeting", "2017-1", on, until), scheme=house.scheme,
            by=house.viewer("secretary"), at=at,
        )  # fmt: skip
    decisions.of_committee(probation=probation, decision=said, scheme=house.scheme, by=house.viewer(by), at=at)


def left(member: Member) -> dict[str, list[int | None]]:
    """What stands in the ledger about a member from probation and holds, by the kind of fact."""
    found = dict[str, list[int | None]]()
    for written in Fact.objects.filter(member=member, source="probation").order_by("pk"):
        fact = in_force.now_in_place(written)
        if in_force.holds(fact):
            found.setdefault(fact.kind, []).append(fact.value)
    return found
