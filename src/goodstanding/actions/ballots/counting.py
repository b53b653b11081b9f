"""Counting: both tellers count in their browsers, and what both agree on is stored, in sums of five votes and more."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access.viewer import Viewer
from goodstanding.actions.ballots import acting
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import Ballot, BallotBox, BallotClass, BallotCount, BallotTeller
from goodstanding.models.ballots.moves import BallotMove
from goodstanding.queries.ballots import turnout
from goodstanding.queries.ballots.secrecy import LEAST, counted_together
from goodstanding.queries.ballots.turnout import Turnout


@dataclass(frozen=True)
class Counted:
    """What a teller counted of the classes that are counted together: phones and papers in one sum, never apart.

    votes: for each subject, in the order of the ballot, the number of each choice. unreturned: papers not in the box.
    """

    votes: tuple[tuple[int, ...], ...]
    invalid: int
    unreturned: int

    @property
    def valid(self) -> int:
        """The number of valid votes, which is the same for each subject."""
        return sum(self.votes[0])

    def __add__(self, other: "Counted") -> "Counted":
        votes = tuple(
            tuple(a + b for a, b in zip(mine, theirs, strict=True))
            for mine, theirs in zip(self.votes, other.votes, strict=True)
        )
        return Counted(votes, self.invalid + other.invalid, self.unreturned + other.unreturned)


@dataclass(frozen=True)
class Agreement:
    """What came of a count. is_counted: both agree, and the result stands. waits: the other has not counted yet.

    phones_differ: the votes from the phones were not the same; differ: where the sums are not the same, as (group,
    subject from 1, choice, the viewer's number, the other's); subject 0 is of the whole ballot.
    """

    is_counted: bool = False
    waits: bool = False
    phones_differ: bool = False
    differ: tuple[tuple[int, int, str, int, int], ...] = ()


@transaction.atomic
def count(
    *, ballot: Ballot, counted: Mapping[int, Counted], fingerprint: str, by: Viewer, at: datetime
) -> Agreement:  # fmt: skip
    """Takes a teller's count, by the number of the leading class. The newest of each teller counts.

    fingerprint: of the votes from the phones as this teller's browser opened them; both are the same unless a vote was
    changed on the way. Once both counts are the same, the result is stored, and everything that could be opened is
    destroyed in the same step: sealed votes, keys and the two counts. Of fewer than five valid votes nothing is stored.

    Raises Denied for anyone but a teller. Raises ActionRefused at another step, and where the sum is not the number of
    votes on phones and of papers.
    """
    row = acting.locked(ballot)
    teller = acting.check_teller(by, row)
    if row.state != Ballot.State.SHUFFLED:
        acting.move(row, BallotMove.COUNT)
    groups = {number: of for number, of in turnout.by_group(row).items() if of.cast}
    choices = [str(choice["word"]) for choice in row.choices]
    for number, of in groups.items():
        _check(counted.get(number), of, row.subjects.count(), len(choices))
    sums = {number: counted[number] for number in groups}
    teller.count = {"votes": fingerprint[:100], "groups": {str(number): asdict(one) for number, one in sums.items()}}
    teller.save(update_fields=["count"])
    other = row.tellers.exclude(pk=teller.pk).get()
    if other.count is None:
        return Agreement(waits=True)
    theirs = {int(number): _read(one) for number, one in other.count["groups"].items()}
    phones_differ, differ = other.count["votes"] != teller.count["votes"], _differ(sums, theirs, choices)
    if phones_differ or differ:
        return Agreement(phones_differ=phones_differ, differ=differ)
    _store(row, sums, choices, at)
    acting.note("count", row, by=by, at=at)
    acting.tell_voters("ballot_counted", row, by=by, at=at)
    return Agreement(is_counted=True)


def _check(one: Counted | None, of: Turnout, subjects: int, choices: int) -> None:
    if one is None or len(one.votes) != subjects or any(len(votes) != choices for votes in one.votes):
        raise ActionRefused(_("The count is not complete. Load the page and count again."))
    numbers = [one.invalid, one.unreturned, *(number for votes in one.votes for number in votes)]
    if any(number < 0 for number in numbers):
        raise ActionRefused(_("A number of votes is 0 or more."))
    if one.unreturned > of.papers:
        raise ActionRefused(
            _("%(unreturned)s papers did not come back, but only %(papers)s were given out.")
            % {"unreturned": one.unreturned, "papers": of.papers}
        )
    for line, votes in enumerate(one.votes, 1):
        found = sum(votes) + one.invalid + one.unreturned
        if found != of.cast:
            raise ActionRefused(
                _("Line %(line)s: %(found)s votes counted; it must be %(cast)s (%(phone)s phone, %(papers)s paper).")
                % {"line": line, "found": found, "cast": of.cast, "phone": of.phone, "papers": of.papers}
            )


def _read(stored: Mapping[str, Any]) -> Counted:
    return Counted(tuple(tuple(votes) for votes in stored["votes"]), stored["invalid"], stored["unreturned"])


def _differ(
    mine: Mapping[int, Counted], theirs: Mapping[int, Counted], choices: Sequence[str]
) -> tuple[tuple[int, int, str, int, int], ...]:
    found = list[tuple[int, int, str, int, int]]()
    for number, one in mine.items():
        other = theirs[number]
        for word, a, b in (("invalid", one.invalid, other.invalid), ("unreturned", one.unreturned, other.unreturned)):
            if a != b:
                found.append((number, 0, word, a, b))
        for line, (ours, others) in enumerate(zip(one.votes, other.votes, strict=True), 1):
            pairs = zip(choices, ours, others, strict=True)
            found += [(number, line, word, a, b) for word, a, b in pairs if a != b]
    return tuple(found)


def _store(ballot: Ballot, sums: Mapping[int, Counted], choices: Sequence[str], at: datetime) -> None:
    """Stores the result in groups of at least five valid votes, and destroys what could be opened."""
    classes = {one.number: one for one in ballot.classes.all()}
    together, merged = counted_together({number: one.valid for number, one in sums.items()}), dict[int, Counted]()
    for number, into in together.items():
        merged[into] = merged[into] + sums[number] if into in merged else sums[number]
    for one in classes.values():
        leading = next(other for other in classes.values() if other.pk == one.counted_in_id)
        one.counted_in = classes[together.get(leading.number, leading.number)]
    if sum(one.valid for one in merged.values()) >= LEAST:
        _write(ballot, classes, merged, choices)
    BallotClass.objects.bulk_update(classes.values(), ["counted_in", "valid", "invalid", "unreturned"])
    BallotBox.objects.filter(of_class__ballot=ballot).update(sealed=[], first=[], second=[])
    BallotTeller.objects.filter(ballot=ballot).update(locked_key="", count=None)
    acting.move(ballot, BallotMove.COUNT)
    ballot.counted_at = at
    ballot.save(update_fields=["state", "counted_at"])


def _write(
    ballot: Ballot, classes: Mapping[int, BallotClass], merged: Mapping[int, Counted], choices: Sequence[str]
) -> None:  # fmt: skip
    subjects, rows = list(ballot.subjects.all()), list[BallotCount]()
    for number, one in merged.items():
        of_class = classes[number]
        of_class.valid, of_class.invalid, of_class.unreturned = one.valid, one.invalid, one.unreturned
        for subject, votes in zip(subjects, one.votes, strict=True):
            pairs = zip(choices, votes, strict=True)
            rows += [BallotCount(of_class=of_class, subject=subject, choice=word, votes=n) for word, n in pairs]
    BallotCount.objects.bulk_create(rows)
