"""Initiative for tests: short ways to a pledge, a suggestion, a topic and a post in the house's branch."""

from datetime import date, datetime, timedelta

from goodstanding.actions.initiative import duties, holdings, pledges, suggestions, topics
from goodstanding.actions.initiative.suggestions import Idea
from goodstanding.models import AgendaTopic, DutyHolding, DutyPost, Fact, Member, Pledge, PledgeItem, Suggestion
from goodstanding.queries.initiative import pledges as pledge_queries
from goodstanding.queries.ledger import in_force
from tests.house import House

DAY = timedelta(days=1)
TEXTS = ("Look after the reading room", "Visit two neighbours")


def pledged(
    house: House, who: str = "member", *texts: str, by: str = "", at: datetime | None = None, on: date | None = None
) -> Pledge:
    """A pledge of a person, by their own hand unless another types it in."""
    return pledges.make(
        member=house.member(who), texts=texts or TEXTS, scheme=house.scheme, by=house.viewer(by or who),
        at=at or house.at, on=on,
    )  # fmt: skip


def items(pledge: Pledge) -> list[PledgeItem]:
    """Its items as they are now."""
    return pledge_queries.items(Pledge.objects.prefetch_related("items").get(pk=pledge.pk))


def suggested(
    house: House, who: str = "member", to: str = "B111", *, title: str = "A lamp for the stairs", form: str = "",
    at: datetime | None = None, by: str = "",
) -> Suggestion:  # fmt: skip
    """A suggestion of a person."""
    return suggestions.make(
        member=house.member(who), to=house.unit(to), what=Idea(title, "It is dark there."), scheme=house.scheme,
        by=house.viewer(by or who), at=at or house.at, form=form,
    )  # fmt: skip


def proposed(
    house: House, who: str = "member", kind: str = "study", *, title: str = "The lamp", at: datetime | None = None,
    by: str = "",
) -> AgendaTopic:  # fmt: skip
    """A topic of a person."""
    return topics.propose(
        member=house.member(who), kind=kind, title=title, text="", scheme=house.scheme, by=house.viewer(by or who),
        at=at or house.at,
    )  # fmt: skip


def post(house: House, kind: str = "duty_post", title: str = "Reading room", at: datetime | None = None) -> DutyPost:
    """A post of the branch."""
    return duties.set_up(
        unit=house.branch, kind=kind, title=title, text="Open it on Saturdays", scheme=house.scheme,
        by=house.viewer("secretary"), at=at or house.at,
    )  # fmt: skip


def taken(house: House, which: DutyPost, who: str = "member", at: datetime | None = None) -> DutyHolding:
    """A person takes it."""
    return holdings.take(post=which, scheme=house.scheme, by=house.viewer(who), at=at or house.at)


def left(member: Member) -> dict[str, list[int | None]]:
    """What stands in the ledger about a member from initiative and holds, by the kind of fact."""
    found = dict[str, list[int | None]]()
    for written in Fact.objects.filter(member=member, source="initiative").order_by("pk"):
        fact = in_force.now_in_place(written)
        if in_force.holds(fact):
            found.setdefault(fact.kind, []).append(fact.value)
    return found
