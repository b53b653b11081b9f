"""A member shows a code, the host scans it: they are there since it was made, once, and it is the host's word."""

from datetime import timedelta

import pytest
from django.conf import settings

from goodstanding.access import code_keys
from goodstanding.access.policies import Denied
from goodstanding.actions.attendance import attendance
from goodstanding.actions.check_in import member_codes
from goodstanding.actions.check_in.member_code_refusals import MemberCodeRefusal, MemberCodeRefused
from goodstanding.actions.check_in.member_codes import Scanned
from goodstanding.actions.meetings import meetings
from goodstanding.actions.sign_in import invitations
from goodstanding.models import AttendanceConflict, Attendee, Challenge, Meeting, Passkey, Proof
from goodstanding.proofs import member_code
from goodstanding.proofs.member_code import SignedMemberCode
from tests.house import AT, House
from tests.meetings import HOUR, STARTS, A, V, checked_in, closed, counted, opened, planned, row, said
from tests.phones import Phone
from tests.rolls import own_code, signed_code

MINUTE = timedelta(minutes=1)


def scan(
    house: House, meeting: Meeting, code: object, *, by: str = "secretary", at: object = STARTS, kept: bool = False
) -> Scanned:
    meeting = Meeting.objects.select_related("unit").get(pk=meeting.pk)
    return member_codes.scan(code=code, meeting=meeting, scheme=house.scheme, by=house.viewer(by), at=at, offline=kept)  # type: ignore[arg-type]


def refused(house: House, meeting: Meeting, code: object, **more: object) -> MemberCodeRefusal:
    with pytest.raises(MemberCodeRefused) as told:
        scan(house, meeting, code, **more)  # type: ignore[arg-type]
    assert str(told.value)
    return told.value.why


def test_whoever_is_scanned_in_time_is_present_by_the_host_s_word_since_the_code_was_made(house: House) -> None:
    meeting = opened(house)
    phone = Phone(house).enrolled()
    code = signed_code(phone, meeting, STARTS)
    scanned = scan(house, meeting, code, at=STARTS + MINUTE)
    proof = scanned.proven.proof
    assert (proof.verdict, proof.assurance, proof.scanned, scanned.with_passkey) == ("present", A.HOST, "shown", True)
    assert (proof.occurred_at, proof.recorded_at) == (STARTS, STARTS + MINUTE)


def test_after_the_beginning_it_is_late_by_the_clock_of_the_code(house: House) -> None:
    meeting = opened(house)
    code = own_code(house, meeting, at=STARTS + HOUR)
    assert scan(house, meeting, code, at=STARTS + HOUR).proven.proof.verdict == "late"


def test_without_a_passkey_the_code_says_so_and_counts_the_same(house: House) -> None:
    meeting = opened(house)
    scanned = scan(house, meeting, own_code(house, meeting))
    assert (scanned.with_passkey, scanned.proven.proof.scanned) == (False, "visit")
    assert counted(meeting, house.member()) == "present"


def test_whoever_has_a_passkey_uses_it(house: House) -> None:
    meeting = opened(house)
    Phone(house).enrolled()
    with pytest.raises(MemberCodeRefused) as told:
        own_code(house, meeting)
    assert told.value.why is MemberCodeRefusal.HAS_PASSKEY


def test_a_challenge_is_answered_once_rightly_or_not_and_only_at_its_meeting(house: House) -> None:
    meeting, other = opened(house), opened(house, "study")
    phone = Phone(house).enrolled()
    by = house.viewer("member")

    def shows(where: Meeting, nonce: bytes, assertion: object) -> str:
        return member_codes.show(
            meeting=where, nonce=nonce, assertion=assertion, by=by, origin=settings.ORIGIN, rp_id=settings.RP_ID, at=AT
        )

    asked = member_codes.ask(meeting=meeting, by=by, at=AT)
    good = phone.device.assert_(asked.challenge)
    for where, nonce in [(other, asked.nonce), (meeting, bytes(16)), (meeting, b"short")]:
        with pytest.raises(MemberCodeRefused):
            shows(where, nonce, good)
    assert shows(meeting, asked.nonce, good)
    with pytest.raises(MemberCodeRefused) as again:
        shows(meeting, asked.nonce, good)
    assert again.value.why is MemberCodeRefusal.PASSKEY
    failed = member_codes.ask(meeting=meeting, by=by, at=AT)
    for assertion in (phone.device.assert_(bytes(32)), phone.device.assert_(failed.challenge)):
        with pytest.raises(MemberCodeRefused):
            shows(meeting, failed.nonce, assertion)
    assert not Challenge.objects.exists()


