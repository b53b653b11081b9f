"""A whole ballot: keys, votes on phones and on paper, closing, shuffling, two counts, and the result."""

from datetime import timedelta
from fractions import Fraction

import pytest

from goodstanding.access.policies import Denied
from goodstanding.actions.ballots import ballots, tellers, voting
from goodstanding.actions.ballots.ballots import VoterClass
from goodstanding.actions.refusal import ActionRefused
from goodstanding.engine.scheme.part import Text
from goodstanding.models import AuditRow, Ballot, BallotBox, BallotCount, BallotTeller, Fact, Notice
from goodstanding.proofs.sealed_vote import receipt, to_text
from goodstanding.queries.ballots import results, turnout
from tests.ballots import TELLERS, boxes, made, opened, sealed_layer, viewer_for
from tests.house import House

State = Ballot.State


def test_five_votes_come_to_a_result_with_exact_shares(house: House) -> None:
    held = opened(house)
    members = house.members("B111")
    receipts = [held.vote(member, [0, 1, 1]) for member in members[:3]]
    held.paper(members[3])
    receipts.append(held.vote(members[4], [1, 0, 4]))
    assert turnout.of(held.ballot) == turnout.Turnout(5, 4, 1)
    assert results.result(held.now()) is None
    held.finish({1: [[1, 1, 3]]})
    found = results.result(held.now())
    assert found is not None
    assert (found.valid, found.invalid) == (5, 0)
    first, second, third = found.subjects
    assert first.counts == {
        "members": {"excellent": 3, "qualified": 2, "basically_qualified": 0, "unqualified": 0, "abstain": 0}
    }
    assert second.shares["excellent"] == Fraction(1, 5)
    assert third.shares["unqualified"] == Fraction(1, 5)
    assert all(sum(one.shares.values()) == 1 for one in found.subjects)
    assert held.now().receipts == sorted(receipts)


def test_what_could_be_opened_is_destroyed_with_the_count(house: House) -> None:
    held = opened(house)
    for member in house.members("B111"):
        held.vote(member, [1, 1, 1])
    held.close()
    held.shuffle(0)
    assert [len(box.sealed) for box in boxes(held.ballot)] == [5]
    held.shuffle(1)
    (box,) = boxes(held.ballot)
    assert (box.sealed, len(box.first), len(box.second)) == ([], 5, 5)
    assert held.count(1).waits
    assert held.count(0).is_counted
    (box,) = boxes(held.ballot)
    assert (box.sealed, box.first, box.second) == ([], [], [])
    assert set(BallotTeller.objects.values_list("locked_key", "count")) == {("", None)}


def test_a_vote_with_too_many_excellent_is_invalid_and_fewer_than_five_stay_hidden(house: House) -> None:
    held = opened(house)
    members = house.members("B111")
    for member in members[:4]:
        held.vote(member, [1, 1, 1])
    held.vote(members[4], [0, 0, 1])
    held.finish()
    assert held.now().state == State.COUNTED
    assert results.result(held.now()) is None
    assert results.is_hidden(held.now())
    assert not BallotCount.objects.exists(), "not even the database knows"
    assert set(held.ballot.classes.values_list("valid", flat=True)) == {None}


def test_small_classes_are_joined_and_weights_are_exact(house: House) -> None:
    voters = [*house.members("B111"), *house.members("B112")]
    classes = [
        VoterClass("members", Text(en="Members", zh="党员"), tuple(voters[:7]), weight=1),
        VoterClass("committee", Text(en="Committee", zh="支委"), tuple(voters[7:]), weight=2),
        VoterClass("public", Text(en="The public", zh="群众代表"), (), weight=1, guests=6),
    ]
    held = opened(house, classes=classes)
    for voter in voters:
        held.vote(voter, [0 if voter in voters[7:] else 1, 1, 1])
    public = held.ballot.classes.get(word="public")
    by = house.viewer(TELLERS[1])
    with pytest.raises(ActionRefused, match="From 0 to 6"):
        voting.count_guest_papers(ballot=held.ballot, of_class=public, papers=7, by=by, at=house.at)
    voting.count_guest_papers(ballot=held.ballot, of_class=public, papers=6, by=by, at=house.at)
    held.finish({3: [[2, 1, 1]] * 6})
    found = results.result(held.now())
    assert found is not None
    assert [(group.words, group.weight, group.valid) for group in found.groups] == [
        (("members", "committee"), 1, 10), (("public",), 1, 6),
    ]  # fmt: skip
    assert found.subjects[0].shares["excellent"] == Fraction(3, 16)
    assert found.subjects[0].total("basically_qualified") == 6


