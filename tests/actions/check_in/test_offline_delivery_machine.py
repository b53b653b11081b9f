"""Two hosts' phones without signal that lose, repeat and reorder batches while the meeting goes on and is closed."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from goodstanding.models import AttendanceConflict, Attendee, Meeting, Proof
from tests.effort import examples
from tests.house import House
from tests.meetings import HOUR, STARTS, closed, facts_of, opened
from tests.rolls import HostPhone, Item, own_code

HOSTS, PEOPLE = ("secretary", "committee"), ("member", "group_leader")
FATES = st.sampled_from(["arrives", "arrives", "is lost", "answer is lost", "arrives twice", "server crashes"])
MARKS = st.sampled_from(["present", "late", "leave", "absent", "code", "undo"])


class _Crash(Exception):
    """The server dies before it has written everything down."""


class Rolls(RuleBasedStateMachine):
    """One meeting, two hosts with a phone each, and two people whom both may mark."""

    house: House

    @initialize()
    def begin(self) -> None:
        """Everything as it was before the last history."""
        self.saved = transaction.savepoint()
        self.at = STARTS
        self.meeting = opened(self.house)
        self.phones = [HostPhone(self.house, self.meeting, who) for who in HOSTS]
        self.codes = [own_code(self.house, self.meeting, who) for who in PEOPLE]
        self.queues: list[list[Item]] = [[], []]
        self.said: list[list[Item]] = [[], []]
        self.told: dict[str, list[str]] = {}
        self.about: dict[str, tuple[int, Item]] = {}

    @rule(host=st.integers(0, 1), who=st.integers(0, 1), does=MARKS)
    def mark(self, host: int, who: int, does: str) -> None:
        """A host marks somebody, scans their code, or takes the last mark of this phone back."""
        phone, queue = self.phones[host], self.queues[host]
        if len(queue) >= 6 or (does == "undo" and not self.said[host]):
            return
        if does == "undo":
            item = phone.undoes(self.said[host].pop())
        elif does == "code":
            item = phone.scans(self.codes[who])
        else:
            item = phone.marks(PEOPLE[who], does)
        if does != "undo":
            self.said[host].append(item)
        queue.append(item)
        self.about[item["once"]] = (host, item)

    @rule(seconds=st.sampled_from([1, 40, 3600, 24 * 3600]))
    def wait(self, seconds: int) -> None:
        """Time passes on the server."""
        if self.at - STARTS < timedelta(days=6):
            self.at += timedelta(seconds=seconds)

    @rule()
    def close(self) -> None:
        """The meeting is closed while phones are still without signal."""
        if self.at > STARTS and Meeting.objects.get(pk=self.meeting.pk).state == Meeting.State.OPEN:
            closed(self.house, self.meeting, at=self.at)

    @rule(host=st.integers(0, 1), first=st.integers(0, 5), many=st.integers(1, 4), turned=st.booleans(), fate=FATES)
    def deliver(self, host: int, first: int, many: int, turned: bool, fate: str) -> None:
        """A phone sends some of what it keeps, in whatever order, with whatever luck."""
        batch = self.queues[host][first : first + many]
        batch = batch[::-1] if turned else batch
        if not batch or fate == "is lost":
            return
        if fate == "server crashes":
            self._crashes(host, batch)
            return
        for _time in range(2 if fate == "arrives twice" else 1):
            self._arrives(host, batch)
        if fate != "answer is lost":
            self.queues[host] = [one for one in self.queues[host] if one not in batch]

    def _arrives(self, host: int, batch: list[Item]) -> None:
        results = self.phones[host].delivers(*batch, at=self.at)
        assert [one.idempotency_key for one in results] == [one["once"] for one in batch]
        for one in results:
            self.told.setdefault(one.idempotency_key, []).append(one.state.value)

    def _crashes(self, host: int, batch: list[Item]) -> None:
        try:
            with transaction.atomic():
                self.phones[host].delivers(*batch, at=self.at)
                raise _Crash
        except _Crash:
            return

    @invariant()
    def every_mark_is_one_proof_at_most_and_what_was_taken_is_there(self) -> None:
        """Nothing acknowledged is missing, nothing is there twice, and no answer turns from taken into refused."""
        if not hasattr(self, "saved"):
            return
        kept = {
            one.idempotency_key.rpartition(":kept:")[2]
            for one in Proof.objects.filter(idempotency_key__contains=":kept:")
        }
        taken = {idempotency_key for idempotency_key, states in self.told.items() if states[-1] != "refused"}
        marks = {
            idempotency_key for idempotency_key in taken if self.about[idempotency_key][1]["do"] not in {"code", "undo"}
        }
        assert marks <= kept
        assert kept <= set(self.about)
        for states in self.told.values():
            assert states[1:].count("taken") == 0 or states[0] == "refused"
            assert "refused" not in states[states.index("taken") :] if "taken" in states else True
        assert Proof.objects.filter(idempotency_key__regex=r":(shown|visit):").count() <= len(PEOPLE)

    @invariant()
    def a_host_says_one_thing_at_a_time_and_what_disagrees_is_one_case(self) -> None:
        """While the meeting is open a host's later word replaces their own; two hosts who disagree are a case."""
        if not hasattr(self, "saved"):
            return
        for one in Attendee.objects.filter(meeting=self.meeting):
            role = Proof.objects.filter(attendee=one, undoes=None, undone_by=None)
            verdicts = set(role.values_list("verdict", flat=True))
            assert (one.counted_id is None) == (not verdicts)
            if len(verdicts - {"late"}) > 1:
                assert AttendanceConflict.objects.filter(attendee=one, state="open").count() == 1
            if Meeting.objects.get(pk=self.meeting.pk).state == Meeting.State.OPEN:
                for host in HOSTS:
                    own = role.filter(by=self.house.account(host))
                    by_hand = {proof.verdict for proof in own if not proof.scanned}
                    assert len(by_hand) <= 1

    def teardown(self) -> None:
        """Once everything has arrived and the meeting is closed, the ledger says what counts, or waits for the case."""
        if not hasattr(self, "saved"):
            return
        for host, queue in enumerate(self.queues):
            if queue:
                self._arrives(host, queue)
        self.close()
        if Meeting.objects.get(pk=self.meeting.pk).state == Meeting.State.OPEN:
            closed(self.house, self.meeting, at=self.at + HOUR)
        values: dict[str, Any] = {"present": 1000, "late": 1000, "absent": 0, "leave": None}
        for one in Attendee.objects.filter(meeting=self.meeting).select_related("member", "counted"):
            found = facts_of(self.meeting, one.member)
            if not AttendanceConflict.objects.filter(attendee=one).exists():
                assert one.counted is not None
                assert found["meeting.themed_day"] == values[one.counted.verdict]
        transaction.savepoint_rollback(self.saved)


def test_whatever_happens_on_the_way_each_mark_is_there_once(house: House) -> None:
    machine = type("RollsOfThisHouse", (Rolls,), {"house": house})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples(12), stateful_step_count=16, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
