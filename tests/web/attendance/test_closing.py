"""Closing a meeting on its page: what the host is asked, what is made up afterwards, and who sees which of it."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from goodstanding.actions.ledger import ledger
from goodstanding.actions.meetings import leave, meetings
from goodstanding.actions.people import memberships
from goodstanding.models import AttendanceConflict, Doubt, Fact, Meeting, MeetingLeave, Member, MemberClass
from goodstanding.web.shell.presenters import terms
from tests.house import AT, OPENED, House
from tests.meetings import HOUR, STARTS, V, closed, facts_of, opened, planned, said
from tests.pages import on_one_line, words

pytestmark = pytest.mark.usefixtures("house")
STAYED, SPOKE = "meeting.stayed_to_end", "meeting.discussion"


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


def there(house: House) -> Meeting:
    meeting = opened(house)
    for who in ("member", "committee"):
        said(house, meeting, house.member(who), V.PRESENT)
    return meeting


def toggle(member: Member, fact: str) -> str:
    return f'value="{member.key} {fact}"'


def test_the_host_is_asked_about_those_who_came_with_what_harms_nobody_chosen(house: House, desk: Client) -> None:
    text = page(desk, "meeting_close", there(house).key)
    assert "Who was here <small>2</small>" in text
    assert f"{toggle(house.member(), STAYED)} checked" in text
    assert toggle(house.member(), SPOKE) in text
    assert f"{toggle(house.member(), SPOKE)} checked" not in text
    assert toggle(house.member("group_leader"), STAYED) not in text, "who is not there"
    assert "Stayed to the end" in text


def test_members_with_an_account_who_stay_unmarked_are_absent_once_it_is_closed(house: House, desk: Client) -> None:
    meeting = planned(house)
    meetings.notice(meeting=meeting, scheme=house.scheme, by=house.viewer("secretary"), at=STARTS - 23 * HOUR)
    send(desk, "meeting_open", meeting.key)
    for who in ("secretary", "committee"):
        send(desk, "meeting_mark", meeting.key, member=house.member(who).key, do="present")
    groups = desk.get(reverse("meeting_close", args=[meeting.key])).context["foreseen"]
    foreseen = {group["verdict"]: [person["name"] for person in group["people"]] for group in groups}
    assert foreseen["absent"] == [house.member("group_leader").name, house.member().name]
    send(desk, "meeting_close", meeting.key)
    for who, value in (("secretary", 1000), ("committee", 1000), ("member", 0), ("group_leader", 0)):
        assert facts_of(meeting, house.member(who))["meeting.themed_day"] == value, who
    for who in ("member", "group_leader"):
        inbox = words(house.client(who).get(reverse("to_do")))
        assert "You are recorded as absent" in inbox
        assert "Were you there? Say so here" in inbox
    # The fifth member has no account, and nobody has said that they were informed otherwise.
    assert facts_of(meeting, house.members("B111")[4]) == {}


def test_who_came_after_the_notice_or_was_never_told_misses_nothing_on_any_page(house: House, desk: Client) -> None:
    meeting = planned(house)
    meetings.notice(meeting=meeting, scheme=house.scheme, by=house.viewer("secretary"), at=STARTS - 23 * HOUR)
    newcomer, untold, told = house.member("stranger"), house.members("B111")[4], house.member()
    moved_in = STARTS.date()
    memberships.move_all(Member.objects.filter(pk=newcomer.pk), to=house.branch, on=moved_in)
    send(desk, "meeting_open", meeting.key)
    roll = page(desk, "meeting_roll", meeting.key)
    lines = dict(re.findall(r'data-member="([^"]+)"(.*?)</li>', roll, re.DOTALL))
    assert 'data-is-due=""' in lines[newcomer.key] and "Welcome" in lines[newcomer.key]
    assert 'data-is-due="yes"' in lines[told.key]
    groups = desk.get(reverse("meeting_close", args=[meeting.key])).context["foreseen"]
    foreseen = {group["title"]: [person["name"] for person in group["people"]] for group in groups}
    assert foreseen["Not notified of it: nothing is recorded"] == [untold.name]
    absent = foreseen["Will be recorded as absent"]
    assert told.name in absent and newcomer.name not in absent
    send(desk, "meeting_close", meeting.key)
    missed = words(desk.get(reverse("meeting", args=[meeting.key]))).partition("Missed it")[2]
    assert told.name in missed and newcomer.name not in missed and untold.name not in missed
    inbox = words(house.client("stranger").get(reverse("to_do")))
    assert "recorded as absent" not in inbox
    assert facts_of(meeting, newcomer) == facts_of(meeting, untold) == {}


def test_informed_on_paper_in_one_tap_they_are_absent_like_the_others(house: House, desk: Client) -> None:
    start = timezone.now() + 2 * HOUR
    meeting = planned(house, starts=start)
    meetings.notice(meeting=meeting, scheme=house.scheme, by=house.viewer("secretary"), at=timezone.now())
    assert "I informed the 1 who cannot sign in" in words(desk.get(reverse("meeting", args=[meeting.key])))
    answer = desk.post(reverse("meeting_informed_all", args=[meeting.key]), follow=True)
    assert "Recorded: 1 person informed." in words(answer)
    assert "who cannot sign in" not in words(answer), "there is nobody left"
    meetings.open_doors(meeting=meeting, scheme=house.scheme, by=house.viewer("secretary"), at=start)
    closed(house, meeting, at=start + HOUR)
    assert facts_of(meeting, house.members("B111")[4])["meeting.themed_day"] == 0
    assert house.client("group_leader").post(reverse("meeting_informed_all", args=[meeting.key])).status_code == 404


def test_closing_writes_what_was_ticked(house: House, desk: Client) -> None:
    meeting, left, spoke = there(house), house.member(), house.member("committee")
    ticked = [f"{spoke.key} {STAYED}", f"{spoke.key} {SPOKE}", "nonsense", f"{house.member('neighbour').key} {SPOKE}"]
    send(desk, "meeting_close", meeting.key, shown=[left.key, spoke.key], ticked=ticked)
    assert facts_of(meeting, left)[STAYED] == 0
    assert (facts_of(meeting, spoke)[STAYED], facts_of(meeting, spoke)[SPOKE]) == (1000, 1000)
    assert Fact.objects.filter(kind=SPOKE).count() == 1


def test_who_checks_in_while_the_page_is_open_stands_as_the_rules_begin(house: House, desk: Client) -> None:
    meeting = there(house)
    said(house, meeting, house.member("group_leader"), V.PRESENT)
    send(desk, "meeting_close", meeting.key, shown=[house.member().key], ticked=[])
    assert facts_of(meeting, house.member("group_leader"))[STAYED] == 1000


def test_nothing_is_asked_about_somebody_with_a_case(house: House, desk: Client) -> None:
    meeting = there(house)
    said(house, meeting, house.member(), V.ABSENT, by="committee")
    assert toggle(house.member(), STAYED) not in page(desk, "meeting_close", meeting.key)
    assert AttendanceConflict.objects.exists()


def test_whoever_missed_it_is_listed_and_made_up_for_with_two_fields(house: House, desk: Client) -> None:
    meeting = closed(house, there(house))
    text = page(desk, "meeting", meeting.key)
    assert "Missed it <small>3</small>" in text
    member = house.member("group_leader")
    data = {"member": member.key, "on": meeting.on.isoformat(), "how": "read the minutes"}
    answer = send(desk, "meeting_made_up", meeting.key, **data)
    assert answer.status_code == 302
    text = page(desk, "meeting", meeting.key)
    fact = Fact.objects.get(kind="absence.made_up")
    assert f"Caught up on {terms.said_day(meeting.on)}: read the minutes" in text
    assert reverse("fact", args=[fact.pk]) in text
    assert page(desk, "fact", str(fact.pk))
    mine = house.client("group_leader")
    assert f"Caught up on {terms.said_day(meeting.on)}: read the minutes" in page(mine, "my_meeting", meeting.key)
    assert "you caught up on" in page(mine, "to_do")


def test_what_cannot_be_kept_is_said_and_writes_nothing(house: House, desk: Client) -> None:
    meeting = closed(house, there(house))
    key = house.member("group_leader").key
    for data, says in [
        ({"on": meeting.on.isoformat(), "how": ""}, "This field is required"),
        ({"on": "2016-12-24", "how": "read"}, "counts from 2016-10-15 to 2016-11-14"),
    ]:
        answer = desk.post(reverse("meeting_made_up", args=[meeting.key]), {"member": key} | data, follow=True)
        assert says in answer.content.decode()
    assert not Fact.objects.filter(kind="absence.made_up").exists()


def test_the_own_line_is_for_somebody_else(house: House, desk: Client) -> None:
    meeting = closed(house, there(house))
    assert "This is you: another person records it." in page(desk, "meeting", meeting.key)
    data = {"member": house.member("secretary").key, "on": meeting.on.isoformat(), "how": "read"}
    assert send(desk, "meeting_made_up", meeting.key, **data).status_code == 404


def test_who_cannot_record_facts_is_offered_nothing_to_record(house: House) -> None:
    meeting = closed(house, there(house))
    client = house.client("committee")
    assert "Missed it" not in page(client, "meeting", meeting.key)
    data = {"member": house.member("group_leader").key, "on": meeting.on.isoformat(), "how": "read"}
    assert send(client, "meeting_made_up", meeting.key, **data).status_code == 404


def test_a_visit_elsewhere_is_offered_as_the_way_it_was_made_up(house: House, desk: Client) -> None:
    meeting = closed(house, opened(house))
    visit = opened(house, code="B112", by="neighbour")
    said(house, visit, house.member(), V.PRESENT, by="neighbour")
    closed(house, visit, by="neighbour")
    assert f"Guest at {house.unit('B112').name} on {on_one_line('Sat 15 Oct 2016')}" in page(
        desk, "meeting", meeting.key
    )


def test_a_stranger_is_offered_as_a_guest_only(house: House, desk: Client) -> None:
    address = reverse("meeting_people", args=[opened(house).key])
    text = desk.get(address, {"q": house.member("stranger").number}).content.decode()
    assert "As a guest" in text
    assert "As due" not in text


# Group leaders


@pytest.fixture
def leader(house: House) -> Client:
    """The browser of the leader of the branch's group."""
    for who in ("member", "group_leader"):
        MemberClass.objects.create(member=house.member(who), word="group", from_on=OPENED)
    return house.client("group_leader")


