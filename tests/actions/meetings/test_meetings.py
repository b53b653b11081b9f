"""A meeting from its plan to its end: who is called, who is told, and who may do what."""

from datetime import timedelta

import pytest

from goodstanding.access.policies import Denied
from goodstanding.actions import notices
from goodstanding.actions.attendance import closing
from goodstanding.actions.meetings import attendees, meetings
from goodstanding.actions.meetings import leave as leave_requests
from goodstanding.actions.meetings import notices as meeting_notices
from goodstanding.actions.meetings.meetings import Particulars
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import Attendee, AuditRow, Hosting, Meeting, MeetingLeave, MemberClass, Notice, Receipt
from tests.house import AT, OPENED, TODAY, House
from tests.meetings import HOUR, STARTS, V, checked_in, closed, counted, facts_of, opened, planned, row, said

S = Attendee.Role


def classed(house: House, who: str, word: str) -> None:
    MemberClass.objects.create(member=house.member(who), word=word, from_on=OPENED)


def hosted(house: House, who: str, code: str) -> None:
    Hosting.objects.create(member=house.member(who), unit=house.unit(code), from_on=OPENED)


def standings(meeting: Meeting) -> dict[str, str]:
    return dict(Attendee.objects.filter(meeting=meeting).values_list("member__number", "role"))


def told(house: House, who: str) -> list[str]:
    return list(Notice.objects.filter(to=house.account(who)).order_by("pk").values_list("kind", flat=True))


# Who is called


def test_everybody_of_the_branch_is_called_to_its_themed_day(house: House) -> None:
    assert standings(planned(house)) == {f"1110{place}": "due" for place in range(1, 6)}


def test_office_holders_are_called_to_the_committee_meeting(house: House) -> None:
    meeting = planned(house, "committee")
    assert set(standings(meeting)) == {"11101", "11102"}
    assert {one.because for one in meeting.attendees.all()} == {"office:secretary", "office:committee"}


def test_a_group_meeting_calls_those_in_a_group(house: House) -> None:
    classed(house, "member", "group")
    assert set(standings(planned(house, "group"))) == {"11104"}


def test_who_need_not_come_is_welcome_and_may_vote_where_the_rules_say_so(house: House) -> None:
    classed(house, "member", "elderly_sick")
    one = row(planned(house), house.member())
    assert (one.role, one.votes) == ("welcome", True)


def test_on_probation_one_is_due_and_has_no_vote(house: House) -> None:
    house.member().classes.filter(word="full").delete()
    classed(house, "member", "probationary")
    one = row(planned(house, "general"), house.member())
    assert (one.role, one.votes) == ("due", False)


def test_a_floating_member_is_due_where_they_are_hosted_and_not_at_home(house: House) -> None:
    hosted(house, "member", "B112")
    assert house.member().number not in standings(planned(house))
    there = row(planned(house, code="B112", by="neighbour"), house.member())
    assert (there.role, there.hosted) == ("due", True)
    at_home = planned(house, "election")
    assert house.member().number in standings(at_home), "an election is where one belongs"


def test_a_unit_holds_only_its_own_kinds_of_meeting(house: House) -> None:
    with pytest.raises(ActionRefused, match="does not hold this kind of meeting"):
        planned(house, code="S11", by="sub_district_officer")
    with pytest.raises(ActionRefused, match="does not hold this kind of meeting"):
        planned(house, "seance")


@pytest.mark.parametrize("who", ["member", "group_leader", "neighbour", "foreign_secretary", "auditor", "operator"])
def test_others_plan_no_meeting_here(house: House, who: str) -> None:
    with pytest.raises(Denied):
        planned(house, by=who)


@pytest.mark.parametrize("who", ["secretary", "committee", "sub_district_officer", "city_officer"])
def test_whoever_has_the_duty_does(house: House, who: str) -> None:
    assert planned(house, by=who).state == "planned"


