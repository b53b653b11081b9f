"""Many taps at the same moment: a voter has one vote, and no vote is lost."""

from functools import partial

import pytest
from django.db import connection

from goodstanding.actions.ballots import voting
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import BallotVoter
from goodstanding.queries.ballots import turnout
from tests.ballots import TELLERS, boxes, opened, viewer_for
from tests.house import House
from tests.threads import at_once

pytestmark = pytest.mark.usefixtures("transactional_db")


@pytest.fixture(autouse=True)
def on_postgresql() -> None:
    """SQLite writes one after the other anyway."""
    if connection.vendor != "postgresql":
        pytest.skip("needs writers at the same moment")


def test_taps_of_one_voter_and_of_all_put_one_vote_each_into_the_box(house: House) -> None:
    held = opened(house)
    members = house.members("B111")
    taps = [(viewer_for(house, member), held.sealed([1, 1, 1])) for member in members for _tap in range(3)]
    taps += taps[::3]  # Every first tap is sent again, as it was.
    acts = [partial(voting.cast, ballot=held.ballot, sealed=sealed, by=by, at=house.at) for by, sealed in taps]
    went = at_once(*acts)
    assert all(one is None or isinstance(one, ActionRefused) for one in went)
    assert turnout.of(held.ballot).phone == len(boxes(held.ballot)[0].sealed) == 5


def test_a_paper_and_a_phone_at_the_same_moment_are_one_vote(house: House) -> None:
    held = opened(house)
    member = house.members("B111")[3]
    voter, by, own = held.ballot.voters.get(member=member), house.viewer(TELLERS[0]), viewer_for(house, member)
    sealed = held.sealed([1, 1, 1])
    went = at_once(
        lambda: voting.give_paper(ballot=held.ballot, voter=voter, by=by, at=house.at),
        lambda: voting.cast(ballot=held.ballot, sealed=sealed, by=own, at=house.at),
    )
    assert sorted(type(one).__name__ for one in went) == ["ActionRefused", "NoneType"]
    how = BallotVoter.objects.get(pk=voter.pk).how
    assert len(boxes(held.ballot)[0].sealed) == (how == "phone")


def test_both_tellers_at_the_same_moment_end_in_one_state(house: House) -> None:
    held = opened(house)
    for member in house.members("B111"):
        held.vote(member, [1, 1, 1])
    held.close()
    assert at_once(lambda: held.shuffle(0), lambda: held.shuffle(1)) == [None, None]
    assert at_once(lambda: held.count(0), lambda: held.count(1)) == [None, None]
    assert held.now().state == "counted"