def test_a_group_leader_plans_keeps_the_roll_of_and_closes_a_group_meeting(house: House, leader: Client) -> None:
    assert "Plan a meeting" in page(leader, "unit_meetings", "B111")
    address = reverse("meeting_plan", args=["B111"])
    text = leader.get(address).content.decode()
    assert "?type=group" in text
    assert "?type=themed_day" not in text
    meeting = opened(house, "group", by="group_leader")
    text = page(leader, "meeting_roll", meeting.key)
    assert reverse("meeting_close", args=[meeting.key]) in text
    send(leader, "meeting_mark", meeting.key, member=house.member().key, do="present", once="a")
    send(leader, "meeting_close", meeting.key, shown=[house.member().key], ticked=[f"{house.member().key} {STAYED}"])
    assert facts_of(meeting, house.member())["meeting.group"] == 1000


def test_a_group_leader_is_shown_nothing_that_is_not_theirs(house: House, leader: Client) -> None:
    meeting, other = opened(house, "group"), opened(house)
    text = page(leader, "meeting", meeting.key)
    for name in ("meeting_minutes", "meeting_paper", "meeting_door"):
        assert reverse(name, args=[meeting.key]) not in text
        assert leader.get(reverse(name, args=[meeting.key])).status_code == 404, name
    assert "Themed Party Day" not in page(leader, "unit_meetings", "B111")
    assert reverse("paper_code") not in page(leader, "unit_meetings", "B111")
    for name in ("meeting", "meeting_roll", "meeting_close", "meeting_people", "meeting_change"):
        assert leader.get(reverse(name, args=[other.key])).status_code == 404, name
    menu = page(leader, "desk")
    assert reverse("meetings") in menu
    assert reverse("doubts") not in menu