def test_the_same_form_plans_one_meeting(house: House) -> None:
    what = Particulars(STARTS, STARTS + HOUR)
    call = {"unit": house.branch, "word": "study", "what": what, "scheme": house.scheme, "at": AT, "form": "form-1"}
    made = {meetings.plan(by=house.viewer("secretary"), **call).pk for _again in range(3)}  # type: ignore[arg-type]
    assert len(made) == Meeting.objects.count() == 1


@pytest.mark.parametrize(
    ("what", "field"),
    [
        (Particulars(STARTS, STARTS), "ends_at"),
        (Particulars(STARTS, STARTS + timedelta(days=4)), "ends_at"),
        (Particulars(STARTS + timedelta(days=900), STARTS + timedelta(days=900, hours=1)), "starts_at"),
        (Particulars(STARTS, STARTS + HOUR, place="x" * 201), "place"),
    ],
)
def test_times_and_texts_that_cannot_be_are_refused(house: House, what: Particulars, field: str) -> None:
    with pytest.raises(ActionRefused) as refused:
        meetings.plan(
            unit=house.branch, word="study", what=what, scheme=house.scheme, by=house.viewer("secretary"), at=AT
        )
    assert refused.value.field == field


# Who is told


def noticed(house: House) -> Meeting:
    meeting = planned(house, starts=AT + 48 * HOUR)
    meetings.notice(meeting=meeting, scheme=house.scheme, by=house.viewer("secretary"), at=AT)
    return Meeting.objects.get(pk=meeting.pk)


def test_whoever_can_sign_in_is_told_once(house: House) -> None:
    meeting = noticed(house)
    assert meetings.notice(meeting=meeting, scheme=house.scheme, by=house.viewer("secretary"), at=AT) == 0
    assert told(house, "member") == ["meeting_notice"]
    assert Receipt.objects.filter(attendee__meeting=meeting).count() == 4, "the fifth member has no account"


def test_a_receipt_says_when_the_notice_was_read(house: House) -> None:
    meeting = noticed(house)
    notice = Notice.objects.get(to=house.account("member"))
    notices.read(notice=notice, by=house.viewer("member"), at=AT + HOUR)
    assert Receipt.objects.get(notice=notice).seen_at == AT + HOUR
    meeting_notices.seen(meeting=meeting, by=house.viewer("committee"), at=AT + HOUR)
    theirs = Receipt.objects.get(attendee__member=house.member("committee"))
    assert theirs.seen_at == theirs.notice.read_at == AT + HOUR  # type: ignore[union-attr]


def test_whoever_was_told_in_person_is_reached(house: House) -> None:
    meeting = noticed(house)
    without = meeting.attendees.get(member__number="11105")
    for _again in range(2):
        meeting_notices.told_in_person(attendee=without, by=house.viewer("committee"), at=AT)
    receipt = Receipt.objects.get(attendee=without)
    assert (receipt.channel, receipt.seen_at, receipt.sent_by) == ("in_person", AT, house.account("committee"))


def test_a_change_is_told_and_a_change_of_nothing_is_not(house: House) -> None:
    meeting = noticed(house)
    same = Particulars(meeting.starts_at, meeting.ends_at, meeting.place, meeting.topic, meeting.agenda)
    by = house.viewer("secretary")
    assert meetings.change(meeting=meeting, what=same, scheme=house.scheme, by=by, at=AT) == []
    later = Particulars(meeting.starts_at + 24 * HOUR, meeting.ends_at + 24 * HOUR, "Library", "", meeting.agenda)
    changed = meetings.change(meeting=meeting, what=later, scheme=house.scheme, by=by, at=AT)
    assert changed == ["starts_at", "ends_at", "place"]
    assert told(house, "member") == ["meeting_notice", "meeting_change"]
    meeting.refresh_from_db()
    assert (meeting.revision, meeting.on) == (2, TODAY + timedelta(days=3))


def test_before_the_notice_a_change_is_told_to_nobody(house: House) -> None:
    meeting = planned(house, starts=AT + 48 * HOUR)
    later = Particulars(meeting.starts_at, meeting.ends_at, "Library")
    meetings.change(meeting=meeting, what=later, scheme=house.scheme, by=house.viewer("secretary"), at=AT)
    assert Notice.objects.count() == 0