def test_another_s_passkey_and_one_that_did_not_verify_the_person_make_no_code(house: House) -> None:
    meeting = opened(house)
    phone, other = Phone(house).enrolled(), Phone(house, "committee").enrolled()
    by = house.viewer("member")
    for device, change in [(other.device, None), (phone.device, lambda said: setattr(said, "flags", 0x01))]:
        asked = member_codes.ask(meeting=meeting, by=by, at=AT)
        with pytest.raises(MemberCodeRefused):
            member_codes.show(
                meeting=meeting, nonce=asked.nonce, assertion=device.assert_(asked.challenge, as_said=change), by=by,
                origin=settings.ORIGIN, rp_id=settings.RP_ID, at=AT,
            )  # fmt: skip
    assert set(Passkey.objects.values_list("used_at", flat=True)) == {None}


def test_a_code_is_made_only_at_an_open_meeting_and_for_whom_it_concerns(house: House) -> None:
    before = planned(house, "study")
    with pytest.raises(MemberCodeRefused) as early:
        own_code(house, before)
    meeting = opened(house)
    with pytest.raises(MemberCodeRefused) as stranger:
        own_code(house, meeting, "stranger")
    with pytest.raises(MemberCodeRefused) as nobody:
        own_code(house, meeting, "auditor")
    over = closed(house, meeting)
    with pytest.raises(MemberCodeRefused) as late:
        own_code(house, over)
    found = [one.value.why for one in (early, stranger, nobody, late)]
    assert found == [
        MemberCodeRefusal.NOT_OPEN,
        MemberCodeRefusal.NOT_LISTED,
        MemberCodeRefusal.NOT_LISTED,
        MemberCodeRefusal.NOT_OPEN,
    ]


def test_a_code_is_used_once_by_whomever_and_a_second_one_says_nothing_more(house: House) -> None:
    meeting = opened(house)
    code = own_code(house, meeting)
    assert scan(house, meeting, code).proven.new
    assert not scan(house, meeting, code).proven.new
    assert not scan(house, meeting, code, by="committee").proven.new
    assert not scan(house, meeting, own_code(house, meeting, at=STARTS + MINUTE), at=STARTS + MINUTE).proven.new
    assert Proof.objects.count() == 1


def test_a_code_of_before_a_way_in_was_taken_away_is_not_taken_but_what_a_host_had_scanned_is(house: House) -> None:
    meeting = opened(house)
    code = own_code(house, meeting)
    by, at = house.viewer("secretary"), STARTS + MINUTE / 2
    invitations.reset(member=house.member(), by=by, at=at)
    assert refused(house, meeting, code, at=STARTS + MINUTE) is MemberCodeRefusal.OLD
    assert scan(house, meeting, code, at=STARTS + HOUR, kept=True).proven.proof.scanned == "visit"
    later = opened(house, "study")
    assert scan(house, later, own_code(house, later, at=STARTS + HOUR), at=STARTS + HOUR).proven.new


def test_a_code_that_was_taken_back_needs_a_new_one(house: House) -> None:
    meeting = opened(house)
    code = own_code(house, meeting)
    proof = scan(house, meeting, code).proven.proof
    attendance.undo(proof=proof, reason="Not them", scheme=house.scheme, by=house.viewer("secretary"), at=AT)
    assert refused(house, meeting, code) is MemberCodeRefusal.USED
    assert scan(house, meeting, own_code(house, meeting, at=STARTS + MINUTE), at=STARTS + MINUTE).proven.new


def test_every_code_that_is_none_is_refused_with_its_own_sentence(house: House) -> None:
    meeting, other = opened(house), opened(house, "study")
    code = own_code(house, meeting)
    keys, member = code_keys.of_members(), house.member().key
    flipped = [code[:place] + ("A" if code[place] != "A" else "B") + code[place + 1 :] for place in range(0, 76, 5)]
    assert {refused(house, meeting, one) for one in [*flipped, "", None, "x" * 76]} == {MemberCodeRefusal.FORGED}
    assert refused(house, other, code) is MemberCodeRefusal.OTHER_MEETING
    assert refused(house, meeting, code, at=STARTS + 3 * MINUTE) is MemberCodeRefusal.OLD
    assert refused(house, meeting, code, at=STARTS + timedelta(days=9), kept=True) is MemberCodeRefusal.TOO_LATE
    early = member_code.code(meeting.key, member, SignedMemberCode.BY_VISIT, STARTS + MINUTE, keys)
    assert refused(house, meeting, early) is MemberCodeRefusal.EARLY
    foreign = member_code.code(meeting.key, house.member("stranger").key, SignedMemberCode.BY_VISIT, STARTS, keys)
    assert refused(house, meeting, foreign) is MemberCodeRefusal.STRANGER
    assert not Proof.objects.exists()


