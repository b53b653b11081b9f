"""What a phone kept without signal: each mark is taken or refused by itself, once, whatever the phone's clock says."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core import signing

from goodstanding.access import code_keys
from goodstanding.access.policies import Denied
from goodstanding.actions.attendance import conflicts
from goodstanding.actions.check_in import offline_roll
from goodstanding.actions.check_in.offline_delivery import MOST_ITEMS
from goodstanding.actions.meetings import leave, meetings
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import AttendanceConflict, AuditRow, Meeting, MemberClass, Proof
from goodstanding.proofs import member_code, roll_ticket
from goodstanding.proofs.member_code import SignedMemberCode
from tests.house import AT, OPENED, House
from tests.meetings import HOUR, STARTS, A, checked_in, closed, counted, facts_of, opened, planned, row
from tests.rolls import HostPhone, idempotency_key, ms, own_code, states

MINUTE = timedelta(minutes=1)


@pytest.fixture
def phone(house: House) -> HostPhone:
    """The secretary's, with the roll of an open meeting."""
    return HostPhone(house, opened(house))


def test_every_mark_is_taken_in_its_order_and_told_by_itself(house: House, phone: HostPhone) -> None:
    items = [phone.marks("member", "present"), phone.marks("committee", "late"), phone.marks("group_leader", "leave")]
    found = phone.delivers(*items)
    assert [(one.idempotency_key, one.state.value, one.verdict) for one in found] == [
        (item["once"], "taken", item["do"]) for item in items
    ]
    assert {one.assurance for one in Proof.objects.all()} == {A.HOST.value}
    assert counted(phone.meeting, house.member("committee")) == "late"


def test_delivered_again_everything_is_known_and_nothing_is_written(phone: HostPhone) -> None:
    items = [phone.marks("member", "present"), phone.marks("committee", "absent")]
    phone.delivers(*items)
    before = Proof.objects.count()
    assert states(phone.delivers(*items, at=AT)) == ["known", "known"]
    assert states(phone.delivers(*reversed(items), at=AT)) == ["known", "known"]
    assert Proof.objects.count() == before


def test_a_later_mark_takes_the_earlier_one_back_and_an_old_one_delivered_again_does_not(
    house: House, phone: HostPhone
) -> None:
    first, second = phone.marks("member", "present"), phone.marks("member", "late")
    assert states(phone.delivers(first, second)) == ["taken", "taken"]
    assert states(phone.delivers(first)) == ["known"]
    assert counted(phone.meeting, house.member()) == "late"
    assert not AttendanceConflict.objects.exists()


def test_an_older_mark_that_arrives_later_never_overrides_a_newer_one(house: House, phone: HostPhone) -> None:
    old = phone.marks("member", "present")
    new = phone.marks("member", "absent", at=ms(STARTS + MINUTE))
    assert states(phone.delivers(new, at=STARTS + 2 * MINUTE)) == ["taken"]
    (told,) = phone.delivers(old, at=STARTS + 3 * MINUTE)
    assert (told.state.value, told.verdict) == ("taken", "absent")
    assert "that mark counts" in str(told.text)
    assert states(phone.delivers(old, at=AT)) == ["known"]
    assert counted(phone.meeting, house.member()) == "absent"
    assert not AttendanceConflict.objects.exists()


@pytest.mark.parametrize(("minutes", "verdict"), [(1, "absent"), (3, "present")])
def test_after_closing_a_host_s_own_earlier_marks_resolve_to_the_newer(
    house: House, phone: HostPhone, minutes: int, verdict: str
) -> None:
    phone.delivers(phone.marks("member", "absent", at=ms(STARTS + 2 * MINUTE)), at=STARTS + 2 * MINUTE)
    meeting = closed(house, phone.meeting)
    mark = phone.marks("member", "present", at=ms(STARTS + minutes * MINUTE))
    assert states(phone.delivers(mark, at=AT + HOUR)) == ["taken"]
    assert counted(meeting, house.member()) == verdict
    assert facts_of(meeting, house.member())["meeting.themed_day"] == (1000 if verdict == "present" else 0)
    assert not AttendanceConflict.objects.exists()


