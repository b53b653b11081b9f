"""Check-ins that are written together come out as they would one by one, whatever else arrives in the same moment."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodstanding.access.viewer import Viewer
from goodstanding.actions.check_in import batch as batch_actions
from goodstanding.actions.check_in import check_in, writing
from goodstanding.actions.check_in.decision import Accepted
from goodstanding.actions.check_in.refusals import CheckInRefused
from goodstanding.actions.check_in.request import Arrival, CheckInResult, state_of
from goodstanding.actions.refusal import ActionRefused
from goodstanding.actions.sign_in import passkeys
from goodstanding.models import Account, Attendee, CheckIn, Passkey, Proof
from tests.effort import examples
from tests.house import House
from tests.meetings import STARTS, closed, opened, planned, said
from tests.phones import SITE, Phone, shown

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


def one_by_one(house: House, arrivals: Sequence[Arrival]) -> list[CheckInResult | Exception]:
    """The same check-ins, each by itself, in their order."""
    results = list[CheckInResult | Exception]()
    for arrival in arrivals:
        try:
            results.append(
                check_in.check_in(request=arrival.request, scheme=house.scheme, by=arrival.by, site=SITE, at=arrival.at)
            )
        except ActionRefused as refusal:
            results.append(refusal)
    return results


@settings(max_examples=examples(40), deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn=ARRIVALS, again=st.lists(st.integers(0, 8), max_size=4))
def test_together_comes_out_as_one_by_one(city: City, drawn: list[tuple[int, str, str]], again: list[int]) -> None:
    arrivals = [city.arrival(*each, seconds=number % 5) for number, each in enumerate(drawn)]
    arrivals += [arrivals[number] for number in again if number < len(arrivals)]
    found = []
    for together in (True, False):
        saved = transaction.savepoint()
        if together:
            results = batch_actions.check_in_all(arrivals, scheme=city.house.scheme, site=SITE)
        else:
            results = one_by_one(city.house, arrivals)
        found.append(([outcome(result) for result in results], state()))
        transaction.savepoint_rollback(saved)
    assert found[0] == found[1]


def test_two_first_check_ins_cost_exactly_as_many_looks_as_one(city: City) -> None:
    record_views = []
    for some in ([city.arrival(0, "open", "", 0)], [city.arrival(who, "open", "", 0) for who in (1, 2)]):
        with CaptureQueriesContext(connection) as asked:
            results = batch_actions.check_in_all(some, scheme=city.house.scheme, site=SITE)
        assert [outcome(result)[0] for result in results] == ["present"] * len(some)
        record_views.append(len(asked))
    assert record_views[0] == record_views[1] <= 14


def test_who_was_written_on_the_roll_in_between_goes_the_long_way(city: City, house: House) -> None:
    meeting = city.meetings["open"]
    arrivals = [city.arrival(0, "open", "", 0), city.arrival(1, "open", "", 0)]
    said(house, meeting, house.member(), Proof.Verdict.ABSENT)
    results = batch_actions.check_in_all(arrivals, scheme=house.scheme, site=SITE)
    assert [outcome(one)[0] for one in results] == ["disagrees", "present"]


def test_a_fault_in_writing_lets_everybody_go_the_long_way(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    write_usual, calls = writing.write_usual, list[int]()

    def away_once(accepted: Sequence[Accepted]) -> list[CheckInResult]:
        calls.append(len(accepted))
        if len(calls) == 1:
            raise OperationalError("deadlock detected")
        return write_usual(accepted)

    monkeypatch.setattr(writing, "write_usual", away_once)
    arrivals = [city.arrival(who, "open", "", 0) for who in (0, 1)]
    results = batch_actions.check_in_all(arrivals, scheme=city.house.scheme, site=SITE)
    assert [outcome(one)[0] for one in results] == ["present", "present"]
    assert (CheckIn.objects.count(), calls) == (2, [2, 1, 1])


def test_a_check_in_that_breaks_fails_its_own_sender_only(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    usable, broken = passkeys.usable, city.house.account(PEOPLE[1])

    def breaks(passkey: Passkey | None, account: Account | None) -> Passkey:
        if account == broken:
            raise RuntimeError("a fault")
        return usable(passkey, account)

    monkeypatch.setattr(passkeys, "usable", breaks)
    arrivals = [city.arrival(who, "open", "", 0) for who in (0, 1, 2)]
    results = batch_actions.check_in_all(arrivals, scheme=city.house.scheme, site=SITE)
    assert [outcome(result)[0] for result in results] == ["present", RuntimeError, "present"]
    assert CheckIn.objects.count() == 2
