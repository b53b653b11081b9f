"""Voting: a sealed vote is put into the box, or a paper is given out; each voter once, on one of the two ways."""

from bisect import insort
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access.policies import Denied
from goodstanding.access.viewer import Viewer
from goodstanding.actions.ballots import acting
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import Ballot, BallotBox, BallotClass, BallotVoter
from goodstanding.proofs import sealed_vote

How = BallotVoter.How
#: A sealed vote: to the first teller on the outside, and to the second.
Sealed = tuple[str, str]


@transaction.atomic
def cast(*, ballot: Ballot, sealed: Sealed, by: Viewer, at: datetime) -> str:
    """Puts a sealed vote into the box and marks the viewer as having voted. Returns the receipt.

    The same vote sent again returns the same. There is no row with a time, and no audit row: who voted stands in the
    list of voters, and a vote stands in its box in the order of the alphabet.

    Raises Denied for anyone who is no voter. Raises ActionRefused before and after the ballot, for a voter who has
    voted or took a paper, and for what is not a sealed vote.
    """
    row = acting.locked(ballot)
    voter = BallotVoter.objects.filter(ballot=row, member=by.member_id).first() if by.member_id is not None else None
    if voter is None:
        raise Denied("this viewer has no vote here")
    box = BallotBox.objects.get(of_class=voter.of_class_id)
    if voter.how == How.PHONE and list(sealed) in box.sealed:
        return sealed_vote.receipt(*sealed)
    _check_open(row, at)
    _check_free(voter)
    _check_sealed(row, box, sealed)
    voter.how = How.PHONE
    voter.save(update_fields=["how"])
    insort(box.sealed, list(sealed))
    box.save(update_fields=["sealed"])
    return sealed_vote.receipt(*sealed)


def _check_open(ballot: Ballot, at: datetime) -> None:
    if ballot.state == Ballot.State.PREPARING:
        raise ActionRefused(_("The ballot has not begun: the tellers have not made their keys yet."))
    if ballot.state != Ballot.State.OPEN or at >= ballot.closes_at:
        raise ActionRefused(_("The ballot is closed. Nothing more is taken, on the phone or on paper."))


def _check_free(voter: BallotVoter) -> None:
    if voter.how == How.PHONE:
        raise ActionRefused(_("You have voted already. Your first vote is in the box."))
    if voter.how == How.PAPER:
        raise ActionRefused(_("You took a paper. Hand it back to a teller if you would rather vote on the phone."))


def _check_sealed(ballot: Ballot, box: BallotBox, sealed: Sealed) -> None:
    subjects = ballot.subjects.count()
    if len(sealed) != 2 or not all(sealed_vote.is_sealed(one, subjects=subjects, layers=2) for one in sealed):
        raise ActionRefused(_("This is not a sealed vote. Load the page again and vote once more."))
    # A copy of another's vote would show twice among the opened ones.
    known = {one for pair in box.sealed for one in pair}
    if sealed[0] == sealed[1] or known.intersection(sealed):
        raise ActionRefused(_("This is not a sealed vote. Load the page again and vote once more."))


@transaction.atomic
def give_paper(*, ballot: Ballot, voter: BallotVoter, by: Viewer, at: datetime) -> None:
    """Marks that a voter took a paper. Marked already, it changes nothing.

    Raises Denied for anyone but a teller. Raises ActionRefused while the ballot is not open, and for a voter who
    voted on the phone.
    """
    row = acting.locked(ballot)
    acting.check_teller(by, row)
    _check_open(row, at)
    found = BallotVoter.objects.get(ballot=row, pk=voter.pk)
    if found.how == How.PHONE:
        raise ActionRefused(_("This member has voted on the phone and takes no paper."))
    _mark(found, How.PAPER, row, "give_out", by, at)


@transaction.atomic
def take_paper_back(*, ballot: Ballot, voter: BallotVoter, by: Viewer, at: datetime) -> None:
    """Marks that a voter handed the paper back unused. Raises as `give_paper` does."""
    row = acting.locked(ballot)
    acting.check_teller(by, row)
    _check_open(row, at)
    found = BallotVoter.objects.get(ballot=row, pk=voter.pk)
    if found.how == How.PAPER:
        _mark(found, How.NOT_YET, row, "take_back", by, at)


def _mark(voter: BallotVoter, how: BallotVoter.How, ballot: Ballot, verb: str, by: Viewer, at: datetime) -> None:
    if voter.how != how:
        voter.how = how
        voter.save(update_fields=["how"])
        acting.note(verb, ballot, by=by, at=at)


@transaction.atomic
def count_guest_papers(*, ballot: Ballot, of_class: BallotClass, papers: int, by: Viewer, at: datetime) -> None:
    """Says how many guests of a class took a paper. Raises as `give_paper` does, and for more than are invited."""
    row = acting.locked(ballot)
    acting.check_teller(by, row)
    _check_open(row, at)
    found = BallotClass.objects.get(ballot=row, pk=of_class.pk)
    if not 0 <= papers <= found.guests:
        raise ActionRefused(_("From 0 to %(most)s papers.") % {"most": found.guests}, "papers")
    if found.guest_papers != papers:
        found.guest_papers = papers
        found.save(update_fields=["guest_papers"])
        acting.note("give_out", row, by=by, at=at)
