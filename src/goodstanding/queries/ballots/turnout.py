"""How many have voted, on which way: the only thing that is known of a ballot while it runs."""

from dataclasses import dataclass

from django.db.models import Count, Q

from goodstanding.models import Ballot, BallotVoter

How = BallotVoter.How


@dataclass(frozen=True)
class Turnout:
    """Of a ballot, or of the classes counted together. voters: with guests; papers: given out, guests' too."""

    voters: int
    phone: int
    papers: int

    @property
    def cast(self) -> int:
        """How many votes there are at the most: a paper may not come back."""
        return self.phone + self.papers

    def __add__(self, other: "Turnout") -> "Turnout":
        return Turnout(self.voters + other.voters, self.phone + other.phone, self.papers + other.papers)


NONE = Turnout(0, 0, 0)


def by_class(ballot: Ballot) -> dict[int, Turnout]:
    """Of each class, by its number."""
    counted = ballot.classes.annotate(
        members=Count("voters"),
        phone=Count("voters", filter=Q(voters__how=How.PHONE)),
        paper=Count("voters", filter=Q(voters__how=How.PAPER)),
    )
    return {
        one.number: Turnout(one.members + one.guests, one.phone, one.paper + one.guest_papers) for one in counted
    }  # fmt: skip


def of(ballot: Ballot) -> Turnout:
    """Of the whole ballot."""
    return sum(by_class(ballot).values(), NONE)


def by_group(ballot: Ballot) -> dict[int, Turnout]:
    """Of the classes that are counted together, by the number of the one whose weight counts, once it is closed."""
    found, numbers = by_class(ballot), {one.pk: one.number for one in ballot.classes.all()}
    groups = dict[int, Turnout]()
    for one in ballot.classes.all():
        leading = numbers[one.counted_in_id or one.pk]
        groups[leading] = groups.get(leading, NONE) + found[one.number]
    return groups
