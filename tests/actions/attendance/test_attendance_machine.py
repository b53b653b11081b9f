"""Proofs that are lost, repeated, reordered, cut off and contradicted: always exactly one counted fact, or one case."""

from datetime import timedelta
from itertools import combinations, count

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from goodstanding.actions.attendance import attendance, conflicts
from goodstanding.actions.attendance.claims import Claim
from goodstanding.models import AttendanceConflict, Proof
from tests.effort import THOROUGH, examples
from tests.house import AT, House
from tests.meetings import STARTS, A, V, closed, counted, facts_of, opened, row

VALUES = {"present": 1000, "late": 1000, "leave": None, "absent": 0}
pick = st.integers(0, 1000)


class CutOff(Exception):
    """The server died before it could answer."""


class Roll(RuleBasedStateMachine):
    """Drives the actions about one member at one meeting, and a naive list of what was said."""

    house: House

    def __init__(self) -> None:
        super().__init__()
        self.whole = transaction.atomic()
        self.whole.__enter__()
        self.keys = count(1)
        self.sent: list[tuple[Claim, str]] = []
        #: Number of the proof, what it says, and whether a phone says it.
        self.stands: dict[int, tuple[str, bool]] = {}
        self.lost_to_a_choice: set[int] = set()
        self.is_closed = False

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.whole.__exit__(None, None, None)

    @initialize()
    def begin(self) -> None:
        self.meeting = opened(self.house)
        self.member = self.house.member()

    def send(self, claim: Claim, by: str) -> None:
        at = AT + timedelta(minutes=len(self.sent))
        found = attendance.prove(
            meeting=self.meeting, claim=claim, scheme=self.house.scheme, by=self.house.viewer(by), at=at
        )
        assert found.new == ((claim, by) not in self.sent)
        if found.new:
            self.sent.append((claim, by))
            self.stands[found.proof.pk] = (found.proof.verdict, by == "member")

    @rule(minutes=st.integers(0, 50))
    def phone(self, minutes: int) -> None:
        claim = Claim(self.member, None, A.PASSKEY_CODE, STARTS + timedelta(minutes=minutes), f"k{next(self.keys)}")
        self.send(claim, "member")

    @rule(verdict=st.sampled_from(list(V)), by=st.sampled_from(["secretary", "committee"]), paper=st.booleans())
    def word(self, verdict: Proof.Verdict, by: str, paper: bool) -> None:
        claim = Claim(self.member, verdict, A.PAPER if paper else A.HOST, STARTS, f"k{next(self.keys)}")
        self.send(claim, by)

    @precondition(lambda self: self.sent)
    @rule(which=pick)
    def again(self, which: int) -> None:
        self.send(*self.sent[which % len(self.sent)])

    @rule(verdict=st.sampled_from(list(V)))
    def cut_off(self, verdict: Proof.Verdict) -> None:
        claim = Claim(self.member, verdict, A.HOST, STARTS, f"k{next(self.keys)}")
        with pytest.raises(CutOff), transaction.atomic():
            attendance.prove(
                meeting=self.meeting, claim=claim, scheme=self.house.scheme, by=self.house.viewer("secretary"), at=AT
            )
            raise CutOff

    @precondition(lambda self: self.stands and not self.is_closed)
    @rule(which=pick)
    def take_back(self, which: int) -> None:
        pk = sorted(self.stands)[which % len(self.stands)]
        proof = Proof.objects.get(pk=pk)
        attendance.undo(proof=proof, reason="wrong", scheme=self.house.scheme, by=self.house.viewer("secretary"), at=AT)
        del self.stands[pk]

    @precondition(lambda self: self.case() is not None)
    @rule(which=pick)
    def settle(self, which: int) -> None:
        case = self.case()
        assert case is not None
        pk = sorted(self.stands)[which % len(self.stands)]
        conflicts.settle(
            conflict=case, chosen=Proof.objects.get(pk=pk), reason="seen", scheme=self.house.scheme,
            by=self.house.viewer("committee"), at=AT,
        )  # fmt: skip
        assert counted(self.meeting, self.member) in {self.stands[pk][0], "present"}

    @precondition(lambda self: not self.is_closed)
    @rule()
    def close(self) -> None:
        self.meeting = closed(self.house, self.meeting)
        self.is_closed = True
        for proof in Proof.objects.filter(
            attendee=row(self.meeting, self.member), idempotency_key__startswith="closing:"
        ):
            self.stands[proof.pk] = (proof.verdict, False)

    def case(self) -> AttendanceConflict | None:
        return AttendanceConflict.objects.filter(attendee=row(self.meeting, self.member), state="open").first()

    @invariant()
    def what_counts_stands(self) -> None:
        if not hasattr(self, "meeting"):
            return
        one = row(self.meeting, self.member)
        assert (one.counted is None) == (not self.stands)
        assert one.counted is None or one.counted.pk in self.stands
        assert Proof.objects.filter(attendee=one, undoes=None, undone_by=None).count() == len(self.stands)

    @invariant()
    def who_agrees_needs_no_case_and_who_never_settled_has_one(self) -> None:
        if not hasattr(self, "meeting"):
            return
        differ = any(not agree(one, two) for one, two in combinations(self.stands.values(), 2))
        if not differ:
            assert self.case() is None
        elif not AttendanceConflict.objects.filter(attendee=row(self.meeting, self.member), state="settled").exists():
            assert self.case() is not None

    @invariant()
    def one_counted_fact_once_it_is_closed(self) -> None:
        if not self.is_closed:
            return
        found = facts_of(self.meeting, self.member)
        if self.case() is None:
            verdict = counted(self.meeting, self.member)
            assert verdict is not None
            assert found["meeting.themed_day"] == VALUES[verdict]
            assert ("meeting.on_time" in found) == (verdict in {"present", "late"})


def agree(one: tuple[str, bool], two: tuple[str, bool]) -> bool:
    """The naive rule: the same word, or a phone that only found them there later."""
    if one[0] == two[0]:
        return True
    return {one, two} >= {("late", True)} and {one[0], two[0]} == {"late", "present"}


def test_whatever_arrives_in_whatever_order_one_thing_counts(house: House) -> None:
    Roll.house = house
    run_state_machine_as_test(
        Roll,
        settings=settings(
            max_examples=examples(5, thorough=60),
            stateful_step_count=examples(10, thorough=30),
            phases=[Phase.explicit, Phase.generate],
            deadline=None,
            derandomize=not THOROUGH,
            suppress_health_check=list(HealthCheck),
        ),
    )
