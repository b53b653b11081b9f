"""A missed meeting is made up for: once, within the days of the rules; the member is told; put right like a fact."""

from datetime import timedelta

import pytest

from goodstanding.access.policies import Denied
from goodstanding.actions.attendance import catch_up, conflicts
from goodstanding.actions.ledger import correction_requests
from goodstanding.actions.ledger.change import Change
from goodstanding.actions.meetings import leave as leave_requests
from goodstanding.actions.meetings import meetings
from goodstanding.actions.refusal import ActionRefused
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import AttendanceConflict, Fact, Meeting, MemberClass, Notice, Remedy
from goodstanding.queries.attendance import catch_up as catch_up_queries
from goodstanding.queries.attendance.catch_up import how_of
from goodstanding.queries.ledger.in_force import reversals_of
from goodstanding.queries.meetings import meetings as meeting_queries
from tests.house import AT, OPENED, TODAY, House
from tests.meetings import HOUR, STARTS, V, closed, facts_of, opened, planned, said

MADE_UP = "absence.made_up"
LATER = AT + timedelta(days=3)
DAY = TODAY + timedelta(days=2)


def missed(house: House) -> Meeting:
    """A meeting that everybody missed but the secretary; the committee member had asked for leave."""
    meeting = planned(house)
    leave_requests.ask(meeting=meeting, words="", scheme=house.scheme, by=house.viewer("committee"), at=STARTS - HOUR)
    meetings.open_doors(meeting=meeting, scheme=house.scheme, by=house.viewer("secretary"), at=STARTS)
    said(house, meeting, house.member("secretary"), V.PRESENT)
    return closed(house, meeting)


def made(
    house: House, meeting: Meeting, who: str = "member", *, on: object = DAY, how: str = "read the minutes",
    by: str = "secretary", scheme: Scheme | None = None,
) -> Fact:  # fmt: skip
    return catch_up.record(
        meeting=meeting, member=house.member(who), on=on, how=how, scheme=scheme or house.scheme,  # type: ignore[arg-type]
        by=house.viewer(by), at=LATER,
    )  # fmt: skip


@pytest.mark.parametrize("who", ["member", "committee"])
def test_whoever_was_absent_or_on_leave_can_make_up_for_it(house: House, who: str) -> None:
    meeting = missed(house)
    fact = made(house, meeting, who)
    assert (fact.kind, fact.value, fact.occurred_on, fact.source) == (MADE_UP, 1000, DAY, "meeting")
    assert how_of(fact, meeting) == "read the minutes"
    notice = Notice.objects.filter(to=house.account(who)).latest("pk")
    assert (notice.kind, notice.facts["day"]) == ("meeting_made_up", DAY.isoformat())


def test_said_twice_it_is_one_fact_and_one_notice(house: House) -> None:
    meeting = missed(house)
    assert made(house, meeting) == made(house, meeting)
    assert Fact.objects.filter(kind=MADE_UP).count() == 1
    assert Notice.objects.filter(kind="meeting_made_up").count() == 1
    with pytest.raises(ActionRefused, match="already recorded"):
        made(house, meeting, how="spoke with the host")


def test_nothing_is_written_about_those_who_did_not_make_up_for_it(house: House) -> None:
    made(house, missed(house))
    assert not Fact.objects.filter(kind=MADE_UP).exclude(member=house.member()).exists()


@pytest.mark.parametrize("days", [-1, 31])
def test_the_rules_say_until_when_it_counts(house: House, days: int) -> None:
    with pytest.raises(ActionRefused, match="counts from 2016-10-15 to 2016-11-14") as refused:
        made(house, missed(house), on=TODAY + timedelta(days=days))
    assert refused.value.field == "on"


def test_a_day_still_to_come_is_refused(house: House) -> None:
    with pytest.raises(ActionRefused, match="still to come"):
        made(house, missed(house), on=TODAY + timedelta(days=9))


@pytest.mark.parametrize("how", ["", "   ", "x" * 81])
def test_it_is_said_in_a_few_words_how(house: House, how: str) -> None:
    with pytest.raises(ActionRefused) as refused:
        made(house, missed(house), how=how)
    assert refused.value.field == "how"


