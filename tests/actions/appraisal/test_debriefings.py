"""A report is the person's own, members comment, and a body above decides the grade with a reason."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from goodstanding.access.policies import Denied
from goodstanding.actions.appraisal import debriefings
from goodstanding.actions.appraisal.debriefings import Report
from goodstanding.actions.appraisal.grades import Sitting
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import Debriefing, DebriefingComment, Notice
from goodstanding.models.appraisal.moves import DEBRIEFING_MOVES, DebriefingState
from goodstanding.models.appraisal.words import HandedIn
from goodstanding.queries.appraisal import debriefings as queries
from tests.appraisal import left
from tests.house import House

NOVEMBER = datetime(2016, 11, 20, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
LATER = NOVEMBER + timedelta(days=8)


@dataclass
class Given:
    """Short ways along a debriefing of B111."""

    house: House

    def more(self, who: str, at: datetime = NOVEMBER) -> dict[str, Any]:
        by = self.house.viewer(who, on=at.date())
        return {"scheme": self.house.scheme, "by": by, "at": at}

    def in_hand(self, who: str = "secretary", report: Report | None = None, at: datetime = NOVEMBER) -> Debriefing:
        return debriefings.hand_in(
            unit=self.house.branch, member=self.house.member("secretary"), year=2016,
            report=report or Report("A year in office"), **self.more(who, at),
        )  # fmt: skip

    def graded(self, found: Debriefing, grade: str, who: str = "sub_district_officer", at: datetime = LATER) -> None:
        sitting = Sitting("Sub-district committee", "Seven members", at.date())
        debriefings.decide(found=found, grade=grade, reason="Seen on the spot", sitting=sitting, **self.more(who, at))


@pytest.fixture
def given(house: House) -> Given:
    return Given(house)


def test_every_state_is_reached() -> None:
    assert set(DEBRIEFING_MOVES.values()) | {DebriefingState.WRITING} == set(DebriefingState)


def test_a_report_leaves_its_entry_once_and_the_grade_follows_what_the_body_decides(given: Given) -> None:
    found = given.in_hand()
    assert left(given.house.member("secretary")) == {"duty.debriefing_given": [1000]}
    assert Notice.objects.filter(kind="debriefing_open").count() == 3
    with pytest.raises(ActionRefused, match="can still comment"):
        given.graded(found, "good", at=NOVEMBER)
    given.graded(found, "average")
    assert left(given.house.member("secretary"))["duty.debriefing_grade"] == [2000]
    given.graded(found, "good", at=LATER + timedelta(days=1))
    assert left(given.house.member("secretary"))["duty.debriefing_grade"] == [4000]
    with pytest.raises(ActionRefused, match="already"):
        given.graded(found, "good", at=LATER + timedelta(days=2))


def test_a_returned_report_is_handed_in_anew_and_both_stay_to_be_read(given: Given) -> None:
    found = given.in_hand()
    with pytest.raises(ActionRefused, match="was handed in"):
        given.in_hand()
    debriefings.send_back(found=found, reason="Too short", **given.more("sub_district_officer"))
    again = given.in_hand(report=Report("A longer report"))
    assert [one.text for one in again.reports.all()] == ["A year in office", "A longer report"]
    assert left(given.house.member("secretary")) == {"duty.debriefing_given": [1000]}


@pytest.mark.parametrize("who", ["committee", "member", "neighbour", "sub_district_officer"])
def test_nobody_else_hands_a_report_in_as_the_own(given: Given, who: str) -> None:
    with pytest.raises(Denied):
        given.in_hand(who)


def test_paper_counts_the_same_and_is_typed_in_by_the_unit_above(given: Given) -> None:
    paper = Report("On paper", HandedIn.PAPER, NOVEMBER.date() - timedelta(days=3))
    with pytest.raises(Denied):
        given.in_hand("committee", paper)
    given.in_hand("sub_district_officer", paper)
    assert left(given.house.member("secretary")) == {"duty.debriefing_given": [1000]}


def test_members_comment_in_time_and_the_unit_above_reads_whose_comment_it_is(given: Given) -> None:
    found, house = given.in_hand(), given.house
    for text in ("First", "Second"):
        debriefings.comment(found=found, text=text, author=house.member(), **given.more("member"))
    debriefings.comment(
        found=found, text="Paper", author=house.member("group_leader"), how=HandedIn.PAPER,
        **given.more("sub_district_officer"),
    )  # fmt: skip
    debriefings.comment(found=found, text="One report, one word", **given.more("sub_district_officer", LATER))
    assert [one.text for one in queries.comments_on(found)] == ["One report, one word", "Second", "Paper"]
    with pytest.raises(ActionRefused, match="days for comments are over"):
        debriefings.comment(found=found, text="Late", author=house.member(), **given.more("member", LATER))


@pytest.mark.parametrize(
    ("who", "author", "how"),
    [
        ("secretary", "secretary", "own"),
        ("secretary", "member", "paper"),
        ("secretary", None, "own"),
        ("stranger", "stranger", "own"),
        ("member", None, "own"),
        ("neighbour", "member", "paper"),
    ],
)
def test_nobody_comments_on_the_own_report_or_for_others(given: Given, who: str, author: str | None, how: str) -> None:
    found = given.in_hand()
    member = given.house.member(author) if author else None
    with pytest.raises(Denied):
        debriefings.comment(found=found, text="x", author=member, how=how, **given.more(who))
    assert not DebriefingComment.objects.exists()


@pytest.mark.parametrize("who", ["secretary", "committee", "neighbour", "member"])
def test_a_grade_is_decided_above_alone(given: Given, who: str) -> None:
    found = given.in_hand()
    with pytest.raises(Denied):
        given.graded(found, "good", who)


def test_what_the_dict_does_not_have_is_refused_by_the_database(given: Given) -> None:
    found = given.in_hand()
    given.graded(found, "good")
    with pytest.raises(Exception, match="debriefing"), transaction.atomic():
        Debriefing.objects.filter(pk=found.pk).update(state="writing")


def test_it_is_asked_for_in_its_months_and_waits_above_once_comments_are_over(given: Given) -> None:
    house = given.house
    assert not queries.to_give(house.viewer("secretary"), house.scheme).exists(), "not in October"
    asked = house.viewer("secretary", on=NOVEMBER.date())
    assert [unit.code for unit in queries.to_give(asked, house.scheme)] == ["B111"]
    assert not queries.to_give(house.viewer("committee", on=NOVEMBER.date()), house.scheme).exists()
    given.in_hand()
    assert not queries.to_give(asked, house.scheme).exists()
    for who, day, waits in (
        ("sub_district_officer", NOVEMBER, 0),
        ("sub_district_officer", LATER, 1),
        ("district_officer", LATER, 0),
    ):
        assert queries.to_grade(house.viewer(who, on=day.date()), house.scheme).count() == waits, who
