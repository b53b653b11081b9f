"""What is left at the year's end is counted by one statement for each thing, and the report says what was recorded."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goodstanding.actions.meetings import minutes
from goodstanding.models import Meeting
from goodstanding.queries.year_end import left, workbench
from goodstanding.queries.year_end.left import YearAsked
from goodstanding.queries.year_end.workbench import YearEndLine
from goodstanding.queries.year_end.yearly_report import yearly_report
from tests.care import classed, talked, touched
from tests.cases import opened as case_opened
from tests.dues import owes
from tests.house import AT, House
from tests.letters import answered
from tests.letters import written as letter_written
from tests.meetings import closed, opened, planned
from tests.unit_duties import written

DECEMBER = date(2016, 12, 20)


def asked(house: House, on: date = DECEMBER) -> YearAsked:
    return YearAsked(left.year_that_ends(on), house.scheme, on)


def lines(house: House, on: date = DECEMBER) -> dict[str, YearEndLine]:
    return {line.word: line for line in workbench.lines(house.branch, asked(house, on))}


def test_every_thing_is_counted_and_names_who_finishes_it_by_when(house: House) -> None:
    meeting = closed(house, opened(house))
    planned(house, "study", starts=AT + timedelta(days=9))
    letter_written(house)
    case_opened(house)
    owes(house)
    classed(house.member(), "elderly_sick")
    talked(house)
    found = lines(house)
    assert {word: line.left for word, line in found.items() if line.left} == {
        "meetings": 1, "minutes": 1, "talks": 4, "visits": 1, "letters": 1, "dues_arrears": 1, "dues_posted": 1,
        "months": 11, "appraisal": 1, "plans": 1, "dossiers": 1, "cases": 1,
    }  # fmt: skip
    assert [account.login for account in found["plans"].who] == [house.account("secretary").login]
    above = {house.account(who).login for who in ("city_officer", "analyst")}
    assert {account.login for account in found["months"].who} == above
    assert found["months"].due_on == date(2017, 1, 15)
    assert not found["report"].is_done
    minutes.write(meeting=meeting, text="Read.", chair=None, scheme=house.scheme, by=house.viewer("secretary"), at=AT)
    touched(house, "at_home")
    planned(house, starts=AT + timedelta(days=90))
    after = lines(house)
    assert after["minutes"].is_done
    assert after["visits"].is_done
    assert after["plans"].is_done


def test_in_january_it_is_still_about_the_year_before(house: House) -> None:
    assert left.year_that_ends(date(2017, 1, 20)) == 2016
    assert left.year_that_ends(date(2017, 2, 1)) == 2017
    closed(house, opened(house))
    assert lines(house, date(2017, 1, 20))["minutes"].left == 1
    assert lines(house, date(2017, 2, 20))["minutes"].left == 0


def test_above_a_branch_the_same_is_summed_for_each_unit_right_below(house: House) -> None:
    letter_written(house)
    top = workbench.below(house.city, asked(house))
    assert {line.unit.code: line.left.get("letters", 0) for line in top} == {"D1": 1, "D2": 0}
    assert top[0].unit.code == "D1"
    sub = workbench.below(house.unit("S11"), asked(house))
    assert {line.unit.code: line.left["appraisal"] for line in sub} == {"B111": 1, "B112": 1}
    assert sum(line.left["talks"] for line in top) == 40


@pytest.mark.parametrize("code", ["B111", "CITY"])
def test_each_thing_takes_one_statement_whatever_lies_below(house: House, code: str) -> None:
    rules = house.scheme.year_end
    assert rules is not None
    unit = house.unit(code)
    with CaptureQueriesContext(connection) as counted:
        left.counts(unit, asked(house), below=code == "CITY")
    assert len(counted) == sum(item.of in left.SOURCES for item in rules.items.values())


def test_the_report_says_what_was_recorded_in_both_languages_and_nothing_else(house: House) -> None:
    empty = yearly_report(house.branch, asked(house))
    assert [one.topic for one in empty.sentences] == ["people"]
    meeting = closed(house, opened(house))
    minutes.write(meeting=meeting, text="Read.", chair=None, scheme=house.scheme, by=house.viewer("secretary"), at=AT)
    answered(house, letter_written(house))
    talked(house)
    house.at = AT + timedelta(days=20)
    written(house)
    report = yearly_report(house.branch, asked(house))
    by_topic = {one.topic: one for one in report.sentences}
    assert list(by_topic) == ["people", "meetings", "attendance", "minutes", "talks", "letters", "duties", "missing"]
    assert by_topic["meetings"].text.en == "Meetings held: 1 (Themed Party Day 1)."
    assert by_topic["meetings"].text.zh == "全年召开会议、开展活动1次（主题党日1次）。"
    assert by_topic["letters"].numbers == {"written": 1, "in_time": 1}
    assert by_topic["minutes"].numbers["written"] == Meeting.objects.filter(state="closed").count() == 1
    assert report.as_text(chinese=True).count("。") == len(report.sentences)
    assert "未全部按时" in report.as_text(chinese=True)
    assert not any("\u4e00" <= sign <= "\u9fff" for sign in report.as_text(chinese=False))
