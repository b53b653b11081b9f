"""What the tellers do before they count: each makes a key, and each opens the outer layer of the votes."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access.viewer import Viewer
from goodstanding.actions.ballots import acting
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import Ballot, BallotBox
from goodstanding.models.ballots.moves import BallotMove
from goodstanding.proofs import sealed_vote

MOST_LOCKED_KEY = 400


@transaction.atomic
def make_key(*, ballot: Ballot, public_key: str, locked_key: str, by: Viewer, at: datetime) -> None:
    """Takes a teller's public key, and the private one as the teller's browser encrypted it with the code.

    Until the other key is there, a teller can make another. With the second key the ballot is open, and the voters
    are notified. Raises Denied for anyone but a teller. Raises ActionRefused once the ballot has begun, and for what
    is no key.
    """
    row = acting.locked(ballot)
    teller = acting.check_teller(by, row)
    if row.state != Ballot.State.PREPARING:
        raise ActionRefused(_("The ballot has begun with the keys that were made. Use the code that you wrote down."))
    if not sealed_vote.is_public_key(public_key) or not 0 < len(locked_key) <= MOST_LOCKED_KEY:
        raise ActionRefused(_("This browser made no key. Use a current browser, or another device."))
    teller.public_key, teller.locked_key = public_key, locked_key
    teller.save(update_fields=["public_key", "locked_key"])
    if row.tellers.exclude(public_key="").count() == 2:
        if at >= row.closes_at:
            raise ActionRefused(_("The ballot would be closed before it begins. Cancel it and open another."))
        acting.move(row, BallotMove.BEGIN)
        row.save(update_fields=["state"])
        acting.note("begin", row, by=by, at=at)
        acting.tell_voters("ballot_open", row, by=by, at=at)


@transaction.atomic
def shuffle(*, ballot: Ballot, opened: Mapping[int, Sequence[str]], by: Viewer, at: datetime) -> None:
    """Takes what is left of the votes once a teller's browser has opened the outer layer.

    opened: by the number of the leading class; a vote that could not be opened is left out, and is invalid. What is
    left is stored in the order of the alphabet, which says nothing of where it came from. Once both have done it, the
    votes as they came from the phones are destroyed, in the same step, and only their receipts are left.

    Raises Denied for anyone but a teller. Raises ActionRefused at another step, and for lists that cannot come from
    the box.
    """
    row = acting.locked(ballot)
    teller = acting.check_teller(by, row)
    if row.state != Ballot.State.CLOSED:
        acting.move(row, BallotMove.SHUFFLE)
    boxes = list(BallotBox.objects.filter(of_class__ballot=row).select_related("of_class"))
    subjects = row.subjects.count()
    for box in boxes:
        left = sorted(opened.get(box.of_class.number, ()))
        _check(left, box, subjects)
        setattr(box, "first" if teller.number == 1 else "second", left)
        box.save(update_fields=["first", "second"])
    teller.shuffled = True
    teller.save(update_fields=["shuffled"])
    acting.note("shuffle", row, by=by, at=at)
    if row.tellers.filter(shuffled=True).count() == 2:
        finish_shuffle(row)
        acting.tell_tellers("ballot_count", row, by=by, at=at)


def finish_shuffle(ballot: Ballot) -> None:
    """Goes on to counting, and destroys the votes as they came from the phones."""
    acting.move(ballot, BallotMove.SHUFFLE)
    boxes = list(BallotBox.objects.filter(of_class__ballot=ballot))
    ballot.receipts = sorted(sealed_vote.receipt(*pair) for box in boxes for pair in box.sealed)
    for box in boxes:
        box.sealed = []
    BallotBox.objects.bulk_update(boxes, ["sealed"])
    ballot.save(update_fields=["state", "receipts"])


def _check(left: Sequence[str], box: BallotBox, subjects: int) -> None:
    if len(left) > len(box.sealed):
        raise ActionRefused(
            _("There are %(left)s opened votes for %(sealed)s in the box. Load the page and open them again.")
            % {"left": len(left), "sealed": len(box.sealed)}
        )
    if len(set(left)) < len(left):
        raise ActionRefused(_("A vote is in the box twice. Do not count: cancel the ballot and hold it again."))
    if not all(sealed_vote.is_sealed(one, subjects=subjects, layers=1) for one in left):
        raise ActionRefused(_("These are no opened votes. Load the page and open them again."))
