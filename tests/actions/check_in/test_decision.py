"""What becomes of a check-in, decided over rows: every refusal, in which order, and what is written.

No database is there for these tests, so they also show that the decision does no I/O.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator as Factor

from goodstanding.access.viewer import Viewer
from goodstanding.actions.check_in.decision import MOST_CHECK_INS, Accepted, Decision, Refused, Repeated, decide
from goodstanding.actions.check_in.refusals import CheckInRefusal, CheckInRefused
from goodstanding.actions.check_in.request import (
    Arrival,
    CheckInRequest,
    CheckInRows,
    EarlierProof,
    RelyingParty,
    State,
    state_of,
)
from goodstanding.engine.scheme.load import scheme_of
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Account, Attendee, Meeting, Member, Passkey, Proof
from goodstanding.proofs import venue_code
from goodstanding.proofs.passkey_assertion import AssertionFault
from tests.authenticator import Authenticator

SITE = RelyingParty("https://members.example.org", "members.example.org")
KEYS, OTHER_KEYS = venue_code.keys(["a secret"]), venue_code.keys(["another secret"])
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
SHOWN = datetime(2016, 10, 15, 9, tzinfo=UTC)
Why, Fault = CheckInRefusal, AssertionFault
MEETING_KEY = "M" * 21 + "A"


@cache
def scheme() -> Scheme:
    return scheme_of(Path(__file__).parents[3] / "schemes" / "vanguard-136")


@dataclass(frozen=True)
class Situation:
    """A check-in as it should be. What is changed in it is all that is wrong.

    passkey: whether the account has the one that signs. digest: of the check-in that became the proof `earlier`.
    """

    is_member: bool = True
    code: str = "good"
    nonce: bytes = bytes(16)
    meeting: bool = True
    state: str = "open"
    ended_at: datetime | None = None
    begins: datetime = SHOWN
    at: datetime = SHOWN + 3 * SECOND
    signed: str = "rightly"
    offline: bool = False
    passkey: bool = True
    sign_count: int = 7
    is_active: bool = True
    has_passkey: bool = False
    role: str | None = "due"
    earlier: str = ""

    def decided(self) -> Decision:
        """What becomes of it."""
        arrival, rows = self._arrival_and_rows()
        return decide(arrival, rows, site=SITE, keys=KEYS, scheme=scheme())

    def _arrival_and_rows(self) -> tuple[Arrival, CheckInRows]:
        member = Member(pk=7, name="Li Na")
        account = Account(pk=41, is_active=self.is_active, member=member if self.is_member else None)
        meeting = Meeting(
            pk=3, key=MEETING_KEY, type="themed_day", state=self.state, starts_at=self.begins, opened_at=self.begins,
            ends_at=self.begins + timedelta(hours=2), ended_at=self.ended_at,
        )  # fmt: skip
        phone = Authenticator(SITE.origin, SITE.rp_id)
        phone.owner, phone.counter = b"41", 7
        arrival = Arrival(self._request(phone), Viewer(account, SHOWN.date()), self.at)
        passkey = Passkey(
            pk=9, authenticator=Factor(pk=1, user=account), credential_id=phone.name, public_key=phone.der,
            sign_count=self.sign_count, can_be_backed_up=False, is_backed_up=False,
        )  # fmt: skip
        attendee = Attendee(pk=5, meeting=meeting, member=member, role=self.role) if self.role else None
        earlier = EARLIER[self.earlier](arrival, attendee) if self.earlier and attendee else []
        rows = CheckInRows(
            member=account.member, meeting=meeting if self.meeting else None, attendee=attendee,
            passkey=passkey if self.passkey else None, has_passkey=self.has_passkey, earlier=earlier,
        )  # fmt: skip
        return arrival, rows

    def _request(self, phone: Authenticator) -> CheckInRequest:
        using = OTHER_KEYS if self.code == "of another secret" else KEYS
        code = "no code" if self.code == "no code" else venue_code.code(MEETING_KEY, SHOWN, using)
        if not self.signed:
            return CheckInRequest(code, self.nonce, None, offline=self.offline)
        can_sign = 16 <= len(self.nonce) <= 64 and self.signed != "another number"
        nonce = self.nonce if can_sign else b"x" * 16
        assertion: Any = phone.assert_(venue_code.challenge(code, member=b"41", nonce=nonce))
        if self.signed == "forged":
            assertion["response"]["signature"] = assertion["response"]["signature"][:-6] + "AAAAAA"
        return CheckInRequest(
            code, self.nonce, "no assertion" if self.signed == "in no shape" else assertion, self.offline
        )


def proof(arrival: Arrival, attendee: Attendee, **other: Any) -> Proof:
    """The proof that a check-in became."""
    says: dict[str, Any] = {
        "pk": 20, "verdict": "present", "assurance": "passkey_code", "occurred_at": SHOWN,
        "idempotency_key": arrival.idempotency_key,
    }  # fmt: skip
    return Proof(attendee=attendee, by=arrival.by.account, **(says | other))


def counted(attendee: Attendee, proofs: list[EarlierProof]) -> list[EarlierProof]:
    """The same, the first of which counts."""
    attendee.counted = proofs[0].proof
    return proofs


def many(arrival: Arrival, attendee: Attendee) -> list[EarlierProof]:
    """As many check-ins of the member as are written, of other codes."""
    return [
        EarlierProof(proof(arrival, attendee, pk=number, idempotency_key=f"41:in:{number}"), f"digest {number}")
        for number in range(1, MOST_CHECK_INS + 1)
    ]


#: What was there before, by name.
EARLIER = {
    "the same": lambda arrival, row: counted(row, [EarlierProof(proof(arrival, row), arrival.request.digest)]),
    "the same, taken back": lambda arrival, row: [EarlierProof(proof(arrival, row), arrival.request.digest, True)],
    "signed otherwise": lambda arrival, row: counted(row, [EarlierProof(proof(arrival, row), "another digest")]),
    "code only": lambda arrival, row: counted(
        row, [EarlierProof(proof(arrival, row, assurance="code_only"), "another digest")]
    ),
    "the host's word": lambda arrival, row: counted(
        row, [EarlierProof(proof(arrival, row, assurance="host", idempotency_key="8:key"))]
    ),
    "many": lambda arrival, row: counted(row, many(arrival, row)),
    "many and the same": lambda arrival, row: counted(
        row, [*many(arrival, row), EarlierProof(proof(arrival, row), arrival.request.digest)]
    ),
}

#: Everything that is refused, in the order in which it is looked for.
REFUSALS: list[tuple[str, dict[str, Any], object]] = [
    ("no member", {"is_member": False}, Why.NO_MEMBER),
    ("no code", {"code": "no code"}, Why.WRONG_CODE),
    ("a code of another secret", {"code": "of another secret"}, Why.WRONG_CODE),
    ("a number that is too short", {"nonce": bytes(15)}, Why.WRONG_CODE),
    ("a number that is too long", {"nonce": bytes(65)}, Why.WRONG_CODE),
    ("a code of a time to come", {"at": SHOWN - SECOND}, Why.OLD_CODE),
    ("a code that is too old", {"at": SHOWN + 16 * SECOND, "offline": False}, Why.OLD_CODE),
    ("too late", {"at": SHOWN + timedelta(days=9), "offline": True, "signed": "rightly"}, Why.TOO_LATE),
    ("no such meeting", {"meeting": False}, Why.WRONG_CODE),
    ("a meeting that had ended", {"ended_at": SHOWN - SECOND}, Why.ENDED),
    ("code only without signal", {"signed": "", "offline": True}, Why.KEPT_CODE_ONLY),
    ("code only with a passkey", {"signed": "", "has_passkey": True, "offline": False}, Why.HAS_PASSKEY),
    ("no assertion", {"signed": "in no shape"}, (Why.PASSKEY, Fault.SHAPE)),
    ("another's passkey", {"passkey": False, "signed": "rightly"}, (Why.PASSKEY, Fault.UNKNOWN)),
    ("a closed account", {"is_active": False, "signed": "rightly"}, (Why.PASSKEY, Fault.CLOSED)),
    ("a signature for another number", {"signed": "another number"}, (Why.PASSKEY, Fault.CHALLENGE)),
    ("a forged signature", {"signed": "forged"}, (Why.PASSKEY, Fault.SIGNATURE)),
    ("a counter that went back", {"sign_count": 8, "signed": "rightly"}, (Why.COUNTER, Fault.COUNTER)),
    (
        "a key of another proof",
        {"earlier": "code only", "signed": "rightly"},
        "already used for another attendance record",
    ),
    ("the same key, signed otherwise", {"earlier": "signed otherwise", "signed": "rightly"}, Why.PASSKEY),
    ("a meeting that was cancelled", {"state": "cancelled"}, "was cancelled"),
    ("a meeting that is not open", {"state": "planned"}, "not open"),
    ("long before the meeting", {"begins": SHOWN + 6 * MINUTE}, "before the meeting"),
]


def refused_with(decision: Decision, expected: object) -> bool:
    """Whether a decision is that refusal: its reason, its reason with the fault of the assertion, or its sentence."""
    assert isinstance(decision, Refused), decision
    if isinstance(expected, str) and not isinstance(expected, CheckInRefusal):
        return not isinstance(decision.error, CheckInRefused) and expected in str(decision.error)
    assert isinstance(decision.error, CheckInRefused), decision.error
    return (decision.error.why, decision.fault) == (expected if isinstance(expected, tuple) else (expected, None))


@pytest.mark.parametrize(("change", "expected"), [one[1:] for one in REFUSALS], ids=[one[0] for one in REFUSALS])
def test_each_fault_alone_is_refused_for_that_very_reason(change: dict[str, Any], expected: object) -> None:
    assert refused_with(replace(Situation(), **change).decided(), expected)


def test_every_refusal_is_in_the_table_but_those_that_come_before_and_after_the_decision() -> None:
    reasons = {each if not isinstance(each, tuple) else each[0] for _name, _change, each in REFUSALS}
    assert {why for why in reasons if isinstance(why, Why)} == set(Why) - {Why.SHAPE, Why.BUSY}


PAIRS = [
    (f"{first[0]}, and {second[0]}", first[1] | second[1], first[2])
    for first, second in combinations(REFUSALS, 2)
    if all(first[1][name] == second[1][name] for name in first[1].keys() & second[1].keys())
]


@pytest.mark.parametrize(("change", "expected"), [one[1:] for one in PAIRS], ids=[one[0] for one in PAIRS])
def test_of_two_faults_the_first_in_the_table_is_the_reason(change: dict[str, Any], expected: object) -> None:
    assert refused_with(replace(Situation(), **change).decided(), expected)


def test_a_counter_that_went_back_raises_an_alarm_and_no_other_fault_does() -> None:
    for name, change, _expected in REFUSALS:
        decision = replace(Situation(), **change).decided()
        assert isinstance(decision, Refused)
        assert (decision.alarm is not None) is (name == "a counter that went back"), name


@pytest.mark.parametrize(
    ("change", "verdict", "is_usual"),
    [
        ({}, "present", True),
        ({"role": "welcome"}, "present", True),
        ({"at": SHOWN + 15 * SECOND}, "present", True),
        ({"begins": SHOWN - timedelta(hours=1)}, "late", True),
        ({"begins": SHOWN + 5 * MINUTE}, "present", True),
        ({"signed": ""}, "present", True),
        ({"offline": True, "at": SHOWN + timedelta(hours=72)}, "present", True),
        ({"offline": True, "at": SHOWN + timedelta(hours=72, seconds=1)}, "present", False),
        ({"offline": True, "at": SHOWN + timedelta(days=8)}, "present", False),
        ({"role": None}, "present", False),
        ({"role": "off"}, "present", False),
        ({"earlier": "the host's word"}, "present", False),
        ({"state": "closed", "ended_at": SHOWN + MINUTE}, "present", False),
    ],
)
def test_what_is_good_becomes_a_proof_and_only_the_usual_is_written_with_others(
    change: dict[str, Any], verdict: str, is_usual: bool
) -> None:
    situation = replace(Situation(), **change)
    decision = situation.decided()
    assert isinstance(decision, Accepted)
    assert (decision.verdict, decision.is_usual) == (verdict, is_usual)
    assert decision.claim.occurred_at == SHOWN
    assert decision.claim.assurance == ("passkey_code" if situation.signed else "code_only")


@pytest.mark.parametrize(
    ("change", "state", "is_used"),
    [
        ({"earlier": "the same"}, State.PRESENT, True),
        ({"earlier": "the same", "sign_count": 8}, State.PRESENT, False),
        ({"earlier": "the same", "state": "cancelled"}, State.PRESENT, True),
        ({"earlier": "the same, taken back"}, State.TAKEN_BACK, True),
        ({"earlier": "many"}, State.ALREADY, True),
        ({"earlier": "many", "state": "cancelled"}, State.ALREADY, True),
        ({"earlier": "many and the same"}, State.ALREADY, True),
    ],
)
def test_what_says_nothing_new_is_answered_as_before(change: dict[str, Any], state: State, is_used: bool) -> None:
    decision = replace(Situation(), **change).decided()
    assert isinstance(decision, Repeated)
    assert (state_of(decision.result), decision.result.new) == (state, False)
    assert (decision.verified is not None) is is_used


def test_a_case_about_the_member_is_told_with_the_answer() -> None:
    arrival, rows = replace(Situation(), earlier="the same")._arrival_and_rows()
    decision = decide(arrival, replace(rows, open_cases=frozenset({5})), site=SITE, keys=KEYS, scheme=scheme())
    assert isinstance(decision, Repeated)
    assert state_of(decision.result) is State.DISAGREES


def test_one_check_in_fewer_than_the_most_is_still_written() -> None:
    arrival, rows = replace(Situation(), earlier="many")._arrival_and_rows()
    decision = decide(arrival, replace(rows, earlier=rows.earlier[1:]), site=SITE, keys=KEYS, scheme=scheme())
    assert isinstance(decision, Accepted)
