"""Meetings on pages: from the year's plan to the closed roll, and what each person sees of it.

Pages have the clock of the machine, so what they plan lies around today.
"""

import json
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from goodstanding.actions.attendance.doubts import count_heads
from goodstanding.actions.meetings import meetings
from goodstanding.models import (
    AttendanceConflict,
    Attendee,
    Fact,
    FollowUp,
    Meeting,
    MeetingLeave,
    Member,
    Notice,
    Proof,
    Resolution,
)
from tests.house import AT, House
from tests.meetings import STARTS, V, closed, counted, facts_of, opened, planned, planning, row, said
from tests.pages import texts, words
from tests.phones import Phone, shown

pytestmark = pytest.mark.usefixtures("house")


@pytest.fixture
def desk(house: House) -> Client:
    """The secretary's browser."""
    return house.client("secretary")


def page(client: Client, name: str, *args: str) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


def send(client: Client, name: str, *args: str, **data: Any) -> Any:
    return client.post(reverse(name, args=args), data)


def planned_by_page(house: House, desk: Client, **more: Any) -> Meeting:
    """A meeting a week from the machine's today, as the wizard begins it."""
    answer = desk.get(reverse("meeting_plan", args=["B111"]), {"type": "themed_day"})
    more.setdefault("on", answer.context["form"].initial["on"].isoformat())
    address = reverse("meeting_plan", args=["B111"]) + "?type=themed_day"
    answer = desk.post(address, planning(house, **more))
    assert answer.status_code == 302, answer.context["form"].errors if answer.context else answer
    return Meeting.objects.latest("pk")


def test_the_years_plan_says_what_is_due_and_leads_to_the_wizard(desk: Client) -> None:
    text = page(desk, "unit_meetings", "B111")
    assert "Themed Party Day" in text
    assert "1 a month" in text
    assert f"{reverse('meeting_plan', args=['B111'])}?type=themed_day" in text


def test_planning_takes_two_pages_and_everybody_is_told(house: House, desk: Client) -> None:
    assert "What kind of meeting?" in page(desk, "meeting_plan", "B111")
    out = house.members("B111")[4]
    keys = [one.key for one in house.members("B111") if one != out]
    meeting = planned_by_page(house, desk, called=keys, tell="1")
    assert meeting.state == "noticed"
    assert row(meeting, out).role == "off"
    assert Notice.objects.filter(to=house.account("member"), kind="meeting_notice").count() == 1
    planned_by_page(house, desk, called=keys, tell="1")
    assert Meeting.objects.count() == 1, "the same form, sent twice"


def test_a_form_that_cannot_stand_says_why_and_plans_nothing(house: House, desk: Client) -> None:
    address = reverse("meeting_plan", args=["B111"]) + "?type=themed_day"
    answer = desk.post(address, planning(house, on="someday"))
    assert answer.status_code == 422
    assert b"This is not a date. Write year, month and day" in answer.content
    assert not Meeting.objects.exists()


def test_the_page_names_whom_the_notice_has_not_reached(house: House, desk: Client) -> None:
    meeting = planned_by_page(house, desk, tell="1")
    house.client("member").post(reverse("my_meeting_seen", args=[meeting.key]))
    text = page(desk, "meeting", meeting.key)
    missing = text[text.index("Not notified yet") : text.index("people-title")]
    assert "Not notified: cannot sign in" in missing
    assert house.member("committee").name in missing
    assert house.member().name not in missing
    send(desk, "meeting_told", meeting.key, member=house.member("committee").key)
    text = page(desk, "meeting", meeting.key)
    assert house.member("committee").name not in text[text.index("Not notified yet") : text.index("people-title")]


def test_a_member_reads_in_what_role_a_meeting_lists_them(house: House, desk: Client) -> None:
    meeting = planned_by_page(house, desk, tell="1")
    badges = [text for text in texts(page(house.client("member"), "my_meeting", meeting.key), "span") if text]
    assert "Due" in badges


def test_a_member_asks_for_leave_and_hears_the_answer(house: House, desk: Client) -> None:
    meeting = planned_by_page(house, desk, tell="1")
    mine = house.client("member")
    assert "Ask for leave" in page(mine, "my_meeting", meeting.key)
    send(mine, "my_meeting_leave", meeting.key, reason="")
    leave = MeetingLeave.objects.get()
    assert house.member().name in page(desk, "desk")
    send(desk, "meeting_leave_answer", leave.key, do="grant")
    assert "Granted" in page(mine, "my_meeting", meeting.key)
    send(mine, "my_meeting_leave", meeting.key, do="withdraw")
    leave.refresh_from_db()
    assert leave.state == "withdrawn"


def test_a_change_and_a_cancellation_reach_the_member(house: House, desk: Client) -> None:
    meeting = planned_by_page(house, desk, tell="1")
    form = desk.get(reverse("meeting_change", args=[meeting.key])).context["form"].initial
    send(desk, "meeting_change", meeting.key, **form | {"at": "20:00", "on": form["on"].isoformat()})
    send(desk, "meeting_cancel", meeting.key, reason="Flood in the hall")
    text = page(house.client("member"), "to_do")
    assert "Changed:" in text
    assert "Flood in the hall" in text