def test_one_key_that_says_two_things_is_taken_for_the_first(house: House, phone: HostPhone) -> None:
    first = phone.marks("member", "present")
    assert states(phone.delivers(first, first | {"do": "absent"})) == ["taken", "refused"]
    assert counted(phone.meeting, house.member()) == "present"


NONSENSE: list[Any] = [
    None, 7, "x", [], {}, {"once": 5}, {"once": "short", "do": "present"}, {"once": "A" * 23, "do": "present"},
    {"once": "é" * 22, "do": "present"}, {"once": "A" * 22}, {"once": "A" * 22, "do": "dance"},
    {"once": "A" * 22, "do": ["present"]}, {"once": "A" * 22, "do": "present"},
    {"once": "A" * 22, "do": "present", "member": 5}, {"once": "A" * 22, "do": "present", "member": "A" * 22},
    {"once": "A" * 22, "do": "present", "member": "x\0" * 11}, {"once": "A" * 22, "do": "undo"},
    {"once": "A" * 22, "do": "undo", "of": "B" * 22}, {"once": "A" * 22, "do": "undo", "of": []},
    {"once": "A" * 22, "do": "undo", "code": {}}, {"once": "A" * 22, "do": "code"},
    {"once": "A" * 22, "do": "code", "code": "x\0"},
]  # fmt: skip


def test_what_is_no_mark_refuses_itself_alone(phone: HostPhone) -> None:
    good = [phone.marks("member", "present"), phone.marks("committee", "present")]
    found = phone.delivers(good[0], *NONSENSE, good[1])
    assert states(found) == ["taken", *["refused"] * len(NONSENSE), "taken"]
    assert all(str(one.text) for one in found)
    assert Proof.objects.count() == 2


def test_somebody_of_another_branch_is_on_no_roll_of_this_one(phone: HostPhone) -> None:
    assert states(phone.delivers(phone.marks("stranger", "present"))) == ["refused"]


def test_a_mark_that_disagrees_with_a_member_s_own_phone_is_a_case(house: House, phone: HostPhone) -> None:
    checked_in(house, phone.meeting, "member")
    mark = phone.marks("member", "absent")
    assert states(phone.delivers(mark)) == ["case"]
    assert states(phone.delivers(mark)) == ["case"], "told the same again"
    assert counted(phone.meeting, house.member()) == "present"
    assert AttendanceConflict.objects.count() == 1


def test_own_marks_are_taken_back_with_a_reason_and_once(house: House, phone: HostPhone) -> None:
    mark = phone.marks("member", "present")
    undo = phone.undoes(mark)
    assert states(phone.delivers(mark, undo)) == ["taken", "taken"]
    assert states(phone.delivers(mark, undo)) == ["known", "known"]
    assert counted(phone.meeting, house.member()) is None
    other = phone.marks("committee", "present")
    assert states(phone.delivers(other, phone.undoes(other, reason=" "))) == ["taken", "refused"]


def test_nobody_takes_another_s_mark_back_with_a_kept_roll(house: House, phone: HostPhone) -> None:
    mark = phone.marks("member", "present")
    phone.delivers(mark)
    other = HostPhone(house, phone.meeting, "committee")
    assert states(other.delivers(other.undoes(mark))) == ["refused"]
    assert counted(phone.meeting, house.member()) == "present"


def test_a_scanned_code_is_looked_at_when_it_is_delivered(house: House, phone: HostPhone) -> None:
    code = own_code(house, phone.meeting, at=STARTS + HOUR)
    scan = phone.scans(code)
    days = timedelta(days=2)
    found = phone.delivers(scan, at=AT + days)
    assert [(one.state.value, one.verdict, one.member) for one in found] == [("taken", "late", house.member().key)]
    proof = Proof.objects.get()
    assert (proof.occurred_at, proof.recorded_at) == (STARTS + HOUR, AT + days)
    assert states(phone.delivers(scan, phone.scans(code), at=AT + days)) == ["known", "known"]


