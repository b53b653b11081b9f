"""Letters: to the branch or above the unit complained about, with a clock, answered by a person, passed up once."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import Error, transaction

from goodstanding.access.policies import Denied
from goodstanding.access.roles import Role
from goodstanding.actions.letters import letters
from goodstanding.actions.letters.letters import LetterText, PaperText
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import Fact, Letter, LetterStep, Notice
from goodstanding.queries.letters import letters as queries
from tests.house import House
from tests.letters import answered, written


def readers(house: House, letter: Letter, days: int = 0) -> set[str]:
    """Who of the house reads a letter at the desk, some days later."""
    on = house.today + timedelta(days=days)
    who = ("secretary", "committee", "neighbour", "sub_district_officer", "district_officer", "city_officer")
    found = {one: queries.at_desk(house.viewer(one, on=on), house.scheme).filter(pk=letter.pk) for one in who}
    return {one for one, rows in found.items() if rows.exists()}


def test_a_question_goes_to_the_branch_and_late_to_the_unit_above_as_well(house: House) -> None:
    letter = written(house)
    assert (letter.at_unit.code, letter.above_unit and letter.above_unit.code) == ("B111", "S11")
    assert letter.due_on == house.today + timedelta(days=6), "five working days"
    assert readers(house, letter) == {"secretary"}
    assert readers(house, letter, days=7) == {"secretary", "sub_district_officer"}
    assert Notice.objects.filter(kind="letter_made").count() == 1
    assert not Fact.objects.filter(source="letter").exists(), "a question is no achievement"


def test_a_complaint_never_goes_to_the_unit_complained_about(house: House) -> None:
    about_branch, about_above = written(house, "complaint"), written(house, "complaint", about="S11")
    assert [one.at_unit.code for one in (about_branch, about_above)] == ["S11", "D1"]
    assert readers(house, about_branch, days=60) == {"sub_district_officer", "district_officer"}
    assert readers(house, about_above, days=60) == {"district_officer", "city_officer"}
    with pytest.raises(ActionRefused, match="your own unit or a unit above"):
        written(house, "complaint", about="B112")
    with pytest.raises(ActionRefused, match="your own unit or a unit above"):
        written(house, "complaint", about="CITY")


def test_a_person_in_office_in_the_unit_complained_about_reads_it_from_no_other_office(house: House) -> None:
    house.appoint("secretary", Role.OFFICER, "S11")
    letter = written(house, "complaint")
    assert readers(house, letter) == {"sub_district_officer"}
    with pytest.raises(Denied):
        answered(house, letter, "secretary")
    assert not Notice.objects.filter(to=house.account("secretary")).exists()
    own = written(house, who="secretary")
    assert own.at_unit.code == "S11", "nobody answers oneself"


def test_an_answer_is_corrected_settled_or_passed_up_once(house: House) -> None:
    letter = answered(house, written(house))
    member: dict[str, Any] = {"by": house.viewer("member"), "at": house.at}
    assert Notice.objects.filter(to=house.account("member"), kind="letter_answered").exists()
    answered(house, letter)
    letters.pass_up(letter=letter, words="And in winter?", scheme=house.scheme, **member)
    letter = Letter.objects.get()
    assert (letter.at_unit.code, letter.above_unit and letter.above_unit.code, letter.state) == ("S11", "D1", "waiting")
    assert readers(house, letter) == {"secretary", "sub_district_officer"}
    with pytest.raises(Denied):
        answered(house, letter)
    letter = answered(house, letter, "sub_district_officer")
    with pytest.raises(ActionRefused, match="passed up already"):
        letters.pass_up(letter=letter, words="", scheme=house.scheme, **member)
    with pytest.raises(Denied):
        letters.settle(letter=letter, by=house.viewer("secretary"), at=house.at)
    letters.settle(letter=letter, **member)
    with pytest.raises(ActionRefused, match="no longer possible"):
        answered(house, letter, "sub_district_officer")
    steps = list(LetterStep.objects.order_by("pk").values_list("what", flat=True))
    assert steps == ["made", "answered", "answered", "passed_up", "answered", "settled"]


def test_the_clock_reminds_before_and_once_after_when_the_unit_above_is_notified(house: House) -> None:
    letter = written(house)
    days = {day: house.today + timedelta(days=day) for day in (3, 4, 5, 7, 8)}
    sent = [letters.remind(on=on, scheme=house.scheme, at=house.at) for on in days.values()]
    assert sent == [0, 1, 0, 1, 0]
    above = Notice.objects.filter(to=house.account("sub_district_officer")).values_list("kind", flat=True)
    assert list(above) == ["letter_late_above"]
    assert Notice.objects.filter(to=house.account("member"), kind="letter_late").exists()
    later = house.viewer("sub_district_officer", on=days[8])
    with pytest.raises(Denied):
        answered(house, letter, "sub_district_officer")
    letters.answer(letter=letter, words="Now", scheme=house.scheme, by=later, at=house.at + timedelta(days=8))
    assert Letter.objects.get().state == "answered"


def test_a_letter_is_taken_back_before_the_answer_and_sent_once(house: House) -> None:
    given: dict[str, Any] = {"member": house.member(), "kind": "question", "what": LetterText("a", "b"), "form": "f"}
    given |= {"scheme": house.scheme, "at": house.at}
    letter = letters.make(by=house.viewer("member"), **given)
    assert letters.make(by=house.viewer("member"), **given) == letter
    for who in ("secretary", "neighbour"):
        with pytest.raises(Denied):
            letters.make(by=house.viewer(who), **given)
    letters.withdraw(letter=letter, scheme=house.scheme, by=house.viewer("member"), at=house.at)
    with pytest.raises(ActionRefused, match="no longer possible"):
        answered(house, letter)
    with pytest.raises(ActionRefused, match="Write your question"):
        letters.make(by=house.viewer("member"), **given | {"what": LetterText("a", " "), "form": ""})
    with pytest.raises(ActionRefused, match="Write the answer"):
        letters.answer(
            letter=written(house), words=" ", scheme=house.scheme, by=house.viewer("secretary"), at=house.at
        )  # fmt: skip


def test_the_database_itself_keeps_the_words(house: House) -> None:
    answered(house, written(house))
    for found, changed in ((Letter.objects, {"text": "x"}), (LetterStep.objects, {"words": "x"})):
        with pytest.raises(Error), transaction.atomic():
            found.update(**changed)
    with pytest.raises(Error), transaction.atomic():
        Letter.objects.update(about_unit=house.branch)


def typed(house: House, by: str, kind: str = "question", who: str = "member", about: str = "", days: int = 3) -> Letter:
    unit = house.unit(about) if about else None
    what = PaperText("Lights", "They are broken.", house.today - timedelta(days=days))
    return letters.type_in(
        member=house.member(who), kind=kind, what=what, about=unit, scheme=house.scheme, by=house.viewer(by),
        at=house.at,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("by", "kind", "who", "about", "allowed"),
    [
        ("secretary", "question", "member", "", True),
        ("sub_district_officer", "question", "member", "", True),
        ("secretary", "question", "secretary", "", False),
        ("committee", "question", "member", "", False),
        ("secretary", "complaint", "member", "B111", False),
        ("sub_district_officer", "complaint", "member", "B111", True),
        ("sub_district_officer", "complaint", "member", "S11", False),
        ("district_officer", "complaint", "member", "S11", True),
        ("neighbour", "question", "member", "", False),
    ],
)
def test_a_letter_on_paper_is_typed_in_where_it_is_answered_and_never_by_those_complained_about(
    house: House, by: str, kind: str, who: str, about: str, allowed: bool
) -> None:
    if not allowed:
        with pytest.raises(Denied):
            typed(house, by, kind, who, about)
        return
    letter = typed(house, by, kind, who, about)
    assert letter.on_paper
    assert letter.made_on == house.today - timedelta(days=3)
    assert Notice.objects.filter(kind="letter_typed_in", to=house.account("member")).count() == 1


def test_its_days_count_from_when_it_was_handed_in_and_a_month_is_the_most(house: House) -> None:
    assert typed(house, "secretary").due_on < written(house).due_on
    with pytest.raises(ActionRefused, match="more than a month ago"):
        typed(house, "secretary", days=40)
