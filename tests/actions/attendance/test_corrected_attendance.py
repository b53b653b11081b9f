"""What the ledger says of a closed meeting is what the meeting says, and an attendance is corrected as one thing."""

from datetime import timedelta

import pytest

from goodstanding.access.policies import Denied
from goodstanding.actions.attendance import catch_up, corrections
from goodstanding.actions.ledger import change as fact_changes
from goodstanding.actions.ledger import correction_requests
from goodstanding.actions.ledger.change import Change
from goodstanding.actions.refusal import ActionRefused
from goodstanding.engine.period import month_of
from goodstanding.models import AttendanceConflict, Attendee, Correction, Fact, Meeting, Notice, Proof, Remedy, Run
from goodstanding.queries.attendance import catch_up as catch_up_queries
from goodstanding.queries.meetings import meetings
from tests.house import AT, House
from tests.meetings import HOUR, V, closed, counted, facts_of, opened, said

THERE = {"meeting.themed_day": 1000, "meeting.on_time": 1000, "meeting.stayed_to_end": 1000}


def listed(house: House, meeting: Meeting, who: str = "member") -> Attendee:
    return next(one for one in meetings.people(meeting) if one.member_id == house.member(who).pk)


def put_right(
    house: House, meeting: Meeting, verdict: Proof.Verdict, who: str = "member", by: str = "secretary"
) -> Correction | None:
    return corrections.correct(
        meeting=meeting, member=house.member(who), verdict=verdict, reason="I saw her", scheme=house.scheme,
        by=house.viewer(by), at=AT + HOUR,
    )  # fmt: skip


def main_fact(house: House) -> Fact:
    return Fact.objects.get(kind="meeting.themed_day", member=house.member(), source="meeting")


@pytest.mark.parametrize(
    ("remedy", "value", "says", "came", "missed"),
    [(Remedy.REPLACE, 1000, "present", 1, False), (Remedy.EXCUSE, None, "leave", 0, True),
     (Remedy.REVERSE, None, "", 0, False)],
)  # fmt: skip
def test_a_correction_in_the_ledger_reaches_the_meeting(
    house: House, remedy: Remedy, value: int | None, says: str, came: int, missed: bool
) -> None:
    meeting = closed(house, opened(house))
    assert listed(house, meeting).verdict == "absent"
    fact_changes.change(
        fact=main_fact(house), what=Change(remedy, value, "wrong"), scheme=house.scheme, by=house.viewer("secretary"),
        at=AT, agreed_by=None,
    )  # fmt: skip
    people, kind = meetings.people(meeting), house.scheme.meetings["themed_day"]
    assert listed(house, meeting).verdict == says
    tally = meetings.tally(people, kind)
    assert (tally.came, tally.due) == (came, 5)
    found = [one.attendee.member_id for one in catch_up_queries.missed(meeting, kind, people)]
    assert (house.member().pk in found) is missed
    if not missed:
        with pytest.raises(ActionRefused, match="nothing to catch up"):
            catch_up.record(
                meeting=meeting, member=house.member(), on=meeting.on, how="read", scheme=house.scheme,
                by=house.viewer("secretary"), at=AT,
            )  # fmt: skip


def test_absent_becomes_present_with_all_that_goes_with_it_and_back(house: House) -> None:
    meeting, member = closed(house, opened(house)), house.member()
    before = facts_of(meeting, member)
    assert put_right(house, meeting, V.PRESENT) is None
    assert facts_of(meeting, member) == THERE
    assert (counted(meeting, member), listed(house, meeting).verdict) == ("present", "present")
    notice = Notice.objects.get(to=house.account("member"), kind="attendance_corrected")
    assert (notice.facts["verdict"], notice.facts["reason"]) == ("present", "I saw her")
    put_right(house, meeting, V.LATE)
    assert facts_of(meeting, member) == THERE | {"meeting.on_time": 0}
    put_right(house, meeting, V.ABSENT)
    assert facts_of(meeting, member) == before
    put_right(house, meeting, V.PRESENT)
    assert facts_of(meeting, member) == THERE
    assert not AttendanceConflict.objects.filter(state="open").exists()


def test_what_was_made_up_goes_with_the_absence(house: House) -> None:
    meeting = closed(house, opened(house))
    catch_up.record(
        meeting=meeting, member=house.member(), on=meeting.on, how="read", scheme=house.scheme,
        by=house.viewer("secretary"), at=AT,
    )  # fmt: skip
    put_right(house, meeting, V.PRESENT)
    kinds = {fact.kind for fact in Fact.objects.filter(reverses=None, member=house.member())}
    assert "absence.made_up" in kinds
    assert Fact.objects.filter(reverses__kind="absence.made_up").count() == 1