def test_a_group_meeting_left_open_waits_in_its_leaders_work_list(house: House, leader: Client) -> None:
    opened(house, "group", by="group_leader")
    opened(house)
    text = page(leader, "desk")
    assert "Close: Party group meeting" in text
    assert "Close: Themed Party Day" not in text


def test_a_committee_member_is_not_sent_to_a_page_that_is_not_theirs(house: House) -> None:
    meeting = opened(house)
    assert reverse("meeting_close", args=[meeting.key]) not in page(
        house.client("committee"), "meeting_roll", meeting.key
    )


# Doubts in the work list


def test_doubts_wait_in_the_work_list_of_whoever_may_clear_them(house: House, desk: Client) -> None:
    assert "about check-ins to check" not in page(desk, "desk")
    for about in "abc":
        found = Doubt.objects.create(
            meeting=planned(house), kind="browser", about=about, facts={"count": 3}, found_at=AT
        )
        found.members.set([house.member("secretary" if about == "a" else "member")])
    text = page(desk, "desk")
    assert "2 doubts about check-ins to check" in text, "not the one about themselves"
    assert f'href="{reverse("doubts")}"' in text
    assert "3 doubts about check-ins" in page(house.client("committee"), "desk")
    for who in ("group_leader", "neighbour", "auditor"):
        assert "about check-ins to check" not in page(house.client(who), "desk"), who
    Doubt.objects.update(answer="seen", cleared_at=AT, cleared_by=house.account("committee"))
    assert "about check-ins to check" not in page(desk, "desk")


# What closing is about to write


def test_the_page_says_by_name_what_closing_will_write(house: House, desk: Client) -> None:
    meeting = there(house)
    said(house, meeting, house.member("group_leader"), V.LATE)
    text = page(desk, "meeting_close", meeting.key)
    absent, _end, _rest = text.partition("Will be recorded as absent")[2].partition("</section>")
    assert house.member("secretary").name in absent
    assert house.member().name not in absent
    assert house.member("group_leader").name in text.partition("Will be recorded as late")[2].partition("</section>")[0]
    assert house.member().name in text.partition("Will be recorded as present")[2].partition("</section>")[0]
    count = int(text.partition("closing records ")[2].partition(" ")[0])
    before = Fact.objects.count()
    closed(house, meeting)
    assert Fact.objects.count() - before == count


