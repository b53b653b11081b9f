"""Check-ins that are written together come out as they would one by one, whatever else arrives in the same moment."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodstanding.access.viewer import Viewer
from goodstanding.actions.check_in import batch as batch_actions
from goodstanding.actions.check_in.batch import Arrival
from goodstanding.actions.check_in.refusals import CheckInRefused
from goodstanding.actions.check_in.request import CheckInResult, state_of
from goodstanding.models import Attendee, CheckIn, Passkey, Proof
from tests.effort import examples
from tests.house import House
from tests.meetings import STARTS, closed, opened, planned, said
from tests.phones import PLACE, Phone, shown

SECOND = timedelta(seconds=1)
AT = STARTS + 3 * SECOND
PEOPLE = ("member", "secretary", "committee", "neighbour")


class City:
    """Four people with their phones, one of them of another branch, and meetings in every state."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.phones = [Phone(house, who).enrolled() for who in PEOPLE]
        self.meetings = {
            "open": opened(house),
            "another": opened(house, "study"),
            "planned": planned(house, "life"),
            "closed": closed(house, opened(house, "themed_day"), at=AT - SECOND),
        }

    def arrival(self, who: int, meeting: str, fault: str, seconds: int) -> Arrival:
        """Somebody's check-in at a meeting, as it should be or with a fault."""
        phone = self.phones[who]
        code = shown(self.meetings[meeting], STARTS - (60 * SECOND if fault == "old" else 0 * SECOND))
        sent = phone.sent(code, kept=fault == "kept", with_passkey=fault != "code only")
        if fault == "forged":
            sent.assertion["response"]["signature"] = sent.assertion["response"]["signature"][:-6] + "AAAAAA"
        if fault == "no json":
            sent.assertion["id"] = 7
        by = self.phones[(who + 1) % len(self.phones)] if fault == "somebody else's" else phone
        return Arrival(sent, Viewer(self.house.account(by.who), AT.date()), AT + seconds * SECOND)


def outcome(result: CheckInResult | Exception) -> Any:
    """What its sender would read."""
    if isinstance(result, CheckInRefused):
        return result.why
    if isinstance(result, Exception):
        return type(result), str(result)
    return state_of(result), result.new, result.meeting.pk, result.proof.occurred_at, result.proof.recorded_at


def state() -> Any:
    """What is written down: every proof with what came with it, what counts, and how far the passkeys are."""
    proofs = Proof.objects.values_list(
        "attendee__member", "attendee__meeting", "verdict", "assurance", "occurred_at", "recorded_at", "by",
        "idempotency_key",
        "check_in__digest", "check_in__passkey", "check_in__browser", "check_in__waited_ms", "check_in__kept",
    )  # fmt: skip
    rows = Attendee.objects.exclude(counted=None).values_list("member", "meeting", "role", "counted__idempotency_key")
    keys = Passkey.objects.order_by("pk").values_list("pk", "sign_count", "is_backed_up")
    return Counter(proofs), Counter(rows), list(keys), CheckIn.objects.count()


FAULTS = st.sampled_from(["", "", "", "", "kept", "forged", "old", "code only", "no json", "somebody else's"])
ARRIVALS = st.lists(
    st.tuples(st.integers(0, 3), st.sampled_from(["open", "open", "another", "planned", "closed"]), FAULTS),
    min_size=1, max_size=9,
)  # fmt: skip


@pytest.fixture
def city(house: House) -> City:
    """Where it happens."""
    return City(house)


@settings(max_examples=examples(40), deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn=ARRIVALS, again=st.lists(st.integers(0, 8), max_size=4))
def test_together_comes_out_as_one_by_one(city: City, drawn: list[tuple[int, str, str]], again: list[int]) -> None:
    arrivals = [city.arrival(*one, seconds=place % 5) for place, one in enumerate(drawn)]
    arrivals += [arrivals[place] for place in again if place < len(arrivals)]
    found = []
    for together in (True, False):
        saved = transaction.savepoint()
        if together:
            results = batch_actions.take(arrivals, scheme=city.house.scheme, place=PLACE)
        else:
            # Those that can be written together are written first; the long way then finds them there.
            order = sorted(range(len(arrivals)), key=lambda at: at not in batch_actions._ready(arrivals, PLACE))
            results = [RuntimeError()] * len(arrivals)
            for place in order:
                results[place] = batch_actions._alone(arrivals[place], city.house.scheme, PLACE)
        found.append(([outcome(one) for one in results], state()))
        transaction.savepoint_rollback(saved)
    assert found[0] == found[1]


def test_two_first_check_ins_cost_exactly_as_many_looks_as_one(city: City) -> None:
    record_views = []
    for some in ([city.arrival(0, "open", "", 0)], [city.arrival(who, "open", "", 0) for who in (1, 2)]):
        with CaptureQueriesContext(connection) as asked:
            results = batch_actions.take(some, scheme=city.house.scheme, place=PLACE)
        assert [outcome(result)[0] for result in results] == ["present"] * len(some)
        record_views.append(len(asked))
    assert record_views[0] == record_views[1] <= 14


def test_who_was_written_on_the_roll_in_between_goes_the_long_way(city: City, house: House) -> None:
    meeting = city.meetings["open"]
    arrivals = [city.arrival(0, "open", "", 0), city.arrival(1, "open", "", 0)]
    said(house, meeting, house.member(), Proof.Verdict.ABSENT)
    results = batch_actions.take(arrivals, scheme=house.scheme, place=PLACE)
    assert [outcome(one)[0] for one in results] == ["disagrees", "present"]


def test_a_fault_in_writing_lets_everybody_go_the_long_way(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import OperationalError

    def away(*_all: Any, **_more: Any) -> None:
        raise OperationalError("deadlock detected")

    monkeypatch.setattr(batch_actions, "_written", away)
    arrivals = [city.arrival(who, "open", "", 0) for who in (0, 1)]
    results = batch_actions.take(arrivals, scheme=city.house.scheme, place=PLACE)
    assert [outcome(one)[0] for one in results] == ["present", "present"]
    assert CheckIn.objects.count() == 2