def test_two_hosts_without_signal_who_scan_one_code_make_one_proof(house: House, phone: HostPhone) -> None:
    other = HostPhone(house, phone.meeting, "committee")
    code = own_code(house, phone.meeting)
    assert states(phone.delivers(phone.scans(code))) == ["taken"]
    assert states(other.delivers(other.scans(code))) == ["known"]
    assert Proof.objects.count() == 1


def test_a_scanned_code_can_be_taken_back_by_whoever_scanned_it(house: House, phone: HostPhone) -> None:
    scan = phone.scans(own_code(house, phone.meeting))
    undo = phone.undoes(scan)
    assert states(phone.delivers(scan, undo, undo)) == ["taken", "taken", "known"]
    assert states(phone.delivers(scan)) == ["known"], "delivered again it does not come back"
    assert counted(phone.meeting, house.member()) is None


def test_forged_codes_are_refused_and_the_others_are_taken(house: House, phone: HostPhone) -> None:
    code = own_code(house, phone.meeting)
    other = own_code(house, opened(house, "study"))
    forged = [code[:place] + ("A" if code[place] != "A" else "B") + code[place + 1 :] for place in range(0, 76, 7)]
    found = phone.delivers(*[phone.scans(one) for one in (*forged, other, code)])
    assert states(found) == [*["refused"] * (len(forged) + 1), "taken"]
    assert "another meeting" in str(found[-2].text)


# What the phone's clock may say


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (STARTS + MINUTE, STARTS + MINUTE),
        (STARTS, STARTS),
        (STARTS - MINUTE, AT),  # Before the roll was taken along.
        (AT + MINUTE, AT),  # In the future.
        (AT + timedelta(days=9999), AT),
    ],
)
def test_what_the_phone_says_of_the_time_holds_only_where_it_can_be_true(
    phone: HostPhone, said: Any, expected: Any
) -> None:
    assert states(phone.delivers(phone.marks("member", "present", at=ms(said)), at=AT)) == ["taken"]
    proof = Proof.objects.get()
    assert (proof.occurred_at, proof.recorded_at) == (expected, AT)


@pytest.mark.parametrize("said", [None, "noon", -1, 0, True, 1.5, 10**30, [], {}])
def test_whatever_else_it_says_the_moment_is_that_of_the_delivery(phone: HostPhone, said: Any) -> None:
    mark = phone.marks("member", "late", at=said)
    assert states(phone.delivers(mark, at=AT)) == ["taken"]
    assert states(phone.delivers(mark, at=AT + HOUR)) == ["known"], "and is the same when it comes again"
    assert Proof.objects.get().occurred_at == AT


def test_after_eight_days_nothing_of_a_roll_is_taken(house: House, phone: HostPhone) -> None:
    mark, eight = phone.marks("member", "present"), timedelta(days=8)
    code = phone.scans(own_code(house, phone.meeting))
    assert states(phone.delivers(mark, code, at=STARTS + eight + MINUTE)) == ["refused", "refused"]
    assert states(phone.delivers(mark, at=STARTS + eight)) == ["taken"]


# The server's word about who took which roll along


def test_only_the_roll_one_took_along_oneself_is_delivered(house: House, phone: HostPhone) -> None:
    mark = phone.marks("member", "present")
    other = HostPhone(house, opened(house, "study"))
    salt = "goodstanding.taken-roll"
    account, key = house.account("secretary").pk, phone.meeting.key
    late = int(STARTS.timestamp())
    said = [key, account, late]
    words: list[Any] = [
        "", 5, [], False, "é", phone.word + "x", phone.word[1:], other.word,
        HostPhone(house, phone.meeting, "committee").word, signing.dumps(said, salt="another"),
        signing.dumps(said, salt=salt, key="x" * 60), signing.dumps("text", salt=salt), signing.dumps([key], salt=salt),
    ]  # fmt: skip
    for word in words:
        with pytest.raises(ActionRefused):
            phone.delivers(mark, word=word)
    assert not Proof.objects.exists()


