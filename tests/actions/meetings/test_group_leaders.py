"""A group leader holds the kinds of meeting that the rules leave to them: plan, open, roll, close; and nothing else."""

from collections.abc import Callable
from datetime import date

import pytest

from goodstanding.access import meeting_hosts
from goodstanding.access.policies import Denied
from goodstanding.actions.attendance import attendance, catch_up, closing, doubts
from goodstanding.actions.meetings import attendees, meetings, minutes
from goodstanding.actions.meetings import leave as leave_requests
from goodstanding.actions.meetings import notices as meeting_notices
from goodstanding.actions.meetings.meetings import Particulars
from goodstanding.actions.meetings.minutes import Votes
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Attendee, Fact, Meeting, MemberClass
from goodstanding.queries.meetings import meetings as meeting_queries
from tests.house import AT, OPENED, House
from tests.meetings import HOUR, STARTS, V, closed, facts_of, opened, planned, said

LEADER = "group_leader"


@pytest.fixture(autouse=True)
def group(house: House) -> None:
    for who in ("member", LEADER):
        MemberClass.objects.create(member=house.member(who), word="group", from_on=OPENED)


def without(house: House) -> Scheme:
    """The same rules, which leave no meeting to group leaders."""
    kinds = {word: kind.model_copy(update={"led_by": ()}) for word, kind in house.scheme.meetings.items()}
    return house.scheme.model_copy(update={"meetings": kinds})


def test_from_the_plan_to_the_closed_roll(house: House) -> None:
    by = house.viewer(LEADER)
    meeting = planned(house, "group", by=LEADER, starts=AT + 24 * HOUR)
    meetings.notice(meeting=meeting, scheme=house.scheme, by=by, at=AT)
    later = Particulars(STARTS, STARTS + HOUR, "Library")
    meetings.change(meeting=meeting, what=later, scheme=house.scheme, by=by, at=STARTS - HOUR)
    meeting = meetings.open_doors(meeting=meeting, scheme=house.scheme, by=by, at=STARTS)
    said(house, meeting, house.member(), V.PRESENT, by=LEADER)
    wrong = said(house, meeting, house.member(LEADER), V.LATE, by=LEADER).proof
    attendance.undo(proof=wrong, reason="Slip", scheme=house.scheme, by=by, at=AT)
    attendees.add(
        meeting=meeting, member=house.member("committee"), role=Attendee.Role.GUEST, scheme=house.scheme,
        by=by, at=AT,
    )  # fmt: skip
    meeting = closed(house, meeting, by=LEADER)
    assert facts_of(meeting, house.member())["meeting.group"] == 1000
    assert facts_of(meeting, house.member(LEADER))["meeting.group"] == 0
    by_hand = Fact.objects.filter(source="meeting").exclude(recorded_by=None)
    assert not by_hand.exists(), "the system writes what comes of it"


def test_a_group_meeting_can_be_called_off_by_its_leader(house: House) -> None:
    meeting = planned(house, "group", by=LEADER)
    meetings.cancel(meeting=meeting, reason="Flood", scheme=house.scheme, by=house.viewer(LEADER), at=STARTS)
    meeting.refresh_from_db()
    assert meeting.state == "cancelled"


@pytest.mark.parametrize("word", ["general", "committee", "themed_day", "lecture", "election", "study"])
def test_every_other_kind_is_not_theirs(house: House, word: str) -> None:
    with pytest.raises(Denied):
        planned(house, word, by=LEADER)
    meeting = opened(house, word)
    with pytest.raises(Denied):
        said(house, meeting, house.member(), V.PRESENT, by=LEADER)
    with pytest.raises(Denied):
        closed(house, meeting, by=LEADER)


@pytest.mark.parametrize("code", ["B112", "B211", "S11"])
def test_nor_is_any_other_unit(house: House, code: str) -> None:
    assert not meeting_hosts.holds_here(house.viewer(LEADER), house.unit(code), house.scheme)
    if code.startswith("B"):
        with pytest.raises(Denied):
            planned(house, "group", code=code, by=LEADER)


def test_minutes_votes_tasks_leave_heads_and_what_is_made_up_are_not_theirs(house: House) -> None:
    by = house.viewer(LEADER)
    meeting = planned(house, "group", by=LEADER)
    leave = leave_requests.ask(
        meeting=meeting, words="", scheme=house.scheme, by=house.viewer("member"), at=STARTS - HOUR
    )
    meetings.open_doors(meeting=meeting, scheme=house.scheme, by=by, at=STARTS)
    meeting.refresh_from_db()
    attendee = Attendee.objects.filter(meeting=meeting).select_related("meeting__unit")[0]
    acts: list[Callable[[], object]] = [
        lambda: minutes.write(meeting=meeting, text="x", chair=None, scheme=house.scheme, by=by, at=AT),
        lambda: minutes.resolve(meeting=meeting, text="x", votes=Votes(1, 0, 0), scheme=house.scheme, by=by, at=AT),
        lambda: minutes.give(meeting=meeting, member=house.member(), text="x", due_on=date(2016, 12, 1), by=by, at=AT),
        lambda: leave_requests.answer(leave=leave, granted=True, words="", scheme=house.scheme, by=by, at=AT),
        lambda: meeting_notices.told_in_person(attendee=attendee, by=by, at=AT),
        lambda: doubts.count_heads(meeting=meeting, heads=3, by=by, at=AT),
    ]
    for act in acts:
        with pytest.raises(Denied):
            act()
    meeting = closed(house, meeting, by=LEADER)
    with pytest.raises(Denied):
        catch_up.record(
            meeting=meeting, member=house.member(), on=meeting.on, how="read", scheme=house.scheme, by=by, at=AT
        )


def test_rules_that_leave_them_nothing_give_them_nothing(house: House) -> None:
    rules, by = without(house), house.viewer(LEADER)
    meeting = planned(house, "group")
    assert not meeting_hosts.is_host(by, rules)
    with pytest.raises(Denied):
        meetings.open_doors(meeting=meeting, scheme=rules, by=by, at=STARTS)
    meeting = meetings.open_doors(meeting=meeting, scheme=rules, by=house.viewer("secretary"), at=STARTS)
    with pytest.raises(Denied):
        closing.close(meeting=meeting, scheme=rules, by=by, at=AT)


def test_they_see_the_meetings_that_are_theirs_and_no_others(house: House) -> None:
    theirs, _other = planned(house, "group"), planned(house)
    planned(house, "group", code="B112", by="neighbour")
    by = house.viewer(LEADER)
    assert list(meeting_queries.held(by, house.scheme)) == [theirs]
    assert list(meeting_hosts.units(by, house.scheme)) == [house.branch]
    assert not meeting_queries.visible(by).exists()
    unverified = house.viewer(LEADER, verified=False)
    assert not meeting_queries.held(unverified, house.scheme).exists()


def test_whoever_holds_every_kind_sees_what_they_saw(house: House) -> None:
    planned(house, "group")
    planned(house)
    for who in ("secretary", "committee", "sub_district_officer", "city_officer"):
        by = house.viewer(who)
        assert (
            set(meeting_queries.held(by, house.scheme))
            == set(meeting_queries.visible(by))
            == set(Meeting.objects.all())
        )


def test_a_committee_member_who_leads_no_group_still_closes_nothing(house: House) -> None:
    with pytest.raises(Denied):
        closed(house, opened(house, "group"), by="committee")
