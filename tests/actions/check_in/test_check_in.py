"""Checking in: taken once, in the window in which the code was shown, by the member's own passkey and nobody else's."""

import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from goodstanding.actions.attendance import attendance, conflicts
from goodstanding.actions.check_in import writing
from goodstanding.actions.check_in.refusals import CheckInRefusal, CheckInRefused
from goodstanding.actions.check_in.request import CheckInRequest, State, state_of
from goodstanding.actions.meetings import meetings
from goodstanding.actions.refusal import ActionRefused
from goodstanding.actions.sign_in import passkeys
from goodstanding.models import Attendee, CheckIn, Doubt, Passkey, Proof
from goodstanding.proofs.passkey_assertion import Used
from goodstanding.proofs.venue_code import DELIVERY, LIFE
from tests.house import AT, House
from tests.meetings import HOUR, STARTS, closed, counted, facts_of, opened, planned, said
from tests.phones import Phone, shown

SECOND = timedelta(seconds=1)
#: The beginning of a window.
SHOWN = STARTS


@pytest.fixture
def phone(house: House) -> Phone:
    """The member's, with a passkey."""
    return Phone(house).enrolled()


def why(phone: Phone, sent: CheckInRequest, at: object = SHOWN + SECOND) -> CheckInRefusal | None:
    """Why it is not taken, or None where it is."""
    try:
        phone.checks_in(sent, at)  # type: ignore[arg-type]
    except CheckInRefused as refusal:
        return refusal.why
    return None


def test_one_touch_and_they_are_there_at_the_time_of_the_code(house: House, phone: Phone) -> None:
    meeting = opened(house)
    taken = phone.checks_in(phone.sent(shown(meeting, SHOWN)), SHOWN + 7 * SECOND)
    assert state_of(taken) is State.PRESENT
    assert (taken.proof.occurred_at, taken.proof.recorded_at) == (SHOWN, SHOWN + 7 * SECOND)
    assert taken.proof.assurance == Proof.Assurance.PASSKEY_CODE
    assert counted(meeting, house.member()) == "present"
    kept = CheckIn.objects.get(proof=taken.proof)
    assert (kept.kept, kept.waited_ms, kept.can_be_backed_up, kept.is_backed_up) == (False, 7000, False, False)
    assert phone.browser not in kept.browser
    assert Passkey.objects.get().sign_count == 2


def test_the_same_again_changes_nothing_and_is_answered_the_same(house: House, phone: Phone) -> None:
    sent = phone.sent(shown(opened(house), SHOWN))
    first, again = (phone.checks_in(sent, SHOWN + second * SECOND) for second in (1, 2))
    assert (first.new, again.new, first.proof) == (True, False, again.proof)
    assert state_of(again) is State.PRESENT
    assert CheckIn.objects.count() == 1


def test_passkeys_that_count_nothing_are_taken_once_too(house: House, phone: Phone) -> None:
    phone.device.counts, phone.device.counter = False, 0
    Passkey.objects.update(sign_count=0)
    sent = phone.sent(shown(opened(house), SHOWN))
    assert [phone.checks_in(sent, SHOWN + SECOND).new for _time in range(3)] == [True, False, False]


def test_the_code_lives_for_its_window_and_a_margin(house: House, phone: Phone) -> None:
    meeting = opened(house)
    phone.device.counts = False
    Passkey.objects.update(sign_count=0)
    phone.device.counter = 0
    for age, expected in [
        (timedelta(), None),
        (10 * SECOND, None),
        (LIFE, None),
        (LIFE + timedelta(milliseconds=1), CheckInRefusal.OLD_CODE),
        (30 * SECOND, CheckInRefusal.OLD_CODE),
        (timedelta(days=1), CheckInRefusal.OLD_CODE),
        (-SECOND, CheckInRefusal.OLD_CODE),
    ]:
        assert why(phone, phone.sent(shown(meeting, SHOWN)), SHOWN + age) == expected, age


