"""Proofs of attendance: taken once, taken back with a reason, and a person decides where two of them disagree."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import translation

from goodstanding.access.policies import Denied
from goodstanding.actions.attendance import attendance, conflicts
from goodstanding.actions.attendance.claims import Claim
from goodstanding.actions.ledger import change as fact_changes
from goodstanding.actions.ledger.change import Change
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import AttendanceConflict, Attendee, Fact, Meeting, Notice, Proof, Remedy
from tests.house import AT, House
from tests.meetings import HOUR, STARTS, A, V, checked_in, closed, counted, facts_of, opened, planned, row, said
from tests.tampering import UNCHANGED

MINUTE = timedelta(minutes=1)
#: What a themed day leaves about somebody who was there in time.
THERE = {"meeting.themed_day": 1000, "meeting.on_time": 1000, "meeting.stayed_to_end": 1000}


def undone(house: House, proof: Proof, reason: str = "wrong line", by: str = "secretary") -> Proof:
    return attendance.undo(proof=proof, reason=reason, scheme=house.scheme, by=house.viewer(by), at=AT)


def settled(house: House, conflict: AttendanceConflict, chosen: Proof, by: str = "secretary") -> None:
    conflicts.settle(
        conflict=conflict, chosen=chosen, reason="I saw her", scheme=house.scheme, by=house.viewer(by), at=AT + HOUR
    )


def clash_of(house: House, meeting: Meeting) -> AttendanceConflict:
    return AttendanceConflict.objects.get(attendee=row(meeting, house.member()), state="open")


# From where a proof comes


@pytest.mark.parametrize("assurance", [A.PASSKEY_CODE, A.CODE_ONLY, A.HOST, A.PAPER])
def test_however_it_is_known_it_is_worth_the_same(house: House, assurance: Proof.Assurance) -> None:
    meeting, member = opened(house), house.member()
    by = "member" if assurance in attendance.OF_THE_MEMBER else "secretary"
    verdict = None if by == "member" else V.PRESENT
    proof = said(house, meeting, member, verdict, assurance=assurance, by=by).proof
    assert proof.assurance == assurance
    closed(house, meeting)
    assert facts_of(meeting, member) == THERE


@pytest.mark.parametrize(("minutes", "verdict"), [(-30, "present"), (0, "present"), (10, "present"), (11, "late")])
def test_who_is_late_is_told_by_the_clock_and_the_rules(house: House, minutes: int, verdict: str) -> None:
    meeting = planned(house)
    from goodstanding.actions.meetings import meetings

    meetings.open_doors(meeting=meeting, scheme=house.scheme, by=house.viewer("secretary"), at=STARTS - HOUR)
    proof = checked_in(house, meeting, "member", occurred_at=STARTS + minutes * MINUTE).proof
    assert proof.verdict == verdict


def test_nobody_proves_for_somebody_else(house: House) -> None:
    meeting = opened(house)
    for by in ("committee", "neighbour", "group_leader", "stranger"):
        with pytest.raises(Denied):
            said(house, meeting, house.member(), None, by=by, assurance=A.PASSKEY_CODE)
    for assurance in (A.HOST, A.PAPER):
        with pytest.raises(Denied):
            said(house, meeting, house.member(), V.PRESENT, by="member", assurance=assurance)
    with pytest.raises(Denied):
        said(house, meeting, house.member(), V.LEAVE, by="member", assurance=A.CODE_ONLY)
    assert not Proof.objects.exists()


def test_nothing_is_proven_before_it_opens_in_the_future_or_long_before_it(house: House) -> None:
    meeting = planned(house)
    with pytest.raises(ActionRefused, match="not open"):
        said(house, meeting, house.member(), V.PRESENT)
    meeting = opened(house, "study")
    with pytest.raises(ActionRefused, match="still to come"):
        said(house, meeting, house.member(), V.PRESENT, occurred_at=AT + 2 * MINUTE)
    with pytest.raises(ActionRefused, match="before the meeting"):
        said(house, meeting, house.member(), V.PRESENT, occurred_at=STARTS - HOUR)


def test_who_is_not_on_the_list_comes_as_a_guest(house: House) -> None:
    meeting = opened(house)
    checked_in(house, meeting, "stranger")
    assert (row(meeting, house.member("stranger")).role, counted(meeting, house.member("stranger"))) == (
        "guest",
        "present",
    )


# Sent again


def test_a_proof_sent_again_is_the_same_proof(house: House) -> None:
    meeting = opened(house)
    first = said(house, meeting, house.member(), V.PRESENT, idempotency_key="k")
    again = said(house, meeting, house.member(), V.PRESENT, idempotency_key="k", at=AT + HOUR)
    assert (first.new, again.new, again.proof) == (True, False, first.proof)
    assert Proof.objects.count() == 1


def test_a_key_that_said_something_else_is_refused(house: House) -> None:
    meeting = opened(house)
    said(house, meeting, house.member(), V.PRESENT, idempotency_key="k")
    with pytest.raises(ActionRefused, match="another attendance record"):
        said(house, meeting, house.member(), V.ABSENT, idempotency_key="k")
    said(house, meeting, house.member("committee"), V.PRESENT, idempotency_key="k", by="committee", assurance=A.HOST)
    assert Proof.objects.count() == 2, "somebody else's keys are their own"


# Taken back


def test_a_proof_is_taken_back_by_another_row_with_a_reason(house: House) -> None:
    meeting = opened(house)
    proof = said(house, meeting, house.member(), V.PRESENT).proof
    with pytest.raises(ActionRefused, match="Give a reason"):
        undone(house, proof, " ")
    back = undone(house, proof)
    assert undone(house, proof, "again") == back
    assert (back.undoes, back.reason, back.verdict) == (proof, "wrong line", "")
    assert counted(meeting, house.member()) is None
    assert Proof.objects.count() == 2


def test_the_member_hears_that_their_own_check_in_was_taken_back(house: House) -> None:
    meeting = opened(house)
    undone(house, checked_in(house, meeting, "member").proof)
    notice = Notice.objects.get(to=house.account("member"))
    assert (notice.kind, notice.facts["reason"]) == ("meeting_proof_undone", "wrong line")


def test_only_the_host_takes_proofs_back_and_only_while_it_is_open(house: House) -> None:
    meeting = opened(house)
    proof = checked_in(house, meeting, "member").proof
    for who in ("member", "neighbour", "group_leader"):
        with pytest.raises(Denied):
            undone(house, proof, by=who)
    closed(house, meeting)
    with pytest.raises(ActionRefused, match="entries corrected"):
        undone(house, proof)


def test_marking_otherwise_takes_only_ones_own_mark_back(house: House) -> None:
    meeting, member = opened(house), house.member()

    def mark(verdict: Proof.Verdict, idempotency_key: str, by: str = "secretary") -> None:
        claim = Claim(member, verdict, A.HOST, STARTS, idempotency_key)
        attendance.mark(meeting=meeting, claim=claim, scheme=house.scheme, by=house.viewer(by), at=AT)

    mark(V.ABSENT, "1")
    mark(V.LATE, "2")
    mark(V.ABSENT, "1")
    assert counted(meeting, member) == "late", "an old tap that arrives again changes nothing"
    assert not AttendanceConflict.objects.exists()
    mark(V.ABSENT, "1", by="committee")
    assert clash_of(house, meeting)
    mark(V.LATE, "2", by="committee")
    assert not AttendanceConflict.objects.filter(state="open").exists()


# Disagreement


def test_a_phone_that_finds_somebody_later_does_not_contradict_the_host(house: House) -> None:
    meeting, member = opened(house), house.member()
    checked_in(house, meeting, "member", occurred_at=STARTS + 20 * MINUTE)
    assert counted(meeting, member) == "late"
    said(house, meeting, member, V.PRESENT)
    assert counted(meeting, member) == "present"
    assert not AttendanceConflict.objects.exists()


@pytest.mark.parametrize("verdict", [V.LATE, V.LEAVE, V.ABSENT])
def test_a_host_who_contradicts_a_phone_makes_a_case_and_overwrites_nothing(
    house: House, verdict: Proof.Verdict
) -> None:
    meeting, member = opened(house), house.member()
    checked_in(house, meeting, "member")
    assert said(house, meeting, member, verdict).conflict is not None
    assert counted(meeting, member) == "present"
    assert said(house, meeting, member, verdict, by="committee").conflict == clash_of(house, meeting), (
        "one case, not two"
    )


def test_a_case_is_settled_with_a_reason_by_somebody_else(house: House) -> None:
    meeting, member = opened(house), house.member()
    phone = checked_in(house, meeting, "member").proof
    host = said(house, meeting, member, V.ABSENT).proof
    case = clash_of(house, meeting)
    for who in ("member", "neighbour"):
        with pytest.raises(Denied):
            settled(house, case, phone, by=who)
    settled(house, case, host)
    assert counted(meeting, member) == "absent"
    with pytest.raises(ActionRefused, match="meanwhile"):
        settled(house, case, phone)
    case.refresh_from_db()
    assert (case.reason, case.settled_by) == ("I saw her", house.account("secretary"))


def test_what_comes_after_a_case_was_settled_and_disagrees_is_a_new_one(house: House) -> None:
    meeting, member = opened(house), house.member()
    phone = checked_in(house, meeting, "member").proof
    said(house, meeting, member, V.ABSENT)
    settled(house, clash_of(house, meeting), phone)
    assert said(house, meeting, member, V.PRESENT, by="committee").conflict is None
    assert said(house, meeting, member, V.ABSENT, by="committee").conflict is not None


def test_taking_back_what_disagreed_ends_the_case(house: House) -> None:
    meeting, member = opened(house), house.member()
    checked_in(house, meeting, "member")
    undone(house, said(house, meeting, member, V.ABSENT).proof)
    assert not AttendanceConflict.objects.filter(state="open").exists()
    assert counted(meeting, member) == "present"


# After the meeting is closed


def test_while_a_case_is_open_nothing_is_written_about_it(house: House) -> None:
    meeting, member = opened(house), house.member()
    phone = checked_in(house, meeting, "member").proof
    said(house, meeting, member, V.ABSENT)
    meeting = closed(house, meeting)
    assert facts_of(meeting, member) == {}
    settled(house, clash_of(house, meeting), phone)
    assert facts_of(meeting, member) == THERE


def test_a_phone_that_was_off_line_turns_an_absence_into_a_case_and_then_into_a_correction(house: House) -> None:
    meeting, member = opened(house), house.member()
    meeting = closed(house, meeting)
    assert facts_of(meeting, member)["meeting.themed_day"] == 0
    late = checked_in(house, meeting, "member", at=AT + 72 * HOUR)
    assert late.conflict is not None
    assert facts_of(meeting, member)["meeting.themed_day"] == 0, "until somebody has looked"
    settled(house, late.conflict, late.proof)
    assert facts_of(meeting, member) == THERE
    assert "fact_corrected" in Notice.objects.filter(to=house.account("member")).values_list("kind", flat=True)


def test_the_ledger_follows_one_case_after_another(house: House) -> None:
    meeting, member = opened(house), house.member()
    meeting = closed(house, meeting)
    late = checked_in(house, meeting, "member", at=AT + HOUR)
    assert late.conflict is not None
    with translation.override("zh-hans"):
        settled(house, late.conflict, late.proof)
    assert facts_of(meeting, member) == THERE
    gone = said(house, meeting, member, V.ABSENT, by="committee", at=AT + 2 * HOUR)
    assert gone.conflict is not None
    settled(house, gone.conflict, gone.proof)
    assert facts_of(meeting, member)["meeting.themed_day"] == 0
    back = said(house, meeting, member, V.PRESENT, by="committee", at=AT + 3 * HOUR)
    assert back.conflict is not None
    settled(house, back.conflict, back.proof)
    assert facts_of(meeting, member) == THERE


def test_what_somebody_corrected_after_a_case_stays_after_the_next_one(house: House) -> None:
    meeting, member = opened(house), house.member()
    meeting = closed(house, meeting)
    late = checked_in(house, meeting, "member", at=AT + HOUR)
    assert late.conflict is not None
    settled(house, late.conflict, late.proof)
    fact = Fact.objects.get(kind="meeting.themed_day", member=member, value=1000, reverses=None)
    what = Change(Remedy.EXCUSE, None, "Away on duty")
    by = house.viewer("secretary")
    fact_changes.change(fact=fact, what=what, scheme=house.scheme, by=by, at=AT + HOUR, agreed_by=None)
    gone = said(house, meeting, member, V.ABSENT, by="committee", at=AT + 2 * HOUR)
    assert gone.conflict is not None
    settled(house, gone.conflict, gone.proof)
    assert facts_of(meeting, member)["meeting.themed_day"] is None


def test_a_late_phone_of_somebody_who_was_only_welcome_is_counted_at_once(house: House) -> None:
    meeting, member = opened(house), house.member()
    Attendee.objects.filter(meeting=meeting, member=member).update(role="welcome", votes=False)
    meeting = closed(house, meeting)
    assert checked_in(house, meeting, "member", at=AT + HOUR).conflict is None
    assert facts_of(meeting, member)["meeting.themed_day"] == 1000


# What the database keeps


@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id + 1000", "DELETE FROM {}"])
def test_sql_cannot_change_a_proof(house: House, statement: str) -> None:
    said(house, opened(house), house.member(), V.PRESENT)
    with (
        pytest.raises(DatabaseError, match=UNCHANGED),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(Proof._meta.db_table))


def test_a_proof_counts_for_nobody_else_and_takes_nobody_elses_back(house: House) -> None:
    meeting = opened(house)
    proof = said(house, meeting, house.member(), V.PRESENT).proof
    other = row(meeting, house.member("committee"))
    Attendee.objects.filter(pk=proof.attendee_id).update(counted=None)
    with pytest.raises(DatabaseError, match="same person"), transaction.atomic():
        Attendee.objects.filter(pk=other.pk).update(counted=proof)
    with pytest.raises(DatabaseError, match="same person"), transaction.atomic():
        Proof.objects.create(
            attendee=other, assurance=A.HOST, occurred_at=AT, recorded_at=AT, by=house.account("secretary"),
            idempotency_key="x", undoes=proof, reason="no",
        )  # fmt: skip