def test_a_count_that_is_not_the_number_of_votes_is_refused_and_differences_are_shown(house: House) -> None:
    held = opened(house)
    members = house.members("B111")
    for member in members[:4]:
        held.vote(member, [1, 1, 1])
    held.paper(members[4])
    held.close()
    held.shuffle(1)
    held.shuffle(0)
    with pytest.raises(ActionRefused, match=r"4 votes counted; it must be 5 \(4 phone, 1 paper\)"):
        held.count(0)
    assert held.count(0, {1: [[1, 1, 1]]}).waits
    said = held.count(1, {1: [[1, 1, 2]]})
    assert not said.is_counted
    assert not said.phones_differ
    assert said.differ == ((1, 3, "qualified", 4, 5), (1, 3, "basically_qualified", 1, 0))
    assert held.count(0, {1: [[1, 1, 2]]}).is_counted


def test_a_teller_who_changes_votes_is_found_by_the_other(house: House) -> None:
    held = opened(house)
    members = house.members("B111")
    for member in members:
        held.vote(member, [1, 1, 1])
    held.close()
    # The first teller puts own votes in the place of all that are sealed to the second.
    second = held.tellers[1].public
    forged = [to_text(sealed_layer(bytes([n] * 16) + bytes([3, 3, 3]), second, held.ballot.key)) for n in range(5)]
    tellers.shuffle(ballot=held.ballot, opened={1: forged}, by=house.viewer(TELLERS[0]), at=house.at)
    held.shuffle(1)
    held.count(0)
    said = held.count(1)
    assert (said.is_counted, said.phones_differ) == (False, True)
    assert held.now().state == State.SHUFFLED


def test_one_vote_a_voter_on_one_of_two_ways(house: House) -> None:
    held = opened(house)
    one, two, three, *_rest = house.members("B111")
    sealed, viewer = held.sealed([1, 1, 1]), viewer_for(house, one)
    first = voting.cast(ballot=held.ballot, sealed=sealed, by=viewer, at=house.at)
    assert first == receipt(*sealed)
    assert voting.cast(ballot=held.ballot, sealed=sealed, by=viewer, at=house.at) == first, "sent again, the same"
    with pytest.raises(ActionRefused, match="voted already"):
        held.vote(one, [2, 2, 2])
    with pytest.raises(ActionRefused, match="takes no paper"):
        held.paper(one)
    held.paper(two)
    with pytest.raises(ActionRefused, match="took a paper"):
        held.vote(two, [1, 1, 1])
    voter, by = held.ballot.voters.get(member=two), house.viewer(TELLERS[0])
    voting.take_paper_back(ballot=held.ballot, voter=voter, by=by, at=house.at)
    held.vote(two, [1, 1, 1])
    copied = boxes(held.ballot)[0].sealed[0]
    for bad in (tuple(copied), (copied[0], held.sealed([1, 1, 1])[1]), ("AAAA", "BBBB"), (sealed[1], sealed[1])):
        with pytest.raises(ActionRefused, match="not a sealed vote"):
            voting.cast(ballot=held.ballot, sealed=bad, by=viewer_for(house, three), at=house.at)
    with pytest.raises(Denied):
        held.vote(house.members("B211")[0], [1, 1, 1])
    assert turnout.of(held.ballot).phone == len(boxes(held.ballot)[0].sealed) == 2


def test_what_is_refused_before_and_after(house: House) -> None:
    held = made(house)
    member = house.members("B111")[0]
    with pytest.raises(ActionRefused, match="has not begun"):
        held.vote(member, [1, 1, 1])
    with pytest.raises(ActionRefused, match="made no key"):
        tellers.make_key(
            ballot=held.ballot,
            public_key=to_text(b"\4" + bytes(64)),
            locked_key="x",
            by=house.viewer(TELLERS[0]),
            at=house.at,
        )
    with pytest.raises(Denied):
        tellers.make_key(ballot=held.ballot, public_key="", locked_key="x", by=house.viewer("member"), at=house.at)
    held.make_keys()
    with pytest.raises(ActionRefused, match="begun with the keys"):
        held.make_keys()
    with pytest.raises(ActionRefused, match="is closed"):
        held.vote(member, [1, 1, 1], at=house.at + timedelta(days=2))
    with pytest.raises(ActionRefused, match="another step"):
        held.shuffle(0)
    with pytest.raises(Denied):
        ballots.close(ballot=held.ballot, scheme=house.scheme, by=house.viewer("member"), at=house.at)
    held.close()
    with pytest.raises(ActionRefused, match="is closed"):
        held.vote(member, [1, 1, 1])
    assert held.now().state == State.SHUFFLED, "nobody voted on a phone: there is nothing to shuffle"