def test_its_word_stays_good_when_the_installation_s_secret_is_changed(
    phone: HostPhone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "SECRET_KEY_FALLBACKS", [settings.SECRET_KEY])
    monkeypatch.setattr(settings, "SECRET_KEY", "a newer secret" * 4)
    assert states(phone.delivers(phone.marks("member", "present"))) == ["taken"]


def test_whoever_does_not_hold_the_meeting_takes_nothing_along_and_delivers_nothing(
    house: House, phone: HostPhone
) -> None:
    for who in ("member", "group_leader", "neighbour", "foreign_secretary", "auditor", "operator"):
        with pytest.raises(Denied):
            HostPhone(house, phone.meeting, who)
        word = roll_ticket.sign(
            meeting=phone.meeting.key, account=house.account(who).pk, at=STARTS, using=code_keys.of_rolls()
        )
        with pytest.raises(Denied):
            phone.delivers(phone.marks("member", "present"), by=who, word=word)


def test_a_group_leader_keeps_the_roll_of_the_meetings_that_the_rules_let_them_hold(house: House) -> None:
    for who in ("member", "group_leader"):
        MemberClass.objects.create(member=house.member(who), word="group", from_on=OPENED)
    meeting = opened(house, "group", by="group_leader")
    leader = HostPhone(house, meeting, "group_leader")
    code = leader.scans(own_code(house, meeting, "group_leader"))
    assert states(leader.delivers(leader.marks("member", "present"), code)) == ["taken", "taken"]


def test_too_many_at_once_are_refused_as_a_whole_and_say_how_many_may_be(phone: HostPhone) -> None:
    marks = [phone.marks("member", "present") for _mark in range(MOST_ITEMS + 1)]
    with pytest.raises(ActionRefused, match="At most 100"):
        phone.delivers(*marks)
    assert not Proof.objects.exists()


def test_only_an_open_meeting_s_roll_is_taken_along_and_that_leaves_a_line(house: House) -> None:
    secretary = house.viewer("secretary")
    with pytest.raises(ActionRefused):
        offline_roll.take(meeting=planned(house, "study"), scheme=house.scheme, by=secretary, at=AT)
    meeting = opened(house)
    taken = offline_roll.take(meeting=meeting, scheme=house.scheme, by=secretary, at=AT)
    assert len(taken.people) == 5
    assert AuditRow.objects.filter(verb="take_along", noun="roll", key=meeting.key).count() == 1
    with pytest.raises(ActionRefused):
        offline_roll.take(meeting=closed(house, meeting), scheme=house.scheme, by=secretary, at=AT)


# The meeting was closed, or called off, meanwhile


def test_after_closing_a_mark_that_says_otherwise_is_a_case_and_settling_it_puts_the_record_right(
    house: House, phone: HostPhone
) -> None:
    closed(house, phone.meeting)
    found = phone.delivers(phone.marks("member", "present"), phone.marks("committee", "absent"), at=AT)
    assert states(found) == ["case", "taken"]
    assert "closed meanwhile" in str(found[0].text)
    assert "closed meanwhile" in str(found[1].text)
    case = AttendanceConflict.objects.get()
    conflicts.settle(
        conflict=case, chosen=case.second, reason="They were there", scheme=house.scheme, by=house.viewer("secretary"),
        at=AT,
    )  # fmt: skip
    assert facts_of(Meeting.objects.get(pk=phone.meeting.pk), house.member())["meeting.themed_day"] == 1000


def test_after_closing_nothing_is_taken_back_from_a_phone(house: House, phone: HostPhone) -> None:
    mark = phone.marks("member", "present")
    phone.delivers(mark)
    closed(house, phone.meeting)
    found = phone.delivers(phone.undoes(mark), at=AT)
    assert states(found) == ["refused"]
    assert "closed" in str(found[0].text)


def test_a_meeting_that_was_called_off_meanwhile_takes_nothing(house: House, phone: HostPhone) -> None:
    code = member_code.code(
        phone.meeting.key, house.member().key, SignedMemberCode.BY_VISIT, STARTS, code_keys.of_members()
    )
    meetings.cancel(meeting=phone.meeting, reason="Flood", scheme=house.scheme, by=house.viewer("secretary"), at=STARTS)
    found = phone.delivers(phone.marks("member", "present"), phone.scans(code))
    assert states(found) == ["refused", "refused"]
    assert row(phone.meeting, house.member()).counted is None


