"""What fell due for units comes from the rows of the work itself, and what a unit could not owe is left out."""

from datetime import date, datetime, timedelta

import pytest

from goodstanding.actions.dues import publications
from goodstanding.actions.letters import letters
from goodstanding.actions.meetings import meetings, minutes
from goodstanding.actions.meetings.meetings import Particulars
from goodstanding.actions.people import transfers
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import Consent, Meeting, Membership, Objection, Post, Receipt, Step, Unit, UnitRequest
from goodstanding.queries.unit_duties.row import DutyRow
from tests.care import classed, touched
from tests.dues import owes, paid
from tests.house import AT, House
from tests.letters import answered, written
from tests.meetings import HOUR, STARTS, closed, opened
from tests.requests import announced
from tests.unit_duties import rows

DAY = timedelta(days=1)
FIRST, LAST = date(2016, 10, 1), date(2016, 10, 31)


def october(house: House, word: str, *codes: str) -> list[DutyRow]:
    return rows(house, word, FIRST, LAST, *codes)


def test_a_share_is_rounded_half_up_and_in_time_only_when_whole() -> None:
    def row(done: int, due: int) -> DutyRow:
        return DutyRow(1, LAST, None, "", "", "", share=(done, due))

    assert [row(done, 3).value for done in range(4)] == [0, 333, 667, 1000]
    assert [row(done, 3).is_in_time for done in range(4)] == [False, False, False, True]


def test_what_was_done_a_day_late_is_late() -> None:
    on_time, late = DutyRow(1, LAST, LAST, "", "", ""), DutyRow(1, LAST, LAST + DAY, "", "", "")
    assert (on_time.value, late.value) == (1000, 0)


# Meetings


def test_a_kind_that_was_held_is_in_time_and_one_that_was_not_is_late(house: House) -> None:
    closed(house, opened(house))
    found = {row.key: row.value for row in october(house, "meetings")}
    assert found["themed_day:2016-10"] == 1000
    # The committee has a secretary and a member; nobody of the branch has the class for which group meetings are.
    assert found["committee:2016-10"] == 0
    assert "group:2016-10" not in found
    assert "general:2016-Q4" not in found


def test_a_branch_without_a_committee_owes_no_committee_meeting(house: House) -> None:
    closed(house, opened(house))
    Post.objects.filter(account=house.account("committee")).update(until_on=date(2016, 10, 20))
    assert "committee:2016-10" not in {row.key for row in october(house, "meetings")}


def test_a_period_in_which_the_branch_was_founded_is_left_out_unless_it_was_held(house: House) -> None:
    closed(house, opened(house))
    Unit.objects.filter(code="B111").update(opened_on=date(2016, 10, 3))
    assert [row.key for row in october(house, "meetings")] == ["themed_day:2016-10"]


def test_a_branch_that_closed_or_never_held_a_meeting_here_owes_none(house: House) -> None:
    assert october(house, "meetings") == []
    closed(house, opened(house))
    Membership.objects.filter(unit__code="B111").update(until_on=date(2016, 10, 20))
    Unit.objects.filter(code="B111").update(closed_on=date(2016, 10, 20), members_here=0)
    assert october(house, "meetings") == []


def test_notices_count_from_the_day_they_were_sent(house: House) -> None:
    meeting = opened(house)
    closed(house, meeting)
    assert [row.value for row in october(house, "notices")] == [0]  # opened without a notice
    Meeting.objects.filter(pk=meeting.pk).update(revision=1)
    assert october(house, "notices") == []  # nobody could sign in, so nothing says when they were told
    attendee = meeting.attendees.first()
    assert attendee is not None
    Receipt.objects.create(attendee=attendee, about="notice", revision=1, channel="inbox", sent_at=STARTS - 3 * DAY)
    assert [row.value for row in october(house, "notices")] == [1000]


def asked_for(house: House, starts: datetime) -> Meeting:
    """A meeting that the sub-district asked for by an announcement of today, notified at once and held."""
    announced(house)
    asked_by = UnitRequest.objects.get(unit=house.branch)
    by, scheme = house.viewer("secretary"), house.scheme
    what = Particulars(starts, starts + HOUR)
    meeting = meetings.plan(
        unit=house.branch, word="themed_day", what=what, scheme=scheme, by=by, at=AT, asked_by=asked_by
    )
    meetings.notice(meeting=meeting, scheme=scheme, by=by, at=AT + HOUR)
    meetings.open_doors(meeting=meeting, scheme=scheme, by=by, at=starts)
    return closed(house, meeting, at=starts + HOUR)


def test_a_request_that_came_too_late_is_charged_to_the_unit_that_asked(house: House) -> None:
    asked_for(house, AT + 2 * DAY)
    assert october(house, "notices") == []
    assert october(house, "orders") == []
    (above,) = october(house, "orders", "S11")
    assert (above.unit_id, above.value) == (house.unit("S11").pk, 0)


def test_a_request_in_good_time_leaves_the_notice_to_the_branch(house: House) -> None:
    asked_for(house, AT + 8 * DAY)
    assert [row.value for row in october(house, "notices")] == [1000]
    assert [row.value for row in october(house, "orders", "S11")] == [1000]


