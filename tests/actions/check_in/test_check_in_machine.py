"""Phones that lose, repeat and reorder, a server that crashes, clocks that are wrong: one counted fact, or none."""

from dataclasses import replace
from datetime import timedelta

from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from goodstanding.actions.check_in.refusals import CheckInRefusal, CheckInRefused
from goodstanding.actions.check_in.request import CheckInRequest
from goodstanding.models import Attendee, CheckIn, Fact, Passkey
from tests.effort import examples
from tests.house import House
from tests.meetings import HOUR, STARTS, closed, opened
from tests.phones import Phone, shown

PEOPLE = ("member", "committee")
FATES = st.sampled_from(["arrives", "arrives", "is lost", "answer is lost", "arrives twice", "server crashes"])


class _Crash(Exception):
    """The server dies before it has written everything down."""


class Phones(RuleBasedStateMachine):
    """Two members with two phones each, and two meetings at once."""

    house: House

    @initialize()
    def begin(self) -> None:
        """Everything as it was before the last history."""
        self.saved = transaction.savepoint()
        self.at = STARTS
        self.meetings = [opened(self.house), opened(self.house, "study")]
        self.phones = [Phone(self.house, who).enrolled() for who in PEOPLE for _phone in range(2)]
        Passkey.objects.update(sign_count=0)
        for phone in self.phones:
            phone.device.counts, phone.device.counter = False, 0  # As the passkeys of telephones are.
        self.queues: dict[int, list[tuple[int, CheckInRequest, int]]] = {place: [] for place in range(len(self.phones))}
        self.answered: set[tuple[str, int]] = set()

    @rule(phone=st.integers(0, 3), meeting=st.integers(0, 1), behind=st.integers(0, 9))
    def touch(self, phone: int, meeting: int, behind: int) -> None:
        """Somebody scans and touches. The phone's own clock, however wrong, is asked for nothing."""
        if len(self.queues[phone]) < 3:
            code = shown(self.meetings[meeting], max(STARTS, self.at - timedelta(seconds=behind)))
            self.queues[phone].append((meeting, self.phones[phone].sent(code), 0))

    @rule(seconds=st.sampled_from([1, 3, 12, 40, 3600, 5 * 24 * 3600]))
    def wait(self, seconds: int) -> None:
        """Time passes on the server."""
        if self.at - STARTS < timedelta(days=6):
            self.at += timedelta(seconds=seconds)

    @rule(phone=st.integers(0, 3), which=st.integers(0, 2), fate=FATES)
    def deliver(self, phone: int, which: int, fate: str) -> None:
        """The phone sends one of those it keeps, in whatever order."""
        queue = self.queues[phone]
        if which >= len(queue):
            return
        meeting, sent, tries = queue[which]
        sent = replace(sent, offline=tries > 0)
        queue[which] = (meeting, sent, tries + 1)
        if fate == "is lost":
            return
        if fate == "server crashes":
            self._crashes(phone, sent)
            return
        final = [self._arrives(phone, meeting, sent) for _time in range(2 if fate == "arrives twice" else 1)]
        if fate != "answer is lost" and all(final):
            del queue[which]

    def _arrives(self, phone: int, meeting: int, sent: CheckInRequest) -> bool:
        try:
            self.phones[phone].checks_in(sent, self.at)
        except CheckInRefused as refusal:
            assert refusal.why in {CheckInRefusal.OLD_CODE, CheckInRefusal.TOO_LATE}
            return True
        self.answered.add((self.phones[phone].who, meeting))
        return True

    def _crashes(self, phone: int, sent: CheckInRequest) -> None:
        try:
            with transaction.atomic():
                self.phones[phone].checks_in(sent, self.at)
                raise _Crash
        except (_Crash, CheckInRefused):
            return

    def teardown(self) -> None:
        """What was ever acknowledged is there, once; what never was is not; and the ledger has one fact of each."""
        if not hasattr(self, "saved"):
            return
        counted = Attendee.objects.filter(meeting__in=self.meetings, counted__isnull=False)
        found = {(one.member.number, one.meeting_id) for one in counted.select_related("member")}
        numbers = {who: self.house.member(who).number for who in PEOPLE}
        assert found == {(numbers[who], self.meetings[meeting].pk) for who, meeting in self.answered}
        assert CheckIn.objects.count() <= 4 * len(self.answered)
        for place, meeting in enumerate(self.meetings):
            kind = self.house.scheme.meetings[meeting.type].fact
            closed(self.house, meeting, at=self.at + HOUR)
            for who in PEOPLE:
                facts = Fact.objects.filter(member=self.house.member(who), kind=kind, reverses=None)
                values = [one.value for one in facts.filter(source_key__startswith=f"{meeting.key}:")]
                assert values == [1000 if (who, place) in self.answered else 0]
        transaction.savepoint_rollback(self.saved)


def test_whatever_happens_on_the_way_there_is_one_counted_fact(house: House) -> None:
    machine = type("PhonesOfThisHouse", (Phones,), {"house": house})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples(8), stateful_step_count=14, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