def test_a_lost_code_ends_in_a_ballot_cancelled_with_a_reason(house: House) -> None:
    held = opened(house)
    held.vote(house.members("B111")[0], [1, 1, 1])
    given = {"ballot": held.ballot, "scheme": house.scheme, "at": house.at}
    with pytest.raises(ActionRefused, match="reason"):
        ballots.cancel(reason=" ", by=house.viewer("secretary"), **given)  # type: ignore[arg-type]
    with pytest.raises(Denied):
        ballots.cancel(reason="A code is lost", by=house.viewer(TELLERS[0]), **given)  # type: ignore[arg-type]
    ballots.cancel(reason="A code is lost", by=house.viewer("secretary"), **given)  # type: ignore[arg-type]
    assert held.now().state == State.CANCELLED
    assert BallotBox.objects.get().sealed == []
    with pytest.raises(ActionRefused, match="another step"):
        ballots.cancel(reason="Again", by=house.viewer("secretary"), **given)  # type: ignore[arg-type]


def test_who_voted_is_left_in_the_ledger_at_closing_and_no_row_names_a_voter(house: House) -> None:
    held = opened(house)
    members = house.members("B111")
    for member in reversed(members[:3]):
        held.vote(member, [1, 1, 1], at=house.at)
    held.paper(members[3])
    assert not Fact.objects.filter(source="ballot").exists(), "nothing says when a member voted"
    held.close()
    facts = Fact.objects.filter(source="ballot").order_by("pk")
    assert [(fact.member_id, fact.kind, fact.value) for fact in facts] == [
        (member.pk, "ballot.cast", 1000) for member in members[:4]
    ]
    assert list(facts.order_by("recorded_at")) == list(facts), "in the order of the members"
    rows = AuditRow.objects.filter(noun="ballot")
    assert {row.key for row in rows} == {held.ballot.key}
    assert [row.verb for row in rows.order_by("pk")] == ["open", "begin", "give_out", "close"]
    assert Notice.objects.filter(kind="ballot_open", to__member__in=members).count() == 3


def test_at_its_end_a_ballot_closes_by_itself_and_the_tellers_go_on(house: House) -> None:
    held = opened(house)
    for member in house.members("B111"):
        held.vote(member, [1, 1, 1], at=house.at)
    end = held.ballot.closes_at
    assert ballots.close_due(scheme=house.scheme, at=end - timedelta(seconds=1)) == 0
    assert ballots.close_due(scheme=house.scheme, at=end) == 1
    now = held.now()
    assert (now.state, now.closed_at, now.closed_by) == (State.CLOSED, end, None)
    assert Fact.objects.filter(source="ballot").count() == 5
    assert Notice.objects.filter(kind="ballot_shuffle").count() == 2
    assert [row.by_id for row in AuditRow.objects.filter(noun="ballot", verb="close")] == [None]
    assert ballots.close_due(scheme=house.scheme, at=end) == 0
    for place in (0, 1):
        held.shuffle(place)
    assert held.count(0).waits
    assert held.count(1).is_counted


def test_a_ballot_without_keys_stays_and_one_that_a_teller_closed_is_left_alone(house: House) -> None:
    made(house)
    held = opened(house)
    held.close()
    assert ballots.close_due(scheme=house.scheme, at=held.ballot.closes_at) == 0
    assert held.now().closed_by is not None


def test_a_ballot_that_cannot_be_secret_is_not_opened(house: House) -> None:
    with pytest.raises(ActionRefused, match="fewer than 5 voters"):
        made(house, members=house.members("B111")[:4])
    with pytest.raises(ActionRefused, match="no such choices"):
        made(house, choices=["excellent", "perfect"])
    with pytest.raises(ActionRefused, match="no such ballot"):
        made(house, kind="lottery")
    everyone = tuple(house.members("B111"))
    twice = [VoterClass(word, Text(en=word, zh=word), everyone) for word in ("a", "b")]
    with pytest.raises(ActionRefused, match="two classes"):
        made(house, classes=twice)
