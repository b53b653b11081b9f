"""Assignments for tests: short ways to give one in the house's branch, and to read where it stands."""

from datetime import date, datetime, timedelta

from goodstanding.actions.assignments import answers, giving, reminders
from goodstanding.actions.assignments.giving import Task
from goodstanding.models import Assignee, Assignment, Fact, Member
from goodstanding.queries.assignments.recipients import Recipients
from goodstanding.queries.ledger import in_force
from tests.house import House

DAY = timedelta(days=1)
#: The house's day is Saturday 15 October 2016; an answer within three working days is due on the 19th.
DUE = date(2016, 10, 25)


def given(
    house: House, word: str = "task", *, to: Recipients | None = None, due_on: date = DUE, by: str = "secretary",
    code: str = "B111", title: str = "Count the chairs", at: datetime | None = None, form: str = "",
) -> Assignment:  # fmt: skip
    """An assignment to everyone of a branch, or to some."""
    return giving.give(
        unit=house.unit(code), word=word, task=Task(title, due_on), to=to or Recipients(), scheme=house.scheme,
        by=house.viewer(by), at=at or house.at, form=form,
    )  # fmt: skip


def given_to(house: House, who: str = "member", word: str = "task", *, due_on: date = DUE) -> Assignee:
    """An assignment to one person."""
    number = house.member(who).number
    return row(given(house, word, to=Recipients(people=(number,)), due_on=due_on), house.member(who))


def row(assignment: Assignment, member: Member) -> Assignee:
    """Where it stands for a member, as it is now."""
    return Assignee.objects.select_related("assignment", "member").get(assignment=assignment, member=member)


def now(assignee: Assignee) -> Assignee:
    """The same row as it is now."""
    return row(assignee.assignment, assignee.member)


def handed_in(house: House, assignee: Assignee, *, days: int = 0, text: str = "All there.") -> Assignee:
    """The member hands it in so many days after today."""
    at = house.at + days * DAY
    who = "member" if assignee.member_id == house.member().pk else "secretary"
    by = house.viewer(who, on=house.today + days * DAY)
    answers.hand_in(assignee=assignee, text=text, scheme=house.scheme, by=by, at=at)
    return now(assignee)


def reminded_to_the_end(house: House, assignee: Assignee) -> datetime:
    """Lets the days pass until every reminder is sent; gives the moment after them."""
    for days in range(20):
        reminders.remind(on=house.today + days * DAY, scheme=house.scheme, at=house.at + days * DAY)
    return house.at + 20 * DAY


def left(assignee: Assignee) -> dict[str, int | None]:
    """What it left in the ledger and holds there now, by the kind of fact."""
    written = Fact.objects.filter(member=assignee.member, source_key__startswith=f"{assignee.assignment.key}:")
    facts = [in_force.now_in_place(fact) for fact in written]
    return {fact.kind: fact.value for fact in facts if in_force.holds(fact)}