def test_at_a_closed_door_nothing_is_taken_but_what_was_kept_since_it_was_open(house: House) -> None:
    meeting = opened(house)
    code = own_code(house, meeting, at=STARTS + MINUTE)
    closed(house, meeting, at=STARTS + 2 * MINUTE)
    assert refused(house, meeting, code, at=STARTS + 2 * MINUTE) is MemberCodeRefusal.CLOSED
    after = member_code.code(
        meeting.key, house.member().key, SignedMemberCode.BY_VISIT, STARTS + 3 * MINUTE, code_keys.of_members()
    )
    assert refused(house, meeting, after, at=AT, kept=True) is MemberCodeRefusal.CLOSED
    late = scan(house, meeting, code, at=AT, kept=True)
    assert late.proven.conflict is not None, "closing had written that they were absent"


def test_at_a_meeting_that_was_called_off_or_never_opened_no_code_is_taken(house: House) -> None:
    for meeting in (planned(house), planned(house, "study")):
        if meeting.type == "study":
            by = house.viewer("secretary")
            meetings.cancel(meeting=meeting, reason="Flood", scheme=house.scheme, by=by, at=STARTS)
        code = member_code.code(
            meeting.key, _row_of(house, meeting).member.key, SignedMemberCode.BY_VISIT, STARTS, code_keys.of_members()
        )
        assert {refused(house, meeting, code), refused(house, meeting, code, kept=True)} == {MemberCodeRefusal.CLOSED}


def _row_of(house: House, meeting: Meeting) -> Attendee:
    return row(meeting, house.member())


def test_only_whoever_holds_the_meeting_scans(house: House) -> None:
    meeting = opened(house)
    code = own_code(house, meeting)
    for who in ("member", "group_leader", "neighbour", "foreign_secretary", "auditor", "operator"):
        with pytest.raises(Denied):
            scan(house, meeting, code, by=who)
    assert scan(house, meeting, code, by="sub_district_officer").proven.new


def test_what_the_host_marked_before_they_saw_the_person_is_taken_back(house: House) -> None:
    meeting, member = opened(house), house.member()
    said(house, meeting, member, V.ABSENT)
    scan(house, meeting, own_code(house, meeting))
    assert counted(meeting, member) == "present"
    assert not AttendanceConflict.objects.exists()


def test_what_somebody_else_marked_disagrees_and_is_a_case(house: House) -> None:
    meeting, member = opened(house), house.member()
    said(house, meeting, member, V.ABSENT, by="committee")
    assert scan(house, meeting, own_code(house, meeting)).proven.conflict is not None
    assert counted(meeting, member) == "absent"


def test_a_code_that_is_scanned_later_contradicts_nobody_who_saw_them_earlier(house: House) -> None:
    meeting = opened(house)
    checked_in(house, meeting, "member", STARTS)
    said(house, meeting, house.member("committee"), V.PRESENT)
    for who in ("member", "committee"):
        code = own_code(house, meeting, who, at=STARTS + HOUR)
        assert scan(house, meeting, code, at=STARTS + HOUR).proven.proof.verdict == "late"
        assert counted(meeting, house.member(who)) == "present"
    assert not AttendanceConflict.objects.exists()


def test_a_phone_that_delivers_an_earlier_check_in_after_the_scan_makes_it_present(house: House) -> None:
    meeting = opened(house)
    scan(house, meeting, own_code(house, meeting, at=STARTS + HOUR), at=STARTS + HOUR)
    checked_in(house, meeting, "member", STARTS, at=STARTS + 2 * HOUR)
    assert counted(meeting, house.member()) == "present"
    assert not AttendanceConflict.objects.exists()


def test_nobody_makes_a_mark_by_hand_look_like_a_scanned_code(house: House) -> None:
    meeting = opened(house)
    for idempotency_key in ("shown:" + "A" * 34 + ":present", "shown:" + "A" * 40, "visit:x:late"):
        proof = said(house, meeting, house.member(), V.PRESENT, idempotency_key=idempotency_key).proof
        assert proof.scanned == ""