def marked(client: Client, meeting: Meeting, member: Member, do: str, **more: str) -> Any:
    data = {"member": member.key, "do": do, "once": f"{member.pk}-{do}"} | more
    return client.post(reverse("meeting_mark", args=[meeting.key]), data, headers={"HX-Request": "true"})


def test_the_roll_takes_marks_and_counts_them_at_once(house: House, desk: Client) -> None:
    meeting, member = opened(house, "general"), house.member()
    assert "No quorum yet: 0 of 5" in page(desk, "meeting_roll", meeting.key)
    answer = marked(desk, meeting, member, "present").content.decode()
    assert "1 of 5 are here" in answer
    again = marked(desk, meeting, member, "present").content.decode()
    assert "field-error" not in again
    assert Proof.objects.count() == 1, "the same tap, twice"
    marked(desk, meeting, member, "late")
    assert counted(meeting, member) == "late"
    answer = marked(desk, meeting, member, "undo", reason="").content.decode()
    assert "Give a reason" in answer
    marked(desk, meeting, member, "undo", reason="Another Li")
    assert counted(meeting, member) is None
    for who in ("member", "committee", "group_leader"):
        marked(desk, meeting, house.member(who), "present", once=f"again-{who}")
    assert "Quorum reached: 3 of 5" in page(desk, "meeting_roll", meeting.key)


def test_without_scripts_a_mark_goes_back_to_the_roll(house: House, desk: Client) -> None:
    meeting = opened(house)
    answer = send(desk, "meeting_mark", meeting.key, member=house.member().key, do="absent", once="x")
    assert answer["Location"] == reverse("meeting_roll", args=[meeting.key])
    assert counted(meeting, house.member()) == "absent"


def test_a_guest_of_another_branch_is_named_only_once_they_are_on_the_list(house: House, desk: Client) -> None:
    meeting, stranger = opened(house), house.member("stranger")
    address = reverse("meeting_people", args=[meeting.key])
    offered = {number: desk.get(address, {"q": number}).content.decode() for number in (stranger.number, "21199")}
    for number, page in offered.items():
        assert f'name="number" value="{number}"' in page, "whether somebody has the number is not said"
        assert not re.search(rf"{stranger.key}|{stranger.name}", page)
    assert stranger.key not in desk.get(address, {"q": stranger.name}).content.decode()
    page = desk.post(address, {"number": stranger.number, "do": "number"}, follow=True).content.decode()
    assert row(meeting, stranger).role == "guest"
    assert stranger.name in page
    assert stranger.record_views.filter(by=house.account("secretary"), page="meeting").count() == 1
    desk.post(address, {"member": stranger.key, "do": "off", "reason": "Wrong person"})
    assert row(meeting, stranger).role == "off"


def test_numbers_cannot_be_counted_up(house: House, desk: Client) -> None:
    address = reverse("meeting_people", args=[opened(house).key])
    tried = [desk.post(address, {"number": f"9{place:04}", "do": "number"}).status_code for place in range(22)]
    assert tried == [302] * 20 + [429] * 2
    told = {"name": "成员新", "joined_on": "2016-01-01", "from_on": "2016-02-01", "number": house.member().number}
    enrolling = reverse("member_enrol", args=["B111"])
    assert [desk.post(enrolling, told).status_code for _try in range(12)] == [422] * 10 + [429] * 2
    assert not Member.objects.filter(name="成员新").exists()


def test_a_notice_is_received_by_a_small_form_and_by_nothing_that_is_only_read(house: House) -> None:
    meeting = planned(house)
    meetings.notice(meeting=meeting, scheme=house.scheme, by=house.viewer("secretary"), at=house.at)
    receipt = row(meeting, house.member()).receipts.get()
    client, address = house.client("member"), reverse("my_meeting", args=[meeting.key])
    seen = reverse("my_meeting_seen", args=[meeting.key])
    assert f'hx-post="{seen}" hx-trigger="load"' in client.get(address).content.decode()
    receipt.refresh_from_db()
    assert receipt.seen_at is None
    assert client.get(seen).status_code == 405
    assert client.post(seen)["Location"] == address
    receipt.refresh_from_db()
    assert receipt.seen_at is not None
    assert seen not in client.get(address).content.decode()
    assert house.client("stranger").post(seen).status_code == 404


def test_closing_says_beforehand_what_it_will_write_and_writes_it_once(house: House, desk: Client) -> None:
    meeting = opened(house)
    marked(desk, meeting, house.member("committee"), "present")
    text = page(desk, "meeting_close", meeting.key)
    assert "Will be recorded as absent <small>4</small>" in text
    for _again in range(2):
        send(desk, "meeting_close", meeting.key)
    assert Fact.objects.filter(kind="meeting.themed_day").count() == 5
    assert facts_of(meeting, house.member())["meeting.themed_day"] == 0
    assert "Absent" in page(house.client("member"), "my_meeting", meeting.key)


