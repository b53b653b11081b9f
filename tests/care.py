"""Care for tests: short ways to a talk, a contact, a search and an absence in the house's branch."""

from datetime import date, datetime, timedelta

from goodstanding.actions.care import absences, contacts, searches, talks
from goodstanding.models import Contact, Fact, LongAbsence, Member, MemberClass, Search, Talk
from goodstanding.queries.ledger import in_force
from tests.house import House

DAY = timedelta(days=1)


def talked(
    house: House, who: str = "member", holder: str = "secretary", *, by: str = "", on: date | None = None,
    kind: str = "heart_to_heart", way: str = "", at: datetime | None = None,
) -> Talk:  # fmt: skip
    """A talk set down by one side, of yesterday unless another day is named."""
    return talks.set_down(
        kind=kind, member=house.member(who), holder=house.member(holder), on=on or house.today - DAY,
        scheme=house.scheme, by=house.viewer(by or holder), at=at or house.at, way=way,
    )  # fmt: skip


def touched(
    house: House, kind: str = "floating", who: str = "member", *, by: str = "secretary", on: date | None = None,
    at: datetime | None = None,
) -> Contact:  # fmt: skip
    """Contact with a person, by telephone."""
    return contacts.record(
        kind=kind, member=house.member(who), way="telephone", on=on or house.today, scheme=house.scheme,
        by=house.viewer(by), at=at or house.at,
    )  # fmt: skip


def sought(house: House, who: str = "member", *, since: date | None = None, at: datetime | None = None) -> Search:
    """A search for a person."""
    return searches.begin(
        member=house.member(who), since=since or house.today - 200 * DAY, scheme=house.scheme,
        by=house.viewer("secretary"), at=at or house.at,
    )  # fmt: skip


def away(
    house: House, who: str = "member", days: int = 200, *, by: str = "", from_on: date | None = None,
    at: datetime | None = None, reported_on: date | None = None,
) -> LongAbsence:  # fmt: skip
    """A long absence that a person reports."""
    first = from_on or house.today + 10 * DAY
    return absences.report(
        member=house.member(who), from_on=first, until_on=first + days * DAY, phone="", scheme=house.scheme,
        by=house.viewer(by or who), at=at or house.at, reported_on=reported_on,
    )  # fmt: skip


def classed(member: Member, word: str) -> None:
    """Gives a member a class, since they joined."""
    MemberClass.objects.get_or_create(member=member, word=word, from_on=member.joined_on)


def left(member: Member) -> dict[str, list[int | None]]:
    """What stands in the ledger about a member from care and holds, by the kind of fact."""
    found = dict[str, list[int | None]]()
    for written in Fact.objects.filter(member=member, source="care").order_by("pk"):
        fact = in_force.now_in_place(written)
        if in_force.holds(fact):
            found.setdefault(fact.kind, []).append(fact.value)
    return found