def test_whoever_was_there_or_need_not_come_has_nothing_to_make_up_for(house: House) -> None:
    MemberClass.objects.create(member=house.member("group_leader"), word="elderly_sick", from_on=OPENED)
    meeting = missed(house)
    for who in ("group_leader", "stranger"):
        with pytest.raises(ActionRefused, match="nothing to catch up on"):
            made(house, meeting, who)
    with pytest.raises(ActionRefused, match="nothing to catch up on"):
        made(house, meeting, "secretary", by="sub_district_officer")


def test_it_needs_a_closed_meeting_and_a_rule(house: House) -> None:
    with pytest.raises(ActionRefused, match="Close the meeting first"):
        made(house, opened(house))
    kind = house.scheme.meetings["themed_day"].model_copy(update={"made_up": None})
    without = house.scheme.model_copy(update={"meetings": {"themed_day": kind}})
    with pytest.raises(ActionRefused, match="do not allow catching up"):
        made(house, missed(house), scheme=without)


def test_a_rule_for_leave_alone_leaves_the_absent_out(house: House) -> None:
    rule = house.scheme.meetings["themed_day"].made_up
    assert rule is not None
    update = {"made_up": rule.model_copy(update={"after": ("leave",)})}
    kind = house.scheme.meetings["themed_day"].model_copy(update=update)
    strict = house.scheme.model_copy(update={"meetings": {"themed_day": kind}})
    meeting = missed(house)
    with pytest.raises(ActionRefused, match="nothing to catch up on"):
        made(house, meeting, scheme=strict)
    assert made(house, meeting, "committee", scheme=strict).value == 1000


@pytest.mark.parametrize("who", ["committee", "member", "group_leader", "neighbour", "auditor"])
def test_only_whoever_records_facts_says_so(house: House, who: str) -> None:
    with pytest.raises(Denied):
        made(house, missed(house), by=who)


def test_nobody_says_it_of_themselves(house: House) -> None:
    meeting = closed(house, opened(house))
    with pytest.raises(Denied):
        made(house, meeting, "secretary")
    assert made(house, meeting, "secretary", by="sub_district_officer").value == 1000


def test_it_is_taken_back_like_every_fact(house: House) -> None:
    meeting = missed(house)
    what = Change(Remedy.REVERSE, None, "Another meeting")
    correction_requests.ask(
        fact=made(house, meeting), what=what, scheme=house.scheme, by=house.viewer("secretary"), at=LATER
    )
    (line,) = [one for one in lines(house, meeting) if one.attendee.member == house.member()]
    assert (line.fact is not None, line.holds) == (True, False)


def test_it_goes_when_it_turns_out_that_they_were_there(house: House) -> None:
    meeting = missed(house)
    fact = made(house, meeting, on=TODAY)
    said(house, meeting, house.member(), V.PRESENT, by="committee", at=LATER)
    conflict = AttendanceConflict.objects.get()
    with pytest.raises(ActionRefused, match="disagree"):
        made(house, meeting)
    conflicts.settle(
        conflict=conflict,
        chosen=conflict.second,
        reason="Seen",
        scheme=house.scheme,
        by=house.viewer("secretary"),
        at=LATER,
    )
    assert facts_of(meeting, house.member())["meeting.themed_day"] == 1000
    assert len(reversals_of(fact)) == 1


def test_a_later_word_that_they_were_away_leaves_it(house: House) -> None:
    meeting = missed(house)
    fact = made(house, meeting, on=TODAY)
    said(house, meeting, house.member(), V.ABSENT, by="committee", at=LATER)
    assert reversals_of(fact) == []


def lines(house: House, meeting: Meeting) -> list[catch_up_queries.Missed]:
    return catch_up_queries.missed(meeting, house.scheme.meetings[meeting.type], meeting_queries.people(meeting))


def test_the_list_says_who_missed_it_and_where_they_came_as_guests_since(house: House) -> None:
    meeting = missed(house)
    there = opened(house, code="B112", by="neighbour")
    said(house, there, house.member(), V.PRESENT, by="neighbour")
    closed(house, there, by="neighbour")
    found = {one.attendee.member.number: one for one in lines(house, meeting)}
    assert house.member("secretary").number not in found
    assert found[house.member().number].elsewhere == there
    assert found[house.member("committee").number].elsewhere is None
