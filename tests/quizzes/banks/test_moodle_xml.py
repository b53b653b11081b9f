"""Questions as Moodle exports them in XML are read as they are meant; hostile files are refused before they do harm."""

from fractions import Fraction

import pytest

from goodstanding.quizzes.banks.moodle_xml import read_moodle_xml
from goodstanding.quizzes.fault import QuestionFault
from goodstanding.quizzes.question import Pair, Question, QuestionKind
from goodstanding.sheets.unreadable import UnreadableSheet


def quiz(*questions: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n{"".join(questions)}\n</quiz>'.encode()


def asked(type_: str, inside: str, name: str = "Dues") -> str:
    return (
        f'<question type="{type_}">\n<name><text>{name}</text></name>'
        f'<questiontext format="html"><text><![CDATA[<p>How often, <em>then</em>?</p>]]></text></questiontext>'
        f"<generalfeedback format='html'><text>Art. 10</text></generalfeedback>{inside}</question>"
    )


def only(type_: str, inside: str) -> Question:
    (found,) = read_moodle_xml(quiz(asked(type_, inside)))
    assert isinstance(found, Question), found
    return found


def test_letters_that_only_html_has_names_for_are_read() -> None:
    inside = '<answer fraction="100"><text>dues&nbsp;&rarr; treasurer &amp;amp;</text></answer>'
    question = only("shortanswer", inside)
    assert question.answers[0].text == "dues → treasurer &"
    with pytest.raises(UnreadableSheet, match="damaged"):
        list(read_moodle_xml(quiz(asked("shortanswer", "<answer><text>&nosuchletter;</text></answer>"))))


def test_a_choice_in_its_category() -> None:
    category = '<question type="category"><category><text>$course$/top/Rules</text></category></question>'
    answers = (
        '<single>true</single><answer fraction="100" format="html"><text>monthly</text>'
        "<feedback><text>Yes</text></feedback></answer><answer fraction='0'><text>yearly</text></answer>"
    )
    (found,) = read_moodle_xml(quiz(category, asked("multichoice", answers)))
    assert isinstance(found, Question)
    assert (found.kind, found.text, found.title) == (QuestionKind.SINGLE, "How often, then?", "Dues")
    assert (found.category, found.feedback, found.answers[0].feedback) == ("Rules", "Art. 10", "Yes")


def test_several_true_or_false_short_numeric_and_matching() -> None:
    third = "".join(f'<answer fraction="33.33333"><text>{word}</text></answer>' for word in "abc")
    several = only("multichoice", f"<single>false</single>{third}<answer fraction='-50'><text>d</text></answer>")
    assert [answer.share for answer in several.answers] == [Fraction(1, 3)] * 3 + [Fraction(-1, 2)]
    truth = "<answer fraction='0'><text>false</text></answer><answer fraction='100'><text>true</text></answer>"
    assert [answer.text for answer in only("truefalse", truth).answers] == ["true", "false"]
    assert only("shortanswer", "<answer fraction='100'><text>每季度</text></answer>").answers[0].text == "每季度"
    number = only("numerical", "<answer fraction='100'><text>3.50</text><tolerance>0.1</tolerance></answer>")
    assert (number.answers[0].text, number.answers[0].tolerance) == ("3.5", "0.1")
    halves = "".join(f"<subquestion><text>{n}</text><answer><text>{n}{n}</text></answer></subquestion>" for n in "ab")
    assert only("matching", halves).pairs == (Pair("a", "aa"), Pair("b", "bb"))


@pytest.mark.parametrize(
    ("type_", "inside", "says"),
    [
        ("essay", "", "This is an open question"),
        ("cloze", "", "Questions of the kind “cloze” are not taken"),
        ("multichoice", "<answer fraction='100'><text>a</text></answer>", "only one answer to choose"),
        ("truefalse", "<answer fraction='0'><text>true</text></answer>", "It is not said which answer is right"),
        ("numerical", "<answer fraction='100'><text>ten</text></answer>", "“ten” is not a number"),
        ("shortanswer", "<answer fraction='100'><text>a</text><file name='x.png'/></answer>", "shows a picture"),
    ],
)
def test_what_cannot_be_asked_or_marked_is_told_with_its_line(type_: str, inside: str, says: str) -> None:
    (found,) = read_moodle_xml(quiz("\n", asked(type_, inside)))
    assert isinstance(found, QuestionFault)
    assert says in str(found)
    assert (found.line, found.name) == (4, "Dues")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b'<!DOCTYPE q [<!ENTITY a "b">]><quiz>&a;</quiz>', "document type"),
        (b'<!DOCTYPE q SYSTEM "http://localhost/x.dtd"><quiz/>', "document type"),
        (b"<quiz>" + b"<a>" * 40 + b"</a>" * 40 + b"</quiz>", "more parts than is safe"),
        (b"<quiz>" + b"<a/>" * 200_001 + b"</quiz>", "more parts than is safe"),
        (b"<quiz>\n<question", "damaged in line 2"),
        (b"<html><body>no</body></html>", "no questions of Moodle"),
        (b"<quiz>&unknown;</quiz>", "damaged in line 1"),
    ],
)
def test_hostile_or_foreign_files_are_refused(content: bytes, says: str) -> None:
    with pytest.raises(UnreadableSheet, match=says):
        list(read_moodle_xml(content))