def test_a_cancelled_meeting_says_why_and_leaves_no_facts(house: House) -> None:
    meeting = noticed(house)
    by = house.viewer("secretary")
    with pytest.raises(ActionRefused, match="Give a reason"):
        meetings.cancel(meeting=meeting, reason=" ", scheme=house.scheme, by=by, at=AT)
    for _again in range(2):
        meetings.cancel(meeting=meeting, reason="Flood", scheme=house.scheme, by=by, at=AT)
    assert told(house, "member") == ["meeting_notice", "meeting_cancelled"]
    for act in (meetings.open_doors, closing.close):
        with pytest.raises(ActionRefused):
            act(meeting=meeting, scheme=house.scheme, by=by, at=AT + 48 * HOUR)
    assert facts_of(meeting, house.member()) == {}


def test_who_joins_before_it_is_called_when_it_opens_and_who_leaves_is_let_go(house: House) -> None:
    meeting = planned(house)
    newcomer = house.enrol("B111")
    hosted(house, "member", "B112")
    meetings.open_doors(meeting=meeting, scheme=house.scheme, by=house.viewer("secretary"), at=STARTS)
    found = standings(meeting)
    assert (found[newcomer.number], found[house.member().number]) == ("due", "off")


def test_what_people_did_to_the_list_by_hand_stays(house: House) -> None:
    meeting = planned(house)
    by = house.viewer("secretary")
    guest = house.member("stranger")
    attendees.add(meeting=meeting, member=guest, role=S.GUEST, scheme=house.scheme, by=by, at=AT)
    attendees.take_off(meeting=meeting, member=house.member(), reason="On duty", scheme=house.scheme, by=by, at=AT)
    meetings.open_doors(meeting=meeting, scheme=house.scheme, by=by, at=STARTS)
    found = standings(meeting)
    assert (found[guest.number], found[house.member().number]) == ("guest", "off")


def test_a_meeting_opens_three_hours_before_it_begins_and_not_earlier(house: House) -> None:
    meeting = planned(house, starts=AT + 4 * HOUR)
    by = house.viewer("secretary")
    with pytest.raises(ActionRefused, match="three hours"):
        meetings.open_doors(meeting=meeting, scheme=house.scheme, by=by, at=AT)
    assert meetings.open_doors(meeting=meeting, scheme=house.scheme, by=by, at=AT + HOUR).state == "open"


# Leave


def test_leave_is_asked_for_answered_and_heard_of(house: House) -> None:
    meeting = noticed(house)
    leave = leave_requests.ask(meeting=meeting, words="", scheme=house.scheme, by=house.viewer("member"), at=AT)
    again = leave_requests.ask(meeting=meeting, words="", scheme=house.scheme, by=house.viewer("member"), at=AT)
    assert again == leave
    assert told(house, "secretary")[-1] == told(house, "committee")[-1] == "leave_asked"
    answer = {"leave": leave, "scheme": house.scheme, "by": house.viewer("committee"), "at": AT}
    with pytest.raises(ActionRefused, match="Give a reason"):
        leave_requests.answer(granted=False, words="", **answer)  # type: ignore[arg-type]
    leave_requests.answer(granted=True, words="", **answer)  # type: ignore[arg-type]
    assert told(house, "member")[-1] == "leave_granted"
    with pytest.raises(ActionRefused, match="meanwhile"):
        leave_requests.answer(granted=True, words="", **answer)  # type: ignore[arg-type]


def test_nobody_answers_their_own_leave_and_strangers_ask_for_none(house: House) -> None:
    meeting = noticed(house)
    own = leave_requests.ask(meeting=meeting, words="", scheme=house.scheme, by=house.viewer("secretary"), at=AT)
    with pytest.raises(Denied):
        leave_requests.answer(
            leave=own, granted=True, words="", scheme=house.scheme, by=house.viewer("secretary"), at=AT
        )
    with pytest.raises(Denied):
        leave_requests.ask(meeting=meeting, words="", scheme=house.scheme, by=house.viewer("stranger"), at=AT)
    with pytest.raises(Denied):
        leave_requests.withdraw(leave=own, by=house.viewer("committee"), at=AT)
    leave_requests.withdraw(leave=own, by=house.viewer("secretary"), at=AT)
    assert MeetingLeave.objects.get().state == "withdrawn"


