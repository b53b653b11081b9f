"""Who moves in after the notice, or was never told, misses nothing; who moves away is off the later lists at once."""

from datetime import date, timedelta

from django.urls import reverse

from goodstanding.actions.meetings import attendees, leave, meetings, reminders
from goodstanding.actions.meetings import notices as meeting_notices
from goodstanding.actions.meetings.meetings import Particulars
from goodstanding.actions.people import memberships
from goodstanding.models import Attendee, Meeting, Member, Notice
from goodstanding.queries.meetings import meetings as meeting_queries
from tests.house import AT, House
from tests.meetings import HOUR, closed, counted, facts_of, planned, row, said
from tests.meetings import V as Verdict

STARTS = AT + 48 * HOUR
DAY = date(2016, 10, 17)


def noticed(house: House, code: str = "B111", by: str = "secretary") -> Meeting:
    meeting = planned(house, code=code, starts=STARTS, by=by)
    meetings.notice(meeting=meeting, scheme=house.scheme, by=house.viewer(by), at=AT)
    return Meeting.objects.get(pk=meeting.pk)


def opened(house: House, meeting: Meeting, by: str = "secretary") -> Meeting:
    return meetings.open_doors(meeting=meeting, scheme=house.scheme, by=house.viewer(by), at=STARTS)


def moved(house: House, who: str, code: str, on: date = date(2016, 10, 16)) -> Member:
    member = house.member(who)
    memberships.move_all(Member.objects.filter(pk=member.pk), to=house.unit(code), on=on)
    return member


def attendance_of(meeting: Meeting, member: Member) -> int | None:
    return facts_of(meeting, member)["meeting.themed_day"]


def names(meeting: Meeting) -> set[str]:
    return {one.member.number for one in meeting_queries.people(meeting)}


def test_who_moved_in_after_the_notice_is_welcome_and_not_put_down_as_absent(house: House) -> None:
    meeting = noticed(house)
    stranger = moved(house, "stranger", "B111")
    opened(house, meeting)
    assert row(meeting, stranger).role == Attendee.Role.WELCOME
    closed(house, meeting, at=STARTS + HOUR)
    assert counted(meeting, stranger) is None
    assert facts_of(meeting, stranger) == {}
    assert attendance_of(meeting, house.member()) == 0, "whoever was told and stayed away missed it"


def test_who_moved_in_after_the_notice_and_came_has_come(house: House) -> None:
    meeting = noticed(house)
    stranger = moved(house, "stranger", "B111")
    opened(house, meeting)
    said(house, meeting, stranger, Verdict.PRESENT, occurred_at=STARTS, at=STARTS + HOUR)
    closed(house, meeting, at=STARTS + HOUR)
    assert facts_of(meeting, stranger)["meeting.themed_day"] == 1000


def test_who_moved_in_is_called_and_told_by_the_next_morning_once(house: House) -> None:
    meeting = noticed(house)
    stranger = moved(house, "stranger", "B111")
    for told in (1, 0):
        assert reminders.call_newcomers(on=DAY, scheme=house.scheme, at=AT + 20 * HOUR) == told
    assert row(meeting, stranger).role == Attendee.Role.WELCOME
    notice = Notice.objects.get(to=house.account("stranger"), kind="meeting_notice")
    assert notice.link == f"/my/meetings/{meeting.key}/"
    assert meeting in [one.meeting for one in meeting_queries.own(house.viewer("stranger", on=DAY))]
    closed(house, opened(house, meeting), at=STARTS + HOUR)
    assert facts_of(meeting, stranger) == {}


def never_told_and_told(house: House) -> tuple[Meeting, Member, Member]:
    """Two without an account: to one of them the secretary spoke."""
    silent, called = house.enrol("B111"), house.enrol("B111")
    meeting = noticed(house)
    meeting_notices.told_in_person(attendee=row(meeting, called), by=house.viewer("secretary"), at=AT)
    opened(house, meeting)
    return meeting, silent, called


def test_who_was_never_told_is_not_put_down_as_absent(house: House) -> None:
    meeting, silent, called = never_told_and_told(house)
    page = house.client("secretary").get(reverse("meeting_close", args=[meeting.key])).context
    # The fifth member of the branch has no account either.
    foreseen = {group["verdict"]: [one["name"] for one in group["people"]] for group in page["foreseen"]}
    assert foreseen["untold"] == ["成员甲五", f"{silent.name} · {silent.number}"]
    assert f"{called.name} · {called.number}" in foreseen["absent"]
    closed(house, meeting, at=STARTS + HOUR)
    assert facts_of(meeting, silent) == {}
    assert attendance_of(meeting, called) == 0