def test_a_meeting_cannot_go_back_to_a_request_to_another_unit(house: House) -> None:
    announced(house)
    other = UnitRequest.objects.get(unit__code="B112")
    with pytest.raises(ActionRefused):
        meetings.plan(
            unit=house.branch, word="themed_day", what=Particulars(STARTS, STARTS + HOUR), scheme=house.scheme,
            by=house.viewer("secretary"), at=AT, asked_by=other,
        )  # fmt: skip


def test_closing_and_minutes_have_their_days(house: House) -> None:
    meeting = opened(house)
    assert [row.value for row in october(house, "closing")] == [0]
    meeting = closed(house, meeting, at=AT + 3 * DAY)
    assert [row.value for row in october(house, "closing")] == [1000]
    assert [row.value for row in october(house, "minutes")] == [0]
    minutes.write(
        meeting=meeting, text="Read.", chair=None, scheme=house.scheme, by=house.viewer("secretary"), at=AT + 8 * DAY
    )
    assert [(row.value, row.done_on) for row in october(house, "minutes")] == [(0, date(2016, 10, 23))]


# Answers


def test_letters_are_late_where_they_lie_and_those_taken_back_count_nowhere(house: House) -> None:
    late = written(house)
    assert [row.value for row in october(house, "letters")] == [0]
    answered(house, late, at=AT + DAY)
    assert [row.value for row in october(house, "letters")] == [1000]
    letters.withdraw(letter=written(house), scheme=house.scheme, by=house.viewer("member"), at=AT)
    assert len(october(house, "letters")) == 1


def objection_steps(house: House, *steps: tuple[str, str, int, int | None], who: str = "member") -> Objection:
    """An objection with steps: what, at which unit, how many days after today, and due how many days after today."""
    one = Objection.objects.create(
        member=house.member(who), indicator="ORG01", period="2016-10", missing_on=house.today, reason="I was there.",
        at_unit=house.branch, opened_at=AT, due_after=house.today, due_on=house.today + 5 * DAY,
    )  # fmt: skip
    for verb, code, after, due in steps:
        Step.objects.create(
            objection=one, verb=verb, at=AT + after * DAY, unit=house.unit(code),
            due_on=None if due is None else house.today + due * DAY,
        )  # fmt: skip
    return one


def test_each_unit_answers_for_the_days_on_which_an_objection_lay_with_it(house: House) -> None:
    objection_steps(house, ("opened", "B111", 0, 5), ("escalated", "S11", 6, 12), ("upheld", "S11", 9, None))
    assert [row.value for row in october(house, "objections")] == [0]
    assert [row.value for row in october(house, "objections", "S11")] == [1000]


def test_a_day_that_was_counted_anew_holds_and_an_objection_taken_back_owes_nothing(house: House) -> None:
    objection_steps(house, ("opened", "B111", 0, 3), ("redated", "B111", 1, 6), ("rejected", "B111", 5, None))
    assert [row.value for row in october(house, "objections")] == [1000]
    objection_steps(house, ("opened", "B111", 0, 3), ("withdrawn", "B111", 1, None), who="committee")
    assert len(october(house, "objections")) == 1


def test_a_transfer_asks_each_unit_for_its_own_word_alone(house: House) -> None:
    by = house.viewer("secretary")
    asked = transfers.ask(member=house.member(), to=house.unit("B112"), reason="Moved house.", by=by, at=AT)
    day = asked.due_on
    before = {row.unit_id: row.value for row in rows(house, "transfers", day, day, "B111", "B112")}
    assert before == {house.branch.pk: 1000, house.unit("B112").pk: 0}
    transfers.answer(transfer=asked, side=Consent.Side.RECEIVING, agrees=True, by=house.viewer("neighbour"), at=AT)
    assert [row.value for row in rows(house, "transfers", day, day, "B112")] == [1000]


# Members


def test_visits_are_the_part_of_those_for_whom_they_were_due_all_year(house: House) -> None:
    people = house.members("B111")
    for person in people[2:5]:
        classed(person, "elderly_sick")
    touched(house, "at_home", on=date(2016, 5, 3))
    (row,) = rows(house, "visits", date(2016, 12, 31), date(2016, 12, 31))
    assert (row.share, row.value) == ((1, 3), 333)
    assert rows(house, "visits", FIRST, LAST) == []


def test_dues_are_settled_in_time_or_not_and_posted_by_a_day(house: House) -> None:
    owes(house)
    owes(house, "committee")
    paid(house, 2500)
    (row,) = october(house, "dues_collected")
    assert (row.share, row.value) == ((1, 2), 500)
    days = (date(2016, 11, 10), date(2016, 11, 10))
    assert [row.value for row in rows(house, "dues_posted", *days)] == [0]
    publications.post(
        unit=house.branch, month=2016 * 12 + 9, scheme=house.scheme, by=house.viewer("secretary"), at=AT + 20 * DAY
    )
    assert [row.value for row in rows(house, "dues_posted", *days)] == [1000]