def test_what_cannot_be_corrected_is_refused_in_a_sentence(house: House) -> None:
    meeting = opened(house)
    with pytest.raises(ActionRefused, match="not closed yet"):
        put_right(house, meeting, V.PRESENT)
    said(house, meeting, house.member("group_leader"), V.PRESENT)
    said(house, meeting, house.member("group_leader"), V.ABSENT, by="committee")
    meeting = closed(house, meeting)
    with pytest.raises(ActionRefused, match="recorded already"):
        put_right(house, meeting, V.ABSENT)
    with pytest.raises(ActionRefused, match="Settle that first"):
        put_right(house, meeting, V.ABSENT, "group_leader")
    with pytest.raises(Denied):
        put_right(house, meeting, V.PRESENT, "secretary")
    for by in ("committee", "neighbour", "member"):
        with pytest.raises(Denied):
            put_right(house, meeting, V.PRESENT, by=by)


def test_in_a_published_month_a_second_person_agrees_to_all_of_it_at_once(house: House) -> None:
    meeting, member = closed(house, opened(house)), house.member()
    before = facts_of(meeting, member)
    Run.objects.create(
        month=month_of(meeting.on), number=1, state="published", scheme="vanguard-136",
        drafted_at=AT, drafted_by=house.account("analyst"), frozen_at=AT + timedelta(minutes=1), reviewed_at=AT,
        reviewed_by=house.account("operator"), published_at=AT, published_by=house.account("city_officer"),
    )  # fmt: skip
    asked = put_right(house, meeting, V.PRESENT)
    assert asked is not None
    assert facts_of(meeting, member) == before
    assert listed(house, meeting).verdict == "absent"
    with pytest.raises(ActionRefused, match="already been requested"):
        put_right(house, meeting, V.LATE)
    with pytest.raises(Denied):
        corrections.agree(correction=asked, scheme=house.scheme, by=house.viewer("secretary"), at=AT + HOUR)
    officer = house.viewer("sub_district_officer")
    corrections.agree(correction=asked, scheme=house.scheme, by=officer, at=AT + 2 * HOUR)
    assert facts_of(meeting, member) == THERE
    assert listed(house, meeting).verdict == "present"
    assert Notice.objects.filter(to=house.account("member"), kind="attendance_corrected").count() == 1


@pytest.mark.parametrize("kind", ["meeting.themed_day", "meeting.on_time"])
def test_no_entry_of_a_mark_is_corrected_alone(house: House, kind: str) -> None:
    meeting = opened(house)
    said(house, meeting, house.member(), V.PRESENT)
    closed(house, meeting)
    fact = Fact.objects.get(kind=kind, member=house.member(), source="meeting")
    for remedy, value in ((Remedy.REVERSE, None), (Remedy.EXCUSE, None), (Remedy.REPLACE, 0)):
        with pytest.raises(ActionRefused, match="on the list of its meeting"):
            correction_requests.ask(
                fact=fact, what=Change(remedy, value, "wrong"), scheme=house.scheme, by=house.viewer("secretary"), at=AT
            )
    stayed = Fact.objects.get(kind="meeting.stayed_to_end", member=house.member(), source="meeting")
    what = Change(Remedy.REPLACE, 0, "She left early")
    correction_requests.ask(fact=stayed, what=what, scheme=house.scheme, by=house.viewer("secretary"), at=AT)
    assert facts_of(meeting, house.member())["meeting.stayed_to_end"] == 0, "the host says that apart from the mark"


@pytest.mark.parametrize(
    ("before", "kind", "what", "after"),
    [
        (V.ABSENT, "meeting.themed_day", Change(Remedy.REPLACE, 1000, "I saw her"), THERE),
        (V.PRESENT, "meeting.themed_day", Change(Remedy.REPLACE, 0, "She was away"), {"meeting.themed_day": 0}),
        (V.PRESENT, "meeting.on_time", Change(Remedy.REPLACE, 0, "She was late"), THERE | {"meeting.on_time": 0}),
    ],
)
def test_an_entry_of_a_mark_takes_the_others_with_it(
    house: House, before: Proof.Verdict, kind: str, what: Change, after: dict[str, int]
) -> None:
    meeting = opened(house)
    said(house, meeting, house.member(), before)
    meeting = closed(house, meeting)
    fact = Fact.objects.get(kind=kind, member=house.member(), source="meeting")
    by = house.viewer("secretary")
    assert corrections.correct_entry(fact=fact, what=what, scheme=house.scheme, by=by, at=AT + HOUR) is None
    assert {name: value for name, value in facts_of(meeting, house.member()).items() if name in after} == after
    if what.value == 0 and kind == "meeting.themed_day":
        assert facts_of(meeting, house.member()).keys() <= {"meeting.themed_day", "leave.asked_in_advance"}