def test_kept_on_the_phone_it_is_taken_for_eight_days_and_the_lateness_is_written_down(
    house: House, phone: Phone
) -> None:
    meeting = opened(house)
    for age, expected in [(timedelta(minutes=10), None), (timedelta(hours=24), None), (DELIVERY, None)]:
        phone = Phone(house).enrolled()
        assert why(phone, phone.sent(shown(meeting, SHOWN), kept=True), SHOWN + age) == expected, age
    assert (
        why(phone, phone.sent(shown(meeting, SHOWN), kept=True), SHOWN + DELIVERY + SECOND) is CheckInRefusal.TOO_LATE
    )
    assert {one.proof.occurred_at for one in CheckIn.objects.all()} == {SHOWN}
    assert [one.waited_ms // 60_000 for one in CheckIn.objects.order_by("pk")] == [10, 24 * 60, 8 * 24 * 60]
    assert counted(meeting, house.member()) == "present"


def test_after_three_days_somebody_looks_at_it_and_it_counts_all_the_same(house: House, phone: Phone) -> None:
    meeting = opened(house)
    for hours in (72, 73):
        phone = Phone(house).enrolled()
        phone.checks_in(phone.sent(shown(meeting, SHOWN), kept=True), SHOWN + timedelta(hours=hours))
    doubt = Doubt.objects.get()
    assert (doubt.kind, doubt.facts, [one.pk for one in doubt.members.all()]) == (
        "late", {"hours": 73}, [house.member().pk]
    )  # fmt: skip
    assert counted(meeting, house.member()) == "present"


def test_what_is_delivered_after_the_meeting_is_closed_is_a_case_that_puts_the_ledger_right(
    house: House, phone: Phone
) -> None:
    meeting = opened(house)
    sent = phone.sent(shown(meeting, SHOWN), kept=True)
    closed(house, meeting)
    missed = {"meeting.themed_day": 0, "leave.asked_in_advance": 0}
    assert facts_of(meeting, house.member()) == missed
    result = phone.checks_in(sent, AT + 24 * HOUR)
    assert state_of(result) is State.DISAGREES, "closing wrote that they were absent"
    proofs = Proof.objects.filter(attendee__member=house.member()).order_by("pk")
    assert [(proof.verdict, proof.assurance) for proof in proofs] == [("absent", "host"), ("present", "passkey_code")]
    assert facts_of(meeting, house.member()) == missed, "until a person has settled it"
    conflicts.settle(
        conflict=result.proof.attendee.conflicts.get(), chosen=result.proof, reason="They were there",
        scheme=house.scheme, by=house.viewer("secretary"), at=AT + 25 * HOUR,
    )  # fmt: skip
    came = {"meeting.themed_day": 1000, "meeting.on_time": 1000, "meeting.stayed_to_end": 1000}
    assert facts_of(meeting, house.member()) == came


def test_a_code_from_after_the_end_is_worth_nothing(house: House, phone: Phone) -> None:
    meeting = closed(house, opened(house))
    assert meeting.ended_at is not None
    sent = phone.sent(shown(meeting, meeting.ended_at + 20 * SECOND))
    assert why(phone, sent, meeting.ended_at + 25 * SECOND) is CheckInRefusal.ENDED


def test_before_the_doors_open_nobody_is_checked_in(house: House, phone: Phone) -> None:
    meeting = planned(house)
    with pytest.raises(ActionRefused, match="not open"):
        phone.checks_in(phone.sent(shown(meeting, SHOWN)), SHOWN + SECOND)
    assert Passkey.objects.get().sign_count == 1, "what came to nothing moves no counter"
    assert Attendee.objects.filter(counted__isnull=False).count() == 0


def test_whoever_comes_late_is_late_by_the_code_and_not_by_the_delivery(house: House, phone: Phone) -> None:
    meeting = opened(house)
    grace = house.scheme.meetings["themed_day"].grace_minutes
    late = SHOWN + timedelta(minutes=grace + 1)
    assert state_of(phone.checks_in(phone.sent(shown(meeting, late)), late + SECOND)) is State.LATE
    early = Phone(house, "committee").enrolled()
    taken = early.checks_in(early.sent(shown(meeting, SHOWN), kept=True), late + HOUR)
    assert state_of(taken) is State.PRESENT


def test_two_phones_of_one_member_are_two_proofs_and_one_counts(house: House, phone: Phone) -> None:
    meeting, other = opened(house), Phone(house).enrolled()
    kept = other.sent(shown(meeting, SHOWN), kept=True)
    first = phone.checks_in(phone.sent(shown(meeting, SHOWN + 30 * SECOND)), SHOWN + 31 * SECOND)
    second = other.checks_in(kept, AT)
    assert first.proof != second.proof
    assert CheckIn.objects.count() == 2
    assert counted(meeting, house.member()) == "present"
    closed(house, meeting)
    assert facts_of(meeting, house.member())["meeting.themed_day"] == 1000


def test_after_some_more_of_the_same_nothing_more_is_written_down(house: House, phone: Phone) -> None:
    meeting = opened(house)
    for turn in range(8):
        at = SHOWN + turn * 10 * SECOND
        taken = phone.checks_in(phone.sent(shown(meeting, at)), at + SECOND)
        assert state_of(taken) is (State.ALREADY if turn else State.PRESENT)
        assert taken.before is None or taken.before.occurred_at == SHOWN, "since the first"
    assert CheckIn.objects.count() == 4


def test_what_was_taken_back_says_so_and_can_be_done_again(house: House, phone: Phone) -> None:
    meeting = opened(house)
    sent = phone.sent(shown(meeting, SHOWN))
    proof = phone.checks_in(sent, SHOWN + SECOND).proof
    attendance.undo(
        proof=proof, reason="a slip", scheme=house.scheme, by=house.viewer("secretary"), at=SHOWN + 2 * SECOND
    )
    assert state_of(phone.checks_in(sent, SHOWN + 3 * SECOND)) is State.TAKEN_BACK
    phone.checks_in(phone.sent(shown(meeting, SHOWN + 10 * SECOND)), SHOWN + 11 * SECOND)
    assert counted(meeting, house.member()) == "present"


def test_where_the_host_said_otherwise_both_stand_until_somebody_settles_it(house: House, phone: Phone) -> None:
    meeting = opened(house)
    said(house, meeting, house.member(), Proof.Verdict.ABSENT)
    assert state_of(phone.checks_in(phone.sent(shown(meeting, AT)), AT)) is State.DISAGREES
    assert why(phone, phone.sent(shown(meeting, SHOWN)), AT) is CheckInRefusal.OLD_CODE


def test_a_guest_from_elsewhere_checks_in_and_is_a_guest(house: House) -> None:
    meeting, stranger = opened(house), Phone(house, "stranger").enrolled()
    stranger.checks_in(stranger.sent(shown(meeting, SHOWN)), SHOWN + SECOND)
    assert Attendee.objects.get(meeting=meeting, member=house.member("stranger")).role == "guest"


def test_without_a_passkey_the_code_is_enough_and_worth_the_same(house: House) -> None:
    meeting, phone = opened(house), Phone(house)
    taken = phone.checks_in(phone.sent(shown(meeting, SHOWN), with_passkey=False), SHOWN + SECOND)
    assert (taken.proof.assurance, state_of(taken)) == ("code_only", State.PRESENT)
    other = Phone(house, "committee").enrolled()
    other.checks_in(other.sent(shown(meeting, SHOWN)), SHOWN + SECOND)
    closed(house, meeting)
    assert facts_of(meeting, house.member())["meeting.themed_day"] == 1000
    assert facts_of(meeting, house.member("committee"))["meeting.themed_day"] == 1000


def test_code_only_is_for_now_and_for_whoever_has_no_passkey(house: House, phone: Phone) -> None:
    meeting, without = opened(house), Phone(house, "committee")
    assert why(phone, phone.sent(shown(meeting, SHOWN), with_passkey=False)) is CheckInRefusal.HAS_PASSKEY
    kept = without.sent(shown(meeting, SHOWN), with_passkey=False, kept=True)
    assert why(without, kept) is CheckInRefusal.KEPT_CODE_ONLY


def test_who_is_no_member_has_nothing_to_check_in_to(house: House) -> None:
    phone = Phone(house, "operator")
    assert why(phone, phone.sent(shown(opened(house), SHOWN), with_passkey=False)) is CheckInRefusal.NO_MEMBER


@pytest.mark.parametrize("length", [0, 15, 65])
def test_the_phone_s_number_has_its_length(house: House, phone: Phone, length: int) -> None:
    sent = phone.sent(shown(opened(house), SHOWN))
    assert why(phone, CheckInRequest(sent.code, bytes(length), sent.assertion)) is CheckInRefusal.WRONG_CODE


def test_what_was_signed_for_one_code_meeting_member_or_number_is_none_for_another(house: House, phone: Phone) -> None:
    meeting = opened(house)
    sent = phone.sent(shown(meeting, SHOWN))
    other = opened(house, "study")
    for code, nonce in [
        (shown(other, SHOWN), sent.nonce),
        (shown(meeting, SHOWN + 10 * SECOND), sent.nonce),
        (sent.code, secrets.token_bytes(16)),
    ]:
        assert why(phone, CheckInRequest(code, nonce, sent.assertion), SHOWN + 11 * SECOND) is CheckInRefusal.PASSKEY
    elsewhere = Phone(house, "committee", device=phone.device)
    assert why(elsewhere, sent) is CheckInRefusal.PASSKEY
    assert CheckIn.objects.count() == 0


def test_a_counter_that_goes_back_is_refused_told_and_looked_at(house: House, phone: Phone) -> None:
    meeting = opened(house)
    phone.device.counter = 9
    phone.checks_in(phone.sent(shown(meeting, SHOWN)), SHOWN + SECOND)
    phone.device.counter = 3
    assert why(phone, phone.sent(shown(meeting, SHOWN + 10 * SECOND)), SHOWN + 11 * SECOND) is CheckInRefusal.COUNTER
    doubt = Doubt.objects.get()
    assert (doubt.kind, doubt.meeting, list(doubt.members.all())) == ("counter", meeting, [house.member()])
    assert Passkey.objects.get().sign_count == 10
    assert house.account("member").notices.filter(kind="passkey_copied").count() == 1
    assert counted(meeting, house.member()) == "present", "what was taken before stands"


def test_a_passkey_that_was_used_meanwhile_does_not_move_on(house: House, phone: Phone) -> None:
    sent = phone.sent(shown(opened(house), SHOWN))
    stale = passkeys.find(sent.assertion, house.account("member"))
    phone.checks_in(sent, SHOWN + SECOND)
    assert not passkeys.move_on(stale, Used(sign_count=9, is_backed_up=False), at=SHOWN)
    assert Passkey.objects.get().sign_count == 2


def test_what_changes_while_it_is_written_is_decided_on_anew_three_times_at_most(
    house: House, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting, write, tries = opened(house), writing.write, list[int]()

    def write_after(times: int) -> Callable[..., Any]:
        def write_or_not(*decided: Any, **more: Any) -> Any:
            tries.append(1)
            if len(tries) <= times:
                raise writing.OutdatedRows
            return write(*decided, **more)

        return write_or_not

    monkeypatch.setattr(writing, "write", write_after(3))
    assert why(phone, phone.sent(shown(meeting, SHOWN))) is CheckInRefusal.BUSY
    assert (len(tries), Proof.objects.count(), Passkey.objects.get().sign_count) == (3, 0, 1)
    tries.clear()
    monkeypatch.setattr(writing, "write", write_after(2))
    assert why(phone, phone.sent(shown(meeting, SHOWN))) is None
    assert (len(tries), Proof.objects.count()) == (3, 1)


def test_nothing_of_a_check_in_is_ever_changed(house: House, phone: Phone) -> None:
    phone.checks_in(phone.sent(shown(opened(house), SHOWN)), SHOWN + SECOND)
    for change in (lambda: CheckIn.objects.update(kept=True), lambda: CheckIn.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_cancelled_meeting_takes_nobody(house: House, phone: Phone) -> None:
    meeting = opened(house)
    sent = phone.sent(shown(meeting, SHOWN + 20 * SECOND))
    meetings.cancel(
        meeting=meeting, reason="no heating", scheme=house.scheme, by=house.viewer("secretary"), at=SHOWN + SECOND
    )
    assert why(phone, sent, SHOWN + 21 * SECOND) is CheckInRefusal.ENDED
    early = phone.sent(shown(meeting, SHOWN - 10 * SECOND), kept=True)
    with pytest.raises(ActionRefused, match="cancelled"):
        phone.checks_in(early, SHOWN + 21 * SECOND)
