"""Service for tests: short ways to an activity, a sign-up, a registration, a wish, a need and a pair of the house."""

from datetime import datetime, timedelta

from goodstanding.actions.service import activities, hours, needs, pairs, registrations, sign_ups, wishes
from goodstanding.actions.service.activities import ActivityPlan
from goodstanding.actions.service.hours import HoursWord
from goodstanding.models import (
    CommunityRegistration,
    Fact,
    HelpPair,
    Member,
    MemberClass,
    RelayedNeed,
    ServiceActivity,
    SignUp,
    Wish,
)
from goodstanding.queries.ledger import in_force
from tests.house import OPENED, House

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
S = SignUp.State


def planned(
    house: House, unit: str = "B111", *, title: str = "Tidy the park", kind: str = "volunteer",
    places: int | None = None, starts: datetime | None = None, lasts: timedelta = 2 * HOUR, by: str = "secretary",
    at: datetime | None = None,
) -> ServiceActivity:  # fmt: skip
    """An activity of a unit, a day ahead unless said otherwise."""
    at = at or house.at
    starts = starts or at + DAY
    what = ActivityPlan(title, starts, starts + lasts, "The gate", "", places)
    return activities.plan(
        unit=house.unit(unit), kind=kind, what=what, scheme=house.scheme, by=house.viewer(by), at=at
    )  # fmt: skip


def joined(house: House, activity: ServiceActivity, who: str = "member", at: datetime | None = None) -> SignUp:
    """A person signs up by themselves."""
    return sign_ups.sign_up(
        activity=activity, member=house.member(who), scheme=house.scheme, by=house.viewer(who), at=at or house.at
    )  # fmt: skip


def put_down(house: House, activity: ServiceActivity, member: Member, at: datetime | None = None) -> SignUp:
    """The secretary signs a member up from paper."""
    return sign_ups.sign_up(
        activity=activity, member=member, scheme=house.scheme, by=house.viewer("secretary"), at=at or house.at
    )  # fmt: skip


def left_out(house: House, sign_up: SignUp, by: str = "member", at: datetime | None = None) -> None:
    """A person signs off."""
    sign_ups.withdraw(sign_up=sign_up, scheme=house.scheme, by=house.viewer(by), at=at or house.at)


def confirmed(
    house: House, activity: ServiceActivity, said: dict[str, HoursWord] | None = None, *, by: str = "secretary",
    at: datetime | None = None,
) -> int:  # fmt: skip
    """The host's word, after the end. said: by the member's key."""
    at = at or activity.ends_at + HOUR
    return hours.confirm(activity=activity, said=said or {}, scheme=house.scheme, by=house.viewer(by), at=at)


def classed(member: Member, *words: str) -> None:
    """Gives a member classes since the house was opened."""
    MemberClass.objects.bulk_create(MemberClass(member=member, word=word, from_on=OPENED) for word in words)


def registered(
    house: House, who: str = "member", unit: str = "B112", at: datetime | None = None, *,
    by_community: str = "neighbour",
) -> CommunityRegistration:  # fmt: skip
    """A person in service registers with a community, which confirms it."""
    member, at = house.member(who), at or house.at
    if not MemberClass.objects.filter(member=member, word="in_service").exists():
        classed(member, "in_service")
    one = registrations.ask(member=member, unit=house.unit(unit), scheme=house.scheme, by=house.viewer(who), at=at)
    if by_community:
        registrations.confirm(registration=one, scheme=house.scheme, by=house.viewer(by_community), at=at)
    return CommunityRegistration.objects.get(pk=one.pk)


def wished(house: House, title: str = "A lamp", at: datetime | None = None) -> Wish:
    """A wish of the branch."""
    return wishes.post(
        unit=house.branch, title=title, text="", scheme=house.scheme, by=house.viewer("secretary"), at=at or house.at
    )  # fmt: skip


def claimed(house: House, wish: Wish, who: str = "member", at: datetime | None = None) -> Wish:
    """A person claims it."""
    wishes.claim(wish=wish, member=house.member(who), scheme=house.scheme, by=house.viewer(who), at=at or house.at)
    return Wish.objects.get(pk=wish.pk)


def relayed(house: House, title: str = "A bench", at: datetime | None = None) -> RelayedNeed:
    """A need that the member relays."""
    return needs.relay(
        member=house.member(), title=title, text="", scheme=house.scheme, by=house.viewer("member"), at=at or house.at
    )  # fmt: skip


def paired(house: House, at: datetime | None = None) -> HelpPair:
    """The member helps the group leader."""
    return pairs.make(
        unit=house.branch, helper=house.member(), helped=house.member("group_leader"), scheme=house.scheme,
        by=house.viewer("secretary"), at=at or house.at,
    )  # fmt: skip


def left(member: Member) -> dict[str, list[int | None]]:
    """What stands in the ledger about a member from service and holds, by the kind of fact."""
    found = dict[str, list[int | None]]()
    for written in Fact.objects.filter(member=member, source="service").order_by("pk"):
        fact = in_force.now_in_place(written)
        if in_force.holds(fact):
            found.setdefault(fact.kind, []).append(fact.value)
    return found
