"""The year's plan: what is done, planned, missing, and told of before the period ends."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from goodstanding.actions.meetings import meetings
from goodstanding.actions.meetings import reminders as reminder_actions
from goodstanding.models import MemberClass, Notice
from goodstanding.queries.meetings import year_plan
from goodstanding.queries.meetings.year_plan import PlanCell
from tests.house import AT, OPENED, House
from tests.meetings import closed, opened, planned

MID, END = date(2016, 10, 15), date(2016, 10, 25)


def cells(house: House, word: str, today: date) -> dict[str, PlanCell]:
    found = year_plan.duties(house.branch, house.scheme, 2016, today)
    (duty,) = [one for one in found if one.word == word]
    return {cell.period.name: cell for cell in duty.cells}


def test_each_period_says_how_it_stands(house: House) -> None:
    closed(house, opened(house))
    found = cells(house, "themed_day", MID)
    assert len(found) == 12
    assert (found["2016-09"].state, found["2016-10"].state, found["2016-11"].state) == ("before", "done", "later")
    november = cells(house, "themed_day", date(2016, 12, 1))
    assert november["2016-11"].state == "missed"
    assert list(cells(house, "general", MID)) == ["2016-Q1", "2016-Q2", "2016-Q3", "2016-Q4"]
    assert list(cells(house, "life", MID)) == ["2016"]


def test_what_is_missing_is_due_soon_only_near_the_end(house: House) -> None:
    assert cells(house, "themed_day", MID)["2016-10"].state == "later"
    assert cells(house, "themed_day", END)["2016-10"].state == "soon"
    planned(house)
    assert cells(house, "themed_day", END)["2016-10"].state == "planned"


def test_a_cancelled_meeting_is_none(house: House) -> None:
    meeting = planned(house)
    meetings.cancel(meeting=meeting, reason="Flood", scheme=house.scheme, by=house.viewer("secretary"), at=AT)
    assert cells(house, "themed_day", END)["2016-10"].state == "soon"


def test_group_meetings_are_due_where_somebody_is_in_a_group(house: House) -> None:
    def words() -> list[str]:
        return [one.word for one in year_plan.duties(house.branch, house.scheme, 2016, MID)]

    assert "group" not in words()
    MemberClass.objects.create(member=house.member(), word="group", from_on=OPENED)
    assert "group" in words()


def test_a_unit_without_such_meetings_owes_none(house: House) -> None:
    assert year_plan.duties(house.city, house.scheme, 2016, MID) == []


def remind(house: House, on: date) -> int:
    at = datetime.combine(on, datetime.min.time(), ZoneInfo("Asia/Shanghai")) + timedelta(hours=5)
    return reminder_actions.remind(on=on, scheme=house.scheme, at=at)


def test_secretaries_are_reminded_once_a_period_of_what_is_missing(house: House) -> None:
    planned(house)
    for on in (END, END + timedelta(days=1)):
        remind(house, on)
    told = Notice.objects.filter(to=house.account("secretary"), kind="meeting_missing")
    kinds = {one.facts["meeting"]["en"] for one in told}
    assert kinds == {"Branch committee meeting"}, "the themed day is planned, and nobody is in a group"
    assert told.count() == 1
    assert Notice.objects.filter(to=house.account("neighbour"), kind="meeting_missing").count() == 2


def test_nobody_is_reminded_long_before(house: House) -> None:
    remind(house, MID)
    assert not Notice.objects.filter(kind="meeting_missing").exists()


def test_a_meeting_that_was_left_open_is_told_of_once(house: House) -> None:
    opened(house)
    for days in (2, 3):
        remind(house, MID + timedelta(days=days))
    assert Notice.objects.filter(to=house.account("secretary"), kind="meeting_left_open").count() == 1


def test_what_is_missing_now_is_what_the_whole_plan_says_on_every_day(house: House) -> None:
    closed(house, opened(house))
    planned(house, "life")
    seen = set()
    for back in range(0, 366, 3):
        day = date(2016, 12, 31) - timedelta(days=back)
        whole = [
            (duty.word, cell)
            for duty in year_plan.duties(house.branch, house.scheme, day.year, day)
            for cell in duty.cells
            if cell.state == "soon"
        ]
        assert [(duty.word, cell) for duty, cell in year_plan.missing_now(house.branch, house.scheme, day)] == whole
        seen |= {word for word, _cell in whole}
    assert {"themed_day", "general"} <= seen