def test_a_key_of_one_s_own_is_needed_for_each_mark(phone: HostPhone) -> None:
    assert len({idempotency_key() for _try in range(1000)}) == 1000
    assert {len(idempotency_key()) for _try in range(10)} == {22}
    assert states(phone.delivers(phone.marks("member", "present", once=""))) == ["refused"]


# Everyone else present


def test_everyone_else_means_only_those_of_whom_nothing_is_known_and_who_did_not_ask_for_leave(
    house: House, phone: HostPhone
) -> None:
    checked_in(house, phone.meeting, "member", occurred_at=STARTS + 30 * MINUTE)
    absent = row(phone.meeting, house.member("committee"))
    asks = house.viewer("committee")
    leave.ask(meeting=phone.meeting, words="", scheme=house.scheme, by=asks, at=STARTS - HOUR)
    items = [phone.marks(who, "present", rest=True) for who in ("member", "committee", "group_leader")]
    found = phone.delivers(*items, at=AT)
    assert states(found) == ["known", "known", "taken"]
    assert (found[0].verdict, found[1].verdict, found[2].verdict) == ("late", "", "present")
    assert counted(phone.meeting, house.member()) == "late"
    assert counted(phone.meeting, house.member("committee")) is None
    assert counted(phone.meeting, house.member("group_leader")) == "present"
    assert not AttendanceConflict.objects.exists()
    assert not Proof.objects.filter(attendee=absent).exists()
    assert states(phone.delivers(*items, at=AT)) == ["known"] * 3


def test_everyone_else_is_taken_back_as_a_whole_and_what_it_did_not_mark_stays(house: House, phone: HostPhone) -> None:
    checked_in(house, phone.meeting, "member")
    items = [phone.marks(who, "present", rest=True) for who in ("member", "group_leader")]
    back = [phone.undoes(item) | {"rest": True} for item in items]
    assert states(phone.delivers(*items, *back)) == ["known", "taken", "known", "taken"]
    assert counted(phone.meeting, house.member()) == "present"
    assert counted(phone.meeting, house.member("group_leader")) is None


def of_others(phone: HostPhone, proof: Proof, who: str = "member", reason: str = "Not in the room") -> dict[str, Any]:
    """Taking back another person's record, as the host read it."""
    about = {"proof": str(proof.pk), "member": phone.house.member(who).key}
    return {"once": idempotency_key(), "do": "undo", "reason": reason} | about


def test_another_persons_record_is_taken_back_without_signal_as_the_host_read_it(
    house: House, phone: HostPhone
) -> None:
    read = checked_in(house, phone.meeting, "member").proof
    item = of_others(phone, read)
    assert states(phone.delivers(item, item, at=AT)) == ["taken", "known"]
    assert counted(phone.meeting, house.member()) is None
    assert Proof.objects.get(undoes=read).reason == "Not in the room"


def test_a_record_that_does_not_count_any_more_or_is_of_another_is_not_taken_back(
    house: House, phone: HostPhone
) -> None:
    first = phone.marks("member", "present")
    phone.delivers(first)
    outdated = Proof.objects.get(attendee=row(phone.meeting, house.member()))
    other = checked_in(house, phone.meeting, "committee").proof
    for item in (
        of_others(phone, other),
        of_others(phone, other, "committee") | {"proof": "9" * 30},
        of_others(phone, other, "committee", reason=""),
    ):
        assert states(phone.delivers(item, at=AT)) == ["refused"]
    phone.delivers(phone.marks("member", "late", at=ms(STARTS + MINUTE)), at=AT)
    assert states(phone.delivers(of_others(phone, outdated), at=AT)) == ["known"], (
        "taken back already, by the later mark"
    )
    assert counted(phone.meeting, house.member()) == "late"
    assert counted(phone.meeting, house.member("committee")) == "present"