def test_the_host_can_still_say_that_somebody_who_was_told_otherwise_was_absent(house: House) -> None:
    meeting, silent, _called = never_told_and_told(house)
    said(house, meeting, silent, Verdict.ABSENT, occurred_at=STARTS, at=STARTS + HOUR)
    closed(house, meeting, at=STARTS + HOUR)
    assert attendance_of(meeting, silent) == 0


def test_who_was_not_told_of_the_new_day_is_not_put_down_as_absent(house: House) -> None:
    called = house.enrol("B111")
    meeting = noticed(house)
    meeting_notices.told_in_person(attendee=row(meeting, called), by=house.viewer("secretary"), at=AT)
    what = Particulars(STARTS - 2 * HOUR, STARTS, "Hall")
    meetings.change(meeting=meeting, what=what, scheme=house.scheme, by=house.viewer("secretary"), at=AT)
    opened(house, meeting)
    closed(house, meeting, at=STARTS + HOUR)
    assert facts_of(meeting, called) == {}


def test_who_asked_for_leave_knew_and_is_excused(house: House) -> None:
    meeting = noticed(house)
    leave.ask(meeting=meeting, words="", scheme=house.scheme, by=house.viewer("member"), at=AT)
    closed(house, opened(house, meeting), at=STARTS + HOUR)
    assert attendance_of(meeting, house.member()) is None


def test_who_moved_away_is_off_the_later_lists_the_home_page_and_the_calendar_at_once(house: House) -> None:
    meeting, later = noticed(house), noticed(house)
    meetings.change(
        meeting=later, what=Particulars(STARTS + 24 * HOUR, STARTS + 25 * HOUR), scheme=house.scheme,
        by=house.viewer("secretary"), at=AT,
    )  # fmt: skip
    notices = Notice.objects.filter(to=house.account("member")).count()
    member = moved(house, "member", "B112", on=date(2016, 10, 18))
    assert member.number in names(meeting), "until the day they belong to the branch"
    assert member.number not in names(later)
    assert [one.meeting for one in meeting_queries.own(house.viewer("member"))] == [meeting]
    what = Particulars(STARTS + 26 * HOUR, STARTS + 27 * HOUR)
    later.refresh_from_db()
    meetings.change(meeting=later, what=what, scheme=house.scheme, by=house.viewer("secretary"), at=AT)
    assert Notice.objects.filter(to=house.account("member")).count() == notices, "what is no longer theirs is not told"


def test_who_moves_away_while_it_is_open_is_not_put_down_as_absent(house: House) -> None:
    meeting = opened(house, noticed(house))
    member = moved(house, "member", "B112", on=DAY)
    closed(house, meeting, at=STARTS + HOUR)
    assert (counted(meeting, member), facts_of(meeting, member)) == (None, {})


def test_who_was_put_on_the_list_by_hand_and_moved_away_is_off_it_and_guests_stay(house: House) -> None:
    meeting = noticed(house)
    secretary = house.viewer("secretary")
    call = {"meeting": meeting, "scheme": house.scheme, "by": secretary, "at": AT}
    attendees.add(member=house.member(), role=Attendee.Role.DUE, **call)  # type: ignore[arg-type]
    attendees.add(member=house.member("stranger"), role=Attendee.Role.GUEST, **call)  # type: ignore[arg-type]
    member = moved(house, "member", "B112")
    assert member.number not in names(meeting)
    opened(house, meeting)
    assert row(meeting, member).role == Attendee.Role.OFF
    assert row(meeting, house.member("stranger")).role == Attendee.Role.GUEST


def test_who_moved_away_and_came_back_is_on_the_list_again(house: House) -> None:
    meeting = noticed(house)
    member = moved(house, "member", "B112", on=date(2016, 10, 15))
    reminders.call_newcomers(on=DAY, scheme=house.scheme, at=AT)
    assert row(meeting, member).role == Attendee.Role.OFF
    moved(house, "member", "B111", on=date(2016, 10, 16))
    assert reminders.call_newcomers(on=DAY, scheme=house.scheme, at=AT + timedelta(hours=2)) == 1
    assert row(meeting, member).role == Attendee.Role.WELCOME