def test_where_phones_checked_in_and_nobody_counted_heads_closing_asks_for_it(house: House, desk: Client) -> None:
    meeting = opened(house)
    assert "The people have not been counted." not in page(desk, "meeting_close", meeting.key)
    phone = Phone(house).enrolled()
    phone.checks_in(phone.sent(shown(meeting, STARTS)), STARTS)
    asked = page(desk, "meeting_close", meeting.key)
    assert "The people have not been counted." in asked
    assert reverse("meeting_door", args=[meeting.key]) in asked
    count_heads(meeting=meeting, heads=1, by=house.viewer("secretary"), at=AT)
    assert "The people have not been counted." not in page(desk, "meeting_close", meeting.key)


def test_a_closed_meeting_is_closed_in_chinese_too_and_not_dissolved(house: House, desk: Client) -> None:
    meeting = closed(house, opened(house))
    desk.cookies["language"] = "zh-hans"
    text = page(desk, "meeting", meeting.key)
    assert "已结束" in text
    assert "撤销" not in text
    auditor = house.client("auditor")
    auditor.cookies["language"] = "zh-hans"
    assert "会议：结束" in words(auditor.get(reverse("audit")))


def test_a_case_is_settled_on_its_page_by_somebody_it_is_not_about(house: House, desk: Client) -> None:
    meeting = opened(house)
    said(house, meeting, house.member(), V.ABSENT)
    proof = said(house, meeting, house.member(), V.PRESENT, by="committee").proof
    conflict = AttendanceConflict.objects.get()
    assert house.member().name in page(desk, "desk")
    assert "All attendance records" in page(desk, "meeting_case", conflict.key)
    answer = send(desk, "meeting_case", conflict.key, chosen=str(proof.pk), reason="")
    assert answer.status_code == 422
    send(desk, "meeting_case", conflict.key, chosen=str(proof.pk), reason="She sat beside me")
    assert counted(meeting, house.member()) == "present"


def test_minutes_votes_and_follow_ups_are_kept_and_followed(house: House, desk: Client) -> None:
    meeting = opened(house, "general")
    for who in ("secretary", "committee", "group_leader"):
        said(house, meeting, house.member(who), V.PRESENT)
    send(desk, "meeting_minutes", meeting.key, text="We read.", chair=house.member("secretary").key)
    send(desk, "meeting_minutes", meeting.key, text="We read and agreed.", chair="")
    assert [one.version for one in meeting.minutes.all()] == [1, 2]
    vote = {"vote-text": "The plan", "vote-votes_for": 3, "vote-votes_against": 1, "vote-abstained": 0}
    assert send(desk, "meeting_resolution", meeting.key, **vote).status_code == 422, "four votes of three people"
    send(desk, "meeting_resolution", meeting.key, **vote | {"vote-votes_against": 0})
    assert Resolution.objects.get().carried
    send(desk, "meeting_resolution", meeting.key, **vote | {"vote-votes_for": 2})
    assert not Resolution.objects.get(number=2).carried, "two of five with a vote are not more than half"
    task = {"task-member": house.member().key, "task-text": "Book the hall", "task-due_on": "2016-11-01"}
    send(desk, "meeting_follow_up", meeting.key, **task)
    mine = house.client("member")
    assert "Book the hall" in page(mine, "my_meetings")
    send(mine, "follow_up_done", FollowUp.objects.get().key)
    assert FollowUp.objects.get().state == "done"
    closed(house, meeting)
    assert facts_of(meeting, house.member("secretary"))["duty.minutes_in_time"] == 0, "written on the machine's today"


@pytest.mark.parametrize("who", ["neighbour", "member", "group_leader", "auditor", "foreign_secretary"])
def test_others_find_no_meeting_of_this_branch(house: House, who: str) -> None:
    meeting = opened(house)
    said(house, meeting, house.member("committee"), V.ABSENT)
    said(house, meeting, house.member("committee"), V.PRESENT, by="committee")
    client = house.client(who)
    for name in ("meeting", "meeting_roll", "meeting_people", "meeting_close", "meeting_minutes", "meeting_change"):
        assert client.get(reverse(name, args=[meeting.key])).status_code == 404, name
    for name in ("meeting_mark", "meeting_open", "meeting_cancel", "meeting_notice", "meeting_close", "meeting_told"):
        assert send(client, name, meeting.key, member=house.member().key, do="present").status_code == 404, name
    assert client.get(reverse("meeting_case", args=[AttendanceConflict.objects.get().key])).status_code == 404
    assert Attendee.objects.exclude(counted=None).count() == 1


def test_a_committee_member_keeps_the_roll_and_does_not_close(house: House) -> None:
    meeting, client = opened(house), house.client("committee")
    assert client.get(reverse("meeting_roll", args=[meeting.key])).status_code == 200
    assert client.get(reverse("meeting_close", args=[meeting.key])).status_code == 404


def test_what_is_kept_of_a_member_has_their_meetings(house: House) -> None:
    meeting = opened(house)
    said(house, meeting, house.member(), V.PRESENT)
    told = json.loads(house.client("member").get(reverse("my_data_json")).content)
    assert [one["kind"] for one in told["attendances"]] == ["themed_day"]
    assert [one["verdict"] for one in told["proofs"]] == ["present"]