# Closing


def test_closing_writes_what_everybody_did_once(house: House) -> None:
    meeting = planned(house)
    leave_requests.ask(meeting=meeting, words="", scheme=house.scheme, by=house.viewer("committee"), at=STARTS - HOUR)
    meetings.open_doors(meeting=meeting, scheme=house.scheme, by=house.viewer("secretary"), at=STARTS)
    said(house, meeting, house.member("secretary"), V.PRESENT)
    said(house, meeting, house.member("group_leader"), V.LATE)
    meeting = closed(house, meeting)
    assert closing.close(meeting=meeting, scheme=house.scheme, by=house.viewer("secretary"), at=AT + HOUR) == 0
    came = {"meeting.themed_day": 1000, "meeting.on_time": 1000, "meeting.stayed_to_end": 1000}
    assert facts_of(meeting, house.member("secretary")) == came | {"duty.plan_item_held": 1000}
    assert facts_of(meeting, house.member("group_leader")) == came | {"meeting.on_time": 0}
    assert facts_of(meeting, house.member("committee")) == {"meeting.themed_day": None, "leave.asked_in_advance": 1000}
    assert facts_of(meeting, house.member()) == {"meeting.themed_day": 0, "leave.asked_in_advance": 0}
    assert counted(meeting, house.member("committee")) == "leave", "nobody answered, so it counts as granted"


def test_who_was_welcome_and_did_not_come_misses_nothing(house: House) -> None:
    classed(house, "member", "elderly_sick")
    classed(house, "group_leader", "elderly_sick")
    meeting = opened(house)
    said(house, meeting, house.member("group_leader"), V.PRESENT)
    meeting = closed(house, meeting)
    assert facts_of(meeting, house.member()) == {}
    assert facts_of(meeting, house.member("group_leader"))["meeting.themed_day"] == 1000


def test_a_floating_member_gets_the_same_and_one_fact_more_where_they_are_hosted(house: House) -> None:
    hosted(house, "member", "B112")
    meeting = opened(house, code="B112", by="neighbour")
    checked_in(house, meeting, "member")
    meeting = closed(house, meeting, by="neighbour")
    found = facts_of(meeting, house.member())
    assert (found["meeting.themed_day"], found["meeting.host_branch"]) == (1000, 1000)


def test_a_guest_is_on_the_roll_and_gets_no_fact(house: House) -> None:
    meeting = opened(house)
    checked_in(house, meeting, "stranger")
    meeting = closed(house, meeting)
    assert row(meeting, house.member("stranger")).role == "guest"
    assert facts_of(meeting, house.member("stranger")) == {}


def test_only_whoever_records_facts_closes_it(house: House) -> None:
    meeting = opened(house)
    for who in ("committee", "member", "neighbour"):
        with pytest.raises(Denied):
            closed(house, meeting, by=who)
    assert closed(house, meeting, by="sub_district_officer").state == "closed"


def test_it_is_closed_after_it_was_opened_and_has_begun(house: House) -> None:
    meeting = planned(house)
    with pytest.raises(ActionRefused, match="Open the meeting first"):
        closed(house, meeting)
    later = planned(house, starts=AT + HOUR)
    meetings.open_doors(meeting=later, scheme=house.scheme, by=house.viewer("secretary"), at=AT)
    with pytest.raises(ActionRefused, match="not started"):
        closed(house, later)


def test_every_step_leaves_its_trace(house: House) -> None:
    closed(house, opened(house))
    verbs = list(AuditRow.objects.filter(noun="meeting").order_by("pk").values_list("verb", flat=True))
    assert verbs == ["plan", "open", "close"]