def test_what_a_form_recorded_before_is_warned_of_by_name(house: House, desk: Client) -> None:
    meeting = there(house)
    assert "Recorded before" not in page(desk, "meeting_close", meeting.key)
    fact = ledger.record(
        kind="meeting.themed_day", subject=house.member(), value=1000, occurred_on=meeting.on, key="by-hand",
        source=Fact.Source.FORM, scheme=house.scheme, by=house.viewer("secretary"), at=AT,
    )  # fmt: skip
    text = page(desk, "meeting_close", meeting.key)
    warned = text.partition("Recorded before")[2].partition("</section>")[0]
    assert house.member().name in warned
    assert reverse("fact", args=[fact.pk]) in warned


def test_closing_is_not_offered_before_it_begins_and_said_once_only(house: House, desk: Client) -> None:
    meeting = planned(house, starts=timezone.now() + HOUR)
    meetings.open_doors(meeting=meeting, scheme=house.scheme, by=house.viewer("secretary"), at=timezone.now())
    address = reverse("meeting_close", args=[meeting.key])
    for name in ("meeting", "meeting_roll"):
        assert address not in page(desk, name, meeting.key)
    assert "It has not started yet." in desk.get(address, follow=True).content.decode()
    meeting = there(house)
    address = reverse("meeting_close", args=[meeting.key])
    assert "entries are recorded" in desk.post(address, follow=True).content.decode()
    for answer in (desk.post(address, follow=True), desk.get(address, follow=True)):
        told = re.escape(house.account("secretary").shown_name)
        assert re.search(rf"Closed already, at \d\d:\d\d by {told}", answer.content.decode())


def test_a_meeting_is_cancelled_until_it_is_closed_and_its_marks_are_void(house: House, desk: Client) -> None:
    meeting = there(house)
    assert "What was marked is void then" in page(desk, "meeting", meeting.key)
    send(desk, "meeting_cancel", meeting.key, reason="Flood")
    meeting = Meeting.objects.get(pk=meeting.pk)
    assert (meeting.state, Fact.objects.count()) == ("cancelled", 0)
    assert not meeting.attendees.exclude(counted=None).exists()
    mine = house.client("member")
    assert "Cancelled: Themed Party Day" in page(mine, "to_do")
    assert "Flood" in page(mine, "my_meeting", meeting.key)


@pytest.mark.parametrize("way", ["meeting_close", "meeting_cancel"])
def test_a_request_for_leave_ends_with_its_meeting(house: House, desk: Client, way: str) -> None:
    meeting = planned(house)
    meetings.notice(meeting=meeting, scheme=house.scheme, by=house.viewer("secretary"), at=STARTS - 2 * HOUR)
    leave.ask(meeting=meeting, words="", scheme=house.scheme, by=house.viewer("member"), at=STARTS - HOUR)
    meetings.open_doors(meeting=meeting, scheme=house.scheme, by=house.viewer("secretary"), at=STARTS)
    send(desk, way, meeting.key, reason="Flood")
    assert MeetingLeave.objects.get().state == "ended"
    assert "Not answered before the meeting ended" in page(house.client("member"), "my_meeting", meeting.key)
    assert "asks for leave" not in page(desk, "desk")


# Corrected from the list


def test_an_attendance_is_corrected_from_the_list_in_one_form(house: House, desk: Client) -> None:
    meeting = closed(house, there(house))
    leader = house.member("group_leader")
    text = page(desk, "meeting", meeting.key)
    assert f'id="person-{leader.key}"' in text
    assert f'id="why-{meeting.attendees.get(member=house.member("secretary")).pk}"' not in text, "not their own"
    send(desk, "meeting_correct", meeting.key, member=leader.key, verdict="present", reason="I saw her")
    assert facts_of(meeting, leader)["meeting.themed_day"] == 1000
    text = page(desk, "meeting", meeting.key)
    assert "3 of 5 are here" in text
    assert "Missed it <small>2</small>" in text
    assert "Present" in page(house.client("group_leader"), "my_meetings")


def test_a_refused_correction_says_why_and_loses_nothing(house: House, desk: Client) -> None:
    meeting = closed(house, there(house))
    answer = send(desk, "meeting_correct", meeting.key, member=house.member().key, verdict="", reason="I saw him")
    text = answer.content.decode()
    assert (answer.status_code, "Choose what is right." in text, 'value="I saw him"' in text) == (422, True, True)
    answer = send(desk, "meeting_correct", meeting.key, member=house.member().key, verdict="absent", reason=" ")
    assert "Give a reason" in answer.content.decode()
    assert 'value="absent" checked' in answer.content.decode()
