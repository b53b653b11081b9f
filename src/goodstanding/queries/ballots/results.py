"""What a ballot came to: numbers of each choice, and exact weighted shares. Nothing before both tellers agree."""

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

from goodstanding.models import Ballot, BallotClass, BallotCount, BallotSubject
from goodstanding.queries.ballots.secrecy import LEAST


@dataclass(frozen=True)
class GroupResult:
    """Classes of voters that were counted together. words, titles: of all of them, the one whose weight counts first.

    unreturned: papers that were given out and not put into the box.
    """

    words: tuple[str, ...]
    titles: tuple[dict[str, str], ...]
    weight: int
    valid: int
    invalid: int
    unreturned: int


@dataclass(frozen=True)
class SubjectResult:
    """What one subject was given. counts: by the first word of a group, then by choice, every choice of the ballot.

    shares: for each choice, the weight of the votes for it over the weight of all valid votes; they add up to 1.
    """

    subject: BallotSubject
    counts: dict[str, dict[str, int]]
    shares: dict[str, Fraction]

    def total(self, choice: str) -> int:
        """How many votes a choice has, of all groups and without weights."""
        return sum(of_group[choice] for of_group in self.counts.values())


@dataclass(frozen=True)
class BallotResult:
    """What a ballot came to: the groups of voters, and every subject in the order of the ballot."""

    groups: tuple[GroupResult, ...]
    subjects: tuple[SubjectResult, ...]

    @property
    def valid(self) -> int:
        """How many valid votes there are, on phones and on paper together."""
        return sum(group.valid for group in self.groups)

    @property
    def invalid(self) -> int:
        """How many votes count for nothing."""
        return sum(group.invalid for group in self.groups)

    def of_member(self, member: int) -> SubjectResult | None:
        """The result of a member, by their id."""
        return next((one for one in self.subjects if one.subject.member_id == member), None)


def is_hidden(ballot: Ballot) -> bool:
    """Whether a ballot was counted and has no result, because it had fewer than five valid votes."""
    return ballot.state == Ballot.State.COUNTED and result(ballot) is None


def result(ballot: Ballot) -> BallotResult | None:
    """The result of a ballot; None before it is counted, and for one of fewer than five valid votes."""
    if ballot.state != Ballot.State.COUNTED:
        return None
    classes = list(ballot.classes.all())
    groups = [_group(one, classes) for one in classes if one.counted_in_id == one.pk and one.valid]
    if sum(group.valid for group in groups) < LEAST:
        return None
    votes: dict[int, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for count in BallotCount.objects.filter(of_class__ballot=ballot).select_related("of_class"):
        votes[count.subject_id][count.of_class.word][count.choice] = count.votes
    choices = [choice["word"] for choice in ballot.choices]
    subjects = ballot.subjects.select_related("member")
    return BallotResult(tuple(groups), tuple(_subject(one, votes[one.pk], groups, choices) for one in subjects))


def _group(leading: BallotClass, classes: list[BallotClass]) -> GroupResult:
    members = [leading, *(one for one in classes if one.counted_in_id == leading.pk and one != leading)]
    titles = tuple({"en": one.title_en, "zh": one.title_zh} for one in members)
    words = tuple(one.word for one in members)
    return GroupResult(
        words, titles, leading.weight, leading.valid or 0, leading.invalid or 0, leading.unreturned or 0
    )  # fmt: skip


def _subject(
    subject: BallotSubject, votes: dict[str, dict[str, int]], groups: list[GroupResult], choices: list[str]
) -> SubjectResult:
    counts = {
        group.words[0]: {choice: votes[group.words[0]].get(choice, 0) for choice in choices} for group in groups
    }  # fmt: skip
    whole = sum(group.weight * group.valid for group in groups)
    shares = {
        choice: Fraction(sum(group.weight * counts[group.words[0]][choice] for group in groups), whole)
        for choice in choices
    }
    return SubjectResult(subject, counts, shares)
